"""Each tracking service as its documents describe it: numbers, questions, answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from returnctl.core.sightings import Wanted
from tests.tracking.server import Heard, Reply, saying


@dataclass(frozen=True)
class Vendor:
    """`found` answers well; `batch` are numbers it knows, `key` what it wants in `key_header`."""

    name: str
    numbers: Sequence[str]
    found: Callable[[Heard], Reply]
    not_found: Callable[[Heard], Reply]
    key: str = ""
    key_headers: Mapping[str, str] | None = None
    carrier: str | None = None

    @property
    def wanted(self) -> list[Wanted]:
        return [Wanted(number=each, carrier=self.carrier) for each in self.numbers]


def item_17track(number: str, **latest: Any) -> dict[str, Any]:
    """An accepted item, with the events of two carriers, each newest first."""
    return {
        "number": number,
        "carrier": 3011,
        "param": None,
        "track_info": {
            "latest_status": {"status": "InTransit", "sub_status": "InTransit_Other"} | latest,
            "time_metrics": {
                "estimated_delivery_date": {
                    "source": "Official",
                    "from": "2026-11-25T00:00:00+01:00",
                    "to": None,
                }
            },
            "misc_info": {"local_number": "3SDFC0123456789"},
            "tracking": {
                "providers": [
                    {
                        "provider": {"key": 3011, "name": "China Post"},
                        "events": [
                            event_17track("2026-11-12T23:30:00+08:00", "InTransit_Departure"),
                            event_17track("2026-11-10T10:00:00+08:00", "InTransit_PickedUp"),
                        ],
                    },
                    {
                        "provider": {"key": 7041, "name": "DHL Paket"},
                        "events": [
                            event_17track(
                                "2026-11-20T09:00:00+01:00",
                                "InTransit_CustomsRequiringInformation",
                            ),
                        ],
                    },
                ]
            },
        },
    }


def event_17track(when: str, sub_status: str) -> dict[str, Any]:
    return {
        "time_iso": when,
        "time_utc": None,
        "description": "A scan",
        "location": "SHENZHEN",
        "stage": None,
        "sub_status": sub_status,
    }


def found_17track(heard: Heard) -> Reply:
    if heard.path == "/getquota":
        return saying({"code": 0, "data": {"quota_total": 100, "quota_remain": 93}})
    names = [each["number"] for each in heard.body]
    if heard.path == "/register":
        accepted = [{"origin": 1, "number": each, "carrier": 3011} for each in names]
    else:
        accepted = [item_17track(each) for each in names]
    return saying({"code": 0, "data": {"accepted": accepted, "rejected": []}})


def rejecting_17track(code: int, *, at: str = "/gettrackinfo") -> Callable[[Heard], Reply]:
    def answer(heard: Heard) -> Reply:
        if heard.path != at:
            return found_17track(heard)
        error = {"code": code, "message": "No."}
        rejected = [{"number": each["number"], "error": error} for each in heard.body]
        return saying({"code": 0, "data": {"accepted": [], "rejected": rejected}})

    return answer


def shipment_dhl(number: str, **status: Any) -> dict[str, Any]:
    address = {"address": {"addressLocality": "Bonn", "countryCode": "DE"}}
    arrived = {
        "timestamp": "2026-11-20T10:00:00",
        "location": address,
        "statusCode": "transit",
        "status": "ARRIVED",
        "description": "The shipment arrived at the parcel centre",
    }
    announced = {
        "timestamp": "2026-11-18T08:00:00+01:00",
        "statusCode": "pre-transit",
        "status": "The shipment was announced",
    }
    newest = arrived | status
    return {
        "id": number, "service": "parcel-de", "status": newest,
        "estimatedTimeOfDelivery": "2026-11-23T12:00:00+01:00",
        "events": [newest, announced],
    }  # fmt: skip


def found_dhl(heard: Heard) -> Reply:
    return saying({"shipments": [shipment_dhl(heard.query["trackingNumber"])]})


def not_found_dhl(_: Heard) -> Reply:
    title = {"title": "No result found", "detail": "No shipment.", "status": 404}
    return saying(title, 404)


def module_cainiao(number: str, **fields: Any) -> dict[str, Any]:
    return {
        "mailNo": number, "status": "CLEAR_CUSTOMS", "copyRealMailNo": "3SDFC0123456789",
        "destCpInfo": {"cpName": "PostNL"},
        "globalEtaInfo": {"deliveryMinTime": 1764000000000, "deliveryMaxTime": 1764500000000},
        "detailList": [
            {
                "time": 1763300000000, "timeStr": "2026-11-16 23:33:27", "timeZone": "GMT-3",
                "standerdDesc": "Import customs clearance complete", "actionCode": "CC_IM_SUCCESS",
            },
            {
                "time": 1763000000000, "timeStr": "2026-11-13 10:00:00", "timeZone": "GMT+8",
                "standerdDesc": "Something new", "actionCode": "NEW_WORD",
            },
        ],
    } | fields  # fmt: skip


def found_cainiao(heard: Heard) -> Reply:
    return saying({"success": True, "module": [module_cainiao(heard.query["mailNos"])]})


def not_found_cainiao(heard: Heard) -> Reply:
    module = {"mailNo": heard.query["mailNos"], "mailNoSource": "EXTERNAL", "detailList": []}
    return saying({"success": True, "module": [module]})


def item_laposte(number: str, *codes: str) -> dict[str, Any]:
    """A shipment with these event codes, newest first, a day apart."""
    events = [
        {"code": code, "label": f"Event {code}", "date": f"2026-11-{20 - ago}T09:38:00+01:00"}
        for ago, code in enumerate(codes or ("ET1", "PC1", "DR1"))
    ]
    shipment = {"idShip": number, "product": "colissimo", "isFinal": False, "event": events}
    return {"lang": "en_GB", "scope": "open", "returnCode": 200, "shipment": shipment}


def found_laposte(heard: Heard) -> Reply:
    names = heard.path.rpartition("/")[2].split(",")
    items = [item_laposte(each) for each in names]
    return saying(items if len(items) > 1 else items[0])


def not_found_laposte(heard: Heard) -> Reply:
    names = heard.path.rpartition("/")[2].split(",")
    items = [{"returnCode": 404, "returnMessage": "No.", "idShip": each} for each in names]
    return saying(items, 207) if len(items) > 1 else saying(items[0], 404)


def piece_royalmail(number: str, *events: str, category: str = "") -> dict[str, Any]:
    """A mail piece with events of these names, newest first, a day apart."""
    return {
        "mailPieceId": number, "carrierShortName": "RM",
        "summary": {"oneDBarcode": number, "statusCategory": category},
        "estimatedDelivery": {"date": "2026-11-24"},
        "events": [
            {
                "eventCode": "EV", "eventName": name, "locationName": "Bristol MC",
                "eventDateTime": f"2026-11-{20 - ago}T10:04:00+0000",
            }
            for ago, name in enumerate(events or ("Item received at Bristol MC", "Odd words"))
        ],
    }  # fmt: skip


def found_royalmail(heard: Heard) -> Reply:
    return saying({"mailPieces": piece_royalmail(heard.path.split("/")[-2])})


def not_found_royalmail(_: Heard) -> Reply:
    return saying({"httpCode": "404", "errors": [{"errorCode": "E1142"}]}, 404)


def tracking_ship24(number: str, **shipment: Any) -> dict[str, Any]:
    return {
        "tracker": {"trackerId": "26148317", "trackingNumber": number},
        "shipment": {
            "statusCode": "transit_other", "statusMilestone": "in_transit",
            "delivery": {"estimatedDeliveryDate": "2026-11-26T00:00:00"},
            "trackingNumbers": [{"tn": number}, {"tn": "3SDFC0123456789"}],
        } | shipment,
        "events": [
            {
                "status": "Departed", "occurrenceDatetime": "2026-11-19T10:00:00",
                "location": "Paris", "statusCode": None, "statusMilestone": "in_transit",
            },
        ],
    }  # fmt: skip


def found_ship24(heard: Heard) -> Reply:
    posted = heard.method == "POST"
    number = heard.body["trackingNumber"] if posted else heard.path.split("/")[-2]
    return saying({"data": {"trackings": [tracking_ship24(number)]}}, 201 if posted else 200)


def not_found_ship24(_: Heard) -> Reply:
    return saying({"errors": [{"code": "tracker_not_found", "message": "No."}], "data": None}, 404)


KEY = "sk-planted-5f0c9a1e77"

VENDORS = {
    vendor.name: vendor
    for vendor in (
        Vendor(
            "17track", ["RR123456785CN", "UM123456789YP", "LP00123456789CN"], found_17track,
            rejecting_17track(-18019902), KEY, {"17token": KEY},
        ),
        Vendor("dhl", ["00340434161094022115", "JJD000390007882823477"], found_dhl, not_found_dhl,
               KEY, {"dhl-api-key": KEY}),
        Vendor("laposte", ["8R12345678901", "6A98765432109"], found_laposte, not_found_laposte,
               KEY, {"x-okapi-key": KEY}),
        Vendor("royalmail", ["RM123456785GB"], found_royalmail, not_found_royalmail,
               f"id-1234:{KEY}", {"x-ibm-client-id": "id-1234", "x-ibm-client-secret": KEY}),
        Vendor("cainiao", ["LP00123456789CN"], found_cainiao, not_found_cainiao),
        Vendor("ship24", ["SHIP24TEST2023H1M02"], found_ship24, not_found_ship24, KEY,
               {"authorization": f"Bearer {KEY}"}),
    )
}  # fmt: skip
