"""`summary`: what is owed, by whom and for how long, over all cases or those of one seller."""

from collections.abc import Iterator
from difflib import get_close_matches
from typing import TYPE_CHECKING

from returnctl.actions.desk import Desk
from returnctl.core.case import Case
from returnctl.core.claims import Claim, claims_of
from returnctl.core.errors import NotFound
from returnctl.core.periods import read_period
from returnctl.core.statuses import has_problem
from returnctl.core.summary import Account, summarize
from returnctl.core.views.summaries import SummaryView

if TYPE_CHECKING:
    from returnctl.store.reader import Reader


def summary(
    desk: Desk,
    *,
    year: str | None = None,
    month: str | None = None,
    shop: str | None = None,
    seller: str | None = None,
) -> SummaryView:
    """Return the summary of a period, of everything or of a shop or seller.

    Raises:
        Refused: year or month cannot be read.
        NotFound: nothing was bought there; the hint is the nearest name.
    """
    period = read_period(year, month, desk.moment.today)
    with desk.store.read() as reader:
        # Every case is folded anew, and those with a claim are held against their rules: 2,000
        # orders with 167 claims take two seconds, which a person waits for once a month.
        cases = _named([*_cases(reader)], shop, seller)
        accounts = [Account(case, _claims(case, reader, desk)) for case in cases]
    return SummaryView(
        place=desk.place,
        summary=summarize(accounts, period, desk.moment.today),
        shop=cases[0].order.shop if shop and cases else shop,
        seller=cases[0].order.seller if seller and cases else seller,
    )


def _cases(reader: "Reader") -> Iterator[Case]:
    for case_id in reader.case_ids():
        if (case := reader.case(case_id)) is not None:
            yield case


def _claims(case: Case, reader: "Reader", desk: Desk) -> tuple[Claim, ...]:
    if not case.returns and not has_problem(case):
        return ()
    found = desk.rules().deadlines(case, reader.book, closed_too=True)
    return claims_of(case, reader.ref(case.id), found, today=desk.moment.today)


def _named(cases: list[Case], shop: str | None, seller: str | None) -> list[Case]:
    """Return the cases of a shop and a seller, by whole names whatever their case."""
    for wanted, what, name_of in ((shop, "shop", _shop), (seller, "seller", _seller)):
        if wanted is None:
            continue
        names = {name_of(case) for case in cases}
        if wanted.casefold() not in names:
            raise _nobody(wanted, what, sorted(names))
        cases = [case for case in cases if name_of(case) == wanted.casefold()]
    return cases


def _shop(case: Case) -> str:
    return case.order.shop.casefold()


def _seller(case: Case) -> str:
    return (case.order.seller or "").casefold()


def _nobody(wanted: str, what: str, names: list[str]) -> NotFound:
    near = get_close_matches(wanted.casefold(), [name for name in names if name], n=1, cutoff=0.5)
    hint = f"Did you mean {near[0]}?" if near else "returnctl summary lists who there is."
    return NotFound(f'no {what} "{wanted}" is recorded.', hint=hint)
