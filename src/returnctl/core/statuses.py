"""Status of an order or a return: a pure function of its events.

The status is what the last event that has one says, in the order of life. Labels are the ones that
AliExpress buyers know, with more beside them where their list has none.
"""

from collections import Counter
from datetime import date
from typing import Final

from returnctl.core.case import Case
from returnctl.core.credits import is_unused
from returnctl.core.disputes import without_closed
from returnctl.core.events import EVENTS
from returnctl.core.reconcile import reconcile
from returnctl.core.remembering import remembered
from returnctl.core.structs import Struct
from returnctl.core.totals import events_about


class Status(Struct, frozen=True):
    """A stage with its label; a `closed` one ends all clocks."""

    name: str
    label: str
    closed: bool = False


STATUSES: Final = {
    status.name: status
    for status in (
        Status("purchased", "Purchased"),
        Status("shipped", "Shipped"),
        Status("delivered", "Delivered"),
        Status("problem_noted", "Problem Noted"),
        Status("request_submitted", "Request Submitted"),
        Status("awaiting_approval", "Awaiting Seller Approval"),
        Status("approved", "Return Approved"),
        Status("declined", "Declined"),
        Status("in_transit", "Item In Transit"),
        Status("item_received", "Item Received"),
        Status("in_dispute", "In Dispute"),
        Status("escalated", "Escalated"),
        Status("decided", "Decided"),
        Status("appealed", "Appealed"),
        Status("dispute_closed", "Dispute Closed"),
        Status("refund_processed", "Refund Processed"),
        Status("exchange_shipped", "Exchange Shipped"),
        Status("reopened", "Reopened"),
        Status("completed", "Completed", closed=True),
        Status("cancelled", "Cancelled", closed=True),
        Status("kept", "Kept", closed=True),
        Status("archived", "Archived", closed=True),
    )
}

# Until one of these happens, an order is a purchase and nothing else.
_CLAIMS: Final = frozenset(
    name for name, row in EVENTS.items() if row.levels == ("return", "order") and row.status
) - {"kept", "completed", "cancelled", "reopened"} | {"problem"}
# What is asked for where the parcel stays with you.
KEEPING: Final = frozenset(("refund_only", "partial_refund"))
_SENT_BACK: Final = frozenset(("sent", "arrived_back"))
# A refund may come before the parcel goes back: then the parcel is the last thing that was open.
_SETTLING: Final = frozenset(
    ("refund_issued", "money_in", "credit_used", "sent", "arrived_back", "inspected")
)


@remembered
def status_of(case: Case, target: str) -> Status:
    """Return the status of the order (`case.id`) or of one return."""
    events = without_closed(case.events_of(target))
    told = [(e.kind, EVENTS[e.kind].status_after(e.outcome)) for e in events]
    telling = [(kind, status) for kind, status in told if status is not None]
    if not telling:
        first = "purchased" if target == case.id else "request_submitted"
        return STATUSES[first]
    kind, status = telling[-1]
    if kind in _SETTLING and status != "declined" and _is_settled(case, target):
        return STATUSES["completed"]
    return STATUSES[status]


def _is_settled(case: Case, target: str) -> bool:
    """All the money is there and no credit can expire, and no parcel is still owed."""
    events = events_about(case, target)
    if not any(event.kind == "money_in" for event in events) or is_unused(events):
        return False
    return not owes_parcel(case, target) and reconcile(case, target).short is None


def owes_parcel(case: Case, target: str) -> bool:
    """Say whether it was agreed that the parcel goes back, and it did not go yet."""
    events = events_about(case, target)
    decided = [event.outcome for event in events if event.kind == "decided"]
    agreed = any(e.kind == "approved" for e in events) or decided[-1:] == ["refund_after_return"]
    gone = any(event.kind in _SENT_BACK for event in events)
    return agreed and not gone and not _keeps_item(case, target)


def _keeps_item(case: Case, target: str) -> bool:
    found = case.find_return(target)
    return found is not None and found.resolution in KEEPING


def has_problem(case: Case) -> bool:
    """Say whether something is wrong with the order itself: noted, disputed or refunded."""
    return any(event.kind in _CLAIMS for event in case.events_of(case.id))


def is_open(case: Case, target: str) -> bool:
    """Say whether the order or return still has clocks."""
    return not status_of(case, target).closed


def open_returns(case: Case) -> list[str]:
    """Return the ids of the returns that are open."""
    return [each.id for each in case.returns if is_open(case, each.id)]


@remembered
def is_closed(case: Case) -> bool:
    """A case is closed with its order, or when every return of it was completed or kept."""
    if not is_open(case, case.id):
        return True
    if has_open_problem(case):
        return False
    ends = {status_of(case, each.id).name for each in case.returns}
    return bool(ends) and ends <= {"completed", "kept"} and _covers_order(case)


def _covers_order(case: Case) -> bool:
    """Say whether the returns took in every item; one without items is of the whole order."""
    if not case.items or any(not each.items for each in case.returns):
        return True
    returned: Counter[str] = Counter()
    for each in case.returns:
        returned.update(dict(each.items))
    return all(returned[item.id] >= item.quantity for item in case.items)


@remembered
def has_open_problem(case: Case) -> bool:
    """Say whether the order's own problem is open: no return took it up and was not cancelled."""
    claims = [event.on for event in case.events_of(case.id) if event.kind in _CLAIMS]
    if not claims or not is_open(case, case.id):
        return False
    return not any(_takes_up(case, each.id, claims[-1]) for each in case.returns)


def _takes_up(case: Case, target: str, since: date) -> bool:
    """A return that was over before the problem came (an exchange that broke) is another matter."""
    status, events = status_of(case, target), case.events_of(target)
    is_over = status.closed and bool(events) and events[-1].on < since
    return status.name != "cancelled" and not is_over


def is_troubled(case: Case) -> bool:
    """Say whether the case has a problem or an open return, so that its rights must not lapse."""
    return has_open_problem(case) or bool(open_returns(case))
