"""The dates people type: the whole grammar, and everything that is refused."""

from datetime import date, time, timedelta

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from returnctl.core.dates import Looks, Order, When, parse_countdown, parse_when
from returnctl.core.dayformat import format_day, format_short
from returnctl.core.daynames import MONTH_OF, WEEKDAYS
from returnctl.core.errors import Refused

SATURDAY = date(2026, 11, 21)
ANY_DAY = st.dates(date(2000, 1, 1), date(2100, 12, 31))


def refusal(text: str, order: Order | None = None, today: date = SATURDAY) -> Refused:
    with pytest.raises(Refused) as caught:
        parse_when(text, today=today, order=order)
    return caught.value


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-08", date(2026, 11, 8)),
        ("today", SATURDAY),
        ("Yesterday", date(2026, 11, 20)),
        ("tomorrow", date(2026, 11, 22)),
        ("-3d", date(2026, 11, 18)),
        ("+2w", date(2026, 12, 5)),
        ("+1mo", date(2026, 12, 21)),
        ("-1y", date(2025, 11, 21)),
        ("8nov", date(2026, 11, 8)),
        ("8 nov", date(2026, 11, 8)),
        ("8 NOV.", date(2026, 11, 8)),
        ("8 nov 2025", date(2025, 11, 8)),
        ("8nov2025", date(2025, 11, 8)),
        ("8 nov. 2025", date(2025, 11, 8)),
        ("8-nov-2025", date(2025, 11, 8)),
        ("08 Nov, 2025", date(2025, 11, 8)),
        ("8. November 2025", date(2025, 11, 8)),
        ("8 de noviembre de 2025", date(2025, 11, 8)),
        ("Nov 8", date(2026, 11, 8)),
        ("nov8", date(2026, 11, 8)),
        ("Nov. 8, 2025", date(2025, 11, 8)),
        ("Nov 8,2025", date(2025, 11, 8)),
        ("November 8 2025", date(2025, 11, 8)),
        ("3. März 2026", date(2026, 3, 3)),
        ("3 août 2026", date(2026, 8, 3)),
        ("3 févr. 2026", date(2026, 2, 3)),
        ("3 DÉC. 2025", date(2025, 12, 3)),
        ("3 ene 2026", date(2026, 1, 3)),
        ("3 giugno 2026", date(2026, 6, 3)),
        ("3 março 2026", date(2026, 3, 3)),
        ("29 feb 2024", date(2024, 2, 29)),
        ("Sun 8 Nov 2026", date(2026, 11, 8)),
        ("Sunday, 8 Nov 2026", date(2026, 11, 8)),
        ("sun nov 8", date(2026, 11, 8)),
        ("Sun 2026-11-08", date(2026, 11, 8)),
        ("  8   nov\u00a02026 ", date(2026, 11, 8)),
    ],
)
def test_date_is_read_as_it_is_typed(text: str, day: date) -> None:
    assert parse_when(text, today=SATURDAY) == When(day)


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("2026-11-08 14:30", When(date(2026, 11, 8), time(14, 30))),
        ("2026-11-08T14:30", When(date(2026, 11, 8), time(14, 30))),
        ("8 nov 00:00", When(date(2026, 11, 8), time(0, 0))),
        ("Nov 8, 2026 9:05", When(date(2026, 11, 8), time(9, 5))),
        ("yesterday 23:59", When(date(2026, 11, 20), time(23, 59))),
        ("fri 8:00", When(date(2026, 11, 20), time(8, 0))),
    ],
)
def test_time_of_day_may_follow(text: str, when: When) -> None:
    assert parse_when(text, today=SATURDAY) == when


@pytest.mark.parametrize(
    ("text", "looks", "day"),
    [
        ("sat", "back", date(2026, 11, 21)),
        ("sat", "forward", date(2026, 11, 21)),
        ("sunday", "back", date(2026, 11, 15)),
        ("sunday", "forward", date(2026, 11, 22)),
        ("Fri", "back", date(2026, 11, 20)),
        ("Fri", "forward", date(2026, 11, 27)),
        ("21nov", "back", date(2026, 11, 21)),
        ("21nov", "forward", date(2026, 11, 21)),
        ("22jan", "back", date(2026, 1, 22)),
        ("22nov", "forward", date(2026, 11, 22)),
        ("20nov", "back", date(2026, 11, 20)),
        ("20sep", "forward", date(2027, 9, 20)),
        ("29 feb", "back", date(2024, 2, 29)),
        ("29 feb", "forward", date(2028, 2, 29)),
    ],
)
def test_what_leaves_out_the_year_is_the_nearest_in_its_direction(
    text: str, looks: Looks, day: date
) -> None:
    assert parse_when(text, today=SATURDAY, looks=looks).day == day


