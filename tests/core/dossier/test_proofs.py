"""Parcels, messages and evidence, as a paper tells them."""

from __future__ import annotations

from typing import Any

import pytest

from returnctl.core.case import Case, Checkpoint, Evidence, Message, Order, Parcel, Return
from returnctl.core.dossier.paper import Cell, Messages, Note, Piece, Pieces, Said, Section
from returnctl.core.dossier.proofs import evidence, messages, parcels
from returnctl.core.views.proofs import EvidenceLine
from tests.core.building import day
from tests.core.dossier.building import material, rows, table

SUM = "0" * 64


# --- parcels


def test_without_a_parcel_none_is_told() -> None:
    assert parcels(material(Case(id="o"))) is None


def test_all_that_is_known_of_a_parcel_is_told_in_its_order() -> None:
    parcel = Parcel(id="p", number="LP1", carrier="dhl", direction="return", aliases=("PQ1",))
    scan = Checkpoint(id="1", of="p", on=day("11-08"), status="in_transit", text="left",
                      place="Liege", provider="17track")  # fmt: skip
    section = parcels(material(Case(id="o", parcels=(parcel,), checkpoints=(scan,))))

    assert section
    assert section.title == "Parcels"
    assert rows(section) == [
        ("Parcel", Cell("back to the seller", "strong")),
        ("Tracking number", Cell("LP1", "code")),
        ("Other number", Cell("PQ1", "code")),
        ("Carrier", Cell("DHL")),
        ("Status", Cell("In Transit")),
    ]
    assert table(section, 1).head == ("Day", "Status", "The carrier's words", "Place", "Told by")
    assert table(section, 1).rows == (
        (Cell("Sun 8 Nov 2026", "day"), Cell("In Transit"), Cell("left"), Cell("Liege"),
         Cell("17track", "dim")),
    )  # fmt: skip


def test_of_a_parcel_that_nothing_is_known_of_its_way_is_told() -> None:
    section = parcels(material(Case(id="o", parcels=(Parcel(id="p"),))))

    assert section
    assert rows(section) == [("Parcel", Cell("to the buyer", "strong"))]
    assert len(section.blocks) == 1


def test_a_carrier_that_nobody_knows_is_told_as_it_is() -> None:
    found = rows(parcels(material(Case(id="o", parcels=(Parcel(id="p", carrier="Bob"),)))))

    assert ("Carrier", Cell("Bob")) in found


def test_a_place_that_no_scan_names_is_empty() -> None:
    scan = Checkpoint(id="1", of="p", on=day("11-08"), status="delivered")
    section = parcels(material(Case(id="o", parcels=(Parcel(id="p"),), checkpoints=(scan,))))

    assert table(section, 1).rows[0][2:] == (Cell(""), Cell(""), Cell("", "dim"))


# --- messages


def said(*found: Message, **more: Any) -> Section | None:
    return messages(material(Case(id="o", messages=found), **more))


def test_messages_say_when_who_and_where() -> None:
    section = said(
        Message(id="1", sender="me", via="chat", on=day("11-08"), text="Hello"),
        Message(id="2", sender="seller", via="owl", on=day("11-09"), text="Sorry"),
        Message(id="3", sender="witch", on=day("11-10"), text="Ha"),
    )

    assert section == Section(
        "Messages",
        (Messages((
            Said("Sun 8 Nov 2026, buyer, chat", "Hello", mine=True),
            Said("Mon 9 Nov 2026, seller, owl", "Sorry"),
            Said("Tue 10 Nov 2026, witch", "Ha"),
        )),),
    )  # fmt: skip


def test_a_message_without_a_day_says_so() -> None:
    section = said(Message(id="1", sender="bank", via="letter", text="No"))

    assert section
    assert section.blocks == (Messages((Said("no date, bank, letter", "No"),)),)


def test_private_messages_are_not_told() -> None:
    assert said(Message(id="1"), without=frozenset(("messages",))) is None
    assert said() is None


# --- evidence


def a_file(number: int = 1, state: str = "ok", added: str | None = "11-09", **facts: Any) -> Any:
    given = {"id": f"e{number}", "kind": "label", "sha256": SUM, "name": "hub.png", "size": 812}
    piece = Evidence(**{**given, **facts})
    return EvidenceLine(
        ref="k3f",
        number=number,
        evidence=piece,
        added_on=day(added) if added else None,
        state=state,
    )


def pieces(
    *files: EvidenceLine, returns: tuple[Return, ...] = (), **more: Any
) -> tuple[Piece, ...]:
    names = {each.number: f"evidence/{each.number}.png" for each in files}
    case = Case(id="o", order=Order(), returns=returns)
    section = evidence(material(case, files=files, names=names, **more))
    assert section
    assert section.title == "Evidence"
    found = section.blocks[-1]
    assert isinstance(found, Pieces)
    return found.pieces


def test_a_piece_is_told_with_its_sum_and_where_it_lies() -> None:
    assert pieces(a_file(note="the socket")) == (
        Piece(number=1, kind="Parcel label", name="hub.png",
              told="kept since Mon 9 Nov 2026, 812 bytes, the socket",
              sha256=SUM, path="evidence/1.png", opens=True),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({"taken": day("11-08")}, "taken Sun 8 Nov 2026, 812 bytes"),
        ({"added": None}, "812 bytes"),
        ({"of": "s"}, "return 2, kept since Mon 9 Nov 2026, 812 bytes"),
        ({"of": None}, "kept since Mon 9 Nov 2026, 812 bytes"),
    ],
)
def test_a_piece_says_what_is_known_of_it(facts: dict[str, Any], told: str) -> None:
    returns = (Return(id="r"), Return(id="s", number=2))

    assert pieces(a_file(**facts), returns=returns)[0].told == told


@pytest.mark.parametrize(
    ("state", "absent"),
    [
        ("missing", "Its file is not there any more."),
        ("altered", "Its file is not what it was when it was added, and is left out."),
        ("closed", "Its file could not be read."),
    ],
)
def test_a_file_that_cannot_be_given_says_why(state: str, absent: str) -> None:
    (found,) = pieces(a_file(state=state))

    assert (found.path, found.absent) == ("", absent)


def test_a_kind_that_nobody_knows_and_a_program_are_told_and_not_opened() -> None:
    (found,) = pieces(a_file(kind="relic", name="run.exe"))

    assert (found.kind, found.opens, found.path) == ("Relic", False, "evidence/1.png")


def test_files_that_stay_at_home_are_listed() -> None:
    of = material(Case(id="o"), files=(a_file(),), names={1: "x"}, without=frozenset(("evidence",)))
    section = evidence(of)

    assert section
    assert section.blocks[0] == Note("The files themselves are not part of this case file.")
    assert isinstance(section.blocks[1], Pieces)
    assert (section.blocks[1].pieces[0].path, section.blocks[1].pieces[0].absent) == ("", "")


def test_pictures_of_messages_stay_private_with_them() -> None:
    files = (a_file(1, kind="message"), a_file(2))

    assert [each.number for each in pieces(*files, without=frozenset(("messages",)))] == [2]
    assert evidence(material(Case(id="o"))) is None
