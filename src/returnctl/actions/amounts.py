"""Amounts as people type them: whole, by component, and in another currency."""

from collections.abc import Iterable, Sequence

from returnctl.actions.desk import Desk
from returnctl.actions.targets import Target, open_return_of
from returnctl.core.entries import Draft
from returnctl.core.errors import Refused
from returnctl.core.facts import parts_json
from returnctl.core.money import Money, Parts, parse_money
from returnctl.core.totals import total
from returnctl.core.vocabulary import COMPONENTS, choose


def read_amount(text: str, desk: Desk, currency: str | None) -> Money:
    """Return an amount, in the order's currency where the text names none."""
    named = any(char.isalpha() or char in "€$£¥" for char in text)
    return parse_money(text, currency=None if named else currency,
                       default=desk.settings["currency"])  # fmt: skip


def read_parts(texts: Iterable[str], desk: Desk, currency: str | None) -> Parts:
    """Read `postage=4.00`, one or several, each component once and all in one currency.

    Raises:
        Refused: one cannot be read, or they don't go together.
    """
    found: dict[str, Money] = {}
    for text in texts:
        name, equals, amount = text.partition("=")
        if not equals:
            msg = f'"{text}" does not say COMPONENT=AMOUNT.'
            raise Refused(msg, hint="For example postage=4.00.")
        component = choose(name, COMPONENTS, what="part of a refund")
        if component in found:
            raise Refused(f"{component} is told twice.", hint="Give one amount for each.")
        found[component] = read_amount(amount.strip(), desk, currency)
    if len({amount.currency for amount in found.values()}) > 1:
        raise Refused("the parts are in several currencies.", hint="Give all in one.")
    return tuple(found.items())


def sum_of(parts: Parts) -> Money | None:
    """Return what parts are in all."""
    return total(amount for _, amount in parts)


def expected_drafts(texts: Sequence[str], target: Target, desk: Desk) -> list[Draft]:
    """Record what should come back beside what was told: of the open return, else of the order."""
    if not texts:
        return []
    case = target.case
    found = case.find_return(open_return_of(target) or "")
    known = found.expected if found else case.order.expected
    told = {**dict(known), **dict(read_parts(texts, desk, case.order.currency))}
    parts = tuple((name, told[name]) for name in COMPONENTS if name in told)
    owner = found.id if found else case.id
    return [Draft("fact", owner, {"expected": parts_json(parts)})] if parts != known else []
