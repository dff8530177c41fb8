"""Any other table: columns are known by what people call them, or by `--map COLUMN=FIELD`.

A row is an item of an order. Columns that mean nothing here stay with it as the user's own. The
shop is the one that its column names (through the user's aliases, `AE=aliexpress`), else the one
whose order numbers look like this.
"""

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import Any, Final

from returnctl.core.digests import digest
from returnctl.core.errors import Refused
from returnctl.core.facts import money_json
from returnctl.core.imported import Found, FoundKind, Line
from returnctl.core.money import Money
from returnctl.importing.amounts import decide_decimal, read_amount
from returnctl.importing.days import decide_days
from returnctl.importing.reading import OwnColumns, ReadRow, TableFormat, dated, need, read_quantity
from returnctl.importing.tables import Row, Table, clean_text, column_key
from returnctl.importing.way import Unreadable, Way

# Field -> the keys of columns that mean it. A field's own name always does.
ALIASES: Final[Mapping[str, tuple[str, ...]]] = {
    "order_number": (
        "orderid", "ordernumber", "orderno", "ordernr", "order", "bestellnummer", "bestellnr",
        "auftragsnummer", "numerodepedido", "numeropedido", "pedido", "numerodecommande",
        "commande", "numeroordine", "numerodordine", "salesrecordnumber",
    ),
    "shop": ("shop", "source", "website", "marketplace", "platform", "merchant", "store", "site",
             "handler", "tienda", "boutique", "negozio"),
    "seller": ("seller", "storename", "sellername", "vendor", "verkaufer", "vendedor", "vendeur"),
    "ordered": ("orderdate", "date", "ordertime", "ordered", "orderedon", "purchasedate",
                "dateofpurchase", "bestelldatum", "datum", "kaufdatum", "fecha", "fechadepedido",
                "datedecommande", "dataordine"),
    "shipped": ("shipped", "shippeddate", "shipdate", "dateshipped", "versanddatum"),
    "delivered": ("delivered", "deliverydate", "delivereddate", "datedelivered", "lieferdatum",
                  "zugestellt", "fechadeentrega", "datedelivraison"),
    "title": ("title", "productname", "product", "item", "itemname", "itemtitle", "description",
              "itemdescriptionatordertime", "artikel", "artikelname", "produkt", "articulo",
              "producto", "titulo", "article", "produit", "articolo", "prodotto"),
    "quantity": ("qty", "quantity", "originalquantity", "menge", "anzahl", "cantidad", "quantite",
                 "quantita"),
    "price": ("price", "unitprice", "itemprice", "cost", "preis", "einzelpreis", "precio", "prix",
              "prezzo"),
    "total": ("total", "totalamount", "totalowed", "amount", "gross", "linetotal", "gesamt",
              "gesamtpreis", "summe", "betrag", "importe", "montant", "totale"),
    "order_total": ("ordertotal", "grandtotal", "bestellsumme", "totaldelpedido"),
    "currency": ("currency", "wahrung", "divisa", "moneda", "devise", "valuta"),
    "tracking": ("trackingnumber", "tracking", "trackingno", "carriernametrackingnumber",
                 "sendungsnummer", "numerodeseguimiento", "numerodesuivi"),
    "carrier": ("carrier", "shippingcarrier", "versanddienst", "transportista", "transporteur"),
    "state": ("status", "orderstatus", "state", "estado", "statut", "stato"),
    "url": ("url", "orderurl", "orderlink", "orderdetailurl"),
}  # fmt: skip
# Only `--map` leads to these, because a column of that name may mean anything.
_BY_HAND: Final = ("category", "paid_with", "note")
FIELDS: Final = (*ALIASES, *_BY_HAND)
# Columns that `--rejects` adds; they are no part of a layout.
REJECT_COLUMNS: Final = ("returnctl source", "returnctl reason")
_OURS: Final = frozenset(map(column_key, REJECT_COLUMNS))
# What people call shops in their own tables.
SHOP_ALIASES: Final = {"ae": "aliexpress", "ali": "aliexpress", "amz": "amazon", "amzn": "amazon"}
_DATED: Final[tuple[tuple[str, str, FoundKind], ...]] = (
    ("shipped", "shipped", "shipment"), ("delivered", "delivered", "delivery"),
)  # fmt: skip


def layout_of(header: Sequence[str]) -> str:
    """Return a name for a set of columns, whatever their order: what a mapping is kept under."""
    keys = sorted({column_key(text) for text in header} - _OURS - {""})
    return digest("\n".join(keys))[:16]


def fields_of(header: Sequence[str], mapping: Mapping[str, str]) -> dict[str, int]:
    """Return where each field is; a column the user mapped is nobody else's."""
    keys = [column_key(text) for text in header]
    found = {mapping[key]: at for at, key in reversed(list(enumerate(keys))) if key in mapping}
    for field, aliases in ALIASES.items():
        wanted = (column_key(field), *aliases)
        at = next((keys.index(a) for a in wanted if a in keys and a not in mapping), None)
        if at is not None and field not in found and at not in found.values():
            found[field] = at
    return found


def fits(table: Table, way: Way) -> bool:
    """Say whether a table can be read: it has order numbers, and something about the orders."""
    found = fields_of(table.header, way.mapping)
    return "order_number" in found and len(found) > 1


