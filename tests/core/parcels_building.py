"""Parcels and their scans, for the tests of journeys, proposals and rules that start at scans."""

from __future__ import annotations

from typing import Any

from returnctl.core.entries import Entry
from tests.core.building import day, draft


def parcel(name: str = "p", direction: str = "inbound", **facts: Any) -> Entry:
    data = {"level": "parcel", "number": name.upper(), "direction": direction, **facts}
    return draft("noted", name, data)


def scan(
    status: str, on: str, *, of: str = "p", provider: str = "demo", text: str = "", **more: Any
) -> Entry:
    """A scan; its target is made of what it says, so that each has one of its own."""
    target = f"{of}-{status}-{on}-{provider}-{text}-{sorted(more.items())}"
    data = {"level": "checkpoint", "of": of, "on": day(on).isoformat(), "status": status,
            "provider": provider, "text": text, **more}  # fmt: skip
    return draft("noted", target, data, source="tracking")
