"""Parts of an order that go back: never more of an item than was bought, over all returns."""

from collections import Counter
from collections.abc import Iterable
from typing import Final

from returnctl.core.case import Case, Return
from returnctl.core.statuses import status_of

Portions = Iterable[tuple[str, int]]

# What came to nothing, or came back as another piece, can be sent back again.
_NOTHING_SENT: Final = frozenset(("cancelled", "declined", "kept"))
_EXCHANGED: Final = frozenset(("exchange_shipped", "exchange_received"))


def too_many(case: Case, portions: Portions, *, besides: Iterable[Return]) -> str | None:
    """Return how portions go beyond what was bought and is not in the returns `besides`."""
    taken: Counter[str] = Counter()
    for each in besides:
        if _goes_back(case, each):
            taken.update(dict(each.items))
    wanted: Counter[str] = Counter()
    for item_id, quantity in portions:
        wanted[item_id] += quantity
    for item in case.items:
        if wanted[item.id] and wanted[item.id] + taken[item.id] > item.quantity:
            return _sentence(item.title, item.quantity, wanted[item.id], taken[item.id])
    return None


def _goes_back(case: Case, found: Return) -> bool:
    exchanged = any(event.kind in _EXCHANGED for event in case.events_of(found.id))
    return not exchanged and status_of(case, found.id).name not in _NOTHING_SENT


def _sentence(title: str, bought: int, wanted: int, taken: int) -> str:
    before = f" and {taken} in other returns" if taken else ""
    return f'the order has {bought} of "{title}", not {wanted}{before}'
