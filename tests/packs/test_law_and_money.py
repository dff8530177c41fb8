"""What must come out of the statutes, the payment networks and the other shops."""

from __future__ import annotations

from datetime import date

import pytest

from tests.packs.building import Purchase, all_of, bought, one_of


class TestWithdrawal:
    def order(self, **facts: object) -> Purchase:
        purchase = bought("aliexpress", **{"seller_country": "DE", **facts})
        purchase.did("delivered", "2026-11-05").did("receipt_confirmed", "2026-11-05")
        return purchase.did("problem", "2026-11-06", reason="defective")

    def test_it_stands_beside_the_dispute(self) -> None:
        found = all_of(self.order())
        right = found["eu.withdrawal"]
        assert right.due_on == right.act_by == date(2026, 11, 19)
        assert (right.missing, right.watch) == ((), True)
        assert found["aliexpress.dispute"].due_on == date(2026, 11, 20)
        assert found["aliexpress.dispute"].met_on is None

    def test_once_withdrawn_the_return_has_clocks_of_its_own(self) -> None:
        purchase = self.order().with_return().did("withdrawal_sent", "2026-11-10", target="r")
        found = all_of(purchase)
        back, refund = found["eu.withdrawal-send-back"], found["eu.withdrawal-refund"]
        assert (back.owner, back.due_on) == ("r", date(2026, 11, 24))
        assert (refund.owner, refund.due_on) == ("r", date(2026, 11, 24))
        assert found["eu.withdrawal"].met_on == date(2026, 11, 10)

    def test_the_refund_may_wait_for_the_parcel(self) -> None:
        purchase = self.order().with_return().did("withdrawal_sent", "2026-11-10", target="r")
        purchase.did("sent", "2026-11-27", target="r")
        assert one_of(purchase, "eu.withdrawal-refund").due_on == date(2026, 11, 27)

    def test_an_end_at_christmas_moves_to_the_next_working_day(self) -> None:
        purchase = bought("generic", seller_country="DE").did("delivered", "2026-12-11")
        right = one_of(purchase, "eu.withdrawal")
        assert right.due_on == date(2026, 12, 28)
        assert right.steps[0].day == date(2026, 12, 25)

    def test_never_told_of_it_means_a_year_more(self) -> None:
        purchase = bought("generic", seller_country="DE").did("delivered", "2026-02-15")
        late = one_of(purchase, "eu.withdrawal-uninformed")
        assert (late.act_by, late.due_on) == (date(2027, 3, 1), date(2027, 3, 2))
        assert late.watch is False

    def test_an_unknown_seller_leaves_it_possible(self) -> None:
        right = one_of(self.order(seller_country=None), "eu.withdrawal")
        assert right.missing == ("seller_country",)
        assert right.due_on == date(2026, 11, 19)

    def test_a_seller_in_china_never_nags_and_never_hides_it(self) -> None:
        right = one_of(self.order(seller_country="CN"), "eu.withdrawal")
        assert (right.watch, right.form.confidence, right.missing) == (False, "low", ())
        assert "hard to enforce" in right.form.advice

    @pytest.mark.parametrize(
        "facts", [{"country": "GB"}, {"buyer": "business"}, {"category": "custom_made"}]
    )
    def test_who_has_no_such_right(self, facts: dict[str, object]) -> None:
        assert "eu.withdrawal" not in all_of(self.order(**facts))

    @pytest.mark.parametrize("unknown", ["country", "buyer"])
    def test_an_unknown_buyer_leaves_it_possible(self, unknown: str) -> None:
        right = one_of(self.order(**{unknown: None}), "eu.withdrawal")
        assert unknown in right.missing
        assert right.watch is False


class TestLiability:
    def test_german_law_stands_for_the_directive(self) -> None:
        found = all_of(bought("generic").did("delivered", "2024-02-29"))
        assert found["de.conformity"].due_on == date(2026, 2, 28)
        assert found["de.burden"].due_on == date(2025, 2, 28)
        assert not {"eu.conformity", "eu.burden"} & set(found)

    def test_elsewhere_the_directive_does(self) -> None:
        found = all_of(bought("generic", country="IT").did("delivered", "2024-02-29"))
        assert found["eu.conformity"].due_on == date(2026, 2, 28)
        assert "de.conformity" not in found

    def test_delivery_is_due_in_thirty_days_or_when_promised(self) -> None:
        purchase = bought("generic", seller_country="DE").did("ordered", "2026-06-01")
        assert one_of(purchase, "eu.delivery").due_on == date(2026, 7, 1)
        purchase = bought("generic", seller_country="DE", promised_by="2026-08-12")
        assert one_of(purchase.did("ordered", "2026-06-01"), "eu.delivery").due_on == date(
            2026, 8, 12
        )


class TestPayPal:
    def test_180_days_from_the_payment(self) -> None:
        purchase = bought("generic", paid_with="paypal").did("paid", "2026-01-10")
        right = one_of(purchase, "paypal.dispute")
        assert (right.act_by, right.due_on) == (date(2026, 7, 8), date(2026, 7, 9))

    def test_a_dispute_must_become_a_claim_in_20_days(self) -> None:
        purchase = bought("generic", paid_with="paypal").did("paid", "2026-01-10")
        purchase.did("dispute_opened", "2026-02-01", channel="paypal")
        assert one_of(purchase, "paypal.escalate").due_on == date(2026, 2, 21)

    def test_an_unknown_way_to_pay_leaves_all_possible(self) -> None:
        found = all_of(bought("generic").did("paid", "2026-01-10"))
        assert found["paypal.dispute"].missing == ("paid_with",)
        assert found["visa.chargeback-not-received"].missing == ("paid_with",)
        assert found["paypal.dispute"].watch is False


