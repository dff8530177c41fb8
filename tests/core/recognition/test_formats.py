"""Every format has a number of its own, and its check digit finds a slip of the finger."""

from __future__ import annotations

import pytest

from returnctl.core.recognition import checkdigits
from returnctl.core.recognition.carriers import carriers
from returnctl.core.recognition.formats import Candidate, Check
from returnctl.core.recognition.recognising import FORMATS, recognise
from tests.core.recognition.samples import PUBLISHED, SAMPLES, with_one_digit_changed


def _by_format(number: str, carrier: str) -> Candidate:
    return next(c for c in recognise(number).candidates if c.carrier == carrier)


def test_each_format_has_a_sample_and_a_carrier_that_is_known() -> None:
    assert [row.name for row in FORMATS if row.name not in {name for name, *_ in SAMPLES}] == []
    assert len({row.name for row in FORMATS}) == len(FORMATS)
    assert {row.carrier for row in FORMATS if row.carrier} <= set(carriers())


@pytest.mark.parametrize(("name", "number", "carrier", "confidence"), SAMPLES)
def test_a_number_is_recognised(name: str, number: str, carrier: str, confidence: str) -> None:
    found = _by_format(number, carrier)

    assert (found.format, found.confidence) == (name, confidence)
    assert found.valid is not False
    assert found.url.startswith("https://")


@pytest.mark.parametrize(("number", "carrier"), PUBLISHED)
def test_a_number_that_its_carrier_published_is_right(number: str, carrier: str) -> None:
    found = recognise(number).best

    assert found is not None
    assert (found.carrier, found.valid) == (carrier, True)


@pytest.mark.parametrize(
    ("check", "serial", "expected"),
    [
        (checkdigits.s10, "47312482", "9"),
        (checkdigits.s10, "00000000", "5"),
        (checkdigits.gs1, "629104150021", "3"),
        (checkdigits.luhn, "7992739871", "3"),
        (checkdigits.mod37, "A12425GABC1234002", "M"),
        (checkdigits.mod7, "100000000", "2"),
        (checkdigits.ups, "999AA1012345678", "4"),
        (checkdigits.fedex, "00000000001", "1"),
    ],
)
def test_a_check_digit_is_that_of_its_standard(check: object, serial: str, expected: str) -> None:
    assert callable(check)
    assert check(serial) == expected


# A sum by weights that share a factor with its modulus misses some slips; so does one of two sums
# that give the same digit. Luhn, GS1 and ISO 7064 miss none.
_CATCHES: dict[Check, float] = {
    checkdigits.gs1: 1.0, checkdigits.gs1_behind_91: 1.0, checkdigits.luhn: 1.0,
    checkdigits.mod37: 1.0, checkdigits.s10: 0.95, checkdigits.fedex: 0.95,
    checkdigits.ups: 0.9, checkdigits.mod7: 0.85,
}  # fmt: skip
_CHECKED = {row.name: row for row in FORMATS if row.check is not None}
# Of these the bar code holds more than the number, and only the number is checked.
_PARTLY = frozenset(("usps-impb-with-zip", "fedex-96", "fedex-96-34", "fedex-34", "fedex-astra"))


@pytest.mark.parametrize("name", [name for name in _CHECKED if name not in _PARTLY])
def test_a_slip_of_one_digit_is_flagged(name: str) -> None:
    number = next(n for sample, n, *_ in SAMPLES if sample == name)
    row = _CHECKED[name]
    slips = list(with_one_digit_changed(number))

    held = [by for slip in slips for by in recognise(slip).candidates if by.format == name]
    unseen = [found for found in held if found.valid]
    assert row.check is not None
    assert len(unseen) <= len(slips) * (1 - _CATCHES[row.check])


@pytest.mark.parametrize("name", sorted(_PARTLY))
def test_a_wrong_check_digit_in_a_bar_code_is_flagged(name: str) -> None:
    number = next(n for sample, n, *_ in SAMPLES if sample == name)
    place = -5 if name == "fedex-astra" else len(number) - 1
    wrong = str((int(number[place]) + 1) % 10)
    spoilt = number[:place] + wrong + (number[place + 1 :] if place < 0 else "")

    found = next(c for c in recognise(spoilt).candidates if c.format == name)

    assert found.valid is False
    assert found.wants == number[place]


def test_the_number_stands_alone_where_its_check_digit_is_right() -> None:
    assert recognise("420100019205590000000000000125").number == "9205590000000000000125"
    assert recognise("1001901781990001000300123456789012").number == "123456789012"
    assert recognise("1001901781990001000300123456789013").number == (
        "1001901781990001000300123456789013"
    )


def test_the_post_of_a_number_is_that_of_its_country() -> None:
    found = {cc: recognise(f"RB123456785{cc}").candidates for cc in ("US", "GB", "HK", "CV", "QQ")}

    assert [c[0].carrier for c in found.values() if c] == [
        "usps", "royal-mail", "hongkong-post", "correios-de-cabo-verde",
    ]  # fmt: skip
    assert found["QQ"] == ()
