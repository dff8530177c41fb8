"""The shipped calendars: the same as the library's, and read without it."""

import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from importlib.metadata import version
from pathlib import Path

import pytest

from returnctl.calendars.library import library_days, years_covered
from returnctl.calendars.public_holidays import public_holidays
from returnctl.calendars.shipped import COUNTRY, DATA, Book, shipped_book
from scripts.make_holidays import COUNTRIES, FIRST, LAST, made_with, text_of

SOURCE = Path(__file__).parent.parent.parent / "src"
SHIPPED = sorted(path.stem for path in DATA.glob("*.json"))
SLICE = 300
same_library = pytest.mark.skipif(
    f'"{made_with()}"' not in (DATA / "DE.json").read_text(encoding="utf-8"),
    reason=f"made with another release than {version('holidays')}: python -m scripts.make_holidays",
)


def book(country: str) -> Book:
    found = shipped_book(country)
    assert found is not None
    return found


def everything() -> Iterator[tuple[str, str | None, int]]:
    for country in SHIPPED:
        for part in sorted(book(country).places):
            for year in book(country).years:
                yield country, None if part == COUNTRY else part, year


def differences(cases: list[tuple[str, str | None, int]]) -> list[str]:
    return [
        f"{country}-{part} {year}"
        for country, part, year in cases
        if book(country).days(part, year) != library_days(country, part, year)
    ]


def test_every_country_of_the_list_has_a_file_that_says_what_it_was_made_with() -> None:
    assert sorted(COUNTRIES) == SHIPPED
    texts = [(DATA / f"{country}.json").read_text(encoding="utf-8") for country in SHIPPED]
    assert all(json.loads(text)["made_with"].startswith("holidays ") for text in texts)
    assert {book(country).years for country in SHIPPED} == {range(FIRST, LAST + 1)}


@same_library
def test_a_slice_of_the_files_equals_the_library() -> None:
    cases = list(everything())
    assert len(cases) > 8000
    assert differences(random.Random(os.urandom(8)).sample(cases, SLICE)) == []


@pytest.mark.slow
@same_library
def test_the_files_equal_the_library_for_every_place_and_year() -> None:
    assert differences(list(everything())) == []


@same_library
@pytest.mark.parametrize("country", ["CN", "DE", "GB", "UA"])
def test_the_script_makes_the_shipped_bytes_again(country: str) -> None:
    assert text_of(country).encode() == (DATA / f"{country}.json").read_bytes()


def test_days_come_in_their_order_whatever_row_they_stand_in() -> None:
    days = list(book("DE").days("BE", 2025) or {})
    assert days == sorted(days)
    assert date(2025, 5, 8) in days


@pytest.mark.parametrize(
    ("place", "day", "closed"),
    [
        ("GB", "2026-04-06", True),  # Easter Monday: England, Wales and Northern Ireland
        ("GB-WLS", "2026-04-06", True),
        ("GB-NIR", "2026-07-13", True),
        ("GB-SCT", "2026-04-06", False),
        ("GB-SCT", "2026-01-02", True),
        ("UK-SCT", "2026-01-02", True),
        ("DE-BE", "2026-03-09", False),
        ("DE-BE", "2027-03-08", True),
        ("DE-BY", "2026-01-06", True),
        ("DE-HE", "2026-01-06", False),
        ("FR", "2026-04-03", False),
        ("FR-67", "2026-04-03", True),  # Good Friday in Alsace
        ("FR-68", "2026-12-26", True),
        ("FR-57", "2026-12-26", True),
        ("FR-75", "2026-12-26", None),
        ("AT", "2026-10-26", True),
        ("CH-ZH", "2026-05-01", True),
        ("CH-LU", "2026-05-01", False),
        ("ES-CT", "2026-09-11", True),
        ("US", "2026-07-03", True),  # the 4th is a Saturday
        ("US-HI", "2026-10-12", False),  # no Columbus Day
        ("US", "2026-10-12", True),
        ("US", "2027-12-31", True),  # observed in the year before
        ("CA", "2026-10-12", False),  # no Thanksgiving in the whole country
        ("CA-ON", "2026-10-12", True),
        ("CA-NL", "2026-10-12", False),
        ("AU-VIC", "2026-11-03", True),
        ("AU-NSW", "2026-11-03", False),
        ("CN", "2026-10-07", True),
        ("CN", "2026-10-10", False),  # a Saturday worked: a weekend all the same
        ("UA", "2026-08-24", False),  # worked under martial law
    ],
)
def test_known_traps(place: str, day: str, closed: bool | None) -> None:
    when = date.fromisoformat(day)
    days = public_holidays(place, when.year)
    assert closed == (None if days is None else when in days)


def test_a_day_that_nobody_can_know_yet_is_called_estimated() -> None:
    days = public_holidays("TR", 2034)
    assert days is not None
    assert any("(estimated)" in name for name in days.values())


@pytest.mark.parametrize(
    ("place", "year"),
    [
        ("CN", 2027),  # not decreed yet
        ("UA", 2027),
        ("IN", 2036),
        ("IN", 2000),
        ("CN", 2036),
        ("DE-ZZ", 2026),
        ("DE-ZZ", 2040),
        ("DE-DE", 2026),
        ("GB-UK", 2026),
        ("XX", 2026),
    ],
)
def test_what_is_not_known_is_none(place: str, year: int) -> None:
    assert public_holidays(place, year) is None


@pytest.mark.parametrize("place", ["ZA", "DE", "DE-BY", "UK"])
def test_the_library_answers_for_what_the_files_do_not_hold(place: str) -> None:
    assert public_holidays(place, 2040)


@pytest.mark.parametrize("country", SHIPPED)
def test_a_country_is_known_in_the_years_people_shop_in(country: str) -> None:
    assert book(country).known_to >= 2026
    assert book(country).days(None, 2026) is not None


@same_library
def test_no_file_claims_more_than_the_library_knows() -> None:
    assert all(book(country).known_to in years_covered(country) for country in SHIPPED)


def loads_the_library(program: str) -> bool:
    script = f"import sys\n{program}\nprint('holidays' in sys.modules)"
    answer = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
    )
    return answer.stdout.strip() == "True"


ROLL = """
from datetime import date
from returnctl.calendars.public_holidays import public_holidays
from returnctl.core.daycount import Workweek, end_of, roll_forward
from returnctl.core.lengths import Length
week = Workweek({places!r}, public_holidays)
day = roll_forward(end_of(date({year}, 12, 11), Length(20, "bd"), "after", week), week)
assert day.year == {year} + 1, day
"""


@pytest.mark.parametrize("places", [("DE", "DE-BY"), ("US", "US-CA"), ("CN",), ("GB", "GB-ZZ")])
def test_a_roll_in_a_covered_place_does_not_load_the_library(places: tuple[str, ...]) -> None:
    assert not loads_the_library(ROLL.format(places=places, year=2026))


def test_a_roll_beyond_the_files_does_load_it() -> None:
    assert loads_the_library(ROLL.format(places=("DE",), year=2040))
