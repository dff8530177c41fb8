"""The money of an event as typed: the amount, its parts, what it is paid in, what it is worth."""

from typing import Any

from returnctl.actions.amounts import read_amount, read_parts, sum_of
from returnctl.actions.desk import Desk
from returnctl.actions.marking.request import MarkRequest
from returnctl.core.case import Case
from returnctl.core.errors import Refused
from returnctl.core.facts import money_json, parts_json
from returnctl.core.money import Money, Parts
from returnctl.core.vocabulary import EXPIRING, TENDERS, choose


def refund_data(request: MarkRequest, case: Case, desk: Desk) -> dict[str, Any]:
    """Return the amounts that an event keeps, in the log's form.

    Parts are in the currency that counts: where the amount is in another one, they say what the
    bank made of it.

    Raises:
        Refused: something cannot be read, or the amounts contradict each other.
    """
    currency = case.order.currency
    parts = read_parts(request.part or (), desk, currency)
    whole = sum_of(parts)
    amount = read_amount(request.amount, desk, currency) if request.amount is not None else whole
    worth = read_amount(request.worth, desk, currency) if request.worth is not None else None
    if worth is None and whole and amount and whole.currency != amount.currency:
        worth = whole
    _refuse_contradictions(amount, worth, parts)
    data: dict[str, Any] = {}
    if amount is not None:
        data["amount"] = money_json(amount)
    if parts:
        data["parts"] = parts_json(parts)
    if worth is not None:
        data["worth"] = money_json(worth)
    if request.to is not None:
        data["tender"] = choose(request.to, TENDERS, what="way to be paid")
    _refuse_until(request, data.get("tender"))
    return data


def _refuse_contradictions(amount: Money | None, worth: Money | None, parts: Parts) -> None:
    whole, counts = sum_of(parts), worth or amount
    if worth is not None and (amount is None or amount.currency == worth.currency):
        msg = "--worth says what the bank made of an amount in another currency."
        raise Refused(msg, hint='--amount "25.30 USD" --worth "23.99 EUR"')
    if whole is not None and whole != counts:
        msg = f"the parts are {whole} in all, and not {counts}."
        raise Refused(msg, hint="Leave out --amount, or correct a part.")


def _refuse_until(request: MarkRequest, tender: str | None) -> None:
    """Only what expires has a last day."""
    if request.until is not None and tender not in EXPIRING:
        msg = "--until says when a credit or coupon expires."
        raise Refused(msg, hint="Say which: --to credit, coupon or giftcard.")
