"""Whatever people call things: each reader finds it whole, and nothing but it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from returnctl.core.appointments import Appointment, Edition
from returnctl.core.safe import safe
from returnctl.exporting.ics import to_ics
from tests.scheduling.calendars import by_icalendar, by_vobject

ODD = st.text(
    st.sampled_from("aB0 ,;:\\\"'=%^\n\r\t\x00\x1b\x85\u2028\u202e\u200d\ufeffäßЖ中😀👩🏽é&<>[]{}")
    | st.characters(),
    max_size=200,
)
PAYLOADS = st.sampled_from(
    ["\nEND:VEVENT\nBEGIN:VEVENT", "\r\nATTACH:http://x/", "\rRRULE:FREQ=DAILY", "\\n\\,\\;",
     "x" * 2000, "😀" * 300, 'X";ALTREP="http://x/":', "\u2028DESCRIPTION:forged"]
)  # fmt: skip
WORDS = ODD | PAYLOADS


@given(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=3))
def test_every_text_comes_back_as_it_was_shown(named: list[tuple[str, str]]) -> None:
    found = [an_appointment(number, title, text) for number, (title, text) in enumerate(named)]
    content = to_ics(found)

    for read in (by_icalendar, by_vobject):
        told = read(content)
        assert [each.uid for each in told] == [f"{each.id}@returnctl" for each in found]
        assert [(each.title, each.text) for each in told] == [(e.title, e.text) for e in found]


@given(WORDS, WORDS)
def test_no_line_is_longer_than_a_reader_must_take(title: str, text: str) -> None:
    lines = to_ics([an_appointment(1, title, text)]).split(b"\r\n")

    assert max(map(len, lines)) <= 75
    assert {line.partition(b":")[0].partition(b";")[0] for line in lines if line[:1].isalpha()} == {
        b"BEGIN", b"END", b"VERSION", b"PRODID", b"METHOD", b"X-WR-CALNAME", b"UID", b"DTSTAMP",
        b"SEQUENCE", b"DTSTART", b"DTEND", b"SUMMARY", b"DESCRIPTION", b"STATUS", b"TRANSP",
        b"ACTION", b"TRIGGER",
    }  # fmt: skip


@given(st.integers(min_value=0, max_value=365))
def test_an_alarm_rings_at_nine_so_many_days_before(days: int) -> None:
    (told,) = by_vobject(to_ics([an_appointment(1, "a", "b", days)]))

    rings = datetime.combine(told.day, datetime.min.time()) + told.alarms[0]
    assert (rings.date(), rings.hour) == (told.day - timedelta(days=days), 9)


def an_appointment(number: int, title: str, text: str, *alarms: int) -> Appointment:
    edition = Edition(3, datetime(2026, 11, 21, 12, tzinfo=UTC))
    return Appointment(
        id=f"d{number}", day=date(2026, 11, 22), title=safe(title),
        text=f"{safe(text)}\n{safe(title)}",
        standing="sure", edition=edition, alarms=alarms or (0,),
    )  # fmt: skip
