"""What starts, meets or pauses a rule, as packs write it, and when it happened."""

import pytest
from msgspec.structs import replace

from returnctl.core.case import Case
from returnctl.core.fold import fold
from returnctl.core.rules import Trigger
from returnctl.core.triggers import Happened, parse_trigger
from tests.core.building import CASE, case_of, day, did, log_of, order
from tests.core.parcels_building import parcel, scan


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("delivered", Trigger("event", "delivered")),
        ("decided@paypal", Trigger("event", "decided", "paypal")),
        ("promised_by", Trigger("fact", "promised_by")),
        ("rule:window", Trigger("rule", "window")),
        ("scan:delivered@return", Trigger("scan", "delivered", "return")),
    ],
)
def test_a_trigger_is_read_and_written_as_packs_have_it(text: str, trigger: Trigger) -> None:
    assert parse_trigger(text) == trigger
    assert str(trigger) == text


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("scan:delivered@sideways", "no scan: write scan:delivered@return"),
        ("scan:vanished@return", "no scan: write scan:delivered@return"),
        ("vanished", "no event, dated fact or rule:SLUG"),
        ("promised_by@paypal", "no event, dated fact or rule:SLUG"),
    ],
)
def test_what_is_no_trigger_is_refused_with_what_it_should_be(text: str, message: str) -> None:
    with pytest.raises(ValueError, match="is no") as caught:
        parse_trigger(text)
    assert str(caught.value) == f"{text!r} is {message}"


def starts(text: str, case: Case, zone: str = "Europe/Berlin") -> list[tuple[object, ...]]:
    found = Happened(case).find([parse_trigger(text)], CASE, zone=zone, end_of=lambda _: None)
    return [(start.day, start.name, start.instead_of) for start in found]


@pytest.mark.parametrize(("zone", "on"), [("Europe/Berlin", "11-08"), ("Asia/Tokyo", "11-09")])
def test_a_scan_starts_a_rule_on_its_day_in_the_zone_of_the_rule(zone: str, on: str) -> None:
    late = scan("delivered", "11-08", at="2026-11-08T20:00:00+00:00")
    assert starts("scan:delivered@inbound", case_of(parcel(), late), zone)[0][0] == day(on)


def test_the_occurrences_of_all_triggers_are_told_oldest_first() -> None:
    case = case_of(did("delivered", "11-08"), did("shipped", "11-01"), promised_by="2026-11-05")
    wanted = [parse_trigger(text) for text in ("delivered", "promised_by", "shipped")]
    found = Happened(case).find(wanted, CASE, zone="Europe/Berlin", end_of=lambda _: None)
    assert [start.name for start in found] == ["shipped", "promised_by", "delivered"]


def test_an_occurrence_says_which_event_it_was_and_who_recorded_it_when() -> None:
    entries = log_of(order(), did("delivered", "11-08", source="import"))
    case = fold(CASE, [replace(each, recorded_at="2026-11-09T08:00:00Z") for each in entries])
    (found,) = Happened(case).find(
        [parse_trigger("delivered")], CASE, zone="Europe/Berlin", end_of=lambda _: None
    )
    assert (found.event_id, found.source, found.recorded_at) == (
        "e01", "import", "2026-11-09T08:00:00Z",
    )  # fmt: skip


def test_a_scan_says_who_told_of_it_and_when_that_was_recorded() -> None:
    entries = log_of(order(), parcel(), scan("delivered", "11-08", text="Here", place="Ulm"))
    case = fold(CASE, [replace(each, recorded_at="2026-11-09T08:00:00Z") for each in entries])
    wanted = [parse_trigger("scan:delivered@inbound")]
    (found,) = Happened(case).find(wanted, CASE, zone="Europe/Berlin", end_of=lambda _: None)
    assert (found.target, found.source, found.recorded_at, found.told) == (
        CASE, "tracking", "2026-11-09T08:00:00Z", 'P: "Here", Ulm, told by demo',
    )  # fmt: skip


def test_a_rule_that_has_no_end_starts_nothing() -> None:
    assert starts("rule:window", case_of()) == []
