"""Answers with every field of every wrong type: a round or a refusal, never a traceback."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from returnctl.core.sightings import Round, Wanted
from returnctl.core.vocabulary import PARCEL_STATUSES
from returnctl.tracking import cainiao, dhl, laposte, royalmail, seventeentrack, ship24
from returnctl.tracking.failing import Failed
from returnctl.tracking.reading import parse_json
from tests.tracking.vendors import (
    VENDORS,
    item_17track,
    item_laposte,
    module_cainiao,
    piece_royalmail,
    shipment_dhl,
    tracking_ship24,
)

Parse = Callable[[Any, list[Wanted]], Round]

NUMBER = {name: vendor.numbers[0] for name, vendor in VENDORS.items()}
GOOD: dict[str, tuple[Parse, Any]] = {
    "17track": (
        seventeentrack.parse,
        {"code": 0, "data": {"accepted": [item_17track(NUMBER["17track"])], "rejected": []}},
    ),
    "17track register": (
        seventeentrack.parse_registration,
        {
            "code": 0,
            "data": {
                "accepted": [{"number": NUMBER["17track"]}],
                "rejected": [{"number": "X1234", "error": {"code": -18019901}}],
            },
        },
    ),
    "dhl": (dhl.parse, {"shipments": [shipment_dhl(NUMBER["dhl"])]}),
    "laposte": (laposte.parse, [item_laposte(NUMBER["laposte"])]),
    "royalmail": (royalmail.parse, {"mailPieces": piece_royalmail(NUMBER["royalmail"])}),
    "cainiao": (
        cainiao.parse,
        {"success": True, "module": [module_cainiao(NUMBER["cainiao"])]},
    ),
    "ship24": (ship24.parse, {"data": {"trackings": [tracking_ship24(NUMBER["ship24"])]}}),
}
every_parse = pytest.mark.parametrize("name", GOOD)

# Values that readers trip over; lone surrogates and NUL are texts that no database takes.
ODD: list[Any] = [
    None, True, False, 0, -1, 2**70, 1e308, -0.5, "", " ", "\0", "\ud800", "x" * 5000, [], {},
    [[]], [None], {"": None}, "9999-12-31T23:59:59-23:59", "0001-01-01", "2026-13-45", "2026-W01-1",
    "2026-11-20T10:00:00+99:99", "NaN", "Delivered", "delivered", "DELIVERED", ["delivered"],
]  # fmt: skip

scalars = (
    st.none()
    | st.booleans()
    | st.integers(min_value=-(2**70), max_value=2**70)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=20)
    | st.sampled_from(ODD)
)
anything = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=8,
)


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the path of every value in an answer, the answer itself first."""
    yield path
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from places(inner, (*path, name))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from places(inner, (*path, index))


def put(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    """Return a copy with something else at that place."""
    if not path:
        return new
    changed = deepcopy(value)
    inner = changed
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = new
    return changed


def without(value: Any, path: tuple[Any, ...]) -> Any:
    changed = deepcopy(value)
    inner = changed
    for step in path[:-1]:
        inner = inner[step]
    del inner[path[-1]]
    return changed


def bears(name: str, payload: Any) -> None:
    """Read an answer, and check that what comes of it can be kept and shown."""
    parse, _ = GOOD[name]
    number = NUMBER[name.partition(" ")[0]]
    try:
        found = parse(payload, [Wanted(number=number)])
    except Failed:
        return
    assert {each.number for each in found.reports} <= {number}
    assert {each.number for each in found.troubles} <= {number, None}
    for report in found.reports:
        assert report.status in PARCEL_STATUSES
        texts = [report.carrier, *report.aliases]
        for scan in report.scans:
            assert scan.status in PARCEL_STATUSES
            assert 2000 <= scan.on.year < 2100
            assert scan.at is None or scan.at.utcoffset() is not None
            texts += [scan.text, scan.place]
        for text in filter(None, texts):
            assert len(text.encode()) <= 2000
            assert "\0" not in text
        if report.raw:
            json.loads(report.raw)


def test_the_good_answers_are_good() -> None:
    for name, (parse, payload) in GOOD.items():
        found = parse(payload, [Wanted(number=NUMBER[name.partition(" ")[0]])])
        assert found.reports or found.registered, name


@every_parse
def test_every_field_with_every_odd_value(name: str) -> None:
    _, good = GOOD[name]
    for path in places(good):
        for odd in ODD:
            bears(name, put(good, path, odd))


@every_parse
def test_every_field_missing(name: str) -> None:
    _, good = GOOD[name]
    for path in places(good):
        if path:
            bears(name, without(good, path))


@every_parse
@given(data=st.data())
def test_some_generated_values_in_some_field(name: str, data: st.DataObject) -> None:
    _, good = GOOD[name]
    path = data.draw(st.sampled_from(list(places(good))))
    bears(name, put(good, path, data.draw(anything)))


@pytest.mark.slow
@every_parse
@settings(max_examples=5000)
@given(data=st.data())
def test_five_thousand_generated_values(name: str, data: st.DataObject) -> None:
    """In up to three fields at once, and through the JSON reader as they would arrive."""
    _, payload = GOOD[name]
    for _ in range(data.draw(st.integers(1, 3))):
        path = data.draw(st.sampled_from(list(places(payload))))
        payload = put(payload, path, data.draw(anything))
    with suppress(Failed):  # deeper than fifty
        bears(name, parse_json(json.dumps(payload).encode()))


@given(st.binary(max_size=200))
def test_bytes_that_are_no_json_are_refused(body: bytes) -> None:
    with suppress(Failed):
        parse_json(body)
