"""The published test numbers of carriers, where they are at hand: what share is recognised."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from returnctl.core.recognition.formats import Candidate
from returnctl.core.recognition.recognising import recognise

NUMBERS = Path(__file__).parents[4] / "shared" / "data" / "tracking_numbers"

# Our slugs for the couriers of that collection, where they differ.
_OURS = {
    "canada_post": {"canada-post"},
    "dhl": {"dhl", "dhl-express", "dhl-ecommerce"},
    "landmark": {"landmark-global"},
    "old_dominion": {"old-dominion"},
    "speedee": {"spee-dee"},
}

pytestmark = pytest.mark.skipif(not NUMBERS.is_dir(), reason="the test numbers are not here")


class Sample(NamedTuple):
    courier: str
    number: str


def _samples(kind: str) -> Iterator[Sample]:
    for path in sorted(NUMBERS.glob("*.json")):
        found = json.loads(path.read_text(encoding="utf-8"))
        for row in found["tracking_numbers"]:
            yield from (Sample(found["courier_code"], n) for n in row["test_numbers"][kind])


def _held(sample: Sample) -> Candidate | None:
    """The candidate of that courier that takes the number for a right one."""
    ours = _OURS.get(sample.courier, {sample.courier})
    return next(
        (
            c
            for c in recognise(sample.number).candidates
            if (c.format == "s10" if sample.courier == "s10" else c.carrier in ours)
            and c.valid is not False
        ),
        None,
    )


def test_valid_numbers_have_the_right_carrier_among_their_candidates() -> None:
    samples = list(_samples("valid"))
    found = [each for each in samples if _held(each)]

    assert len(samples) > 100
    assert len(found) >= 0.98 * len(samples), set(samples) - set(found)


def test_valid_numbers_have_the_right_carrier_first() -> None:
    samples = list(_samples("valid"))
    first = [each for each in samples if _held(each) == recognise(each.number).best]

    assert len(first) >= 0.90 * len(samples), set(samples) - set(first)


def test_invalid_numbers_are_flagged() -> None:
    samples = list(_samples("invalid"))
    flagged = [each for each in samples if _held(each) is None]

    assert len(samples) > 50
    assert len(flagged) >= 0.98 * len(samples), set(samples) - set(flagged)
