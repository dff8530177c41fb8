"""Values of the program as JSON has them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any, NamedTuple

import pytest

from returnctl.core.lengths import parse_length
from returnctl.core.money import Money
from returnctl.core.plainvalues import plain_value
from returnctl.core.structs import Struct
from tests.core.building import instant


class Seen(Struct, frozen=True):
    on: date
    amounts: tuple[Money, ...] = ()


class Place(NamedTuple):
    name: str
    since: date


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (None, None),
        (True, True),
        (7, 7),
        ("Hub", "Hub"),
        (Money(2399, "EUR"), {"amount": "23.99", "currency": "EUR"}),
        (date(2026, 11, 5), "2026-11-05"),
        (instant("2026-11-05T12:00:00.750"), "2026-11-05T11:00:00Z"),
        (parse_length("10bd"), "10bd"),
        ([date(2026, 11, 5)], ["2026-11-05"]),
        ({7: date(2026, 11, 5)}, {"7": "2026-11-05"}),
        (Place("Ulm", date(2026, 11, 5)), {"name": "Ulm", "since": "2026-11-05"}),
        (Seen(date(2026, 11, 5), (Money(500, "EUR"),)),
         {"on": "2026-11-05", "amounts": [{"amount": "5.00", "currency": "EUR"}]}),
    ],
)  # fmt: skip
def test_a_value_is_told_as_json_has_it(value: Any, plain: Any) -> None:
    assert plain_value(value) == plain


def test_who_asks_says_how_instants_are_written_however_deep_they_lie() -> None:
    at = datetime(2026, 11, 5, 11, tzinfo=UTC)
    assert plain_value({"scans": [{"at": at}]}, lambda each: f"{each:%H:%M}") == {
        "scans": [{"at": "11:00"}]
    }
