"""`doctor`: each check with its verdict.

Fields of a plain record: ok or bad, check, what was found.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from returnctl.core.views.health import DoctorView
from returnctl.render.blocks import Block, Column, Row, Span, Table, line, whole
from returnctl.render.page import Forms, Page
from returnctl.render.records import texts

_COLUMNS: Final = (Column("verdict"), Column("check"), Column("says", least=20, most=100))


def _blocks(view: DoctorView, _: Page) -> Iterator[Block]:
    yield line("Records: ", whole(view.path))
    rows = tuple(
        Row(
            {
                "verdict": line(Span("ok", "dim") if fine else Span("BAD", "late")),
                "check": line(whole(name)),
                "says": line(says),
            }
        )
        for name, fine, says in view.checks
    )
    yield Table(_COLUMNS, rows, indent=2)
    yield line("All is well." if view.healthy else Span("Something is wrong: see above.", "late"))


def _plain(view: DoctorView, _: Page) -> Iterator[Sequence[str]]:
    for name, fine, says in view.checks:
        yield texts("ok" if fine else "bad", name, says)


def _data(view: DoctorView, _: Page) -> Any:
    checks = [{"name": name, "ok": fine, "says": says} for name, fine, says in view.checks]
    return {"path": view.path, "healthy": view.healthy, "checks": checks}


FORMS: Final = {DoctorView: Forms(data=_data, plain=_plain, text=_blocks)}
