"""What holds for every service, against a server that answers well, badly, slowly or not at all."""

from __future__ import annotations

import gzip
import json
import time
from collections.abc import Callable
from dataclasses import replace

import pytest

from returnctl.core.sightings import Round
from returnctl.core.vocabulary import PARCEL_STATUSES
from tests.tracking.asked import Clock, service
from tests.tracking.server import (
    Heard,
    Local,
    Reply,
    bomb,
    dripping,
    dripping_headers,
    endless,
    hanging_up,
    packed,
    page,
    saying,
    sending,
    serving,
    silent,
    truncated,
)
from tests.tracking.vendors import VENDORS, Vendor

every_vendor = pytest.mark.parametrize("vendor", VENDORS.values(), ids=lambda each: each.name)
keyed_vendor = pytest.mark.parametrize(
    "vendor", [each for each in VENDORS.values() if each.key], ids=lambda each: each.name
)


def ask(
    vendor: Vendor,
    answer: Callable[[Heard], Reply],
    *,
    clock: Clock | None = None,
    seconds: float = 5.0,
    first: int | None = None,
) -> tuple[Round, Local]:
    with serving(answer) as local:
        asked = service(vendor.name, local.url, key=vendor.key, clock=clock, seconds=seconds)
        return asked.ask(vendor.wanted[:first]), local


def kinds(found: Round) -> list[str]:
    return [each.kind for each in found.troubles]


@every_vendor
def test_what_the_service_knows_is_reported(vendor: Vendor) -> None:
    found, _ = ask(vendor, vendor.found)

    assert [each.number for each in found.reports] == list(vendor.numbers)
    assert found.troubles == ()
    for report in found.reports:
        assert report.status == "in_transit"
        assert report.scans
        assert report.provider == vendor.name
        assert list(report.scans) == sorted(report.scans, key=lambda scan: scan.on)
        json.loads(report.raw)


@every_vendor
def test_the_key_goes_in_a_header_and_nowhere_else(vendor: Vendor) -> None:
    _, local = ask(vendor, vendor.found)

    for heard in local.heard:
        for name, value in (vendor.key_headers or {}).items():
            assert heard.headers[name] == value
        for part in filter(None, vendor.key.split(":")):
            assert part not in f"{heard.path} {heard.query} {heard.body}"


@every_vendor
def test_an_unknown_number_is_told_as_one(vendor: Vendor) -> None:
    found, _ = ask(vendor, vendor.not_found)

    assert found.reports == ()
    assert set(kinds(found)) == {"not_found"}
    assert [each.number for each in found.troubles] == list(vendor.numbers)


@keyed_vendor
@pytest.mark.parametrize("status", [401, 403])
def test_a_wrong_key_is_said_once_and_not_tried_again(vendor: Vendor, status: int) -> None:
    found, local = ask(vendor, lambda _: saying({"error": "Unauthorized"}, status))

    assert kinds(found) == ["key"]
    assert found.troubles[0].number is None
    assert "refuses the key" in found.troubles[0].sentence
    assert len(local.heard) == 1


@every_vendor
def test_too_many_questions_are_tried_three_times_and_then_left(vendor: Vendor) -> None:
    clock = Clock()
    found, local = ask(vendor, lambda _: saying({}, 429, Retry_After="7"), clock=clock)

    assert kinds(found) == ["too_fast"]
    assert len(local.heard) == 3
    assert clock.slept.count(7.0) == 2


@every_vendor
def test_a_pause_that_is_too_long_is_not_waited_for(vendor: Vendor) -> None:
    clock = Clock()
    found, local = ask(vendor, lambda _: saying({}, 429, Retry_After="3600"), clock=clock)

    assert kinds(found) == ["too_fast"]
    assert len(local.heard) == 1
    assert clock.slept == []


@every_vendor
def test_trouble_that_passes_is_overcome(vendor: Vendor) -> None:
    """Of two tries the first fails, as a service does that is being restarted."""
    tries = iter([saying({}, 503), saying({}, 502)])
    found, _ = ask(vendor, lambda heard: next(tries, None) or vendor.found(heard))

    assert len(found.reports) == len(vendor.numbers)
    assert found.troubles == ()


@every_vendor
def test_an_error_of_the_service_is_not_tried_again(vendor: Vendor) -> None:
    found, local = ask(vendor, lambda _: saying({"error": "boom"}, 500))

    assert kinds(found) == ["network"]
    assert len(local.heard) == 1


NONSENSE = {
    "a page for people": page(),
    "nothing": sending(b""),
    "half a value": sending(b'{"shipments": ['),
    "no text": sending(b"\xff\xfe\x00"),
    "not a number": sending(b'{"a": NaN}'),
    "a number without end": sending(b'{"a": ' + b"9" * 10_000 + b"}"),
    "a well of brackets": sending(b"[" * 100_000),
    "too deep": sending(b"[" * 60 + b"]" * 60),
    "redirect": sending(b"", 302, Location="http://127.0.0.1:1/elsewhere"),
    "a broken packing": packed(b"\x1f\x8b\x08 nothing"),
    "half a packing": packed(gzip.compress(b'{"a": 1}')[:-9]),
    "another packing": packed(b"x", "br"),
    "endless": endless,
    "a bomb in a bomb": bomb(2),
}


