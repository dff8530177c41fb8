"""What must come out of the packs of Temu, Shein, Etsy, Walmart, Vinted and Zalando."""

from __future__ import annotations

from datetime import date

import pytest

from tests.packs.building import all_of, at, bought, one_of, state


class TestTemu:
    def test_ninety_days_from_the_purchase_whenever_it_came(self) -> None:
        purchase = bought("temu").did("ordered", "2026-06-01").did("delivered", "2026-06-20")
        window = one_of(purchase, "temu.return-window")
        assert window.due_on == date(2026, 8, 30)
        # Whether the first day counts is not said, and the day ends in California.
        assert window.act_by == date(2026, 8, 29)

    def test_most_electronics_may_have_half_of_that(self) -> None:
        purchase = bought("temu", category="electronics").did("ordered", "2026-06-01")
        assert one_of(purchase, "temu.return-window").due_on == date(2026, 7, 16)

    def test_what_may_not_go_back_is_doubtful_and_food_never_does(self) -> None:
        doubtful = bought("temu", category="intimate").did("ordered", "2026-06-01")
        assert one_of(doubtful, "temu.return-window").form.confidence == "low"
        food = bought("temu", category="perishable").did("ordered", "2026-06-01")
        assert "temu.return-window" not in all_of(food)
        assert "temu.dispute-not-received" in all_of(food)

    def test_it_must_be_postmarked_in_fourteen_days(self) -> None:
        purchase = bought("temu").did("ordered", "2026-06-01").did("delivered", "2026-06-20")
        purchase.with_return().did("requested", "2026-06-28", target="r")
        duty = one_of(purchase, "temu.ship-back")
        # The 12th is a Sunday: no post office marks anything.
        assert (duty.due_on, duty.act_by) == (date(2026, 7, 12), date(2026, 7, 10))


class TestShein:
    @pytest.mark.parametrize(
        ("site", "due"),
        [
            ("us.shein.com", date(2026, 7, 20)),
            ("shein.co.uk", date(2026, 7, 16)),
            ("AU", date(2026, 7, 16)),
            ("DE", None),
        ],
    )
    def test_each_site_has_its_window(self, site: str, due: date | None) -> None:
        purchase = bought("shein", site=site).did("ordered", "2026-06-01")
        purchase.did("delivered", "2026-06-20")
        assert one_of(purchase, "shein.return-window").due_on == due

    def test_in_britain_only_the_tracking_number_counts(self) -> None:
        purchase = bought("shein", site="GB").did("ordered", "2026-06-01")
        purchase.did("delivered", "2026-06-20").with_return()
        purchase.did("sent", "2026-06-22", target="r")
        assert one_of(purchase, "shein.return-window").met_on is None
        purchase.did("tracking_submitted", "2026-06-22", target="r")
        assert one_of(purchase, "shein.return-window").met_on == date(2026, 6, 22)

    def test_underwear_goes_back_only_with_a_fault(self) -> None:
        purchase = bought("shein", site="US", category="intimate").did("ordered", "2026-06-01")
        found = all_of(purchase.did("delivered", "2026-06-20"))
        assert "shein.return-window" not in found
        assert found["shein.dispute"].due_on == date(2026, 8, 30)


class TestEtsy:
    def test_a_case_within_a_hundred_days_of_the_estimated_date(self) -> None:
        purchase = bought("etsy", promised_by="2026-06-10").did("ordered", "2026-06-01")
        case = one_of(purchase, "etsy.dispute")
        assert (case.opens_on, case.due_on) == (date(2026, 6, 11), date(2026, 9, 18))
        assert case.zone == "America/New_York"

    def test_the_seller_has_48_hours_before(self) -> None:
        purchase = bought("etsy").did("seller_contacted", "2026-06-12", at="2026-06-12T09:30:00Z")
        answer = one_of(purchase, "etsy.seller-response")
        assert answer.due_at == at("2026-06-14 09:30", "UTC")

    def test_only_the_listing_knows_the_window(self) -> None:
        purchase = bought("etsy").did("delivered", "2026-06-10")
        assert one_of(purchase, "etsy.return-window").due_on is None


