"""Refund reconciliation: what should come back, what was promised, and what came, to the cent.

Conventions:
- Everything is counted in one currency, that of what is expected. Money in another one counts with
  what the bank made of it (`worth`); without that it is told, never counted.
- Money that nobody split fills the components: a coupon that of coupons first, then each what it
  still lacks, in their order. What is too much stands with the item. The lines add up to the sums.
- "The shop says refunded" (`promised`) and "seen on the statement" (`received`) are two sums.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from returnctl.core.case import Case, Event
from returnctl.core.money import Money
from returnctl.core.remembering import remembered
from returnctl.core.structs import Struct
from returnctl.core.totals import events_about, expected_parts
from returnctl.core.vocabulary import COMPONENTS, TENDERS

_ASKING: Final = frozenset(("dispute_opened", "counter_offer"))
# The component that money of a tender is for, where nobody says.
_HOME: Final = {"coupon": "coupon", "credit": "credit", "giftcard": "credit"}


class Line(Struct, frozen=True):
    """One component."""

    component: str
    expected: Money
    promised: Money
    received: Money

    @property
    def difference(self) -> Money:
        """What came too much; negative where it is too little."""
        return self.received - self.expected


class Paid(Struct, frozen=True):
    """What was promised and received in one tender; None where nobody said in which."""

    tender: str | None
    promised: Money
    received: Money


class Reconciliation(Struct, frozen=True, kw_only=True):
    """The money of an order or of one return; None is "nothing recorded", never zero."""

    target: str
    currency: str | None = None
    asked: Money | None = None
    expected: Money | None = None
    promised: Money | None = None
    received: Money | None = None
    lines: tuple[Line, ...] = ()
    tenders: tuple[Paid, ...] = ()
    uncounted: tuple[Money, ...] = ()

    @property
    def short(self) -> Money | None:
        """What is missing from what came, or before anything came from what was promised."""
        return self._beyond(self.expected, self._told)

    @property
    def over(self) -> Money | None:
        """What came, or was promised, beyond what was expected."""
        return self._beyond(self._told, self.expected)

    @property
    def open(self) -> Money | None:
        """What is not on the statement yet."""
        if self.expected is None or self.uncounted:
            return None
        return self._beyond(self.expected, self.received or Money(0, self.expected.currency))

    @property
    def _told(self) -> Money | None:
        return self.received or self.promised

    def _beyond(self, one: Money | None, other: Money | None) -> Money | None:
        if one is None or other is None or self.uncounted or not other < one:
            return None
        return one - other


@remembered
def reconcile(case: Case, target: str) -> Reconciliation:
    """Hold what was promised and received against what should come back."""
    events = events_about(case, target)
    expected = expected_parts(case, target)
    asked = [event.amount for event in events if event.kind in _ASKING and event.amount]
    promised = [event for event in events if event.kind == "refund_issued" and event.amount]
    received = [event for event in events if event.kind == "money_in" and event.amount]
    currency = _currency(case, expected, (*received, *promised))
    if currency is None:
        return Reconciliation(target=target, asked=asked[-1] if asked else None)
    sides = [_Side.of(each, currency) for each in (promised, received)]
    return Reconciliation(
        target=target,
        currency=currency,
        asked=asked[-1] if asked else None,
        expected=Money(sum(each.minor for each in expected.values()), currency)
        if expected else None,
        promised=sides[0].total,
        received=sides[1].total,
        lines=_lines(expected, sides, currency),
        tenders=_tenders(sides, currency),
        uncounted=sides[1].uncounted,
    )  # fmt: skip


def money_targets(case: Case) -> tuple[str, ...]:
    """Return what has money of its own: each return, and the order where it is not the return's."""
    returns = tuple(each.id for each in case.returns)
    apart = len(returns) > 1 and any(e.amount for e in case.events_of(case.id))
    return (case.id, *returns) if apart or not returns else returns


def _currency(case: Case, expected: Mapping[str, Money], events: Sequence[Event]) -> str | None:
    if expected:
        return next(iter(expected.values())).currency
    if case.order.currency:
        return case.order.currency
    return next((event.amount.currency for event in events if event.amount), None)


def counted(event: Event, currency: str) -> Money | None:
    """Return what an amount counts in a currency, or None where nobody knows."""
    known = (amount for amount in (event.amount, event.worth) if amount is not None)
    return next((amount for amount in known if amount.currency == currency), None)


class _Side(Struct, frozen=True):
    """Promised or received money in one currency: each event with what it counts."""

    currency: str
    money: tuple[tuple[Event, int], ...]
    uncounted: tuple[Money, ...]

    @classmethod
    def of(cls, events: Iterable[Event], currency: str) -> "_Side":
        held = [(event, counted(event, currency)) for event in events]
        return cls(
            currency,
            tuple((event, money.minor) for event, money in held if money is not None),
            tuple(event.amount for event, money in held if money is None and event.amount),
        )

    @property
    def total(self) -> Money | None:
        """The sum, or None where nothing counts."""
        return Money(sum(n for _, n in self.money), self.currency) if self.money else None

    def by_tender(self) -> Counter[str | None]:
        """Return the sums by tender."""
        sums: Counter[str | None] = Counter()
        for event, minor in self.money:
            sums[event.tender] += minor
        return sums

    def by_component(self, expected: Mapping[str, Money]) -> Counter[str]:
        """Return the sums by component; what nobody split fills what is lacking."""
        got: Counter[str] = Counter()
        if not self.money:
            return got
        loose: Counter[str] = Counter()
        for event, minor in self.money:
            split = {
                name: part.minor
                for name, part in event.parts
                if part.currency == self.currency and name in COMPONENTS
            }
            got.update(split)
            loose[_HOME.get(event.tender or "", "")] += minor - sum(split.values())
        for home in ("coupon", "credit"):
            loose[""] += _fill(got, loose[home], expected, (home,))
        left = _fill(got, loose[""], expected, COMPONENTS)
        got["item"] += left
        return got


def _fill(
    got: Counter[str], minor: int, expected: Mapping[str, Money], components: Iterable[str]
) -> int:
    """Give components what they lack, in order, and return what is left."""
    for name in components:
        lacking = max(expected[name].minor - got[name], 0) if name in expected else 0
        taken = min(max(minor, 0), lacking)
        got[name] += taken
        minor -= taken
    return minor


def _lines(
    expected: Mapping[str, Money], sides: Sequence[_Side], currency: str
) -> tuple[Line, ...]:
    promised, received = (side.by_component(expected) for side in sides)
    nothing = Money(0, currency)
    rows = (
        Line(name, expected.get(name, nothing), Money(promised[name], currency),
             Money(received[name], currency))
        for name in COMPONENTS
        if name in expected or name in promised or name in received
    )  # fmt: skip
    return tuple(r for r in rows if r.expected.minor or r.promised.minor or r.received.minor)


def _tenders(sides: Sequence[_Side], currency: str) -> tuple[Paid, ...]:
    if not any(side.money for side in sides):
        return ()
    promised, received = (side.by_tender() for side in sides)
    told = {*promised, *received} - {None, *TENDERS}
    return tuple(
        Paid(tender, Money(promised[tender], currency), Money(received[tender], currency))
        for tender in (*TENDERS, *sorted(filter(None, told)), None)
        if promised[tender] or received[tender]
    )
