"""What must come out for an AliExpress order, from the first parcel to the money."""

from __future__ import annotations

from datetime import date

import pytest

from tests.packs.building import Purchase, all_of, at, bought, one_of, state


def defective(**facts: object) -> Purchase:
    purchase = bought("aliexpress", **facts)
    purchase.did("delivered", "2026-11-05").did("receipt_confirmed", "2026-11-05")
    return purchase.did("problem", "2026-11-06", reason="defective")


class TestDispute:
    def test_fifteen_days_from_receipt_in_pacific_time(self) -> None:
        dispute = one_of(defective(), "aliexpress.dispute")
        assert dispute.due_on == date(2026, 11, 20)
        assert dispute.act_by == date(2026, 11, 19)
        assert dispute.last_at == at("2026-11-21 08:59:59")
        assert dispute.zone == "America/Los_Angeles"
        assert dispute.form.count == "unstated"
        assert dispute.basis == "computed"

    @pytest.mark.parametrize(
        ("moment", "expected"),
        [
            ("2026-11-19 23:00", "running"),
            ("2026-11-20 12:00", "last_chance"),
            ("2026-11-21 08:59", "last_chance"),
            ("2026-11-21 12:00", "overdue"),
        ],
    )
    def test_states_around_its_end(self, moment: str, expected: str) -> None:
        assert state(one_of(defective(), "aliexpress.dispute"), moment) == expected

    def test_delivery_stands_in_where_receipt_is_not_confirmed(self) -> None:
        purchase = bought("aliexpress", country="ES", zone="Europe/Madrid")
        purchase.did("delivered", "2026-11-08").did("problem", "2026-11-09", reason="defective")
        dispute = one_of(purchase, "aliexpress.dispute")
        assert dispute.act_by == date(2026, 11, 22)
        assert dispute.due_on == date(2026, 11, 23)
        assert dispute.start
        assert dispute.start.instead_of == "receipt_confirmed"

    def test_it_lapses_silently_without_a_problem(self) -> None:
        purchase = bought("aliexpress").did("delivered", "2026-11-05")
        assert state(one_of(purchase, "aliexpress.dispute"), "2026-11-21 12:00") == "lapsed"

    def test_a_dispute_recorded_without_a_channel_meets_it(self) -> None:
        purchase = defective().did("dispute_opened", "2026-11-10")
        assert one_of(purchase, "aliexpress.dispute").met_on == date(2026, 11, 10)

    def test_a_dispute_at_paypal_does_not_meet_it(self) -> None:
        purchase = defective().did("dispute_opened", "2026-11-10", channel="paypal")
        assert one_of(purchase, "aliexpress.dispute").met_on is None

    def test_the_order_page_wins(self) -> None:
        purchase = defective().told("dispute", day="2026-12-01")
        dispute = one_of(purchase, "aliexpress.dispute")
        assert (dispute.due_on, dispute.basis) == (date(2026, 12, 1), "order_page")


class TestNotReceived:
    def test_fifteen_days_from_the_promised_date(self) -> None:
        purchase = bought("aliexpress", promised_by="2026-11-10").did("shipped", "2026-10-10")
        late = one_of(purchase, "aliexpress.dispute-not-received")
        assert (late.act_by, late.due_on) == (date(2026, 11, 24), date(2026, 11, 25))

    def test_without_a_promised_date_it_tells_from_when_on(self) -> None:
        purchase = bought("aliexpress").did("shipped", "2026-10-10")
        told = one_of(purchase, "aliexpress.dispute-opens")
        assert (told.opens_on, told.due_on) == (date(2026, 10, 21), None)

    def test_asking_for_more_time_ends_before_protection_does(self) -> None:
        purchase = bought("aliexpress", protection_end="2026-11-30").did("shipped", "2026-10-10")
        ask = one_of(purchase, "aliexpress.ask-extension")
        assert ask.opens_on == date(2026, 11, 23)
        assert ask.act_by == date(2026, 11, 25)
        assert one_of(purchase, "aliexpress.protection").due_on == date(2026, 11, 30)

    def test_silence_cancels_after_72_hours(self) -> None:
        purchase = bought("aliexpress").did(
            "cancel_requested", "2026-11-01", at="2026-11-01T09:00:00+00:00"
        )
        answer = one_of(purchase, "aliexpress.cancel-response")
        assert answer.due_at == at("2026-11-04 10:00")


