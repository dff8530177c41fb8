"""Deadline rows and moments, made with as few words as a test needs."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from returnctl.core.rows import DeadlineRow
from returnctl.core.rungs import Key, Memory, Notice
from returnctl.core.states import OVERDUE_DAYS, Moment

ZONE = "Europe/Berlin"
ACT_BY = date(2026, 11, 30)
_ROW = DeadlineRow(
    id="d1", ref="k3f", order_id="o1", return_id=None, shop="aliexpress", seller=None,
    order_number="8190123456789012", return_code=None, item="USB-C hub", amount=None,
    tracking_numbers=(), rule="aliexpress.dispute", name="open a dispute", kind="right",
    actor="you", starts_on=None, opens_on=None, due_on=None, due_at=None, act_by=None, met_on=None,
    basis="computed", override=None, confidence="high", source_title="", source_address="",
    advice="Open a dispute.", if_missed="", where="", first="", missing=(), purchase=False,
    watch=True, lapses=False, last_at=None, shown_until=None,
)  # fmt: skip


def a_row(day: date = ACT_BY, **facts: Any) -> DeadlineRow:
    """A deadline of yours that ends with the day; with another actor it is theirs."""
    theirs = facts.get("actor", "you") != "you"
    last = facts.pop("last_at", end_of(day))
    lapses = facts.get("lapses", False)
    shown = last.date() + timedelta(days=0 if lapses else OVERDUE_DAYS)
    days = {"due_on": day, "act_by": None if theirs else day, "last_at": last, "shown_until": shown}
    return replace(_ROW, **{**days, **facts})


def at(day: date, hour: int = 8, minute: int = 0) -> Moment:
    """A moment of the user's day."""
    return Moment(datetime.combine(day, time(hour, minute), ZoneInfo(ZONE)), ZONE)


def end_of(day: date) -> datetime:
    """The last second of a day."""
    return datetime.combine(day, time(23, 59, 59), ZoneInfo(ZONE))


def before(days: int) -> Moment:
    """So many days before the day to act by, in the morning; negative: after it."""
    return at(ACT_BY - timedelta(days=days))


def born(row: DeadlineRow, day: date, told: dict[Key, set[int]] | None = None) -> Memory:
    """A memory of a deadline that is here since a day."""
    return Memory(births={(row.id, row.act_by or ACT_BY): at(day, 0).now}, told=told or {})


def settled(found: list[Notice]) -> list[tuple[int, ...]]:
    return [each.settles for each in found]