@every_vendor
@pytest.mark.parametrize("reply", NONSENSE.values(), ids=NONSENSE)
def test_nonsense_is_trouble_in_one_sentence(vendor: Vendor, reply: Reply) -> None:
    found, _ = ask(vendor, lambda _: reply, first=1)

    assert found.reports == ()
    assert kinds(found) == ["answer"]
    (trouble,) = found.troubles
    assert trouble.sentence
    assert trouble.sentence.isprintable()


@pytest.mark.parametrize("name", ["17track", "dhl"])
def test_a_small_answer_that_stands_for_a_huge_one_is_not_unpacked(name: str) -> None:
    reply = bomb()
    started = time.monotonic()
    found, _ = ask(VENDORS[name], lambda _: reply, first=1)

    assert kinds(found) == ["answer"]
    assert found.troubles[0].sentence.endswith("sent more than 5 MB")
    assert time.monotonic() - started < 5


@every_vendor
@pytest.mark.parametrize("reply", [truncated(), hanging_up], ids=["truncated", "hangs up"])
def test_a_connection_that_breaks_is_tried_three_times(vendor: Vendor, reply: Reply) -> None:
    found, local = ask(vendor, lambda _: reply, first=1)

    assert kinds(found) == ["network"]
    assert found.troubles[0].sentence.endswith("broke off its answer")
    assert len(local.heard) == 3


@pytest.mark.parametrize("reply", [dripping, dripping_headers, silent])
def test_a_request_ends_when_its_time_is_over_however_slowly_it_is_answered(reply: Reply) -> None:
    started = time.monotonic()
    found, local = ask(VENDORS["dhl"], lambda _: reply, seconds=0.4)

    assert kinds(found) == ["network"]
    assert len(local.heard) == 1
    assert time.monotonic() - started < 5


@every_vendor
def test_a_service_that_is_not_there_is_trouble(vendor: Vendor) -> None:
    with serving(lambda _: hanging_up) as local:
        url = local.url
    found = service(vendor.name, url, key=vendor.key).ask(vendor.wanted)

    assert kinds(found) == ["network"]
    assert found.troubles[0].sentence.endswith("cannot be reached")


@every_vendor
def test_no_redirect_is_followed(vendor: Vendor) -> None:
    with serving(vendor.found) as elsewhere:
        target = elsewhere.url + "/"
        for status in (301, 302, 303, 307, 308):
            ask(vendor, lambda _, s=status: sending(b"", s, Location=target))  # type: ignore[misc]

    assert elsewhere.heard == []


@every_vendor
def test_after_three_nonsensical_answers_in_a_row_a_service_is_left_alone(vendor: Vendor) -> None:
    with serving(lambda _: page()) as local:
        asked = service(vendor.name, local.url, key=vendor.key)
        found = asked.ask(vendor.wanted[:1] * (asked.provider.batch * 10))

    assert len(local.heard) == 3
    assert found.troubles[-1].number is None


@every_vendor
def test_questions_are_as_far_apart_as_the_service_wants(vendor: Vendor) -> None:
    clock = Clock()
    with serving(vendor.found) as local:
        asked = service(vendor.name, local.url, key=vendor.key, clock=clock)
        asked.ask(vendor.wanted[:1] * (asked.provider.batch * 3))

    assert len(clock.slept) == len(local.heard) - 1
    assert all(each == pytest.approx(asked.provider.min_interval) for each in clock.slept)


@every_vendor
def test_the_words_of_every_report_are_known(vendor: Vendor) -> None:
    found, _ = ask(vendor, vendor.found)

    words = {each.status for each in found.reports}
    words |= {scan.status for each in found.reports for scan in each.scans}
    assert words <= set(PARCEL_STATUSES)


@every_vendor
def test_progress_counts_every_number_whatever_comes_of_it(vendor: Vendor) -> None:
    for answer in (vendor.found, vendor.not_found, lambda _: saying({}, 401)):
        told: list[int] = []
        with serving(answer) as local:
            service(vendor.name, local.url, key=vendor.key).ask(vendor.wanted, told.append)
        assert sum(told) == len(vendor.numbers)


def test_an_answer_that_repeats_the_key_is_kept_without_it() -> None:
    vendor = VENDORS["dhl"]

    def echo(heard: Heard) -> Reply:
        from tests.tracking.vendors import shipment_dhl

        number = heard.query["trackingNumber"]
        shipment = shipment_dhl(number, description=f"for {heard.headers['dhl-api-key']}")
        return saying({"shipments": [shipment]})

    found, _ = ask(vendor, echo)

    assert len(found.reports) == 2
    assert vendor.key not in repr(found)


def test_a_key_that_is_a_part_of_a_number_spoils_no_answer() -> None:
    """Nobody's key is; somebody who tries it out may type such a one."""
    vendor = replace(VENDORS["17track"], key="12345678")
    found, _ = ask(vendor, vendor.found)

    assert len(found.reports) == len(vendor.numbers)


def test_packed_answers_are_read() -> None:
    vendor = VENDORS["cainiao"]

    def answer(heard: Heard) -> Reply:
        from tests.tracking.vendors import module_cainiao

        body = {"success": True, "module": [module_cainiao(heard.query["mailNos"])]}
        return packed(gzip.compress(json.dumps(body).encode()))

    found, local = ask(vendor, answer)

    assert len(found.reports) == 1
    assert local.heard[0].headers["accept-encoding"] == "gzip"
