"""Every format that can be read: kinds of documents, and layouts of tables.

To add a layout: a module with a `TableFormat`, and a row in `LAYOUTS`. To add another kind of
document (mail, a page): a module that reads it, and a row in `KINDS`; the first that fits reads it.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from returnctl.core.errors import Refused
from returnctl.core.imported import Found, Origin, Skipped
from returnctl.core.structs import Struct, replace
from returnctl.importing import (
    aliexpress,
    amazon,
    amazon_returns,
    mapping,
    ownlog,
    pages,
    paypal,
    temu,
)
from returnctl.importing.damage import refuse_damaged
from returnctl.importing.documents import DAMAGE, Document, damaged
from returnctl.importing.jsontables import json_tables, looks_like_json
from returnctl.importing.mail import mailboxes
from returnctl.importing.reading import TableFormat, each_row
from returnctl.importing.separated import separated_table
from returnctl.importing.tableless import NO_TABLE, is_regular, why_no_table
from returnctl.importing.tables import Table, column_key
from returnctl.importing.way import Way
from returnctl.importing.workbooks import is_workbook, workbook_tables

# The first whose columns are all there reads a table; those with more columns stand first.
LAYOUTS: Final[tuple[TableFormat, ...]] = (
    amazon.OLD,
    amazon.NEW,
    *amazon_returns.FORMATS,
    *aliexpress.FORMATS,
    temu.FORMAT,
    *paypal.FORMATS,
)
NAMES: Final = (*(each.name for each in LAYOUTS), mapping.FORMAT.name)
_UNKNOWN: Final = "nobody here knows its columns, so say what they are (--map COLUMN=FIELD)"


Read = Callable[[Document, Way], Iterator[Found | Skipped]]


class Kind(Struct, frozen=True):
    """A kind of document: how it is told from others, and what it says."""

    name: str
    fits: Callable[[Document], bool]
    read: Read


def _tables_of(found: Callable[[Document], Iterable[Table]]) -> Read:
    def read(document: Document, way: Way) -> Iterator[Found | Skipped]:
        tables = list(found(document))
        if not tables:
            yield Skipped(Origin(document.name), why_no_table(document))
        for table in tables:
            yield from read_table(table, way)

    return read


def _separated(document: Document) -> list[Table]:
    table = separated_table(document)
    return [table] if table else []


def _read_text(document: Document, way: Way) -> Iterator[Found | Skipped]:
    """Read a table, or a page where no known table is, or what is listed for a table."""
    tables = _separated(document)
    if pages.is_page(document) and not any(_is_known(each, way) for each in tables):
        found = list(pages.read_page(document, way))
        if not tables or any(isinstance(each, Found) for each in found):
            yield from found
            return
    yield from _tables_of(_separated)(document, way)


def _is_known(table: Table, way: Way) -> bool:
    columns, aliases = way.recall(table.header)
    return layout_for(table, replace(way, mapping=columns, aliases=aliases)) is not None


def _own_log(document: Document, _: Way) -> Iterator[Skipped]:
    """Tell of a log among others' files: logs are merged, and never read row by row."""
    yield Skipped(Origin(document.name), "it is an export of returnctl's: import it by its name")


KINDS: Final[tuple[Kind, ...]] = (
    Kind("returnctl", ownlog.is_own_log, _own_log),
    Kind("mailbox", mailboxes.is_mailbox, mailboxes.read_mailbox),
    Kind("mail", mailboxes.is_mail, mailboxes.read_single),
    Kind("workbook", is_workbook, _tables_of(workbook_tables)),
    Kind("json", looks_like_json, _tables_of(json_tables)),
    Kind("text", lambda _: True, _read_text),
)


def read_document(document: Document, way: Way) -> Iterator[Found | Skipped]:
    """Yield what a document says, in the order of its rows.

    Raises:
        Refused: it is damaged, or something in it can only be read once the user says how.
    """
    try:
        kind = next(each for each in KINDS if each.fits(document))
        yield from kind.read(document, way)
    except DAMAGE as error:
        raise damaged(document.name) from error


def read_table(table: Table, way: Way) -> Iterator[Found | Skipped]:
    """Yield what a table says; one that nobody knows is a single `Skipped`."""
    columns, aliases = way.recall(table.header)
    way = replace(way, mapping=columns, aliases=aliases)
    layout = layout_for(table, way)
    if layout is None:
        yield _unknown(table)
        return
    if not way.trust_numbers:
        refuse_damaged(table, layout.numbers or _number_columns(table, way))
    yield from each_row(table, layout.reader(table, way))
    if next(table.rows(), None) is None:
        yield Skipped(Origin(table.name), "it has a header, and no row below it")


def _unknown(table: Table) -> Skipped:
    """Tell of a table that nobody knows; a text with commas in its first line is none."""
    if not is_regular(table):
        return Skipped(Origin(table.name), NO_TABLE)
    header = ", ".join(each for each in table.header[:6] if each)
    return Skipped(Origin(table.name), f"{_UNKNOWN}: {header} ...", table.header)


def layout_for(table: Table, way: Way) -> TableFormat | None:
    """Return what reads a table: the named format, else the first that fits.

    Columns that the user mapped for this table say that it is one of their own.

    Raises:
        Refused: the named format needs columns that are not there.
    """
    if way.format and way.format != mapping.FORMAT.name:
        named = next(each for each in LAYOUTS if each.name == way.format)
        missing = sorted(named.needs - table.columns.keys())
        if missing:
            msg = f"{table.name} is no {named.title}: it has no column {', '.join(missing)}."
            raise Refused(msg, hint="Leave --format out, or map the columns: --map COLUMN=FIELD")
        return named
    known = next((each for each in LAYOUTS if table.has(each.needs)), None)
    if known and not way.mapping and way.format is None:
        return known
    return mapping.FORMAT if mapping.fits(table, way) else known


def _number_columns(table: Table, way: Way) -> tuple[str, ...]:
    at = mapping.fields_of(table.header, way.mapping).get("order_number")
    return () if at is None else (column_key(table.header[at]),)