class TestFreeReturn:
    @pytest.mark.parametrize(
        ("country", "due"),
        [
            ("CN", date(2026, 4, 15)),
            ("DE", date(2026, 2, 16)),
            ("BR", date(2026, 2, 8)),
            ("US", None),
        ],
    )
    def test_its_length_depends_on_the_sellers_country(
        self, country: str, due: date | None
    ) -> None:
        purchase = bought("aliexpress", seller_country=country, free_return=True)
        purchase.did("paid", "2026-01-15").did("delivered", "2026-02-01")
        window = one_of(purchase, "aliexpress.return-window")
        assert (window.due_on, window.missing) == (due, ())

    def test_an_unknown_icon_makes_it_possible(self) -> None:
        purchase = bought("aliexpress", seller_country="CN").did("paid", "2026-01-15")
        window = one_of(purchase, "aliexpress.return-window")
        assert window.missing == ("free_return",)
        assert window.basis == "fact_missing"
        assert window.due_on == date(2026, 4, 15)

    def test_an_unknown_seller_takes_the_first_end_to_act_by(self) -> None:
        purchase = bought("aliexpress", free_return=True)
        purchase.did("paid", "2026-01-15").did("delivered", "2026-02-01")
        window = one_of(purchase, "aliexpress.return-window")
        assert window.missing == ("seller_country",)
        assert window.due_on == date(2026, 2, 8)

    @pytest.mark.parametrize("facts", [{"free_return": False}, {"category": "custom_made"}])
    def test_no_icon_no_free_return(self, facts: dict[str, object]) -> None:
        purchase = bought("aliexpress", **{"seller_country": "CN", "free_return": True, **facts})
        assert "aliexpress.return-window" not in all_of(purchase.did("paid", "2026-01-15"))


class TestReturn:
    def requested(self, **facts: object) -> Purchase:
        purchase = defective(seller_country="CN", **facts).with_return(reason="defective")
        return purchase.did("requested", "2026-11-10", target="r")

    def test_the_seller_has_five_days_and_the_platform_seven(self) -> None:
        found = all_of(self.requested())
        answer, joined = found["aliexpress.seller-response"], found["aliexpress.platform-decision"]
        assert (answer.owner, answer.due_on) == ("r", date(2026, 11, 15))
        assert (answer.form.actor, answer.form.kind, answer.act_by) == ("seller", "clock", None)
        assert joined.due_on == date(2026, 11, 17)
        assert found["aliexpress.dispute"].met_on == date(2026, 11, 10)

    def test_an_edit_of_yours_starts_the_five_days_again(self) -> None:
        purchase = self.requested()
        purchase.did("counter_offer", "2026-11-13", target="r", channel="platform")
        assert one_of(purchase, "aliexpress.seller-response").due_on == date(2026, 11, 18)

    def test_approved_you_have_ten_days_to_send_it(self) -> None:
        purchase = self.requested().did("approved", "2026-11-17", target="r")
        duty = one_of(purchase, "aliexpress.ship-back")
        assert (duty.form.kind, duty.due_on) == ("duty", date(2026, 11, 27))
        assert duty.act_by == date(2026, 11, 26)
        assert one_of(purchase, "aliexpress.seller-response").met_on == date(2026, 11, 17)

    def test_a_date_that_came_with_the_approval_counts(self) -> None:
        purchase = self.requested()
        purchase.did("approved", "2026-11-17", target="r", until="2026-11-25")
        duty = one_of(purchase, "aliexpress.ship-back")
        assert (duty.due_on, duty.basis) == (date(2026, 11, 25), "order_page")

    def test_sent_is_not_enough_the_number_must_be_entered_too(self) -> None:
        purchase = self.requested().did("approved", "2026-11-17", target="r")
        purchase.did("sent", "2026-11-19", target="r")
        found = all_of(purchase)
        assert found["aliexpress.ship-back"].met_on == date(2026, 11, 19)
        entry = found["aliexpress.return-tracking"]
        assert (entry.met_on, entry.act_by) == (None, date(2026, 11, 26))
        purchase.did("tracking_submitted", "2026-11-20", target="r")
        assert one_of(purchase, "aliexpress.return-tracking").met_on == date(2026, 11, 20)

    @pytest.mark.parametrize(
        ("free", "actor", "due", "missing"),
        [
            (True, "platform", date(2026, 11, 27), ()),
            (False, "seller", date(2026, 12, 19), ()),
            (None, "seller", date(2026, 12, 19), ("free_return",)),
        ],
    )
    def test_once_sent_others_clocks_run(
        self, free: bool | None, actor: str, due: date, missing: tuple[str, ...]
    ) -> None:
        purchase = self.requested(free_return=free).did("sent", "2026-11-18", target="r")
        purchase.did("tracking_submitted", "2026-11-19", target="r")
        check = one_of(purchase, "aliexpress.return-check")
        assert (check.form.actor, check.due_on, check.missing) == (actor, due, missing)

    def test_the_decision_may_ask_for_the_return(self) -> None:
        purchase = self.requested()
        purchase.did(
            "decided", "2026-11-18", target="r", channel="platform", outcome="refund_after_return"
        )
        found = all_of(purchase)
        assert found["aliexpress.ship-back-decided"].due_on == date(2026, 11, 28)
        assert found["aliexpress.appeal"].due_on is None

    def test_money_may_take_twenty_business_days_of_both_calendars(self) -> None:
        price = {"minor": 2399, "currency": "EUR"}
        purchase = bought("aliexpress", seller_country="CN", price=price)
        purchase.did("refund_issued", "2026-09-28")
        arrival = one_of(purchase, "aliexpress.refund-arrival")
        # China is closed from 1 to 7 October.
        assert arrival.form.actor == "bank"
        assert arrival.opens_on == date(2026, 10, 8)
        assert arrival.due_on == date(2026, 11, 2)
        purchase.did("money_in", "2026-10-15", amount={"minor": 2000, "currency": "EUR"})
        assert one_of(purchase, "aliexpress.refund-arrival").met_on == date(2026, 10, 15)
