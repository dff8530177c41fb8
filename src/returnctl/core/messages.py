"""Messages of a case in the order they were said."""

from datetime import date

from returnctl.core.case import Case, Message


def in_order(case: Case) -> tuple[Message, ...]:
    """Return the messages by their day, those without one first; of one day as they were noted."""
    return tuple(sorted(case.messages, key=lambda each: (each.on or date.min, each.id)))
