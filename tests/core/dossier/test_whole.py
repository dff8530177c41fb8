"""The whole paper: its title, its chapters in their order, and what is said of the file itself."""

from __future__ import annotations

from typing import Any

import pytest

from returnctl.core.case import Case, Evidence, Item, Message, Order, Return
from returnctl.core.dossier.casefile import casefile, left_out
from returnctl.core.dossier.material import Material, is_left_out
from returnctl.core.dossier.paper import Cell, Facts, Note, Section, sheet_in
from returnctl.core.views.proofs import EvidenceLine
from tests.core.building import day
from tests.core.dossier.building import TODAY, euros, event, material

CHECKED = (
    "manifest.json lists every file of this case file with its SHA-256 sum. Each piece of evidence "
    "was copied and summed when it was added, and is here byte for byte as it was then."
)


def case(*titles: str, **facts: Any) -> Case:
    items = tuple(Item(id=str(n), title=title) for n, title in enumerate(titles))
    return Case(id="o", order=Order(**{"shop": "ebay", **facts}), items=items)


def a_file(kind: str = "photo", number: int = 1) -> EvidenceLine:
    piece = Evidence(id=f"e{number}", kind=kind, sha256="0" * 64, name="hub.png", size=812)
    return EvidenceLine(ref="k3f", number=number, evidence=piece, added_on=day("11-09"), state="ok")


def test_a_paper_is_called_by_the_items() -> None:
    paper = casefile(material(case("Hub", "", "Cap", number="17-1"), shop_title="eBay"))

    assert (paper.title, paper.about, paper.made_on) == ("Hub, Cap", "eBay order 17-1", TODAY)


def test_a_paper_without_items_is_called_by_its_order() -> None:
    assert casefile(material(case(number="17-1"))).title == "ebay order 17-1"
    assert casefile(material(case())).title == "ebay"


@pytest.mark.parametrize(
    ("country", "sheet"),
    [(None, "a4"), ("DE", "a4"), *((each, "us-letter") for each in "US CA MX PR CL CO PH".split())],
)
def test_it_is_printed_on_the_sheet_of_the_buyer_s_country(country: str | None, sheet: str) -> None:
    assert casefile(material(case(country=country))).sheet == sheet
    assert sheet_in(country) == sheet


def test_its_chapters_stand_in_the_order_in_which_a_stranger_asks() -> None:
    whole = Case(
        id="o",
        order=Order(shop="ebay", price=euros(3000)),
        returns=(Return(id="r"),),
        events=(event("requested", "11-10", "r"), event("dispute_opened", "11-11", "r")),
        messages=(Message(id="m", text="Hello"),),
    )
    paper = casefile(material(whole, files=(a_file(),)))

    assert [each.title for each in paper.sections] == [
        "In short", "What happened", "The return", "Money", "Disputes", "Messages", "Evidence",
        "About this file",
    ]  # fmt: skip


def about(of: Material) -> Section:
    return casefile(of).sections[-1]


def test_it_says_of_itself_whose_state_it_is() -> None:
    assert about(material(case())) == Section(
        "About this file",
        (Facts((
            ("State of", Cell("Sat 21 Nov 2026")),
            ("Reference", Cell("k3f", "code")),
        )),),
    )  # fmt: skip


def test_with_files_it_says_how_they_can_be_checked() -> None:
    found = about(material(case(), files=(a_file(),), names={1: "evidence/1-hub.png"}))

    assert found.blocks[1:] == (Note(CHECKED),)


def test_what_was_left_out_is_said() -> None:
    told = Case(id="o", messages=(Message(id="m"),), returns=(Return(id="r"),))
    whole = Case(id="o", returns=(Return(id="r"), Return(id="s"), Return(id="t")))
    files = (a_file("message", 1), a_file("photo", 2), a_file("video", 3))
    of = material(told, whole=whole, files=files, without=frozenset(("messages", "evidence")))

    said = [
        "2 private messages",
        "2 files of evidence, listed with their sums",
        "2 other returns of the same order",
    ]
    assert list(left_out(of)) == said
    facts = about(of).blocks[0]
    assert isinstance(facts, Facts)
    assert facts.rows[2:] == tuple(("Left out", Cell(each)) for each in said)


def test_one_is_said_as_one() -> None:
    told = Case(id="o", messages=(Message(id="m"),), returns=(Return(id="r"),))
    whole = Case(id="o", returns=(Return(id="r"), Return(id="s")))
    of = material(told, whole=whole, files=(a_file(),), without=frozenset(("messages", "evidence")))

    assert list(left_out(of)) == [
        "1 private message",
        "1 file of evidence, listed with their sums",
        "1 other return of the same order",
    ]


@pytest.mark.parametrize("without", [(), ("messages",), ("evidence",)])
def test_what_there_is_not_was_not_left_out(without: tuple[str, ...]) -> None:
    assert list(left_out(material(case(), without=frozenset(without)))) == []


def test_messages_that_are_told_were_not_left_out() -> None:
    told = Case(id="o", messages=(Message(id="m"),))

    assert list(left_out(material(told, files=(a_file("message"),)))) == []


@pytest.mark.parametrize(
    ("kind", "without", "is_out"),
    [("message", "messages", True), ("message", "evidence", False), ("photo", "messages", False)],
)
def test_files_of_messages_stay_private_with_them(kind: str, without: str, is_out: bool) -> None:
    assert is_left_out(a_file(kind), frozenset((without,))) is is_out
