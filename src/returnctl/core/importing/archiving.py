"""Putting imported orders away once nothing about them is watched any more, and back again.

Only what no person ever touched: whoever marked, edited or reopened a case has the say.
"""

from datetime import date, timedelta

from returnctl.core.entries import Draft
from returnctl.core.importing.comparing import Comparison
from returnctl.core.importing.horizon import is_over


def archive_drafts(found: Comparison, *, today: date, longest: timedelta) -> tuple[Draft, ...]:
    """Return the entries that put a case away, or take it out again; none if nothing else changed.

    `longest` is how long the longest watched window runs.
    """
    if not found.drafts or found.said.typed or any(e.typed for e in found.said.happened):
        return ()
    said = [e for e in found.said.happened if e.id not in found.said.removed]
    away = [each for each in said if each.kind == "archived"]
    told = [(each.kind, each.on) for each in said if each.kind not in ("archived", "watch")]
    told += [(d.data["event"], d.data["on"]) for d in found.drafts if d.kind == "event"]
    last = max((date.fromisoformat(on) for _, on in told), default=None)
    delivered = any(kind == "delivered" for kind, _ in told)
    over = is_over(last, delivered=delivered, today=today, longest=longest)
    if over and not away:
        return (Draft("event", found.case_id, {"event": "archived", "on": today.isoformat()}),)
    return () if over else tuple(Draft("removed", each.id) for each in away)
