"""The core's periods against two oracles, on random cases: a slice here, a million on demand.

    python -m pytest -m slow tests/core/test_oracles.py

ORACLE_CASES is how many (a million), ORACLE_SEED which ones; a difference is shown with its case.
"""

import functools
import itertools
import multiprocessing
import os
from collections.abc import Callable
from datetime import date
from typing import Final

import pytest

from returnctl.core.daycount import Workweek
from returnctl.core.deadline import Start
from returnctl.core.lengths import Length
from returnctl.core.rules import Form
from returnctl.core.window import Frame, add_up
from tests.oracles import by_day, by_numpy
from tests.oracles.cases import CALENDARS, YEARS, Case, all_days_off, cases, days_off

Ends = tuple[date, date]

SEED: Final = os.environ.get("ORACLE_SEED", "0")
SLICE: Final = 3_000
MANY: Final = int(os.environ.get("ORACLE_CASES", "1000000"))
CHUNK: Final = 10_000


@functools.cache
def frame(places: tuple[str, ...]) -> Frame:
    return Frame(zone="UTC", week=Workweek(places, days_off), find=lambda _: [])


def by_core(case: Case) -> Ends:
    """The ends that a rule of this shape gets."""
    form = Form(closes=case.length, count=case.count, roll=case.roll, min_working_days=case.least)
    start = Start(case.start, target="order", name="delivered")
    found = add_up(form, start, case.length, frame(case.places))
    assert found.early is not None
    assert found.late is not None
    return found.early.day, found.late.day


def differences(
    seed: str, number: int, answer: Callable[[Case], Ends] = by_core
) -> list[tuple[Case, Ends, Ends, Ends]]:
    chunk = list(cases(seed, number))
    rows = zip(
        chunk,
        map(answer, chunk),
        map(by_day.ends, chunk),
        by_numpy.ends(chunk),
        strict=True,
    )
    return [row for row in rows if not row[1] == row[2] == row[3]]


def test_a_slice_of_the_cases_agrees_with_both_oracles() -> None:
    assert differences(f"slice {SEED}", SLICE) == []


@pytest.mark.slow
def test_a_million_cases_agree_with_both_oracles() -> None:
    sizes = [CHUNK] * (MANY // CHUNK) + [MANY % CHUNK]
    seeds = [f"million {SEED} {number}" for number in range(len(sizes))]
    # A worker of its own, not a copy: pytest has threads, and a copy of those may hang.
    with multiprocessing.get_context("spawn").Pool() as pool:
        found = list(itertools.chain(*pool.starmap(differences, zip(seeds, sizes, strict=True))))
    assert sum(sizes) == MANY
    assert not found, f"{len(found)} of {MANY} differ, the first: {found[:5]}"


def test_the_cases_are_of_every_kind() -> None:
    drawn = list(cases(f"slice {SEED}", SLICE))

    assert {case.places for case in drawn} == set(CALENDARS)
    assert {(case.length.unit, case.count, case.roll) for case in drawn} == set(
        itertools.product(("d", "bd", "w", "mo", "y"), ("after", "from", "unstated"), (True, False))
    )
    assert {case.least for case in drawn} == {0, 2, 5}
    assert min(case.length.value for case in drawn) < 0
    assert any(case.length.value == 0 for case in drawn)
    ends = [end for case in drawn for end in by_day.ends(case)]
    assert YEARS[0] < min(ends).year
    assert max(ends).year < YEARS[-1]


def without_holidays(case: Case) -> Ends:
    return by_core(Case(case.start, case.length, case.count, case.roll, case.least, ()))


def a_day_late(case: Case) -> Ends:
    count = "after" if case.count == "from" else case.count
    return by_core(Case(case.start, case.length, count, case.roll, case.least, case.places))


def months_of_thirty_days(case: Case) -> Ends:
    length = Length(30 * case.length.value, "d") if case.length.unit == "mo" else case.length
    return by_core(Case(case.start, length, case.count, case.roll, case.least, case.places))


def never_rolled(case: Case) -> Ends:
    return by_core(Case(case.start, case.length, case.count, False, case.least, case.places))


def no_minimum(case: Case) -> Ends:
    return by_core(Case(case.start, case.length, case.count, case.roll, 0, case.places))


@pytest.mark.parametrize(
    "wrong", [without_holidays, a_day_late, months_of_thirty_days, never_rolled, no_minimum]
)
def test_a_wrong_sum_is_found(wrong: Callable[[Case], Ends]) -> None:
    assert differences("wrong", 300, wrong)


@pytest.mark.parametrize(
    ("start", "length", "places", "roll", "least", "end"),
    [
        ("2026-12-11", Length(14, "d"), ("DE",), True, 2, "2026-12-28"),
        ("2026-12-24", Length(2, "d"), ("DE",), True, 2, "2026-12-29"),
        ("2026-09-28", Length(15, "bd"), ("CN",), False, 0, "2026-10-26"),
        ("2025-08-31", Length(6, "mo"), (), False, 0, "2026-02-28"),
        ("2024-02-29", Length(2, "y"), (), False, 0, "2026-02-28"),
    ],
)
def test_the_oracles_know_the_published_examples(
    start: str, length: Length, places: tuple[str, ...], roll: bool, least: int, end: str
) -> None:
    case = Case(date.fromisoformat(start), length, "after", roll, least, places)
    expected = (date.fromisoformat(end), date.fromisoformat(end))

    assert by_day.ends(case) == expected
    assert by_numpy.ends([case]) == [expected]


def test_the_calendars_of_the_cases_have_days_off() -> None:
    assert all(all_days_off(places) for places in CALENDARS if places not in {(), ("DE-ZZ",)})
