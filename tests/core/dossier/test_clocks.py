"""The deadlines of a paper: those that surely hold, and where their rules were read."""

from __future__ import annotations

from typing import Any

import pytest

from returnctl.core.agenda import due
from returnctl.core.case import Case
from returnctl.core.dossier.clocks import address_of, clocks, told_clocks
from returnctl.core.dossier.material import Material
from returnctl.core.dossier.paper import Cell, Note
from returnctl.core.dossier.words import actor
from returnctl.core.listing import deadline_rows
from returnctl.core.rules import Rule, Source
from returnctl.core.states import Moment
from returnctl.core.views.cases import Explained
from tests.core.building import (
    BERLIN,
    case_of,
    day,
    derived,
    did,
    form,
    instant,
    noted,
    pack_of,
    return_of,
    rule,
    told,
)
from tests.core.dossier.building import material, table

TERMS = Source("Terms of the shop", "https://example.org/terms")
HEAD = ("By", "Who", "What", "State", "Source")
NOTE = (
    "Days were computed from the sources named, unless it says that they are those of the order "
    "page. Where a source does not say whether the day of the event counts, it was not counted. "
    "This is no legal advice."
)


def paper(case: Case, *rules: Rule, now: str = "11-21") -> Material:
    """The clocks of a case under rules, as they stand on a day."""
    found = tuple(derived(case, pack_of(*rules), closed_too=True).values())
    moment = Moment(instant(f"2026-{now}T12:00:00"), BERLIN)
    rows = {row.id: row for row in deadline_rows(case, found, "k3f")}
    held = tuple(
        Explained(due=due(rows[each.id], moment), deadline=each)
        for each in found
        if each.id in rows
    )
    return material(case, clocks=held)


def theirs(slug: str = "answer", closes: str | None = "5d", **more: Any) -> Rule:
    given = {"actor": "seller", "kind": "clock", "name": f"{slug} it", "source": TERMS,
             "confidence": "high", **more}  # fmt: skip
    return rule(slug, form("requested", closes, **given))


ASKED = did("requested", "11-05", "r")


def names(of: Material) -> list[str]:
    return [each.due.row.name for each in told_clocks(of)]


def test_a_clock_is_told_with_its_start_its_actor_and_its_source() -> None:
    section = clocks(paper(return_of(ASKED), theirs()))

    assert section
    assert section.title == "Deadlines"
    assert (table(section).head, table(section).caption) == (HEAD, "Open, or run out")
    assert table(section).rows == ((
        Cell("Tue 10 Nov 2026", "day", below="from Thu 5 Nov 2026"),
        Cell("seller"), Cell("Answer it"), Cell("ran out"), Cell("[1]", "dim"),
    ),)  # fmt: skip
    assert table(section, 1).head == ("Source", "Where the rules were read")
    assert table(section, 1).rows == ((
        Cell("[1]", "strong"),
        Cell("Terms of the shop", below="https://example.org/terms\nthe official text was read",
             link="https://example.org/terms"),
    ),)  # fmt: skip
    assert section.blocks[2:] == (Note(NOTE),)


def test_the_day_on_which_a_rule_was_read_is_told() -> None:
    section = clocks(paper(return_of(ASKED), theirs(as_of=day("2026-10-01"), confidence="low")))

    assert table(section, 1).rows[0][1].below == (
        "https://example.org/terms\none source, on Thu 1 Oct 2026"
    )


def test_what_is_done_stands_apart() -> None:
    case = return_of(ASKED, did("approved", "11-07", "r"))
    section = clocks(paper(case, theirs("approve", met_by="approved"), theirs("pay", "14d")))

    assert section
    assert [table(section, n).caption for n in (0, 1)] == ["Open, or run out", "Done, or over"]
    assert [row[3].text for row in table(section, 1).rows] == ["done on Sat 7 Nov 2026"]


def test_sources_are_numbered_as_they_are_named_what_is_open_first() -> None:
    case = return_of(ASKED, did("approved", "11-07", "r"))
    rules = (
        theirs("approve", met_by="approved", source=Source("First")),
        theirs("pay", "14d", source=Source("Second")),
        theirs("send", "15d", source=Source("Second")),
    )
    section = clocks(paper(case, *rules))

    assert [row[4].text for n in (0, 1) for row in table(section, n).rows] == ["[1]", "[1]", "[2]"]
    assert [(row[0].text, row[1].text) for row in table(section, 2).rows] == [
        ("[1]", "Second"), ("[2]", "First"),
    ]  # fmt: skip


