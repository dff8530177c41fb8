"""PayPal's list of activities: what was paid, and what came back.

A payment is an order of the merchant: its number is the invoice's if it looks like one of the
shop's, else the payment's own. Money that came back is money you have seen (`money_in`), and leads
to its order by `Reference Txn ID`. Column names and types are those of the account's language.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from returnctl.core.case import Fields
from returnctl.core.imported import Found, Line
from returnctl.core.money import Money
from returnctl.importing.amounts import decide_decimal, read_amount
from returnctl.importing.days import decide_days
from returnctl.importing.reading import OwnColumns, ReadRow, TableFormat, facts, need
from returnctl.importing.tables import Row, Table, clean_text, column_key
from returnctl.importing.way import Unreadable, Way

# Field -> its column's key in English, German, Spanish and French.
_COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "date": ("date", "datum", "fecha"),
    "name": ("name", "nombre", "nom"),
    "type": ("type", "typ", "tipo"),
    "status": ("status", "estado", "etat"),
    "currency": ("currency", "wahrung", "divisa", "devise"),
    "gross": ("gross", "amount", "brutto", "bruto", "avantcommission", "montant"),
    "id": ("transactionid", "transaktionscode", "iddetransaccion", "numerodetransaction"),
    "of": ("referencetxnid", "zugehorigertransaktionscode", "iddetransacciondereferencia",
           "numerodetransactionderference", "numerodetransactiondereference"),
    "item": ("itemtitle", "artikelbezeichnung", "titulodelarticulo", "titredelobjet"),
    "invoice": ("invoicenumber", "rechnungsnummer", "numerodefactura", "numerodefacture"),
}  # fmt: skip
_DONE: Final = frozenset(("completed", "abgeschlossen", "completado", "termine", "effectue"))
_BACK: Final = ("refund", "reversal", "ruckzahlung", "reembolso", "remboursement", "annulation")
# Money that moves between your own pockets.
_OWN: Final = (
    "deposit", "withdrawal", "transfer", "conversion", "authorization", "hold", "bankgutschrift",
    "abbuchung", "wahrungsumrechnung", "autorisierung", "transferencia", "conversion", "virement",
    "einzahlung",
)  # fmt: skip


def _reader(table: Table, way: Way) -> ReadRow:
    days = decide_days(table.values(*_COLUMNS["date"]), way)
    decimal = decide_decimal(table.values(*_COLUMNS["gross"]), way)
    paid = dict(_payments(table, way))
    own = OwnColumns.of(table, ("itemid", "customnumber", "subject"))

    def gross(row: Row) -> Money:
        found = read_amount(_cell(table, row, "gross"), decimal=decimal, default=way.currency,
                            currency=_cell(table, row, "currency") or None)  # fmt: skip
        if found is None or not found.minor:
            raise Unreadable("it has no amount")
        return found

    def read(row: Row) -> Iterable[Found]:
        kind, status = _cell(table, row, "type"), _cell(table, row, "status")
        if _plain(status) not in _DONE:
            raise Unreadable(f'its status is "{status[:40]}", not Completed')
        if any(word in _plain(kind) for word in _OWN):
            raise Unreadable(f'"{kind[:40]}" is no purchase')
        on, amount = days.read(_cell(table, row, "date")), gross(row)
        if on is None:
            raise Unreadable("it has no date")
        number = need(_cell(table, row, "id"), "transaction ID")
        if _is_back(kind) and amount.minor > 0:
            shop, order = _paid_by(_cell(table, row, "of"), paid, way)
            yield Found(
                kind="refund", shop=shop, order_number=order, source=table.origin(row),
                happened=(("money_in", on),), amount=amount, code=number,
            )  # fmt: skip
        elif amount.minor > 0:
            raise Unreadable("it is money that came in, and no refund")
        else:
            yield _payment(
                table, row, paid[number], Money(-amount.minor, amount.currency), on, own(row)
            )

    return read


def _payment(
    table: Table, row: Row, whose: tuple[str, str], amount: Money, on: date, own: Fields
) -> Found:
    title = clean_text(_cell(table, row, "item"))
    return Found(
        kind="order", shop=whose[0], order_number=whose[1], source=table.origin(row),
        items=(Line(title=title, paid=amount),) if title else (), amount=amount,
        title=title or clean_text(_cell(table, row, "name")),
        happened=(("paid", on),),
        facts=facts(price=amount, currency=amount.currency, paid_with="paypal",
                    seller=clean_text(_cell(table, row, "name")),
                    payment=_cell(table, row, "id")),
        fields=own,
    )  # fmt: skip


def _payments(table: Table, way: Way) -> Iterable[tuple[str, tuple[str, str]]]:
    """Yield each payment's number with the shop and number of its order."""
    for row in table.rows():
        if isinstance(row, Row) and (number := _cell(table, row, "id")):
            name = clean_text(_cell(table, row, "name"))
            invoice = _cell(table, row, "invoice")
            by_number = way.shop_of(None, invoice) if invoice else None
            shop = by_number or way.shop_of(name or None, None) or "paypal"
            yield number, (shop, invoice if by_number else number)


def _paid_by(of: str, paid: Mapping[str, tuple[str, str]], way: Way) -> tuple[str, str]:
    if not of:
        raise Unreadable("it does not say which payment it refunds")
    found = paid.get(of) or way.order_of_payment(of)
    if found is None:
        raise Unreadable(f"the payment that it refunds ({of}) is neither here nor recorded")
    return found


def _cell(table: Table, row: Row, field: str) -> str:
    return clean_text(table.cell(row, *_COLUMNS[field]))


def _is_back(kind: str) -> bool:
    return any(word in _plain(kind) for word in _BACK)


def _plain(text: str) -> str:
    return column_key(text)


FORMATS: Final = (
    TableFormat("paypal", "PayPal activities",
                frozenset(("date", "timezone", "type", "status", "transactionid")), _reader,
                numbers=()),
    TableFormat("paypal-de", "PayPal activities (German)",
                frozenset(("datum", "zeitzone", "typ", "status", "transaktionscode")), _reader,
                numbers=()),
    TableFormat("paypal-es", "PayPal activities (Spanish)",
                frozenset(("fecha", "zonahoraria", "tipo", "estado", "iddetransaccion")), _reader,
                numbers=()),
    TableFormat("paypal-fr", "PayPal activities (French)",
                frozenset(("date", "fuseauhoraire", "type", "etat", "numerodetransaction")),
                _reader, numbers=()),
)  # fmt: skip
