"""The summary of all cases: what is owed and how old it is, who owes it, how long things take.

Amounts are never added across currencies. What is owed is as of today; a period bounds everything
else: orders and claims that began in it, stages that ended in it, money that was seen in it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from statistics import median
from typing import Final

from returnctl.core.case import Case
from returnctl.core.claims import Claim
from returnctl.core.money import Money
from returnctl.core.periods import Period
from returnctl.core.stages import Stretch, stretches
from returnctl.core.structs import Struct

# How many days the money has been due, or promised: the name of each age and its last day.
AGES: Final = (
    ("0-7", 7), ("8-14", 14), ("15-30", 30), ("31-60", 60), ("older", None),
)  # fmt: skip
UNPROMISED: Final = "not due yet"


class Account(Struct, frozen=True):
    """A case with its claims: what a summary is made of."""

    case: Case
    claims: tuple[Claim, ...]

    @property
    def began_on(self) -> date | None:
        """The day of the first thing that happened."""
        return min((event.on for event in self.case.events), default=self.case.updated_on)


class Owed(Struct, frozen=True):
    """What is owed of one age, by currency."""

    age: str
    amounts: tuple[Money, ...]
    claims: int


class Party(Struct, frozen=True, kw_only=True):
    """A shop or a seller: what it owes, what it paid, and how it behaves."""

    name: str
    shop: str
    orders: int
    claims: int
    owed: tuple[Money, ...]
    refunded: tuple[Money, ...]
    days_to_pay: float | None
    paid_late: int
    days_late: int

    @property
    def per_order(self) -> float | None:
        """Claims per order."""
        return self.claims / self.orders if self.orders else None


class Summary(Struct, frozen=True, kw_only=True):
    """All of it."""

    period: Period
    orders: int
    claims: int
    owed: tuple[Money, ...]
    ages: tuple[Owed, ...]
    shops: tuple[Party, ...]
    sellers: tuple[Party, ...]
    stages: tuple[Stretch, ...]
    refunded: tuple[Money, ...]
    months: tuple[tuple[str, tuple[Money, ...]], ...]


def summarize(accounts: Sequence[Account], period: Period, today: date) -> Summary:
    """Add up all accounts."""
    claims = [claim for account in accounts for claim in account.claims]
    begun = [each for each in accounts if _is_in(each.began_on, period)]
    return Summary(
        period=period,
        orders=len(begun),
        claims=sum(_is_in(claim.asked_on, period) for claim in claims),
        owed=sums(claim.owed for claim in claims),
        ages=_ages(claims, today),
        shops=_parties(accounts, period, lambda case: case.order.shop),
        sellers=_parties(accounts, period, lambda case: case.order.seller),
        stages=stretches(claims, period),
        refunded=_refunded(claims, period),
        months=_months(claims, period, today),
    )


def sums(amounts: Iterable[Money | None]) -> tuple[Money, ...]:
    """Add amounts up by currency; what is not known adds nothing."""
    found: dict[str, int] = defaultdict(int)
    for amount in amounts:
        if amount is not None:
            found[amount.currency] += amount.minor
    return tuple(Money(minor, currency) for currency, minor in sorted(found.items()) if minor)


def age_of(claim: Claim, today: date) -> str:
    """Return how long its money has been due, or promised."""
    if claim.due_since is None:
        return UNPROMISED
    days = (today - claim.due_since).days
    return next(name for name, last in AGES if last is None or days <= last)


def _ages(claims: Iterable[Claim], today: date) -> tuple[Owed, ...]:
    groups: Mapping[str, list[Claim]] = {name: [] for name in (*(a for a, _ in AGES), UNPROMISED)}
    for claim in claims:
        if claim.owed is not None:
            groups[age_of(claim, today)].append(claim)
    return tuple(
        Owed(age, sums(claim.owed for claim in found), len(found)) for age, found in groups.items()
    )


def _parties(
    accounts: Iterable[Account], period: Period, name_of: Callable[[Case], str | None]
) -> tuple[Party, ...]:
    """Group the accounts by shop or seller; who owes most comes first, then who had most claims."""
    groups: dict[tuple[str, str], list[Account]] = defaultdict(list)
    for account in accounts:
        if (name := name_of(account.case)) is not None:
            groups[account.case.order.shop, name.casefold()].append(account)
    found = [_party(name_of(group[-1].case) or "", group, period) for group in groups.values()]
    active = [each for each in found if each.orders or each.claims or each.owed or each.refunded]
    return tuple(sorted(active, key=_weight))


def _weight(party: Party) -> tuple[int, int, int, str]:
    owed = max((amount.minor for amount in party.owed), default=0)
    return (-owed, -party.claims, -party.orders, party.name)


def _party(name: str, group: Sequence[Account], period: Period) -> Party:
    claims = [claim for account in group for claim in account.claims]
    begun = [claim for claim in claims if _is_in(claim.asked_on, period)]
    paid = [claim.days_to_pay for claim in claims if _is_in(claim.paid_on, period)]
    days = [each for each in paid if each is not None]
    late = [claim.days_late for claim in begun if claim.days_late > 0]
    return Party(
        name=name,
        shop=group[-1].case.order.shop,
        orders=sum(_is_in(account.began_on, period) for account in group),
        claims=len(begun),
        owed=sums(claim.owed for claim in claims),
        refunded=_refunded(claims, period),
        days_to_pay=float(median(days)) if days else None,
        paid_late=len(late),
        days_late=max(late, default=0),
    )


def _refunded(claims: Iterable[Claim], period: Period) -> tuple[Money, ...]:
    return sums(money for claim in claims for day, money in claim.payments if day in period)


def _months(
    claims: Sequence[Claim], period: Period, today: date
) -> tuple[tuple[str, tuple[Money, ...]], ...]:
    """Return what came back in each month of the period's year, or of this one."""
    year = period.year or today.year
    last = today.month if year == today.year else 12
    months = [Period(year, month) for month in range(1, last + 1)]
    return tuple((str(month), _refunded(claims, month)) for month in months)


def _is_in(day: date | None, period: Period) -> bool:
    return period.year is None or (day is not None and day in period)
