"""Reading calendar files back: with the library that wrote them, and with another one."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import icalendar
import vobject  # type: ignore[import-untyped]


@dataclass(frozen=True)
class Told:
    """What a reader makes of one entry."""

    uid: str
    sequence: int
    day: date
    end: date
    title: str
    text: str
    status: str
    alarms: tuple[timedelta, ...]


def by_icalendar(content: bytes) -> list[Told]:
    calendar: Any = icalendar.Calendar.from_ical(content)
    assert not calendar.errors
    return [
        Told(
            uid=str(each["uid"]), sequence=int(each["sequence"]), day=each["dtstart"].dt,
            end=each["dtend"].dt, title=str(each["summary"]), text=str(each["description"]),
            status=str(each["status"]),
            alarms=tuple(alarm["trigger"].dt for alarm in each.walk("VALARM")),
        )
        for each in calendar.walk("VEVENT")
    ]  # fmt: skip


def by_vobject(content: bytes) -> list[Told]:
    calendar = vobject.readOne(content.decode())
    return [
        Told(
            uid=each.uid.value, sequence=int(each.sequence.value), day=each.dtstart.value,
            end=each.dtend.value, title=each.summary.value, text=each.description.value,
            status=each.status.value,
            alarms=tuple(alarm.trigger.value for alarm in each.contents.get("valarm", [])),
        )
        for each in calendar.contents.get("vevent", [])
    ]  # fmt: skip


@dataclass
class Diary:
    """A calendar program that imports as RFC 5546 says: by UID, and never back to an older one."""

    entries: dict[str, Told] = field(default_factory=dict)

    def take(self, content: bytes) -> None:
        for each in by_vobject(content):
            known = self.entries.get(each.uid)
            if known is None or each.sequence >= known.sequence:
                self.entries[each.uid] = each

    @property
    def standing(self) -> dict[str, date]:
        return {each.title: each.day for each in self.entries.values()
                if each.status != "CANCELLED"}  # fmt: skip
