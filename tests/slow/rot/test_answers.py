"""Answers of tracking services with every field of every wrong type: read or refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from tests.slow.tally import Tally
from tests.tracking import test_wrong_types as wrong


def naive(payload: Any) -> bool:
    """The control: read DHL's answer as its documents show it; whether that raises."""
    try:
        for shipment in payload["shipments"]:
            for event in (shipment["status"], *shipment["events"]):
                datetime.fromisoformat(event["timestamp"])
                event["status"].lower()
                event["statusCode"].upper()
    except Exception:  # noqa: BLE001 - that is what is counted
        return True
    return False


@pytest.mark.slow
def test_every_field_with_every_wrong_value(tallies: Callable[[Tally], None]) -> None:
    tried = failed = asked = 0
    raised: list[str] = []
    for name, (_, good) in wrong.GOOD.items():
        for path in wrong.places(good):
            for odd in wrong.ODD:
                payload = wrong.put(good, path, odd)
                tried += 1
                try:
                    wrong.bears(name, payload)
                except Exception as error:  # noqa: BLE001 - whatever it is, it is a bug
                    raised.append(f"{name} {path}: {error!r}")
                asked += name == "dhl"
                failed += name == "dhl" and naive(payload)
    tallies(Tally(row="E6", what="fields of recorded answers with values of wrong types",
                  tried=tried, lost=len(raised),
                  control=f"read as documented: {failed} of {asked} raise"))  # fmt: skip
    assert raised == []
    assert failed > asked / 10
