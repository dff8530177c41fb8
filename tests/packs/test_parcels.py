"""Scans start clocks of the carrier and duties at the door; they are gone when the parcel moves."""

from __future__ import annotations

from datetime import date

import pytest

from returnctl.core.doors import door_of
from returnctl.core.triggers import parse_trigger
from returnctl.packs.schema import check
from tests.packs.building import Purchase, all_of, bought, one_of, state
from tests.playbook.telling import told

DOORS = {"parcels.collect", "parcels.customs", "parcels.mend-address", "parcels.missed-delivery",
         "parcels.carrier-exception"}  # fmt: skip


def scanned(purchase: Purchase, *scans: tuple[str, str, str], of: str = "p") -> Purchase:
    """Add scans as status, day and the carrier's words."""
    for status, on, text in scans:
        facts = {"level": "checkpoint", "of": of, "on": on, "status": status, "text": text,
                 "provider": "demo"}  # fmt: skip
        purchase._add("noted", f"{of}-{len(purchase.entries):03d}", facts)
    return purchase


def coming(*scans: tuple[str, str, str], **facts: object) -> Purchase:
    purchase = bought("generic", **facts).did("shipped", "2026-11-01")
    purchase.with_parcel("p", number="X1", direction="inbound", carrier=facts.get("by"))
    return scanned(purchase, *scans)


def going(*scans: tuple[str, str, str], shop: str = "generic") -> Purchase:
    purchase = bought(shop).did("delivered", "2026-10-20").with_return()
    purchase.did("requested", "2026-10-25", target="r").did("sent", "2026-11-02", target="r")
    purchase.with_parcel("p", number="X1", direction="return", carrier="gls")
    return scanned(purchase, *scans)


AT_THE_SHOP = ("available_for_pickup", "2026-11-10", "Ready for pickup")


class TestAtTheDoor:
    def test_a_parcel_to_collect_is_a_duty_with_a_day(self) -> None:
        duty = one_of(coming(AT_THE_SHOP), "parcels.collect")
        assert (duty.owner, duty.form.kind, duty.act_by) == ("c", "duty", date(2026, 11, 12))
        assert state(duty, "2026-11-13T09:00") == "overdue"

    def test_correos_keeps_it_15_days(self) -> None:
        purchase = bought("generic").did("shipped", "2026-11-01")
        purchase.with_parcel("p", number="X1", direction="inbound", carrier="correos")
        assert one_of(scanned(purchase, AT_THE_SHOP), "parcels.collect").act_by == date(
            2026, 11, 25
        )

    def test_the_day_on_the_card_wins(self) -> None:
        purchase = coming(AT_THE_SHOP).told("collect", day="2026-11-17")
        assert one_of(purchase, "parcels.collect").act_by == date(2026, 11, 17)

    def test_it_says_which_scan_of_which_service_it_starts_from(self) -> None:
        start = one_of(coming(AT_THE_SHOP), "parcels.collect").start
        assert start is not None
        assert start.told == 'X1: "Ready for pickup", told by demo'
        assert start.day == date(2026, 11, 10)

    def test_it_counts_from_the_first_of_several_that_say_so(self) -> None:
        again = ("available_for_pickup", "2026-11-12", "Reminder")
        assert one_of(coming(AT_THE_SHOP, again), "parcels.collect").starts_on == date(2026, 11, 10)

    @pytest.mark.parametrize("status", ["in_transit", "out_for_delivery", "delivered", "returned"])
    def test_it_is_gone_when_the_parcel_moves_on(self, status: str) -> None:
        assert "parcels.collect" not in all_of(coming(AT_THE_SHOP, (status, "2026-11-11", "")))

    def test_unknown_words_do_not_end_it(self) -> None:
        assert "parcels.collect" in all_of(coming(AT_THE_SHOP, ("unknown", "2026-11-11", "?")))

    def test_your_own_word_meets_it(self) -> None:
        purchase = coming(AT_THE_SHOP).did("delivered", "2026-11-11")
        assert one_of(purchase, "parcels.collect").met_on == date(2026, 11, 11)

    def test_another_parcel_that_came_does_not_end_it(self) -> None:
        purchase = coming(AT_THE_SHOP).with_parcel("q", number="X2", direction="inbound")
        scanned(purchase, ("delivered", "2026-11-11", ""), of="q")
        assert "parcels.collect" in all_of(purchase)

    @pytest.mark.parametrize(
        ("text", "rule"),
        [
            ("Import duties must be paid", "parcels.customs"),
            ("Wartet auf Zollabfertigung", "parcels.customs"),
            ("Delivery failed: address not found", "parcels.mend-address"),
            ("Dirección incompleta", "parcels.mend-address"),
            ("Delivery attempt: nobody home", "parcels.missed-delivery"),
            ("Empfänger nicht angetroffen", "parcels.missed-delivery"),
            ("Parcel damaged", "parcels.carrier-exception"),
            ("", "parcels.carrier-exception"),
        ],
    )
    def test_what_is_wrong_is_read_from_the_carriers_words(self, text: str, rule: str) -> None:
        found = all_of(coming(("exception", "2026-11-10", text)))
        assert set(found) & DOORS == {rule}
        assert found[rule].act_by is not None

    def test_customs_on_the_way_are_no_duty(self) -> None:
        assert not set(all_of(coming(("in_transit", "2026-11-10", "Cleared customs")))) & DOORS

    def test_what_waits_for_the_seller_is_not_yours_to_collect(self) -> None:
        found = all_of(going(AT_THE_SHOP))
        assert not set(found) & DOORS
        assert found["parcels.held-on-the-way-back"].owner == "r"

    def test_a_number_that_went_backwards_asks_for_nothing(self) -> None:
        delivered = ("delivered", "2026-11-09", "")
        assert not set(all_of(coming(delivered, AT_THE_SHOP))) & DOORS


