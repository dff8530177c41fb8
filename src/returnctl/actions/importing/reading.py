"""From what was typed to everything that the files say, by order; nothing is written."""

import re
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import BinaryIO, Final

from returnctl.actions.desk import Desk
from returnctl.actions.importing.fileread import FileRead
from returnctl.actions.importing.homes import bring_home
from returnctl.actions.importing.request import ImportRequest
from returnctl.actions.importing.shops import Shops
from returnctl.actions.shops import choose_shop
from returnctl.core.errors import Refused
from returnctl.core.imported import Found, Origin, Skipped
from returnctl.core.importing.bundles import Gathering
from returnctl.core.structs import Struct, field
from returnctl.core.vocabulary import underscored
from returnctl.importing.documents import Document, documents, piped
from returnctl.importing.formats import NAMES, read_document
from returnctl.importing.mapping import FIELDS, check_mapping, layout_of
from returnctl.importing.tables import column_key
from returnctl.importing.way import DateOrder, Decimal, Way
from returnctl.settings.mappings import Layout, load_layouts
from returnctl.settings.paths import expanded

PIPE: Final = "-"
_NEAR: Final = 0.75


class Reading(Struct):
    """Everything that was read; `layouts` are the tables whose columns the user has mapped."""

    files: list[FileRead] = field(default_factory=list)
    layouts: dict[str, Layout] = field(default_factory=dict)


def read_files(request: ImportRequest, desk: Desk, *, kept: Path, pipe: BinaryIO | None) -> Reading:
    """Read every file. `kept` is where layouts of tables are kept, `pipe` standard input.

    Raises:
        Refused: an option or a file cannot be read.
    """
    reading = Reading()
    way = _way(request, desk, _Memory(request.mapping, desk, load_layouts(kept), reading))
    loose: list[list[Found]] = []
    for name in request.files:
        orders, skipped = Gathering(), []
        loose.append([])
        found_any = False
        for document in _documents(name, pipe):
            found_any = True
            for found in read_document(document, way):
                if isinstance(found, Skipped):
                    skipped.append(found)
                elif found.order_number:
                    orders.add(found)
                else:
                    loose[-1].append(found)
        if not found_any:
            skipped.append(Skipped(Origin(name), "it holds no file"))
        reading.files.append(FileRead(name, orders, tuple(skipped)))
    reading.files = bring_home(reading.files, loose, desk)
    return reading


def _documents(name: str, pipe: BinaryIO | None) -> Iterable[Document]:
    if name != PIPE:
        return documents(expanded(name))
    if pipe is None:
        msg = "nothing comes through standard input."
        raise Refused(msg, hint="Pipe a file in, or give its name.")
    return (piped(pipe),)


def _way(request: ImportRequest, desk: Desk, memory: "_Memory") -> Way:
    if request.format is not None and request.format not in NAMES:
        near = get_close_matches(request.format, NAMES, n=1)
        hint = f"Did you mean {near[0]}?" if near else "One of: " + ", ".join(NAMES)
        msg = f'there is no format "{request.format}".'
        raise Refused(msg, hint=hint)
    default = request.shop or desk.settings["default_shop"]
    return Way(
        today=desk.moment.today,
        zone=desk.moment.zone,
        shop_of=Shops(desk),
        order_of_payment=lambda payment: _order_of_payment(desk, payment),
        recall=memory.recall,
        shop=choose_shop(desk, default, None).name if default else None,
        currency=desk.settings["currency"],
        date_order=desk.settings["date_order"],
        date_format=_date_format(request.date_format),
        decimal=_decimal(request.decimal),
        format=request.format,
        trust_numbers=request.trust_numbers,
    )


def _order_of_payment(desk: Desk, payment: str) -> tuple[str, str] | None:
    if not desk.store.exists():
        return None
    with desk.store.read() as reader:
        return reader.find_payment(payment)


_ORDERS: Final[Mapping[str, DateOrder]] = {"dmy": "dmy", "mdy": "mdy"}
_DECIMALS: Final[Mapping[str, Decimal]] = {
    ".": ".", "point": ".", "dot": ".", ",": ",", "comma": ","
}  # fmt: skip


def _date_format(text: str | None) -> str | None:
    if text is None or text in _ORDERS:
        return text
    if not re.search(r"%[dmYbBjxy]", text):
        msg = f'"{text}" does not say how a date is written.'
        raise Refused(msg, hint="dmy, mdy, or a pattern: --date-format %d.%m.%Y")
    return text


def _decimal(text: str | None) -> Decimal | None:
    if text is not None and text not in _DECIMALS:
        msg = f'"{text}" is no decimal sign.'
        raise Refused(msg, hint="Give --decimal . or --decimal ,")
    return _DECIMALS[text] if text is not None else None


class _Memory:
    """What the user says of columns and shops, now and the times before."""

    def __init__(
        self, typed: Sequence[str], desk: Desk, kept: Mapping[str, Layout], reading: Reading
    ) -> None:
        self._columns: dict[str, str] = {}
        self._shops: dict[str, str] = {}
        self._kept = kept
        self._reading = reading
        for text in typed:
            self._read(text, desk)

    def _read(self, text: str, desk: Desk) -> None:
        left, equals, right = (part.strip() for part in text.rpartition("="))
        if not equals or not left or not right:
            msg = f'"{text}" does not say COLUMN=FIELD.'
            raise Refused(
                msg, hint="For example --map 'Order #=order_number' or --map AE=aliexpress"
            )
        name = underscored(right)
        near = get_close_matches(name, FIELDS, n=1, cutoff=_NEAR)
        if name in FIELDS:
            self._note_column(left, name)
        elif near:
            msg = f'there is no field "{right}".'
            raise Refused(msg, hint=f"Did you mean {near[0]}?")
        else:
            self._shops[left.casefold()] = choose_shop(desk, right, None).name

    def _note_column(self, typed: str, field: str) -> None:
        key = column_key(typed)
        before = self._columns.get(key, field)
        if before != field:
            msg = f'the column "{typed}" is mapped to {before} and to {field}.'
            raise Refused(msg, hint="A column is one field: leave one --map out.")
        twin = next((each for each, its in self._columns.items() if its == field), key)
        if twin != key:
            msg = f"two columns are mapped to {field}."
            raise Refused(msg, hint="A field is one column: leave one --map out.")
        self._columns[key] = field

    def recall(self, header: Sequence[str]) -> tuple[Mapping[str, str], Mapping[str, str]]:
        """Return what is known of a table; what was typed now holds, and is noted to be kept."""
        name = layout_of(header)
        check_mapping(header, self._columns, self._shops)
        before = self._kept.get(name, Layout())
        # A field that was another column's is this one's now.
        fields = {k: f for k, f in before.fields.items() if f not in self._columns.values()}
        found = Layout({**fields, **self._columns}, {**before.shops, **self._shops})
        if found.fields or found.shops:
            self._reading.layouts[name] = found
        return found.fields, found.shops