@pytest.mark.parametrize(("text", "looks"), [("1dec", "back"), ("20nov", "forward")])
def test_a_day_of_the_other_year_is_refused_where_this_years_is_only_weeks_away(
    text: str, looks: Looks
) -> None:
    """Delivered on 1 December, typed in November, is a slip and not last year's parcel."""
    with pytest.raises(Refused, match="nearly a year away") as refusal:
        parse_when(text, today=SATURDAY, looks=looks)
    assert str(refusal.value.hint).startswith("Write the year: 202")


def test_leap_day_is_found_across_a_century_without_one() -> None:
    day_before = date(2104, 2, 28)
    assert parse_when("29 feb", today=day_before).day == date(2096, 2, 29)


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("8/11/2026", "dmy", date(2026, 11, 8)),
        ("8/11/2026", "mdy", date(2026, 8, 11)),
        ("8.11.2026", "dmy", date(2026, 11, 8)),
        ("08-11-2026", "dmy", date(2026, 11, 8)),
        ("25/12/2026", "dmy", date(2026, 12, 25)),
        ("12/25/2026", "mdy", date(2026, 12, 25)),
        ("Sun 8/11/2026", "dmy", date(2026, 11, 8)),
        ("8/11/2026 14:30", "dmy", date(2026, 11, 8)),
    ],
)
def test_numbers_are_read_in_the_order_that_is_set(text: str, order: Order, day: date) -> None:
    assert parse_when(text, today=SATURDAY, order=order).day == day


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        (
            "10/11/2026",
            '"10/11/2026" is 10 Nov or 11 Oct.',
            "Write 10nov, 2026-11-10, or set it once: returnctl config set date_order dmy",
        ),
        (
            "1.2.2024",
            '"1.2.2024" is 1 Feb or 2 Jan.',
            "Write 1feb2024, 2024-02-01, or set it once: returnctl config set date_order dmy",
        ),
        (
            "10/25/2026",
            '"10/25/2026" is not read without a date order.',
            "Write 25oct, 2026-10-25, or set it once: returnctl config set date_order mdy",
        ),
        (
            "8/8/2026",
            '"8/8/2026" is not read without a date order.',
            "Write 8aug, 2026-08-08, or set it once: returnctl config set date_order dmy",
        ),
    ],
)
def test_numbers_without_an_order_are_refused_with_their_readings(
    text: str, message: str, hint: str
) -> None:
    caught = refusal(text)
    assert (caught.message, caught.hint) == (message, hint)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("10", '"10" has no month.'),
        ("8.", '"8." has no month.'),
        ("sun 10", '"sun 10" has no month.'),
        ("2026", '"2026" has no day and month.'),
        ("march", '"march" has no day.'),
        ("Nov 2026", '"Nov 2026" has no day.'),
        ("2026-11", '"2026-11" has no day.'),
        ("12:30", '"12:30" has no day.'),
        ("8/11/26", '"8/11/26" has no full year.'),
    ],
)
def test_part_of_a_date_is_refused_with_what_it_lacks(text: str, message: str) -> None:
    caught = refusal(text)
    assert caught.message == message
    assert caught.hint.startswith("Write ")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "8 nof",
        "8 nov 26",
        "8--nov",
        "8/11",
        "8/11-2026",
        "2026/11/08",
        "2026-1-8",
        "20261108",
        "3d",
        "+3",
        "+3bd",
        "+3h",
        "+ 3d",
        "next friday",
        "sun sun",
        "todayT14:30",
        "2026-11-08 14:30:00",
        "2026-11-08T14:30Z",
        "2026-11-08 2pm",
        "8 jui 2026",
        "٨ nov",
        "８nov",
        "2026-11-0８",
        "8² nov",
    ],
)
def test_anything_else_is_refused_with_a_hint(text: str) -> None:
    assert refusal(text).hint.startswith("Write ")


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("2026-02-30", None),
        ("2026-13-01", None),
        ("31 nov", None),
        ("30 feb 2026", None),
        ("29 feb 2026", None),
        ("0 nov", None),
        ("31/31/2026", None),
        ("25/12/2026", "mdy"),
        ("12/25/2026", "dmy"),
    ],
)
def test_day_that_does_not_exist_is_refused(text: str, order: Order | None) -> None:
    assert refusal(text, order).message == f'"{text}" does not exist.'


@pytest.mark.parametrize("text", ["today 24:00", "2026-11-08 12:60", "2026-11-08T99:99"])
def test_time_that_does_not_exist_is_refused(text: str) -> None:
    assert refusal(text).message == f'"{text}" has a time that does not exist.'


