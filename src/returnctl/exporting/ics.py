"""iCalendar (RFC 5545): appointments as a file that every calendar program reads.

Conventions: the library escapes and folds; texts come in safe to show. The same appointments give
the same bytes. Alarms ring at nine in the morning of whoever looks at the calendar.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from returnctl.core.appointments import Appointment
from returnctl.core.errors import Refused

if TYPE_CHECKING:
    from icalendar import Calendar

# What a file of ours is known by.
PRODUCT: Final = "-//returnctl//returnctl//EN"
_NINE: Final = timedelta(hours=9)
_STATUS: Final = {"sure": "CONFIRMED", "possible": "TENTATIVE", "cancelled": "CANCELLED"}


def to_ics(appointments: Sequence[Appointment]) -> bytes:
    """Return the file.

    Raises:
        Refused: the library is not installed.
    """
    calendar = _calendar()
    for each in appointments:
        calendar.add_component(_event(each))
    text: bytes = calendar.to_ical()
    return text


def _calendar() -> "Calendar":
    try:
        from icalendar import Calendar
    except ImportError:
        msg = "a calendar file needs an extra that is not installed."
        raise Refused(msg, hint="pip install 'returnctl[calendar]'") from None
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "Returns")
    return calendar


def _event(found: Appointment) -> Any:
    from icalendar import Event

    event = Event()
    event.add("uid", f"{found.id}@returnctl")
    event.add("dtstamp", found.edition.at)
    event.add("sequence", found.edition.number)
    event.add("dtstart", found.day)
    event.add("dtend", found.day + timedelta(days=1))
    event.add("summary", found.title)
    event.add("description", found.text)
    event.add("status", _STATUS[found.standing])
    # It takes none of the day: whoever asks for a free hour finds one.
    event.add("transp", "TRANSPARENT")
    for days in found.alarms:
        event.add_component(_alarm(found.title, days))
    return event


def _alarm(title: str, days: int) -> Any:
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", _NINE - timedelta(days=days))
    return alarm
