"""`policy list` and `policy check`: the packs there are, and what is wrong with one.

Fields of a plain record: of a list - name, kind, title, rules, origin, as of; of a fault - file,
rule, field, sentence.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from returnctl.core.views.rulebook import CheckView, FaultLine, PoliciesView
from returnctl.render.blocks import Block, Column, Line, Row, Span, Table, line, whole
from returnctl.render.page import Forms, Page
from returnctl.render.records import jsonable, texts
from returnctl.render.wording import count

_COLUMNS: Final = (
    Column("name", "PACK"),
    Column("kind", "KIND", spare=True, below=""),
    Column("title", "TITLE", least=16),
    Column("rules", "RULES", right=True),
    Column("read", "READ"),
    Column("origin", "FROM", least=8),
)


def _packs(view: PoliciesView, page: Page) -> Iterator[Block]:
    rows = tuple(
        Row(
            {
                "name": line(whole(each.name)),
                "kind": line(each.kind),
                "title": line(each.title),
                "rules": line(str(each.rules)),
                "read": line(whole(f"{each.as_of:%Y-%m}" if each.as_of else "")),
                "origin": line(each.origin),
            }
        )
        for each in view.packs
    )
    if rows:
        yield Table(_COLUMNS, rows)
    yield from _faults(view.faults)
    if rows and not page.quiet:
        yield line(Span("Rules and sources of one: returnctl policy show PACK", "dim"))


def _faults(faults: Iterable[FaultLine]) -> Iterator[Line]:
    for each in faults:
        where = ": ".join(filter(None, (each.file, each.rule, each.field)))
        yield line(Span(f"{where}: ", "late"), each.sentence, hang=2)


def _check(view: CheckView, _: Page) -> Iterator[Block]:
    yield from _faults(view.faults)
    if view.faults:
        yield line(f"{view.file}: {count(len(view.faults), 'fault')}.")
    else:
        yield line(f"{view.file}: pack {view.pack}, {count(view.rules, 'rule')}, no faults.")


def _plain_packs(view: PoliciesView, _: Page) -> Iterator[Sequence[str]]:
    for each in view.packs:
        yield texts(each.name, each.kind, each.title, each.rules, each.origin, each.as_of)


def _plain_faults(view: CheckView, _: Page) -> Iterator[Sequence[str]]:
    for each in view.faults:
        yield texts(each.file, each.rule, each.field, each.sentence)


def _data(view: PoliciesView | CheckView, page: Page) -> Any:
    return jsonable(view, page)


FORMS: Final = {
    PoliciesView: Forms(data=_data, plain=_plain_packs, text=_packs),
    CheckView: Forms(data=_data, plain=_plain_faults, text=_check),
}
