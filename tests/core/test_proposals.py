"""What scans suggest: events to be accepted, and nothing that happens by itself."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from returnctl.core.case import Case
from returnctl.core.entries import Entry
from returnctl.core.journey import journeys
from returnctl.core.proposals import Proposal, advice, proposals
from returnctl.core.reconcile import reconcile
from returnctl.core.statuses import status_of
from tests.core.building import CASE, case_of, did, fact, noted, return_of
from tests.core.parcels_building import parcel, scan
from tests.core.test_journey import SCANS

HERE = (parcel(), scan("in_transit", "11-05"), scan("delivered", "11-08"))
BACK = (
    did("delivered", "10-20"), did("requested", "11-01", "r"), did("sent", "11-04", "r"),
    parcel("q", "return"), scan("in_transit", "11-05", of="q"),
)  # fmt: skip


def told(case: Case) -> list[tuple[str, str, date]]:
    return [(each.kind, each.target, each.on) for each in proposals(case)]


def advised(case: Case) -> str | None:
    (found,) = journeys(case)
    return advice(case, found)


class TestToYou:
    def test_delivered_is_proposed_with_its_day_and_scan(self) -> None:
        (found,) = proposals(case_of(did("shipped", "11-01"), *HERE))
        assert (found.kind, found.target, found.on) == ("delivered", CASE, date(2026, 11, 8))
        assert found.scan.status == "delivered"
        assert found.says == "it was delivered to me"

    def test_on_its_way_proposes_nothing(self) -> None:
        assert told(case_of(*HERE[:2])) == []

    @pytest.mark.parametrize("source", ["user", "import", "tracking"])
    def test_what_is_recorded_is_not_proposed_whatever_its_day(self, source: str) -> None:
        assert told(case_of(did("delivered", "11-06", source=source), *HERE)) == []

    def test_two_parcels_have_come_when_both_have(self) -> None:
        second = parcel("q")
        assert told(case_of(*HERE, second)) == []
        both = case_of(*HERE, second, scan("delivered", "11-10", of="q"))
        assert told(both) == [("delivered", CASE, date(2026, 11, 10))]

    def test_what_went_back_to_the_seller_was_not_received(self) -> None:
        (found,) = proposals(case_of(parcel(), scan("returned", "11-08")))
        assert (found.kind, found.reason) == ("problem", "not_received")

    @pytest.mark.parametrize("known", ["delivered", "problem"])
    def test_that_it_went_back_is_no_news_once_you_said_how_it_ended(self, known: str) -> None:
        assert told(case_of(did(known, "11-09"), parcel(), scan("returned", "11-08"))) == []

    def test_delivered_to_the_seller_again_is_not_delivered_to_you(self) -> None:
        case = case_of(parcel(), scan("returned", "11-05"), scan("delivered", "11-08"))
        assert [kind for kind, *_ in told(case)] == ["problem"]

    def test_an_exchange_that_comes_is_received(self) -> None:
        case = return_of(
            did("delivered", "10-20"), did("requested", "10-25", "r"),
            did("exchange_shipped", "11-01", "r"), *HERE,
        )  # fmt: skip
        assert told(case) == [("exchange_received", "r", date(2026, 11, 8))]

    @pytest.mark.parametrize(
        "events",
        [
            (did("requested", "10-25", "r"),),
            (did("requested", "10-25", "r"), did("exchange_shipped", "11-09", "r")),
            (did("exchange_shipped", "11-01", "r"), did("exchange_received", "11-08", "r")),
        ],
        ids=["never sent", "sent after the scan", "received already"],
    )
    def test_another_parcel_is_no_exchange(self, events: tuple[Entry, ...]) -> None:
        assert told(return_of(did("delivered", "10-20"), *events, *HERE)) == []


class TestBack:
    def test_the_seller_has_it(self) -> None:
        case = return_of(*BACK, scan("delivered", "11-09", of="q"))
        assert told(case) == [("arrived_back", "r", date(2026, 11, 9))]

    def test_the_first_scan_says_that_it_was_sent(self) -> None:
        unsent = [each for each in BACK if each.data.get("event") != "sent"]
        assert told(return_of(*unsent)) == [("sent", "r", date(2026, 11, 5))]

    def test_a_label_alone_was_not_sent(self) -> None:
        unsent = [each for each in BACK[:4] if each.data.get("event") != "sent"]
        assert told(return_of(*unsent, scan("pre_transit", "11-05", of="q"))) == []

    def test_one_parcel_carries_the_returns_that_it_names(self) -> None:
        case = return_of(
            noted("return", "s", number=2), did("requested", "11-01", "s"), *BACK,
            fact("q", returns=["r", "s"]), scan("delivered", "11-09", of="q"),
        )  # fmt: skip
        assert [(kind, target) for kind, target, _ in told(case)] == [
            ("arrived_back", "r"), ("sent", "s"), ("arrived_back", "s"),
        ]  # fmt: skip

    def test_of_several_returns_and_no_name_nothing_is_guessed(self) -> None:
        case = return_of(
            noted("return", "s", number=2), did("requested", "11-01", "s"), *BACK,
            scan("delivered", "11-09", of="q"),
        )  # fmt: skip
        assert told(case) == []
        assert advised(case) == "Which of the returns was in it? Record arrived-back for each."

    def test_what_comes_back_to_you_is_told_and_ends_nothing(self) -> None:
        case = return_of(
            *BACK, scan("returned", "11-09", of="q"), scan("delivered", "11-12", of="q")
        )
        assert told(case) == []
        assert "goes back to you" in str(advised(case))

    def test_a_closed_return_takes_no_news(self) -> None:
        case = return_of(*BACK, scan("delivered", "11-09", of="q"), did("kept", "11-10", "r"))
        assert told(case) == []


def test_a_number_that_went_backwards_proposes_nothing() -> None:
    case = case_of(*HERE, scan("in_transit", "11-10"))
    assert told(case) == []
    assert "Look at the carrier's page" in str(advised(case))


def test_a_declined_proposal_is_not_made_again_but_another_day_is() -> None:
    (found,) = proposals(case_of(*HERE))
    declined = (*HERE, fact("p", declined=[found.key]))
    assert told(case_of(*declined)) == []
    again = (*declined, scan("in_transit", "11-09"), scan("delivered", "11-12"))
    assert told(case_of(*again)) == [("delivered", CASE, date(2026, 11, 12))]


def test_who_declines_is_told_what_to_record_instead() -> None:
    (found,) = proposals(case_of(*HERE))
    assert "problem --reason not-received" in str(
        advised(case_of(*HERE, fact("p", declined=[found.key])))
    )


def test_what_waits_at_the_door_leads_to_the_deadlines() -> None:
    case = case_of(parcel(), scan("available_for_pickup", "11-08"))
    assert "returnctl deadlines" in str(advised(case))


def test_a_proposal_that_contradicts_the_records_says_how() -> None:
    (found,) = proposals(case_of(did("shipped", "11-10"), *HERE))
    assert found.clash == "delivered on Sun 8 Nov 2026 would be before shipped on Tue 10 Nov 2026"


def test_a_service_that_says_delivered_without_a_scan_is_advice() -> None:
    case = case_of(parcel(), fact("p", source="tracking", reported="delivered"))
    assert told(case) == []
    assert advised(case) == "The service says delivered, and no scan says when."


def accepted(found: Proposal, source: str = "tracking") -> Entry:
    return did(found.kind, found.on.isoformat(), found.target, source=source)


def test_the_users_word_beats_an_accepted_proposal_whenever_it_came() -> None:
    (found,) = proposals(case_of(*HERE))
    typed = did("delivered", "11-06")
    for told_in in ((accepted(found), typed), (typed, accepted(found))):
        (event,) = case_of(*HERE, *told_in).events
        assert (event.on, event.source) == (date(2026, 11, 6), "user")


@given(st.lists(SCANS, max_size=8))
def test_scans_change_no_event_no_money_and_no_status(scans: list[Entry]) -> None:
    bought = (did("delivered", "10-20"), did("problem", "10-21", reason="defective"),
              did("refund_issued", "10-25", amount={"minor": 500, "currency": "EUR"}))  # fmt: skip
    plain = case_of(*bought, parcel(), price={"minor": 2399, "currency": "EUR"})
    scanned = case_of(*bought, parcel(), *scans, price={"minor": 2399, "currency": "EUR"})
    assert [(e.kind, e.on) for e in scanned.events] == [(e.kind, e.on) for e in plain.events]
    assert reconcile(scanned, CASE) == reconcile(plain, CASE)
    assert status_of(scanned, CASE) == status_of(plain, CASE)


@given(st.lists(SCANS, max_size=8), st.booleans())
def test_no_scans_raise_and_unknown_words_end_nothing(scans: list[Entry], back: bool) -> None:
    unknown = [e for e in scans if e.data["status"] in ("unknown", "expired")]
    ways = parcel("p", "return") if back else parcel()
    setting = (noted("return", "r"), did("requested", "10-01", "r")) if back else ()
    proposals(case_of(*setting, ways, *scans))
    assert proposals(case_of(*setting, ways, *unknown)) == ()


def test_a_way_back_that_is_not_over_needs_no_advice() -> None:
    """Which return was in it, or that none is known, matters once it has arrived."""
    moving = (parcel("q", "return"), scan("in_transit", "11-05", of="q"))
    here = (*moving, scan("delivered", "11-09", of="q"))
    two = (noted("return", "r"), noted("return", "s"))
    assert advised(case_of(*moving)) is None
    assert advised(case_of(*here)) == "No return is recorded that it could belong to."
    assert advised(case_of(*two, *moving)) is None
    assert advised(case_of(*two, *here)) == (
        "Which of the returns was in it? Record arrived-back for each."
    )


@pytest.mark.parametrize("done", ["arrived_back", "inspected"])
def test_what_is_back_at_the_shop_takes_no_news_of_its_way(done: str) -> None:
    back = (did("requested", "11-01", "r"), did(done, "11-08", "r"), parcel("q", "return"))
    scans = (scan("in_transit", "11-05", of="q"), scan("delivered", "11-09", of="q"))
    assert told(return_of(did("delivered", "10-20"), *back, *scans)) == []