def test_weekday_that_disagrees_is_refused_with_the_right_one() -> None:
    assert refusal("Mon 8 Nov 2026").message == '"Mon 8 Nov 2026" is a Sunday.'


@pytest.mark.parametrize("text", ["1999-12-31", "2101-01-01", "8 nov 1999", "+90y", "0000-01-01"])
def test_years_outside_the_range_are_refused(text: str) -> None:
    assert refusal(text).hint


@pytest.mark.parametrize("text", ["2000-01-01", "2100-12-31"])
def test_years_at_the_ends_of_the_range_are_read(text: str) -> None:
    assert parse_when(text, today=SATURDAY).day.isoformat() == text


def test_step_of_more_than_a_century_is_refused() -> None:
    assert refusal("+99999d").message == '"+99999d" leads too far.'


@given(ANY_DAY, ANY_DAY)
def test_formatted_day_is_read_back_as_itself(day: date, today: date) -> None:
    assert parse_when(format_day(day), today=today).day == day
    assert parse_when(day.isoformat(), today=today).day == day


@given(ANY_DAY, st.integers(-400, 400))
def test_short_form_is_read_back_as_itself_in_its_direction(today: date, away: int) -> None:
    day = today + timedelta(days=away)
    assume(2000 <= day.year <= 2100)
    looks: Looks = "back" if day <= today else "forward"
    assert parse_when(format_short(day, today), today=today, looks=looks).day == day


@given(
    st.one_of(
        st.text(max_size=12),
        st.from_regex(r"[0-9]{1,4}[-/. ][0-9a-z]{1,4}[-/. ]?[0-9]{0,4}", fullmatch=True),
    ),
    ANY_DAY,
    st.sampled_from([None, "dmy", "mdy"]),
)
@example("29/2/2100", date(2100, 12, 31), "dmy")
def test_any_text_is_read_within_the_range_or_refused(
    text: str, today: date, order: Order | None
) -> None:
    try:
        when = parse_when(text, today=today, order=order)
    except Refused:
        return
    assert 2000 <= when.day.year <= 2100


@pytest.mark.parametrize("word", sorted(MONTH_OF))
def test_every_month_name_is_read_on_both_sides_of_the_day(word: str) -> None:
    day = date(2026, MONTH_OF[word], 3)
    assert parse_when(f"3 {word} 2026", today=SATURDAY).day == day
    assert parse_when(f"{word} 3, 2026", today=SATURDAY).day == day


def test_every_weekday_is_read_in_both_lengths() -> None:
    for number, name in enumerate(WEEKDAYS):
        for word in (name, name[:3], name.upper()):
            day = parse_when(word, today=SATURDAY).day
            assert day.weekday() == number
            assert SATURDAY - timedelta(days=6) <= day <= SATURDAY


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("+2d14h", timedelta(days=2, hours=14)),
        ("+14h30m", timedelta(hours=14, minutes=30)),
        ("+3d", timedelta(days=3)),
        ("+0d", timedelta(0)),
        ("+2d14h30m", timedelta(days=2, hours=14, minutes=30)),
        (" +45m ", timedelta(minutes=45)),
    ],
)
def test_countdown_is_read(text: str, left: timedelta) -> None:
    assert parse_countdown(text) == left


@pytest.mark.parametrize("text", ["", "+", "2d14h", "-2d", "+14h2d", "+5", "+2w", "+٢d", "+99999d"])
def test_anything_else_is_no_countdown(text: str) -> None:
    with pytest.raises(Refused, match="is not a countdown"):
        parse_countdown(text)


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2026, 11, 8), "Sun 8 Nov"),
        (date(2027, 5, 21), "Fri 21 May"),
        (date(2027, 5, 25), "Tue 25 May 2027"),
        (date(2026, 5, 21), "Thu 21 May"),
        (date(2026, 5, 20), "Wed 20 May 2026"),
    ],
)
def test_short_form_has_the_year_beyond_six_months(day: date, text: str) -> None:
    assert format_short(day, SATURDAY) == text


def test_long_form_has_weekday_and_year() -> None:
    assert format_day(date(2026, 11, 8)) == "Sun 8 Nov 2026"


@pytest.mark.parametrize(
    ("looks", "hint"), [("back", "yesterday or -3d"), ("forward", "tomorrow or +3d")]
)
def test_the_hint_looks_the_way_that_the_date_does(looks: Looks, hint: str) -> None:
    with pytest.raises(Refused) as refusal:
        parse_when("soon", today=SATURDAY, looks=looks)

    assert hint in refusal.value.hint