class TestWalmart:
    @pytest.mark.parametrize(
        ("facts", "due", "missing"),
        [
            ({"seller": "walmart"}, date(2026, 8, 30), ()),
            ({"seller": "Walmart.com"}, date(2026, 8, 30), ()),
            ({"seller": "Bargains Inc"}, date(2026, 7, 1), ()),
            ({}, date(2026, 7, 1), ("seller",)),
            ({"seller": "Walmart", "category": "electronics"}, date(2026, 7, 1), ()),
        ],
    )
    def test_the_window_depends_on_who_sells(
        self, facts: dict[str, object], due: date, missing: tuple[str, ...]
    ) -> None:
        purchase = bought("walmart", **facts).did("delivered", "2026-06-01")
        window = one_of(purchase, "walmart.return-window")
        assert (window.due_on, window.missing) == (due, missing)

    def test_the_one_holiday_season_that_was_found(self) -> None:
        purchase = bought("walmart", seller="Walmart").did("ordered", "2023-10-01")
        purchase.did("delivered", "2023-10-05")
        assert one_of(purchase, "walmart.return-window").due_on == date(2024, 1, 31)

    def test_the_promise_is_for_the_marketplace_alone(self) -> None:
        own = bought("walmart", seller="Walmart", promised_by="2026-06-01")
        assert "walmart.claim" not in all_of(own)
        other = bought("walmart", seller="Bargains Inc", promised_by="2026-06-01")
        claim = one_of(other, "walmart.claim")
        assert (claim.opens_on, claim.due_on) == (date(2026, 6, 4), date(2026, 8, 30))


class TestVinted:
    def test_two_days_from_the_notice_to_the_minute(self) -> None:
        purchase = bought("vinted")
        purchase.did("delivered", "2026-11-08", at="2026-11-08T13:30:00Z")
        report = one_of(purchase, "vinted.dispute")
        assert report.due_at == at("2026-11-10 13:30", "UTC")
        assert report.act_by == date(2026, 11, 9)
        assert state(report, "2026-11-10 14:00") == "last_chance"
        assert state(report, "2026-11-10 14:31") == "lapsed"

    def test_from_a_bare_date_they_run_from_its_start_for_you(self) -> None:
        report = one_of(bought("vinted").did("delivered", "2026-11-08"), "vinted.dispute")
        assert report.act_by == date(2026, 11, 9)
        assert report.due_at == at("2026-11-10 23:59:59")

    def test_silence_of_the_seller_means_the_refund(self) -> None:
        purchase = bought("vinted").did("delivered", "2026-11-08").with_return()
        purchase.did("arrived_back", "2026-11-20", target="r")
        check = one_of(purchase, "vinted.return-check")
        assert (check.due_at, check.form.silence) == (at("2026-11-22 23:59:59"), True)

    @pytest.mark.parametrize("country", ["DE", "FR", "ES", "GB"])
    def test_private_sellers_owe_nothing_by_consumer_law(self, country: str) -> None:
        purchase = bought("vinted", country=country, seller_country=country)
        found = all_of(purchase.did("delivered", "2026-11-08"))
        assert not {rule for rule in found if rule.startswith(("eu.", "de.", "fr.", "es.", "uk."))}


@pytest.mark.parametrize(("site", "due"), [("zalando.fr", date(2026, 7, 1)), ("zalando.de", None)])
def test_zalando_gives_thirty_days_where_its_terms_were_read(site: str, due: date | None) -> None:
    purchase = bought("zalando", site=site).did("delivered", "2026-06-01")
    assert one_of(purchase, "zalando.return-window").due_on == due


@pytest.mark.parametrize(
    ("category", "due"), [("collectible", date(2026, 6, 4)), (None, date(2026, 7, 1))]
)
def test_ebay_gives_coins_and_cards_three_days(category: str | None, due: date) -> None:
    purchase = bought("ebay", category=category).did("delivered", "2026-06-01")
    assert one_of(purchase, "ebay.dispute").due_on == due
