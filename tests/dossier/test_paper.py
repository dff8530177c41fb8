"""What papers say, as values: no file, no browser."""

from __future__ import annotations

from datetime import date, timedelta
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from returnctl.core.case import (
    Case,
    Checkpoint,
    Event,
    Evidence,
    Message,
    Order,
    Parcel,
    Return,
)
from returnctl.core.dossier.material import Material, only
from returnctl.core.dossier.paper import Facts, Table
from returnctl.core.dossier.proofs import parcels
from returnctl.core.dossier.timeline import Happening, Timeline, timeline
from returnctl.core.dossier.words import told
from returnctl.core.events import EVENTS
from returnctl.core.safe import safe
from returnctl.exporting.markup import tag
from returnctl.exporting.timelines import timeline_svg

TODAY = date(2026, 11, 21)
DAYS = st.dates(date(2020, 1, 1), TODAY)
HAPPENED = st.lists(
    st.builds(Happening, on=DAYS, words=st.text(max_size=20), mine=st.booleans()),
    min_size=1, max_size=20,
).map(lambda found: sorted(found, key=lambda each: each.on))  # fmt: skip


def line(*days: date) -> Timeline:
    found = timeline([Happening(day, "x", mine=True) for day in days], TODAY)
    assert found is not None
    return found


# --- words


@pytest.mark.parametrize("kind", EVENTS)
def test_every_event_is_told_in_the_third_person(kind: str) -> None:
    words = f" {told(kind)} "

    assert kind.replace("_", " ").capitalize() != words.strip() or kind in {
        "ordered", "paid", "receipt_confirmed"
    }  # fmt: skip
    assert not {" I ", " me ", " my ", " you "} & {f" {each} " for each in words.split()}


# --- the line of time


def test_nothing_that_happened_makes_no_line() -> None:
    assert timeline([], TODAY) is None


@given(HAPPENED)
def test_points_never_touch_and_stay_on_the_line(happened: list[Happening]) -> None:
    found = timeline(happened, TODAY)
    assert found is not None

    for mine in (True, False):
        for lane in range(found.lanes(mine=mine)):
            places = [p.at for p in found.points if (p.mine, p.lane) == (mine, lane)]
            assert all(b - a >= 9 for a, b in pairwise(places))
    assert all(5 <= each.at <= 95 for each in found.points)
    assert [each.number for each in found.points] == list(range(1, len(happened) + 1))


@given(HAPPENED)
def test_ticks_leave_room_for_their_labels(happened: list[Happening]) -> None:
    found = timeline(happened, TODAY)
    assert found is not None

    places = [each.at for each in found.ticks]
    assert all(b - a >= 17 for a, b in pairwise(places))


@pytest.mark.parametrize(
    ("first", "labels"),
    [
        (date(2026, 11, 1), ["1 Nov", "8 Nov", "15 Nov"]),
        (date(2026, 10, 12), ["12 Oct", "26 Oct", "9 Nov"]),
        (date(2026, 8, 15), ["Sep 2026", "Oct 2026", "Nov 2026"]),
        (date(2024, 11, 21), ["Jan 2025", "Jul 2025", "Jan 2026", "Jul 2026"]),
    ],
)
def test_ticks_are_weeks_of_a_short_time_and_months_of_a_long_one(
    first: date, labels: list[str]
) -> None:
    assert [each.label for each in line(first).ticks] == labels


def test_the_picture_says_in_words_what_it_shows() -> None:
    found = timeline([Happening(TODAY - timedelta(days=3), "Delivered", mine=False)], TODAY)
    assert found is not None

    assert "1. Wed 18 Nov 2026: Delivered" in timeline_svg(found)


@given(HAPPENED)
def test_the_picture_is_sound_xml_whatever_was_written(happened: list[Happening]) -> None:
    import xml.etree.ElementTree as ET

    found = timeline(happened, TODAY)
    assert found is not None

    root = ET.fromstring(timeline_svg(found))  # noqa: S314 - made here

    assert len(root.findall("{http://www.w3.org/2000/svg}circle")) == len(happened)


# --- one return of several


def test_a_case_told_by_one_return_has_nothing_of_the_others() -> None:
    case = Case(
        id="o",
        returns=(Return(id="a"), Return(id="b", number=2)),
        events=tuple(Event(id=n, kind="paid", target=n, on=TODAY) for n in "oab"),
        messages=(Message(id="1", of="a"), Message(id="2", of="b"), Message(id="3")),
        evidence=(Evidence(id="4", of="b"), Evidence(id="5")),
        parcels=(
            Parcel(id="6", returns=("b",)),
            Parcel(id="7"),
            Parcel(id="8", returns=("a", "b")),
        ),
    )

    found = only(case, "a")

    assert [each.id for each in found.returns] == ["a"]
    assert [each.target for each in found.events] == ["o", "a"]
    assert [each.id for each in found.messages] == ["1", "3"]
    assert [each.id for each in found.evidence] == ["5"]
    assert [each.id for each in found.parcels] == ["7", "8"]


# --- markup


class Reader(HTMLParser):
    """Reads elements, attributes and text back."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.values: list[str | None] = []
        self.text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.values += [value for _, value in attrs]

    def handle_data(self, data: str) -> None:
        self.text += data


@given(st.text(), st.text())
def test_text_comes_back_as_text_and_nothing_else(inside: str, value: str) -> None:
    found = Reader(tag("p", inside, title=value))

    assert found.tags == ["p"]
    assert found.text == safe(inside)
    assert found.values == [safe(value)]


# --- parcels


def test_a_parcel_is_told_with_its_carriers_name_and_every_scan() -> None:
    parcel = Parcel(id="p", number="LP00712345678901", carrier="cainiao", aliases=("PQ1",))
    scans = (
        Checkpoint(id="1", of="p", on=TODAY, status="in_transit", text="left", place="Liege"),
        Checkpoint(id="2", of="p", on=TODAY, nth=1, status="delivered", text="<b>signed</b>"),
    )
    case = Case(id="o", order=Order(shop="x"), parcels=(parcel,), checkpoints=scans)

    section = parcels(Material(ref="k3f", whole=case, case=case, today=TODAY, names={}))

    assert section is not None
    facts, table = section.blocks
    assert isinstance(facts, Facts)
    assert isinstance(table, Table)
    assert [(label, cell.text) for label, cell in facts.rows] == [
        ("Parcel", "to the buyer"),
        ("Tracking number", "LP00712345678901"),
        ("Other number", "PQ1"),
        ("Carrier", "Cainiao"),
        ("Status", "Delivered"),
    ]
    assert [[cell.text for cell in row[1:4]] for row in table.rows] == [
        ["In Transit", "left", "Liege"],
        ["Delivered", "<b>signed</b>", ""],
    ]