class TestDelivered:
    def test_a_scan_alone_starts_no_clock_of_the_refund(self) -> None:
        before = all_of(going())
        after = all_of(going(("delivered", "2026-11-09", "")))
        shop = {rule for rule in after if not rule.startswith(("parcels.", "returnctl."))}
        assert shop == {rule for rule in before if not rule.startswith(("parcels.", "returnctl."))}
        assert all(after[rule].due_on == before[rule].due_on for rule in shop)
        assert after["parcels.confirm-arrival"].act_by == date(2026, 11, 11)

    def test_the_next_step_is_the_command_that_takes_it_over(self) -> None:
        step = told(going(("delivered", "2026-11-09", "")), "2026-11-10").step
        assert step.command == "returnctl track k3f --accept"

    def test_once_recorded_it_is_met(self) -> None:
        purchase = going(("delivered", "2026-11-09", "")).did(
            "arrived_back", "2026-11-09", target="r"
        )
        assert one_of(purchase, "parcels.confirm-arrival").met_on == date(2026, 11, 9)

    @pytest.mark.parametrize(
        ("status", "rule"), [("delivered", "confirm-delivery"), ("returned", "went-back")]
    )
    def test_who_said_before_that_it_is_there_is_not_asked(self, status: str, rule: str) -> None:
        purchase = coming((status, "2026-11-09", "")).did("delivered", "2026-11-07")
        assert one_of(purchase, f"parcels.{rule}").met_on == date(2026, 11, 7)

    def test_who_said_before_that_the_seller_has_it_is_not_asked(self) -> None:
        purchase = going(("delivered", "2026-11-09", ""))
        purchase.did("arrived_back", "2026-11-08", target="r")
        assert one_of(purchase, "parcels.confirm-arrival").met_on == date(2026, 11, 8)

    def test_who_says_that_it_did_not_come_is_not_asked_again(self) -> None:
        purchase = coming(("delivered", "2026-11-09", ""))
        purchase._add("fact", "p", {"declined": ["delivered c 2026-11-09"]})
        assert "parcels.confirm-delivery" not in all_of(purchase)

    def test_delivered_but_not_there_is_asked_at_once(self) -> None:
        duty = one_of(coming(("delivered", "2026-11-09", "")), "parcels.confirm-delivery")
        assert duty.act_by == date(2026, 11, 10)
        assert "never confirm receipt" in duty.form.advice

    def test_what_comes_back_is_told_to_the_seller(self) -> None:
        found = all_of(going(("returned", "2026-11-09", "")))
        assert found["parcels.came-back"].act_by == date(2026, 11, 11)
        assert "parcels.confirm-arrival" not in found


