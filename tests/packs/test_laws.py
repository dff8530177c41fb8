"""What must come out of the laws of single countries, and what no category takes away."""

from __future__ import annotations

from datetime import date

import pytest

from returnctl.calendars.public_holidays import public_holidays
from returnctl.core.derive import deadlines
from returnctl.packs.choosing import select
from returnctl.packs.shelf import rulebook
from tests.packs.building import Purchase, all_of, bought, one_of

LONDON = {"country": "GB", "zone": "Europe/London", "seller_country": "GB"}
NEW_YORK = {"country": "US", "zone": "America/New_York", "seller_country": "US"}
TORONTO = {"country": "CA", "subdivision": "ON", "zone": "America/Toronto"}


def british(**facts: object) -> Purchase:
    return bought("generic", **{**LONDON, **facts})


class TestFrance:
    def order(self) -> Purchase:
        return bought("generic", country="FR", zone="Europe/Paris", seller_country="FR")

    def test_fourteen_days_roll_over_assumption_day(self) -> None:
        right = one_of(self.order().did("delivered", "2026-08-01"), "eu.withdrawal")
        assert right.steps[0].day == date(2026, 8, 15)
        assert right.due_on == date(2026, 8, 17)

    def test_two_years_without_proof(self) -> None:
        found = all_of(self.order().did("delivered", "2026-08-01"))
        assert found["fr.burden"].due_on == found["fr.conformity"].due_on == date(2028, 8, 1)
        assert not {"eu.burden", "eu.conformity"} & set(found)

    def test_a_repair_takes_thirty_days_at_most(self) -> None:
        purchase = self.order().did("delivered", "2026-08-01").did("repair_requested", "2026-09-01")
        found = all_of(purchase)
        assert found["fr.repair"].due_on == date(2026, 10, 1)
        assert "eu.repair" not in found


def exchanged(country: str) -> dict[tuple[str, str], date | None]:
    """The ends of the guarantee by owner (the order `c`, the exchanged return `r`)."""
    purchase = bought("generic", country=country, zone="Europe/Berlin")
    purchase.did("delivered", "2026-08-01").with_return()
    case = purchase.did("exchange_received", "2026-09-01", target="r").case
    packs = select(rulebook()[0], shop="generic")
    found = deadlines(case, packs, public_holidays, closed_too=True)
    return {(e.owner, e.slug): e.due_on for e in found if e.slug in ("burden", "conformity")}


@pytest.mark.parametrize(
    ("country", "burden", "conformity"),
    [
        ("DE", date(2027, 9, 1), date(2028, 9, 1)),
        ("FR", date(2028, 9, 1), date(2028, 9, 1)),
        ("AT", date(2027, 9, 1), date(2028, 9, 1)),
    ],
)
def test_an_exchange_restarts_the_guarantee(country: str, burden: date, conformity: date) -> None:
    """The exchanged thing has a delivery of its own; what was not exchanged keeps the first."""
    ends = exchanged(country)
    assert (ends["r", "burden"], ends["r", "conformity"]) == (burden, conformity)
    assert ends["c", "conformity"] == date(2028, 8, 1)


@pytest.mark.parametrize("country", ["GB", "ES"])
def test_nothing_restarts_where_no_text_was_found_that_says_so(country: str) -> None:
    assert {owner for owner, _ in exchanged(country)} == {"c"}


def test_spain_gives_three_years_and_two_of_them_without_proof() -> None:
    purchase = bought("generic", country="ES", zone="Europe/Madrid").did("delivered", "2024-02-29")
    found = all_of(purchase)
    assert found["es.conformity"].due_on == date(2027, 2, 28)
    assert found["es.burden"].due_on == date(2026, 2, 28)
    assert not {"eu.burden", "eu.conformity"} & set(found)
    assert found["es.conformity"].watch is False


class TestBritain:
    def test_an_end_at_christmas_stays_where_it_is(self) -> None:
        right = one_of(british().did("delivered", "2026-12-11"), "uk.withdrawal")
        assert right.due_on == right.act_by == date(2026, 12, 25)
        assert "eu.withdrawal" not in all_of(british().did("delivered", "2026-12-11"))

    def test_never_told_of_it_means_a_year_more(self) -> None:
        right = one_of(british().did("delivered", "2026-12-11"), "uk.withdrawal-uninformed")
        assert (right.due_on, right.watch) == (date(2027, 12, 25), False)

    def test_once_cancelled_it_goes_back_in_fourteen_days(self) -> None:
        purchase = british().did("delivered", "2026-12-01").with_return()
        purchase.did("withdrawal_sent", "2026-12-10", target="r")
        found = all_of(purchase)
        assert found["uk.withdrawal-send-back"].due_on == date(2026, 12, 24)
        assert found["uk.withdrawal"].met_on == date(2026, 12, 10)
        assert "uk.withdrawal-refund" not in found

    def test_the_refund_runs_from_the_proof_or_from_the_goods(self) -> None:
        purchase = british().did("delivered", "2026-12-01").with_return()
        purchase.did("withdrawal_sent", "2026-12-10", target="r").did(
            "sent", "2026-12-14", target="r"
        )
        assert one_of(purchase, "uk.withdrawal-refund").due_on == date(2026, 12, 28)
        purchase.did("arrived_back", "2026-12-17", target="r")
        assert one_of(purchase, "uk.withdrawal-refund").due_on == date(2026, 12, 31)

    def test_thirty_days_to_reject_which_stand_still_during_a_repair(self) -> None:
        purchase = british().did("delivered", "2026-01-01")
        assert one_of(purchase, "uk.reject").due_on == date(2026, 1, 31)
        purchase.did("repair_requested", "2026-01-30").did("repaired", "2026-02-10")
        assert one_of(purchase, "uk.reject").due_on == date(2026, 2, 17)

    def test_what_perishes_has_no_thirty_days(self) -> None:
        purchase = british(category="perishable").did("delivered", "2026-01-01")
        assert one_of(purchase, "uk.reject").due_on is None

    def test_the_refund_begins_with_the_day_of_agreement(self) -> None:
        purchase = british().did("delivered", "2025-12-20").did("refund_agreed", "2026-01-01")
        assert one_of(purchase, "uk.reject-refund").due_on == date(2026, 1, 14)

    def test_six_months_begin_with_the_delivery(self) -> None:
        burden = one_of(british().did("delivered", "2026-01-10"), "uk.burden")
        assert (burden.due_on, burden.watch) == (date(2026, 7, 9), False)