def check_mapping(
    header: Sequence[str], mapping: Mapping[str, str], shops: Mapping[str, str]
) -> None:
    """Hold `--map` against a table: what is mapped to fields, and what to shops.

    Raises:
        Refused: a column is not there, or it is mapped to what is no field.
    """
    keys = {column_key(text): text for text in header}
    for word, shop in shops.items():
        if column_key(word) in keys:
            msg = f'"{shop}" is no field that the column "{keys[column_key(word)]}" could be.'
            raise Refused(msg, hint="Fields: " + ", ".join(FIELDS))
    for key in mapping:
        if key not in keys:
            near = get_close_matches(key, keys, n=1)
            listed = ", ".join(text for text in keys.values() if text)
            hint = f"Did you mean {keys[near[0]]}?" if near else f"Columns: {listed}"
            raise Refused(f'there is no column "{key}".', hint=hint)


def _reader(table: Table, way: Way) -> ReadRow:
    return _Rows(table, way).read


class _Rows:
    """Reads the rows of one table."""

    def __init__(self, table: Table, way: Way) -> None:
        self._table = table
        self._way = way
        self._at = fields_of(table.header, way.mapping)
        dated = ("ordered", "shipped", "delivered")
        self._days = decide_days((v for f in dated for v in self._values(f)), way)
        money = ("price", "total", "order_total")
        self._decimal = decide_decimal((v for f in money for v in self._values(f)), way)
        # What the table calls the state is told, and means nothing here: it stays with the row.
        known = {at for field, at in self._at.items() if field != "state"}
        self._own = OwnColumns(table, (
            at
            for at, text in enumerate(table.header)
            if at not in known and text.strip() and column_key(text) not in _OURS
        ))  # fmt: skip

    def _values(self, field: str) -> Iterable[str]:
        at = self._at.get(field)
        return () if at is None else self._table.values(column_key(self._table.header[at]))

    def _cell(self, row: Row, field: str) -> str:
        at = self._at.get(field)
        return "" if at is None else clean_text(self._table.cell(row, self._key(at)))

    def _key(self, at: int) -> str:
        return column_key(self._table.header[at])

    def _amount(self, row: Row, field: str) -> Money | None:
        found = read_amount(
            self._cell(row, field), currency=self._cell(row, "currency") or None,
            default=self._way.currency, decimal=self._decimal,
        )  # fmt: skip
        if found is not None and found.minor < 0:
            raise Unreadable(f"its {field.replace('_', ' ')} is negative")
        return found

    def read(self, row: Row) -> Iterable[Found]:
        """Read one row: the order with its item, and what became of the parcel."""
        number = need(self._cell(row, "order_number"), "order number")
        shop, seller = self._shop(row, number)
        price, paid = self._amount(row, "price"), self._amount(row, "total")
        whole, title = self._amount(row, "order_total"), self._cell(row, "title")
        own = self._own(row)
        if not title and whole is None:
            whole = paid or price
        line = Line(title=title, quantity=read_quantity(self._cell(row, "quantity")),
                    price=price, paid=paid, fields=own)  # fmt: skip
        ordered = self._days.read(self._cell(row, "ordered"))
        known = whole or paid or price
        facts = {
            "seller": seller, "currency": known.currency if known else None,
            "price": money_json(whole) if whole else None,
            **{name: self._cell(row, name) or None for name in ("url", *_BY_HAND)},
        }  # fmt: skip
        yield Found(
            kind="order", shop=shop, order_number=number, source=self._table.origin(row),
            items=(line,) if title else (), state=self._cell(row, "state").lower() or None,
            amount=whole or paid, happened=dated("ordered", ordered),
            facts=_known(facts), fields=() if title else own,
        )  # fmt: skip
        yield from self._parcels(row, shop, number)

    def _parcels(self, row: Row, shop: str, number: str) -> Iterable[Found]:
        tracking = self._cell(row, "tracking")
        carrier = self._cell(row, "carrier").lower() or None
        for field, event, kind in _DATED:
            on = self._days.read(self._cell(row, field))
            is_parcel = kind == "shipment" and bool(tracking)
            if on or is_parcel:
                yield Found(
                    kind=kind, shop=shop, order_number=number, source=self._table.origin(row),
                    tracking_numbers=("".join(tracking.split()),) if is_parcel else (),
                    carrier=carrier, happened=dated(event, on),
                )  # fmt: skip

    def _shop(self, row: Row, number: str) -> tuple[str, str | None]:
        """Return the shop, and the seller: a shop's column may hold who sold it there."""
        told, seller = self._cell(row, "shop"), self._cell(row, "seller") or None
        aliases = {**SHOP_ALIASES, **self._way.aliases}
        by_name = self._way.shop_of(aliases.get(told.casefold(), told) or None, None)
        by_number = self._way.shop_of(None, number)
        if by_number and told and by_name != by_number and not seller:
            return by_number, told
        found = by_name or by_number or self._way.shop
        if found is None:
            raise Unreadable("nothing says which shop it is from (--shop NAME)")
        return found, seller


def _known(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in facts.items() if value is not None}


FORMAT: Final = TableFormat("table", "a table of your own", frozenset(), _reader, numbers=())
