"""`doctor`: what was mended, and each check with its verdict.

Fields of a plain record: ok, note, bad or damaged, check, what was found, the command that helps.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from returnctl.core.views.health import DoctorView, Finding
from returnctl.render.blocks import Block, Column, Row, Span, Table, line, whole
from returnctl.render.page import Forms, Page
from returnctl.render.records import texts

_COLUMNS: Final = (Column("verdict"), Column("check"), Column("says", least=20, most=100))
_WORDS: Final = {
    "ok": Span("ok", "dim"),
    "note": Span("note", "soon"),
    "bad": Span("BAD", "late"),
    "damaged": Span("DAMAGED", "late"),
}


def _blocks(view: DoctorView, _: Page) -> Iterator[Block]:
    yield line("Records: ", whole(view.path))
    for each in view.done:
        yield line(each, indent=2)
    yield Table(_COLUMNS, tuple(map(_row, view.checks)), indent=2)
    yield line("All is well." if view.healthy else Span("Something is wrong: see above.", "late"))


def _row(found: Finding) -> Row:
    says = f"{found.says}: {found.command}" if found.command else found.says
    return Row({
        "verdict": line(_WORDS[found.verdict]),
        "check": line(whole(found.check)),
        "says": line(says),
    })  # fmt: skip


def _plain(view: DoctorView, _: Page) -> Iterator[Sequence[str]]:
    for each in view.checks:
        yield texts(each.verdict, each.check, each.says, each.command)


def _data(view: DoctorView, _: Page) -> Any:
    checks = [
        {
            "name": each.check,
            "ok": each.verdict in ("ok", "note"),
            "verdict": each.verdict,
            "says": each.says,
            "command": each.command or None,
        }
        for each in view.checks
    ]
    return {
        "path": view.path,
        "healthy": view.healthy,
        "checks": checks,
        "done": list(view.done),
    }


FORMS: Final = {DoctorView: Forms(data=_data, plain=_plain, text=_blocks)}