class TestAmerica:
    def test_a_shop_sends_in_thirty_days_or_when_it_said(self) -> None:
        purchase = bought("generic", **NEW_YORK).did("ordered", "2026-06-01")
        assert one_of(purchase, "us.ship-by").due_on == date(2026, 7, 1)
        purchase = bought("generic", promised_by="2026-08-12", **NEW_YORK)
        purchase.did("ordered", "2026-06-01")
        assert one_of(purchase, "us.ship-by").due_on == date(2026, 8, 12)

    @pytest.mark.parametrize(
        ("cancelled", "due"), [("2026-07-06", date(2026, 7, 15)), ("2026-06-10", date(2026, 7, 13))]
    )
    def test_the_money_is_due_seven_working_days_after_the_right_to_it(
        self, cancelled: str, due: date
    ) -> None:
        purchase = bought("generic", **NEW_YORK).did("ordered", "2026-06-01")
        purchase.did("cancel_requested", cancelled)
        # From the 1st on there is a right; the 3rd is the holiday of the 4th, a Saturday.
        assert one_of(purchase, "us.late-refund").due_on == due


class TestOntario:
    def test_over_thirty_days_late_may_be_cancelled(self) -> None:
        purchase = bought("generic", promised_by="2026-06-01", **TORONTO)
        right = one_of(purchase.did("ordered", "2026-05-01"), "ca-on.cancel-late")
        assert (right.opens_on, right.due_on) == (date(2026, 7, 2), None)

    def test_the_refund_is_due_fifteen_days_after_the_cancellation(self) -> None:
        purchase = bought("generic", **TORONTO).did("ordered", "2026-05-01")
        purchase.did("cancel_requested", "2026-06-05")
        assert one_of(purchase, "ca-on.withdrawal-refund").due_on == date(2026, 6, 20)

    def test_another_province_has_another_law(self) -> None:
        purchase = bought("generic", **{**TORONTO, "subdivision": "QC"})
        assert not [
            rule
            for rule in all_of(purchase.did("ordered", "2026-05-01"))
            if rule.startswith("ca-on")
        ]


def test_australia_counts_no_days() -> None:
    purchase = bought("generic", country="AU", zone="Australia/Sydney").did(
        "delivered", "2026-01-01"
    )
    claim = one_of(purchase, "au.claim")
    assert (claim.due_on, claim.watch) == (None, False)


CATEGORIES = ["perishable", "hygiene", "custom_made", "sealed_media"]


class TestWhatNeverGoesBack:
    """Some goods cannot be returned for no reason; a fault is another matter everywhere."""

    @pytest.mark.parametrize("category", CATEGORIES)
    @pytest.mark.parametrize(
        ("country", "withdrawal", "conformity"),
        [
            ("DE", "eu.withdrawal", "de.conformity"),
            ("FR", "eu.withdrawal", "fr.conformity"),
            ("ES", "eu.withdrawal", "es.conformity"),
            ("IT", "eu.withdrawal", "eu.conformity"),
            ("GB", "uk.withdrawal", "uk.reject"),
        ],
    )
    def test_no_withdrawal_but_the_claim_for_a_fault(
        self, category: str, country: str, withdrawal: str, conformity: str
    ) -> None:
        order = {"country": country, "seller_country": country, "category": category}
        purchase = bought("generic", **order).did("delivered", "2026-06-01")
        found = all_of(purchase.did("problem", "2026-06-02", reason="defective"))
        assert withdrawal not in found
        assert f"{withdrawal}-uninformed" not in found
        assert found[conformity].met_on is None

    def test_ordinary_goods_have_both(self) -> None:
        found = all_of(bought("generic", seller_country="DE").did("delivered", "2026-06-01"))
        assert {"eu.withdrawal", "de.conformity"} <= set(found)

    @pytest.mark.parametrize("reason", ["defective", "wrong_item", "not_as_described"])
    def test_the_platforms_dispute_stays_open_too(self, reason: str) -> None:
        purchase = bought("aliexpress", free_return=True, category="custom_made")
        purchase.did("paid", "2026-06-01").did("receipt_confirmed", "2026-06-20")
        found = all_of(purchase.did("problem", "2026-06-21", reason=reason))
        assert "aliexpress.return-window" not in found
        assert found["aliexpress.dispute"].due_on == date(2026, 7, 5)
