"""`parcel list` and `parcel identify`: numbers with their carriers, check digits and pages.

Fields of a plain record of `list`: ref, direction, number, carrier, returns, check digit right
(yes, no or empty), page. Of `identify`, a line per candidate: input, number, carrier, its name,
format, check digit right, confidence, page; where there is none, the shop of an order number is the
third, and the others are empty.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from returnctl.core.recognition.formats import Candidate
from returnctl.core.recognition.orders import SHOPS, OrderShape
from returnctl.core.views.parcels import Identified, IdentifiedView, ParcelLine, ParcelsView
from returnctl.render.blocks import BLANK, Block, Column, Line, Row, Span, Table, line, whole
from returnctl.render.page import Forms, Page
from returnctl.render.records import jsonable, texts

_WAYS: Final = {"inbound": "to you", "return": "back"}
_SURE: Final = {"high": "surely", "medium": "probably", "low": "perhaps"}
_LISTED: Final = (
    Column("ref"),
    Column("title", most=30, extra=True),
    Column("way"),
    Column("number"),
    Column("carrier"),
    Column("check", gap=2),
    Column("page", spare=True, below=""),
)
_GUESSED: Final = (
    Column("sure"),
    Column("carrier"),
    Column("check"),
    Column("page", spare=True, below=""),
)
_WRONG: Final = "one digit seems wrong"


def _identified(view: IdentifiedView, page: Page) -> Iterator[Block]:
    for number, row in enumerate(view.rows):
        if number:
            yield BLANK
        same = row.number == row.input
        yield line(whole(row.input, "strong"), *(() if same else (": ", whole(row.number))))
        if row.order is not None and row.order.sure:
            yield line(f"no parcel: an order number of {SHOPS[row.order.shop]}", indent=2)
        elif row.candidates:
            yield Table(_GUESSED, tuple(map(_guess, row.candidates)), under="carrier", indent=2)
        else:
            yield line("no number of a carrier that is known here looks like this", indent=2)
        yield from _as_order(row.order)
    if not page.quiet and any(_is_guess(row) for row in view.rows):
        yield line(Span("Digits alone fit many. Say who carries it: --carrier NAME", "dim"))


def _as_order(order: OrderShape | None) -> Iterator[Line]:
    if order is not None and not order.sure:
        yield line(f"or an order number of {SHOPS[order.shop]}", indent=2)


def _is_guess(row: Identified) -> bool:
    return bool(row.candidates) and row.candidates[0].confidence == "low"


def _guess(found: Candidate) -> Row:
    cells = {
        "sure": line(_SURE[found.confidence]),
        "carrier": line(whole(found.carrier_name)),
        "check": line(_check(found)),
        "page": line(whole(found.url, "dim")),
    }
    return Row(cells)


def _check(found: Candidate) -> Span:
    if found.valid is None:
        return Span("no check digit", "dim")
    if found.valid:
        return Span("check digit right")
    return Span(f"{_WRONG}: check digit would be {found.wants}", "soon")


def _listed(view: ParcelsView, _: Page) -> Iterator[Block]:
    if view.ref is not None:
        yield line(whole(view.ref, "strong"), Span(f"  {view.title}", "strong"))
    if view.parcels:
        columns = _LISTED if view.ref is None else _LISTED[2:]
        yield Table(columns, tuple(map(_row, view.parcels)), under="number", indent=2)
        return
    where = view.ref or "REF"
    yield line("No parcels yet: ", whole(f"returnctl parcel add {where} NUMBER"), indent=2)


def _row(found: ParcelLine) -> Row:
    several = ", ".join(found.returns)
    way = _WAYS[found.direction] + (f", {several}" if several not in ("", found.ref) else "")
    cells = {
        "ref": line(whole(found.ref)),
        "title": line(found.title),
        "way": line(way),
        "number": line(whole(found.number)),
        "carrier": line(found.carrier_name or Span("carrier not known", "dim")),
        "check": line(Span(_WRONG, "soon") if found.valid is False else ""),
        "page": line(whole(found.url, "dim")),
    }
    return Row(cells)


def _identified_data(view: IdentifiedView, _: Page) -> list[dict[str, Any]]:
    return [
        {
            "input": row.input,
            "number": row.number,
            "order_number": row.order and {"shop": row.order.shop, "sure": row.order.sure},
            "candidates": [candidate_data(each) for each in row.candidates],
        }
        for row in view.rows
    ]


def candidate_data(found: Candidate) -> dict[str, Any]:
    """Return a candidate for JSON."""
    names = ("carrier", "carrier_name", "format", "valid", "confidence", "url")
    return {name: getattr(found, name) for name in names}


def _listed_data(view: ParcelsView, page: Page) -> list[dict[str, Any]]:
    return [_parcel_data(each, page) for each in view.parcels]


def _parcel_data(found: ParcelLine, page: Page) -> dict[str, Any]:
    return {
        "ref": found.ref,
        "id": found.id,
        "direction": found.direction,
        "number": found.number,
        "carrier": found.carrier,
        "carrier_name": found.carrier_name,
        "returns": jsonable(found.returns, page),
        "valid": found.valid,
        "url": found.url,
    }


def _identified_plain(view: IdentifiedView, _: Page) -> Iterator[Sequence[str]]:
    for row in view.rows:
        for c in row.candidates:
            yield texts(row.input, row.number, c.carrier, c.carrier_name, c.format, c.valid,
                        c.confidence, c.url)  # fmt: skip
        if not row.candidates:
            shop = row.order.shop if row.order else None
            yield texts(row.input, row.number, shop, *[None] * 5)


def _listed_plain(view: ParcelsView, _: Page) -> Iterable[Sequence[str]]:
    for p in view.parcels:
        yield texts(p.ref, p.direction, p.number, p.carrier, p.returns, p.valid, p.url)


FORMS: Final = {
    IdentifiedView: Forms(data=_identified_data, plain=_identified_plain, text=_identified),
    ParcelsView: Forms(data=_listed_data, plain=_listed_plain, text=_listed),
}
