"""However a number comes - typed, pasted, scanned, in an address, among words - it is the same."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from returnctl.core.recognition.carriers import carriers
from returnctl.core.recognition.normalising import parts_of, tidy
from returnctl.core.recognition.recognising import recognise
from tests.core.recognition.samples import SAMPLES

ANY_TEXT = st.text(max_size=60) | st.text(
    alphabet=string.ascii_letters + string.digits + " -]()[/:?#&=%.\u200b\x1d\uff11\u0661",
    max_size=60,
)


@pytest.mark.parametrize(
    "typed",
    [
        "rb 1234 5678 5 cn",
        "RB-123456785-CN",
        "RB\u200b1234\u00a05678\u20115CN\ufeff",
        "\uff32\uff22\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18\uff15\uff23\uff2e",
        "RB\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668\u0665CN",
        "  RB123456785CN\n",
        "]C1RB123456785CN",
        "]C1\x1dRB123456785CN",
        "Tracking number: RB123456785CN",
        "Your parcel (RB123456785CN) has left, 2 items.",
        "https://t.17track.net/en#nums=RB123456785CN",
        "https://t.17track.net/en#nums=RB123456785CN,RB123456785US",
        "http://example.com/track/RB123456785CN?lang=en&zip=12345",
        "see https://example.com/x?tradeOrderId=3074309624382839&mailNo=RB%20123456785CN thanks",
        "17track.net/en#nums=RB123456785CN",
    ],
)
def test_the_number_is_found_in_what_was_typed(typed: str) -> None:
    reading = recognise(typed)

    assert reading.number == "RB123456785CN"
    assert reading.best is not None
    assert (reading.best.carrier, reading.best.valid) == ("china-post", True)


@pytest.mark.parametrize(
    ("scanned", "number", "carrier"),
    [
        ("(00)3 4043400000000123 6", "00340434000000001236", "dhl"),
        ("]C100340434000000001236", "00340434000000001236", "dhl"),
        ("(420)10001(92)05590000000000000125", "9205590000000000000125", "usps"),
        ("]C1420100019205590000000000000125", "9205590000000000000125", "usps"),
        ("4201000112349205590000000000000125", "9205590000000000000125", "usps"),
    ],
)
def test_the_marks_of_a_bar_code_go_and_make_it_surer(
    scanned: str, number: str, carrier: str
) -> None:
    reading = recognise(scanned)

    assert reading.number == number
    assert reading.best is not None
    assert (reading.best.carrier, reading.best.valid) == (carrier, True)


def test_what_is_scanned_is_surer_than_digits_that_were_typed() -> None:
    typed, scanned = recognise("00340434000000001236"), recognise("]C100340434000000001236")

    assert [typed.candidates[0].confidence, scanned.candidates[0].confidence] == ["low", "medium"]


@pytest.mark.parametrize("slug", [s for s in carriers() if "17track" not in carriers()[s].page])
def test_the_public_page_of_a_carrier_gives_the_number_back(slug: str) -> None:
    for _, number, carrier, _ in SAMPLES:
        if carrier == slug:
            alone = recognise(number)
            found = recognise(carriers()[slug].url(number))
            assert found.number in (alone.number, tidy(number))
            assert found.best is not None
            assert found.best.carrier == slug


@pytest.mark.parametrize(("name", "number", "carrier", "confidence"), SAMPLES)
def test_the_carrier_that_is_named_comes_first(
    name: str, number: str, carrier: str, confidence: str
) -> None:
    plain, hinted = recognise(number), recognise(number, carrier)

    assert hinted.best is not None
    assert hinted.best.carrier == carrier
    assert {c.carrier for c in hinted.candidates} == {c.carrier for c in plain.candidates}


@pytest.mark.parametrize(
    ("text", "carrier"),
    [
        ("FedEx 320610804900", "fedex"),
        ("Purolator: 320610804900", "purolator"),
        ("320610804900 (FedEx)", "fedex"),
        ("https://www.fedex.com/fedextrack/?trknbr=320610804900", "fedex"),
        ("https://fedex.com/fedextrack/?trknbr=320610804900", "fedex"),
        ("AMZN_US(TBA123456789012)", "amazon"),
    ],
)
def test_words_and_hosts_say_who_carries_it(text: str, carrier: str) -> None:
    best = recognise(text).best

    assert best is not None
    assert best.carrier == carrier
    assert best.confidence in ("medium", "high")


def test_a_sentence_with_the_letters_of_a_number_is_none() -> None:
    assert recognise("My parcel 1Z 999 AA1 01 2345 6784 came").number == "1Z999AA10123456784"


def test_the_whole_name_of_a_host_says_who_carries_it() -> None:
    page = "https://tools.usps.com/go/TrackConfirmAction?tLabels=9205590000000000000125"

    best = recognise(page).best

    assert best is not None
    assert (best.carrier, best.confidence) == ("usps", "medium")


def test_a_part_of_a_host_says_who_carries_it() -> None:
    best = recognise("https://track.fedex.com/x/320610804900").best

    assert best is not None
    assert (best.carrier, best.confidence) == ("fedex", "medium")


@pytest.mark.parametrize(
    ("address", "parts"),
    [
        ("https://t.17track.net/en#nums=RB1", ["RB1"]),
        ("17track.net/p/RB1?zip=12345&x=2", ["2", "RB1"]),
        ("https://example.com/a1,b2/c?n=d%203", ["d 3", "a1", "b2"]),
    ],
)
def test_of_an_address_the_values_come_first_and_the_host_never(
    address: str, parts: list[str]
) -> None:
    assert list(parts_of(address)) == parts


def test_of_an_address_without_a_number_the_longest_part_with_digits_is_kept() -> None:
    reading = recognise("https://example.com/abc123/of/2026?nr=hello12345z&page=7")

    assert (reading.number, reading.candidates) == ("HELLO12345Z", ())


def test_an_address_without_any_digits_is_kept_as_it_is() -> None:
    reading = recognise("https://example.com/track")

    assert (reading.number, reading.candidates) == ("https://example.com/track", ())


@pytest.mark.parametrize(("part", "kept"), [("ab1234", True), ("ab123", False)])
def test_a_part_of_an_address_is_kept_from_six_characters_on(part: str, kept: bool) -> None:
    address = f"https://example.com/{part}"

    assert recognise(address).number == (part.upper() if kept else address)


def test_an_address_within_an_address_is_read_whole() -> None:
    assert recognise("https://example.com/RB123456785CN/go?to=http://t.co/1").number == (
        "RB123456785CN"
    )


@pytest.mark.parametrize(
    ("number", "telling"),
    [
        ("1Z999AA10123456784", True),
        ("1Z999AA10123456785", False),
        ("RB123456785CN", True),
        ("RB123456784CN", False),
        ("TBA123456789012", True),
        ("320610804900", False),
    ],
)
def test_a_number_tells_its_carrier_by_letters_that_check(number: str, telling: bool) -> None:
    best = recognise(number).best

    assert best is not None
    assert best.telling is telling


@pytest.mark.parametrize("number", [number for _, number, *_ in SAMPLES])
def test_a_carrier_is_offered_once(number: str) -> None:
    offered = [each.carrier for each in recognise(number).candidates]

    assert len(offered) == len(set(offered))


def test_dhl_stands_for_all_its_services() -> None:
    best = recognise("1234567891", "DHL").best

    assert best is not None
    assert (best.carrier, best.confidence) == ("dhl-express", "medium")


@pytest.mark.parametrize("number", [n for _, n, *_ in SAMPLES if n.isdigit()])
def test_digits_alone_are_never_more_than_a_guess(number: str) -> None:
    assert {c.confidence for c in recognise(number).candidates} == {"low"}


@given(st.from_regex(r"[0-9]{1,40}", fullmatch=True))
def test_no_digits_are(digits: str) -> None:
    assert {c.confidence for c in recognise(digits).candidates} <= {"low"}


@given(ANY_TEXT)
def test_any_text_is_read_without_an_error(text: str) -> None:
    reading = recognise(text)

    assert all(c.url.startswith("https://") for c in reading.candidates)
    assert recognise(text, text).candidates is not None


@given(ANY_TEXT)
def test_tidying_twice_changes_nothing(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


@given(ANY_TEXT | st.sampled_from([n for _, n, *_ in SAMPLES]))
def test_a_number_that_was_read_is_read_as_itself(text: str) -> None:
    reading = recognise(text)

    if reading.candidates:
        assert recognise(reading.number).number == reading.number


@given(st.sampled_from([n for _, n, *_ in SAMPLES]), st.data())
def test_spaces_and_dashes_anywhere_change_nothing(number: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(number)))
    gap = data.draw(st.sampled_from([" ", "-", "\u00a0", "\u200b", " - ", "."]))
    spaced = number[:place] + gap + number[place:]

    assert recognise(spaced).candidates == recognise(number).candidates