class TestCards:
    @pytest.mark.parametrize("card", ["visa", "visa_debit"])
    def test_120_days_from_the_expected_date(self, card: str) -> None:
        purchase = bought("generic", paid_with=card, promised_by="2026-03-01")
        right = one_of(purchase.did("paid", "2026-01-10"), "visa.chargeback-not-received")
        assert right.due_on == date(2026, 6, 29)
        assert right.act_by == date(2026, 6, 15)
        assert right.watch is False

    def test_or_from_the_payment_where_none_is_known(self) -> None:
        purchase = bought("generic", paid_with="visa").did("paid", "2026-01-10")
        right = one_of(purchase, "visa.chargeback-not-received")
        assert (right.opens_on, right.due_on) == (date(2026, 1, 25), date(2026, 5, 10))

    def test_never_past_540_days_from_the_payment(self) -> None:
        purchase = bought("generic", paid_with="visa", promised_by="2027-04-01")
        right = one_of(purchase.did("paid", "2026-01-10"), "visa.chargeback-not-received")
        assert right.due_on == date(2027, 7, 4)

    def test_a_promised_refund_that_does_not_come(self) -> None:
        purchase = bought("generic", paid_with="mastercard").did("paid", "2026-01-10")
        purchase.did("refund_issued", "2026-02-01")
        right = one_of(purchase, "mastercard.chargeback-refund")
        assert (right.opens_on, right.due_on) == (date(2026, 2, 16), date(2026, 6, 1))

    def test_another_card_has_neither(self) -> None:
        found = all_of(bought("generic", paid_with="amex").did("paid", "2026-01-10"))
        assert not [rule for rule in found if rule.startswith(("visa.", "mastercard."))]


class TestAmazon:
    @pytest.mark.parametrize(
        ("site", "due"),
        [
            ("amazon.com", date(2026, 3, 3)),
            ("fr", date(2026, 3, 3)),
            ("amazon.de", date(2026, 2, 15)),
            ("amazon.it", None),
        ],
    )
    def test_each_site_has_its_window(self, site: str, due: date | None) -> None:
        purchase = bought("amazon", site=site).did("delivered", "2026-02-01")
        assert one_of(purchase, "amazon.return-window").due_on == due

    def test_an_unknown_site_takes_the_shortest(self) -> None:
        purchase = bought("amazon").did("delivered", "2026-02-01")
        window = one_of(purchase, "amazon.return-window")
        assert (window.due_on, window.missing) == (date(2026, 2, 15), ("site",))

    @pytest.mark.parametrize(
        ("ordered", "due"),
        [("2025-11-01", date(2026, 1, 31)), ("2025-10-31", date(2025, 12, 5))],
    )
    def test_the_holiday_table_gives_a_fixed_date(self, ordered: str, due: date) -> None:
        purchase = bought("amazon", site="US").did("ordered", ordered)
        purchase.did("delivered", "2025-11-05")
        assert one_of(purchase, "amazon.return-window").due_on == due

    @pytest.mark.parametrize(
        ("paid_with", "due"),
        [("visa", date(2026, 2, 9)), ("visa_debit", date(2026, 2, 16)), ("bank", None)],
    )
    def test_money_comes_back_as_it_went(self, paid_with: str, due: date | None) -> None:
        purchase = bought("amazon", site="DE", paid_with=paid_with)
        purchase.did("refund_issued", "2026-02-02")
        assert one_of(purchase, "amazon.refund-arrival").due_on == due


class TestEbay:
    def test_a_seller_has_three_business_days_and_you_have_21(self) -> None:
        purchase = bought("ebay", site="US", country="US", zone="America/New_York")
        purchase.did("delivered", "2026-06-29").did("dispute_opened", "2026-07-02")
        found = all_of(purchase)
        # Friday the 3rd is the day on which the 4th is observed.
        assert found["ebay.seller-response"].due_on == date(2026, 7, 8)
        escalate = found["ebay.escalate"]
        assert (escalate.opens_on, escalate.due_on) == (date(2026, 7, 7), date(2026, 7, 31))

    def test_thirty_days_to_report_it(self) -> None:
        purchase = bought("ebay", site="DE").did("delivered", "2026-06-01")
        assert one_of(purchase, "ebay.dispute").due_on == date(2026, 7, 1)
        assert one_of(purchase, "ebay.return-window").due_on is None

    def test_an_appeal_needs_a_decision_against_you(self) -> None:
        purchase = bought("ebay", site="DE").did("dispute_opened", "2026-06-01")
        purchase.did("decided", "2026-06-10", outcome="refund")
        assert "ebay.appeal" not in all_of(purchase)
        purchase.did("decided", "2026-06-10", outcome="rejected")
        assert one_of(purchase, "ebay.appeal").due_on == date(2026, 7, 10)


def test_the_generic_pack_asks_for_the_shops_own_length() -> None:
    purchase = bought("some-shop").did("delivered", "2026-06-01")
    assert one_of(purchase, "generic.return-window").due_on is None
    purchase.told("return-window", length="30d")
    window = one_of(purchase, "generic.return-window")
    assert (window.due_on, window.basis) == (date(2026, 7, 1), "order_page")