def test_the_buyer_s_own_date_has_the_buyer_for_a_source() -> None:
    section = clocks(paper(return_of(ASKED, told("call-them", "r", day="2026-11-25"))))

    assert section
    (row,) = table(section).rows
    assert row[:1] + row[2:] == (
        Cell("Wed 25 Nov 2026", "day"),
        Cell("Call them", below="a date of the buyer's own"),
        Cell("open"), Cell("the buyer", "dim"),
    )  # fmt: skip
    assert len(section.blocks) == 2


def test_a_date_of_the_order_page_is_called_that() -> None:
    case = return_of(ASKED, told("answer", "r", day="2026-11-30"))

    assert table(clocks(paper(case, theirs()))).rows[0][2].below == "as written on the order page"


@pytest.mark.parametrize(
    ("now", "state"),
    [("11-08", "opens on Tue 10 Nov 2026"), ("11-12", "open"), ("11-17", "ran out")],
)
def test_a_state_is_told_in_the_words_of_a_stranger(now: str, state: str) -> None:
    duty = rule("send", form("requested", "10d", opens="5d", kind="duty", name="send it"))
    section = clocks(paper(return_of(ASKED), duty, now=now))

    assert table(section).rows[0][1] == Cell("buyer")
    assert table(section).rows[0][3] == Cell(state)


def test_of_several_returns_a_clock_says_whose_it_is() -> None:
    returns = (noted("return", "r"), noted("return", "s", number=2))
    case = case_of(*returns, did("requested", "11-05", "s"))

    assert table(clocks(paper(case, theirs()))).rows[0][2].text == "Answer it (return 2)"


@pytest.mark.parametrize(
    "more",
    [
        {"closes": None},
        {"when": {"country": "DE"}},
        {"actor": "carrier", "met_by": "approved"},
        # A right of the buyer that is over, and was not used.
        {"actor": "you", "kind": "right"},
        {"actor": "you", "kind": "right", "met_by": "approved"},
    ],
)
def test_what_is_not_sure_or_not_the_buyer_s_to_tell_is_left_out(more: dict[str, Any]) -> None:
    case = return_of(ASKED, did("approved", "11-07", "r"), did("kept", "11-10", "r"))

    assert names(paper(case, theirs(**more))) == []
    assert clocks(paper(case, theirs(**more))) is None


def test_a_carrier_that_was_late_is_told() -> None:
    assert names(paper(return_of(ASKED), theirs(actor="carrier"))) == ["answer it"]


@pytest.mark.parametrize(("used", "told_of"), [("11-07", True), (None, False)])
def test_a_right_that_the_buyer_used_is_told(used: str | None, told_of: bool) -> None:
    opened = [did("dispute_opened", used, "r")] if used else []
    case = return_of(ASKED, *opened, did("kept", "11-10", "r"))
    right = theirs("dispute", actor="you", kind="right", met_by="dispute_opened")

    assert bool(names(paper(case, right))) is told_of


def test_a_clock_of_a_return_that_the_paper_is_not_about_is_left_out() -> None:
    of = paper(return_of(ASKED), theirs())
    other = Case(id="case")

    assert told_clocks(material(other, clocks=of.clocks)) == ()


@pytest.mark.parametrize(
    ("address", "leads"),
    [
        ("https://example.org", "https://example.org"),
        ("http://example.org", "http://example.org"),
        ("javascript:alert(1)", ""),
        ("ftp://example.org", ""),
        ("", ""),
    ],
)
def test_only_an_address_of_the_web_is_a_link(address: str, leads: str) -> None:
    assert address_of(Source("x", address)) == leads


@pytest.mark.parametrize(
    ("name", "says"), [("you", "buyer"), ("seller", "seller"), ("notary", "notary")]
)
def test_who_must_act_is_named_as_a_stranger_names_them(name: str, says: str) -> None:
    assert actor(name) == says