class TestSilence:
    @pytest.mark.parametrize("shop", ["generic", "aliexpress"])
    def test_a_first_scan_meets_the_clock_of_the_first_scan(self, shop: str) -> None:
        rule = "aliexpress.return-scan" if shop == "aliexpress" else "parcels.return-scan"
        waiting = one_of(going(("pre_transit", "2026-11-02", ""), shop=shop), rule)
        assert waiting.met_on is None
        seen = one_of(going(("in_transit", "2026-11-03", ""), shop=shop), rule)
        assert seen.met_on == date(2026, 11, 3)

    def test_an_unknown_word_is_no_first_scan(self) -> None:
        assert one_of(going(("unknown", "2026-11-03", "?")), "parcels.return-scan").met_on is None

    def test_after_48_hours_without_a_scan_next_says_so_beside(self) -> None:
        found = told(going(), "2026-11-06")
        assert "parcels.return-scan" in [each.row.rule for each in found.step.beside]

    def test_each_scan_starts_the_week_anew(self) -> None:
        first = ("in_transit", "2026-11-03", "")
        assert one_of(going(first), "parcels.next-scan").due_on == date(2026, 11, 10)
        second = ("unknown", "2026-11-08", "?")
        assert one_of(going(first, second), "parcels.next-scan").due_on == date(2026, 11, 15)

    def test_a_week_of_silence_is_your_move(self) -> None:
        found = told(going(("in_transit", "2026-11-03", "")), "2026-11-12")
        assert found.due.row.rule == "parcels.next-scan"
        assert found.due.state == "overdue"

    def test_what_you_have_needs_no_more_scans_whatever_comes_later(self) -> None:
        purchase = coming(("in_transit", "2026-11-10", "")).did("delivered", "2026-11-08")
        assert one_of(purchase, "parcels.next-scan-inbound").met_on == date(2026, 11, 8)

    def test_what_has_arrived_is_silent_by_right(self) -> None:
        assert "parcels.next-scan" not in all_of(going(("delivered", "2026-11-09", "")))

    def test_a_parcel_to_you_has_two_weeks(self) -> None:
        rule = one_of(coming(("in_transit", "2026-11-03", "")), "parcels.next-scan-inbound")
        assert rule.due_on == date(2026, 11, 17)

    def test_without_a_number_nobody_waits_for_scans(self) -> None:
        purchase = bought("generic").did("delivered", "2026-10-20").with_return()
        purchase.did("requested", "2026-10-25", target="r").did("sent", "2026-11-02", target="r")
        assert not [rule for rule in all_of(purchase) if rule.startswith("parcels.")]


class TestShape:
    @pytest.mark.parametrize("text", ["scan:moved@return", "scan:collect@x", "scan:moved"])
    def test_a_scan_is_written_with_its_way(self, text: str) -> None:
        if text == "scan:moved@return":
            assert str(parse_trigger(text)) == text
        else:
            with pytest.raises(ValueError, match="scan"):
                parse_trigger(text)

    @pytest.mark.parametrize(
        ("written", "says"),
        [
            ("scan:moved@back", '"back" is no way of a parcel'),
            ("scan:delivred@return", 'did you mean "delivered"?'),
        ],
    )
    def test_a_mistake_is_told_with_what_was_meant(self, written: str, says: str) -> None:
        text = f"""
name = "x"
kind = "carrier"
title = "X"
applies = {{ tracked = true }}

[[rule]]
slug = "a"
name = "a"
actor = "you"
starts = ["{written}"]
closes = "1d"
source = {{ title = "a" }}
confidence = "low"
"""
        pack, faults = check(text, "x.toml")
        assert pack is None
        assert says in str(faults[0])


def test_only_what_is_an_exception_has_a_door() -> None:
    (moving,) = coming(("in_transit", "2026-11-10", "address")).case.checkpoints
    assert door_of(moving) is None
