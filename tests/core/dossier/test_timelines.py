"""The line of time: each event at its day, the buyer's above and everybody else's below."""

from __future__ import annotations

from datetime import date

import pytest

from returnctl.core.dossier.timeline import Happening, Point, Tick, Timeline, timeline
from tests.core.building import day

TODAY = date(2026, 11, 21)


def line(*happened: tuple[str, bool], today: date = TODAY) -> Timeline:
    told = [Happening(day(on), f"x{n}", mine) for n, (on, mine) in enumerate(happened)]
    found = timeline(told, today)
    assert found
    return found


def test_the_line_runs_from_the_first_event_to_today() -> None:
    found = line(("11-01", True), ("11-11", False))

    assert found.points == (
        Point(1, day("11-01"), "x0", mine=True, at=5.0, lane=0),
        Point(2, day("11-11"), "x1", mine=False, at=50.0, lane=0),
    )
    assert (found.today, found.today_label) == (95.0, "21 Nov 2026")


def test_an_event_after_today_lengthens_the_line() -> None:
    found = line(("11-01", True), ("12-11", True))

    assert [point.at for point in found.points] == [5.0, 95.0]
    assert found.today == 50.0


def test_a_single_day_stands_at_the_line_s_beginning() -> None:
    found = line(("11-21", True))

    assert (found.points[0].at, found.today) == (5.0, 5.0)
    assert found.ticks == (Tick(5.0, "21 Nov"),)


def test_points_too_near_to_each_other_stand_in_lanes() -> None:
    """On a line of 20 days two points a day apart would touch, and three days apart do not."""
    mine = [(f"11-0{n}", True) for n in range(1, 5)]
    found = line(*mine, ("11-02", False))

    assert [point.lane for point in found.points] == [0, 1, 0, 1, 0]
    assert (found.lanes(mine=True), found.lanes(mine=False)) == (2, 1)


def test_a_third_lane_is_made_where_two_are_taken() -> None:
    found = line(*((f"11-0{n}", True) for n in (1, 2, 3, 3)))

    assert [point.lane for point in found.points] == [0, 1, 0, 2]


def test_a_side_without_a_point_has_no_lane() -> None:
    found = line(("11-01", True))

    assert (found.lanes(mine=True), found.lanes(mine=False)) == (1, 0)


def test_the_picture_is_told_in_words() -> None:
    assert line(("11-01", True), ("11-11", False)).words == (
        "1. Sun 1 Nov 2026: x0; 2. Wed 11 Nov 2026: x1"
    )


@pytest.mark.parametrize(
    ("first", "labels"),
    [
        # Weeks, as long as they leave room for their names; then two weeks, then months.
        ("2026-11-07", ["7 Nov", "14 Nov", "21 Nov"]),
        ("2026-10-11", ["11 Oct", "25 Oct", "8 Nov"]),
        ("2026-10-10", ["10 Oct", "24 Oct", "7 Nov", "21 Nov"]),
        ("2026-08-30", ["30 Aug", "27 Sep", "25 Oct"]),
        ("2026-08-28", ["Sep 2026", "Oct 2026", "Nov 2026"]),
        ("2026-06-01", ["Jun 2026", "Aug 2026", "Oct 2026"]),
        ("2026-05-01", ["May 2026", "Jul 2026", "Sep 2026", "Nov 2026"]),
        ("2024-11-20", ["Jan 2025", "Jul 2025", "Jan 2026", "Jul 2026"]),
    ],
)
def test_ticks_are_at_days_worth_writing(first: str, labels: list[str]) -> None:
    assert [tick.label for tick in line((first, True)).ticks] == labels


def test_a_tick_stands_at_its_day() -> None:
    ticks = line(("2026-11-07", True)).ticks

    assert [tick.at for tick in ticks] == [5.0, 50.0, 95.0]
