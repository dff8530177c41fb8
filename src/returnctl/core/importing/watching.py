"""Imported purchases that are dear enough to watch: those above an amount the user set."""

from datetime import date

from returnctl.core.entries import Draft
from returnctl.core.importing.comparing import Comparison
from returnctl.core.money import Money


def watch_drafts(
    found: Comparison, paid: Money | None, *, above: Money | None, today: date
) -> tuple[Draft, ...]:
    """Return the entry that watches a new order, if it cost more than `above`.

    Amounts of two currencies are not compared.
    """
    if not found.is_new or paid is None or above is None or paid.currency != above.currency:
        return ()
    if paid.minor <= above.minor:
        return ()
    return (Draft("event", found.case_id, {"event": "watch", "on": today.isoformat()}),)
