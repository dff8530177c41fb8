"""What each service's own words mean: states, dates, other numbers, refusals."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any

import pytest

from returnctl.core.sightings import Report, Round, Wanted
from returnctl.tracking import cainiao, demo, dhl, laposte, royalmail, seventeentrack, ship24
from returnctl.tracking.failing import Failed
from tests.tracking.asked import NOW, Clock, service
from tests.tracking.server import Heard, Local, Reply, saying, serving
from tests.tracking.vendors import (
    KEY,
    VENDORS,
    event_17track,
    found_17track,
    found_dhl,
    found_ship24,
    item_17track,
    item_laposte,
    module_cainiao,
    piece_royalmail,
    rejecting_17track,
    shipment_dhl,
    tracking_ship24,
)

RR = "RR123456785CN"


def only(found: Round) -> Report:
    assert found.troubles == ()
    (report,) = found.reports
    return report


def kind(found: Round) -> str:
    (trouble,) = found.troubles
    return trouble.kind


def asking(
    name: str, answer: Callable[[Heard], Reply], *wanted: Wanted, key: str = KEY
) -> tuple[Round, Local]:
    with serving(answer) as local:
        return service(name, local.url, key=key, clock=Clock()).ask(wanted), local


class TestSeventeenTrack:
    @staticmethod
    def read(**latest: Any) -> Report:
        accepted = [item_17track(RR, **latest)]
        payload = {"code": 0, "data": {"accepted": accepted, "rejected": []}}
        return only(seventeentrack.parse(payload, [Wanted(number=RR)]))

    @pytest.mark.parametrize(
        ("status", "sub_status", "means"),
        [
            ("InfoReceived", "InfoReceived", "pre_transit"),
            ("InTransit", "InTransit_Departure", "in_transit"),
            ("OutForDelivery", "OutForDelivery_Other", "out_for_delivery"),
            ("AvailableForPickup", "AvailableForPickup_Other", "available_for_pickup"),
            ("Delivered", "Delivered_Other", "delivered"),
            ("DeliveryFailure", "DeliveryFailure_NoBody", "exception"),
            ("Exception", "Exception_Lost", "exception"),
            ("Exception", "Exception_Returning", "returned"),
            ("Exception", "Exception_Returned", "returned"),
            ("Expired", "Expired_Other", "expired"),
            ("DeliveredSoon", "Delivered_Soon", "unknown"),
            ("Returned", None, "returned"),
            (None, "Exception_Returned", "unknown"),
            (["Delivered"], {}, "unknown"),
        ],
    )
    def test_words(self, status: Any, sub_status: Any, means: str) -> None:
        assert self.read(status=status, sub_status=sub_status).status == means

    def test_events_of_both_carriers_make_one_journey_oldest_first(self) -> None:
        report = self.read()

        assert [scan.on for scan in report.scans] == [
            date(2026, 11, 10), date(2026, 11, 12), date(2026, 11, 20),
        ]  # fmt: skip
        assert report.scans[1].at == datetime(2026, 11, 12, 15, 30, tzinfo=UTC)
        assert report.scans[1].place == "SHENZHEN"

    def test_the_number_of_the_last_mile_and_the_expected_day_are_kept(self) -> None:
        report = self.read()

        assert report.aliases == ("3SDFC0123456789",)
        assert report.expected == (date(2026, 11, 25), date(2026, 11, 25))
        assert report.carrier == "China Post"

    def test_what_only_the_sub_status_tells_is_added_to_the_words(self) -> None:
        assert self.read().scans[-1].text == "A scan (customs requires information)"

    def test_the_raw_answer_is_the_part_about_the_number(self) -> None:
        payload = {
            "code": 0,
            "data": {"accepted": [item_17track(RR), item_17track("LP00123456789CN")]},
        }
        found = seventeentrack.parse(payload, [Wanted(number=RR), Wanted(number="LP00123456789CN")])

        assert b"LP00123456789CN" not in found.reports[0].raw

    def test_a_number_is_registered_once(self) -> None:
        known = Wanted(number="LP00123456789CN", registered=True)
        found, local = asking("17track", found_17track, Wanted(number=RR), known)

        assert [heard.path for heard in local.heard] == ["/register", "/gettrackinfo", "/getquota"]
        assert [each["number"] for each in local.heard[0].body] == [RR]
        assert found.registered == (RR,)
        assert found.quota == 93

    def test_what_was_registered_before_counts_as_registered(self) -> None:
        found, _ = asking(
            "17track", rejecting_17track(-18019901, at="/register"), Wanted(number=RR)
        )

        assert found.registered == (RR,)
        assert len(found.reports) == 1

    def test_without_quota_the_numbers_registered_before_are_still_asked(self) -> None:
        known = Wanted(number="LP00123456789CN", registered=True)
        for answer in (
            rejecting_17track(-18019908, at="/register"),
            lambda heard: (
                saying({"code": -18019908}) if heard.path == "/register" else found_17track(heard)
            ),
        ):
            found, _ = asking("17track", answer, Wanted(number=RR), known)

            assert [each.number for each in found.reports] == ["LP00123456789CN"]
            assert kind(found) == "quota"
            assert found.troubles[0].number == RR

    def test_a_registration_is_remembered_although_the_next_question_fails(self) -> None:
        def answer(heard: Heard) -> Reply:
            return found_17track(heard) if heard.path == "/register" else saying({}, 500)

        found, _ = asking("17track", answer, Wanted(number=RR))

        assert found.registered == (RR,)
        assert kind(found) == "network"

    @pytest.mark.parametrize(
        ("code", "means"),
        [
            (-18019909, "no_data_yet"),
            (-18019902, "not_found"),
            (-18010012, "not_found"),
            (-18019903, "carrier_required"),
            (-18019910, "carrier_required"),
            (-18010019, "carrier_required"),
            (-1, "answer"),
        ],
    )
    def test_what_is_refused_of_one_number(self, code: int, means: str) -> None:
        found, _ = asking("17track", rejecting_17track(code), Wanted(number=RR))

        assert kind(found) == means

    @pytest.mark.parametrize(
        ("code", "means"), [(-18010002, "key"), (-18010004, "key"), (-18010003, "network")]
    )
    def test_what_is_refused_of_the_whole_question(self, code: int, means: str) -> None:
        found, local = asking("17track", lambda _: saying({"code": code}), Wanted(number=RR))

        assert kind(found) == means
        assert len(local.heard) == 1

    def test_a_part_of_the_numbers_is_answered(self) -> None:
        def answer(heard: Heard) -> Reply:
            if heard.path != "/gettrackinfo":
                return found_17track(heard)
            return saying({"code": 0, "data": {"accepted": [item_17track(RR)], "rejected": []}})

        wanted = [Wanted(number=RR), Wanted(number="LP00123456789CN")]
        found, _ = asking("17track", answer, *wanted)

        assert [each.number for each in found.reports] == [RR]
        assert kind(found) == "answer"
        assert found.troubles[0].number == "LP00123456789CN"

    def test_four_hundred_numbers_take_ten_questions_each_way(self) -> None:
        wanted = [Wanted(number=f"RR{serial:09}CN") for serial in range(400)]
        found, local = asking("17track", found_17track, *wanted)

        assert len(found.reports) == 400
        assert len(local.heard) == 21

    def test_of_two_carriers_with_one_number_the_newer_journey_counts(self) -> None:
        old = item_17track(RR)
        del old["track_info"]["tracking"]["providers"][1]
        payload = {"code": 0, "data": {"accepted": [old, item_17track(RR)]}}

        assert len(only(seventeentrack.parse(payload, [Wanted(number=RR)])).scans) == 3

    def test_an_event_without_a_day_is_left_out(self) -> None:
        item = item_17track(RR)
        events = item["track_info"]["tracking"]["providers"][0]["events"]
        events.append(event_17track("the other day", "Delivered_Other"))
        payload = {"code": 0, "data": {"accepted": [item]}}

        assert len(only(seventeentrack.parse(payload, [Wanted(number=RR)])).scans) == 3


class TestDhl:
    WANTED = Wanted(number="00340434161094022115", carrier="dhl")

    def read(self, **status: Any) -> Report:
        payload = {"shipments": [shipment_dhl(self.WANTED.number, **status)]}
        return only(dhl.parse(payload, [self.WANTED]))

    @pytest.mark.parametrize(
        ("code", "words", "means"),
        [
            ("pre-transit", "", "pre_transit"),
            ("transit", "", "in_transit"),
            ("transit", "Out for delivery", "out_for_delivery"),
            ("transit", "The shipment is ready for pick-up at the shop", "available_for_pickup"),
            ("transit", "The shipment will be returned to sender", "in_transit"),
            ("delivered", "Delivered to the neighbour", "delivered"),
            ("delivered", "The shipment was returned to the sender", "returned"),
            ("delivered", "Die Sendung wurde an den Absender zurückgesandt", "returned"),
            ("delivered", "Your return has reached the shop", "delivered"),
            ("failure", "The recipient was not there", "exception"),
            ("failure", "Return to sender", "returned"),
            ("unknown", "delivered", "unknown"),
            ("DELIVERED", "delivered", "unknown"),
            (None, "delivered", "unknown"),
        ],
    )
    def test_words(self, code: Any, words: str, means: str) -> None:
        assert self.read(statusCode=code, description=words, status=None).status == means

    def test_a_time_without_a_zone_is_a_day_and_no_instant(self) -> None:
        scans = self.read().scans

        assert [(scan.on, scan.at) for scan in scans] == [
            (date(2026, 11, 18), datetime(2026, 11, 18, 7, tzinfo=UTC)),
            (date(2026, 11, 20), None),
        ]
        assert scans[-1].place == "Bonn, DE"

    def test_the_division_is_named_where_it_is_known(self) -> None:
        _, local = asking("dhl", found_dhl, Wanted(number="1234567890", carrier="dhl-express"))

        assert local.heard[0].query["service"] == "express"

    def test_several_parcels_of_one_number_are_not_guessed_between(self) -> None:
        shipments = [shipment_dhl(self.WANTED.number), shipment_dhl(self.WANTED.number)]

        assert kind(dhl.parse({"shipments": shipments}, [self.WANTED])) == "carrier_required"

    def test_an_answer_about_another_number_is_not_taken(self) -> None:
        payload = {"shipments": [shipment_dhl("99999999999")]}

        assert kind(dhl.parse(payload, [self.WANTED])) == "answer"

    def test_a_piece_of_a_shipment_is_that_shipment(self) -> None:
        shipment = shipment_dhl("1234567890") | {"details": {"pieceIds": [self.WANTED.number]}}

        assert only(dhl.parse({"shipments": [shipment]}, [self.WANTED])).aliases == ("1234567890",)


class TestCainiao:
    WANTED = Wanted(number="LP00123456789CN")

    def read(self, **fields: Any) -> Report:
        payload = {"success": True, "module": [module_cainiao(self.WANTED.number, **fields)]}
        return only(cainiao.parse(payload, [self.WANTED]))

    @pytest.mark.parametrize(
        ("status", "action", "means"),
        [
            ("WAIT_ACCEPT", "GWMS_ACCEPT", "pre_transit"),
            ("TRANSITING", "GTMS_DO_DEPART", "out_for_delivery"),
            ("TRANSITING", "GTMS_STA_SIGNED", "available_for_pickup"),
            ("TRANSITING", "GTMS_SIGNED", "in_transit"),
            ("DELIVERED", "GTMS_SIGNED", "delivered"),
            ("FAILED", "NEW_WORD", "exception"),
            ("RETURN", "NEW_WORD", "returned"),
            ("SOMETHING", "LH_DEPART", "in_transit"),
            ("SOMETHING", "SOMETHING", "unknown"),
        ],
    )
    def test_words(self, status: str, action: str, means: str) -> None:
        detail = {"timeStr": "2026-11-16 23:33:27", "actionCode": action}

        assert self.read(status=status, detailList=[detail]).status == means

    def test_the_day_is_the_places_own_and_the_instant_is_kept(self) -> None:
        newest = self.read().scans[-1]

        assert newest.on == date(2026, 11, 16)
        assert newest.at == datetime(2026, 11, 17, 2, 33, 27, tzinfo=UTC)

    def test_the_number_of_the_last_mile_is_kept(self) -> None:
        report = self.read()

        assert report.aliases == ("3SDFC0123456789",)
        assert report.carrier == "PostNL"
        assert report.expected == (date(2025, 11, 24), date(2025, 11, 30))

    def test_a_word_nobody_knows_is_unknown(self) -> None:
        assert self.read().scans[0].status == "unknown"


class TestLaPoste:
    WANTED = Wanted(number="8R12345678901")

    @pytest.mark.parametrize(
        ("codes", "means"),
        [
            (("DR1",), "pre_transit"),
            (("MD2", "ET1"), "out_for_delivery"),
            (("AG1", "MD2"), "available_for_pickup"),
            (("DI1", "MD2"), "delivered"),
            (("DI2", "ND1"), "returned"),
            (("RE1",), "returned"),
            (("ND1",), "exception"),
            (("XX9", "ET1"), "in_transit"),
            (("XX9",), "unknown"),
        ],
    )
    def test_codes(self, codes: tuple[str, ...], means: str) -> None:
        found = laposte.parse(item_laposte(self.WANTED.number, *codes), [self.WANTED])

        assert only(found).status == means

    def test_several_numbers_are_one_question(self) -> None:
        vendor = VENDORS["laposte"]
        _, local = asking("laposte", vendor.found, *vendor.wanted)

        assert len(local.heard) == 1

    def test_of_several_numbers_some_are_known(self) -> None:
        other = Wanted(number="6A98765432109")
        items = [item_laposte(self.WANTED.number), {"returnCode": 404, "idShip": other.number}]
        found = laposte.parse(items, [self.WANTED, other])

        assert [each.number for each in found.reports] == [self.WANTED.number]
        assert [(each.number, each.kind) for each in found.troubles] == [
            (other.number, "not_found")
        ]


class TestRoyalMail:
    WANTED = Wanted(number="RM123456785GB")

    @pytest.mark.parametrize(
        ("words", "means"),
        [
            ("Sender preparing item", "pre_transit"),
            ("Item received at Bristol MC", "in_transit"),
            ("Delivered to Local Delivery Office", "in_transit"),
            ("Out for delivery", "out_for_delivery"),
            ("Available for collection", "available_for_pickup"),
            ("Delivered by Postman/woman", "delivered"),
            ("Not delivered - addressee unknown", "exception"),
            ("Attempted delivery", "exception"),
            ("Return to sender", "exception"),
            ("Returned to sender", "returned"),
            ("Delivered to sender", "returned"),
            ("Something new", "unknown"),
        ],
    )
    def test_words(self, words: str, means: str) -> None:
        payload = {"mailPieces": piece_royalmail(self.WANTED.number, words)}

        assert only(royalmail.parse(payload, [self.WANTED])).status == means

    def test_a_key_that_is_only_one_is_refused_before_anything_is_sent(self) -> None:
        found, local = asking("royalmail", lambda _: saying({}), self.WANTED, key="only-one")

        assert kind(found) == "key"
        assert "CLIENT_ID:CLIENT_SECRET" in found.troubles[0].sentence
        assert local.heard == []


class TestShip24:
    WANTED = Wanted(number="SHIP24TEST2023H1M02")

    @pytest.mark.parametrize(
        ("shipment", "means"),
        [
            ({"statusMilestone": "info_received"}, "pre_transit"),
            ({"statusMilestone": "failed_attempt"}, "exception"),
            ({"statusMilestone": "delivered"}, "delivered"),
            ({"statusMilestone": "exception"}, "exception"),
            ({"statusMilestone": "exception", "statusCode": "exception_return"}, "returned"),
            ({"statusMilestone": "in_transit", "statusCode": "transit_return"}, "in_transit"),
            ({"statusMilestone": "new"}, "unknown"),
        ],
    )
    def test_words(self, shipment: Mapping[str, Any], means: str) -> None:
        payload = {"data": {"trackings": [tracking_ship24(self.WANTED.number, **shipment)]}}

        assert only(ship24.parse(payload, [self.WANTED])).status == means

    def test_a_number_is_registered_by_the_first_question_only(self) -> None:
        found, local = asking("ship24", found_ship24, self.WANTED)
        known = Wanted(number=self.WANTED.number, registered=True)
        again, later = asking("ship24", found_ship24, known)

        assert (local.heard[0].method, found.registered) == ("POST", (self.WANTED.number,))
        assert (later.heard[0].method, again.registered) == ("GET", ())

    def test_a_used_up_plan_stops_the_round(self) -> None:
        error = {"errors": [{"code": "quota_limit_reached", "message": "No."}]}
        found, local = asking("ship24", lambda _: saying(error, 403), self.WANTED, self.WANTED)

        assert kind(found) == "quota"
        assert len(local.heard) == 1


class TestDemo:
    @pytest.mark.parametrize(
        ("number", "means"),
        [
            ("EZ1000000001", "pre_transit"),
            ("ez4000000004", "delivered"),
            ("SHIPPO_RETURNED", "returned"),
            ("SHIPPO_FAILURE", "exception"),
            ("SHIPPO_UNKNOWN", "unknown"),
        ],
    )
    def test_test_numbers_stand_for_a_state(self, number: str, means: str) -> None:
        found = service("demo", "").ask([Wanted(number=number)])

        assert only(found).status == means
        assert all(scan.on <= NOW.date() for scan in only(found).scans)

    def test_it_takes_no_other_number(self) -> None:
        assert not demo.takes(Wanted(number=RR))


@pytest.mark.parametrize(
    ("module", "wanted", "takes"),
    [
        (dhl, Wanted(number="1234567890", carrier="dhl"), True),
        (dhl, Wanted(number="1234567890"), False),
        (dhl, Wanted(number="JJD000390007882823477"), True),
        (dhl, Wanted(number="JJD000390007882823477", carrier="ups"), False),
        (laposte, Wanted(number="8R12345678901"), True),
        (royalmail, Wanted(number="RM 1234 5678 5GB"), True),
        (royalmail, Wanted(number=RR), False),
        (cainiao, Wanted(number="LP00827165784034"), True),
        (cainiao, Wanted(number="1Z999AA10123456784"), False),
        (seventeentrack, Wanted(number=RR), True),
        (seventeentrack, Wanted(number="1234"), False),
    ],
)
def test_who_takes_which_number(module: Any, wanted: Wanted, takes: bool) -> None:
    assert module.takes(wanted) is takes


def test_a_question_that_was_refused_as_a_whole_is_a_failure_of_the_parse() -> None:
    with pytest.raises(Failed):
        seventeentrack.parse([], [Wanted(number=RR)])
