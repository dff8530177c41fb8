"""Scans in the fold, and where they say that a parcel is: each told once, in any order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from returnctl.core.case import Case
from returnctl.core.entries import Entry
from returnctl.core.fold import fold
from returnctl.core.journey import Journey, journeys
from returnctl.core.vocabulary import PARCEL_STATUSES
from tests.core.building import CASE, case_of, draft, fact, folded, log_of, order, removed, void
from tests.core.parcels_building import parcel, scan


def only(case: Case) -> Journey:
    (found,) = journeys(case)
    return found


class TestFold:
    def test_scans_are_of_their_parcel_oldest_first(self) -> None:
        case = case_of(parcel(), scan("delivered", "11-08"), scan("in_transit", "11-05"))
        assert [each.status for each in case.checkpoints] == ["in_transit", "delivered"]
        assert {each.of for each in case.checkpoints} == {"p"}
        assert {each.source for each in case.checkpoints} == {"tracking"}

    def test_the_same_scan_fetched_twice_is_one(self) -> None:
        twice = replace(scan("delivered", "11-08"), target="another")
        case = case_of(parcel(), scan("delivered", "11-08"), twice)
        (only_one,) = case.checkpoints
        assert only_one.id != "another"

    def test_two_services_tell_two_scans(self) -> None:
        case = case_of(
            parcel(), scan("delivered", "11-08"), scan("delivered", "11-08", provider="x")
        )
        assert len(case.checkpoints) == 2

    def test_a_word_that_is_understood_later_counts_then(self) -> None:
        later = replace(scan("delivered", "11-08", text="zugestellt"), target="later")
        case = case_of(parcel(), scan("unknown", "11-08", text="zugestellt"), later)
        assert [each.status for each in case.checkpoints] == ["delivered"]

    def test_scans_of_one_day_go_by_time_else_as_the_service_told_them(self) -> None:
        case = case_of(
            parcel(),
            scan("in_transit", "11-08", nth=1, text="b"),
            scan("exception", "11-08", nth=0, text="a"),
        )
        assert [each.text for each in case.checkpoints] == ["a", "b"]

    def test_the_first_place_that_a_service_gave_a_scan_stays(self) -> None:
        """Where a page of scans grows at its top, the same scan stands further down."""
        again = (
            scan("in_transit", "11-08", text="a", nth=5),
            scan("in_transit", "11-08", text="b", nth=2),
            scan("in_transit", "11-08", text="a", nth=1),
        )
        case = case_of(parcel(), *again)
        assert [each.text for each in case.checkpoints] == ["a", "b"]

    def test_scans_of_a_removed_parcel_are_gone_and_no_misfit(self) -> None:
        case = folded(order(), parcel(), scan("delivered", "11-08"), removed("p"))
        assert case.checkpoints == ()
        assert case.misfits == ()

    @pytest.mark.parametrize(
        "bad",
        [
            scan("delivered", "11-08", of="nobody"),
            draft("noted", "x", {"level": "checkpoint", "of": "p"}, source="tracking"),
            draft("noted", "x", {"level": "checkpoint", "on": "2026-11-08"}, source="tracking"),
            draft("noted", "x", {"level": "checkpoint", "of": "p", "on": "soon"}),
            draft("noted", "x", {"level": "checkpoint", "of": ["p"], "on": "2026-11-08"}),
        ],
    )
    def test_what_does_not_fit_is_a_misfit_and_nothing_else(self, bad: Entry) -> None:
        case = folded(order(), parcel(), bad)
        assert case.checkpoints == ()
        assert case.misfits

    def test_a_status_that_nobody_knows_is_unknown(self) -> None:
        case = folded(order(), parcel(), scan("teleported", "11-08"))
        assert [each.status for each in case.checkpoints] == ["unknown"]
        assert case.misfits

    def test_undoing_the_command_takes_its_scans_back(self) -> None:
        noted = replace(scan("delivered", "11-08"), command_id="track")
        assert folded(order(), parcel(), noted, void("track")).checkpoints == ()


SCANS = st.builds(
    scan,
    st.sampled_from(sorted(PARCEL_STATUSES)),
    st.sampled_from(["11-01", "11-02", "11-03"]),
    provider=st.sampled_from(["demo", "other"]),
    text=st.sampled_from(["", "a", "b"]),
    nth=st.integers(0, 2),
)


@given(st.lists(SCANS, max_size=8), st.randoms(use_true_random=False))
def test_the_order_in_which_scans_were_fetched_changes_nothing(
    scans: list[Entry], random: object
) -> None:
    """Only ids differ, as they are given when a scan is recorded."""
    # What a scan means is read anew when it is read again: here each moment has one meaning.
    once = list({(e.data["on"], e.data["provider"], e.data["text"]): e for e in scans}.values())
    shuffled = list(once)
    random.shuffle(shuffled)  # type: ignore[attr-defined]

    def told(drafts: list[Entry]) -> list[object]:
        case = fold(CASE, log_of(order(), parcel(), *drafts, *drafts))
        return [replace(each, id="", recorded_at="") for each in case.checkpoints]

    assert told(once) == told(shuffled)
    assert len(told(once)) == len(once)


class TestStatus:
    @pytest.mark.parametrize("status", sorted(set(PARCEL_STATUSES) - {"expired"}))
    def test_is_what_the_last_scan_says(self, status: str) -> None:
        assert only(case_of(parcel(), scan(status, "11-08"))).status == status

    def test_without_a_scan_is_what_the_service_says(self) -> None:
        case = case_of(parcel(), fact("p", source="tracking", reported="pre_transit"))
        assert only(case).status == "pre_transit"
        assert only(case_of(parcel())).status == "unknown"

    def test_unknown_words_change_nothing(self) -> None:
        found = only(case_of(parcel(), scan("in_transit", "11-05"), scan("unknown", "11-08")))
        assert found.status == "in_transit"
        assert found.last
        assert found.last.status == "unknown"
        assert found.conflict is None

    def test_what_goes_back_is_returned_even_when_its_sender_has_it(self) -> None:
        found = only(case_of(parcel(), scan("returned", "11-05"), scan("delivered", "11-08")))
        assert (found.status, found.arrival) == ("returned", None)

    def test_a_service_that_gave_up_says_expired(self) -> None:
        old = (parcel(), scan("in_transit", "10-01"), fact("p", reported="expired"))
        assert only(case_of(*old)).status == "expired"
        assert only(case_of(*old, scan("delivered", "10-02"))).status == "delivered"


class TestConflict:
    def test_delivered_and_then_on_its_way_is_one(self) -> None:
        found = only(case_of(parcel(), scan("delivered", "11-05"), scan("in_transit", "11-08")))
        assert found.conflict == (
            "delivered on Thu 5 Nov 2026, then in transit on Sun 8 Nov 2026: "
            "the scans contradict each other"
        )
        assert found.arrival is None

    def test_another_delivery_settles_it(self) -> None:
        found = only(
            case_of(parcel(), scan("delivered", "11-05"), scan("in_transit", "11-06"),
                    scan("delivered", "11-08"))
        )  # fmt: skip
        assert found.conflict is None
        assert found.arrival
        assert found.arrival.on.day == 8

    def test_delivered_said_twice_is_none_and_the_first_counts(self) -> None:
        found = only(case_of(parcel(), scan("delivered", "11-05"), scan("delivered", "11-08")))
        assert found.conflict is None
        assert found.arrival
        assert found.arrival.on.day == 5

    def test_another_service_that_lags_on_the_same_day_is_none(self) -> None:
        lagging = scan("out_for_delivery", "11-05", provider="other")
        assert only(case_of(parcel(), scan("delivered", "11-05"), lagging)).conflict is None

    def test_unknown_words_after_it_are_none(self) -> None:
        found = only(case_of(parcel(), scan("delivered", "11-05"), scan("unknown", "11-08")))
        assert (found.conflict, found.status) == (None, "delivered")
        assert found.arrival is not None
