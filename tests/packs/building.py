"""Cases for the tests of packs, folded from entries as the log would hold them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Any, Self
from zoneinfo import ZoneInfo

from returnctl.calendars.public_holidays import public_holidays
from returnctl.core.case import Case
from returnctl.core.deadline import Deadline
from returnctl.core.derive import deadlines
from returnctl.core.entries import Entry
from returnctl.core.fold import fold
from returnctl.core.rules import Pack
from returnctl.core.states import Moment, Span, State, state_of
from returnctl.packs.choosing import select
from returnctl.packs.schema import check
from returnctl.packs.shelf import rulebook

BERLIN = "Europe/Berlin"
HOME = {"country": "DE", "zone": BERLIN, "buyer": "consumer"}


@dataclass
class Purchase:
    """An order under construction: facts first, then what happened, day by day."""

    facts: dict[str, Any]
    entries: list[Entry] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=count)

    def __post_init__(self) -> None:
        self._add("noted", "c", {"level": "order", **self.facts})

    def did(self, event: str, on: str, *, target: str = "c", **carried: Any) -> Self:
        self._add("event", target, {"event": event, "on": on, **carried})
        return self

    def with_return(self, name: str = "r", **facts: Any) -> Self:
        self._add("noted", name, {"level": "return", **facts})
        return self

    def with_item(self, name: str, **facts: Any) -> Self:
        self._add("noted", name, {"level": "item", **facts})
        return self

    def with_parcel(self, name: str, **facts: Any) -> Self:
        self._add("noted", name, {"level": "parcel", **facts})
        return self

    def told(self, rule: str, *, target: str = "c", **data: Any) -> Self:
        self._add("override", target, {"rule": rule, **data})
        return self

    @property
    def case(self) -> Case:
        return fold("c", self.entries)

    def _add(self, kind: str, target: str, data: dict[str, Any]) -> None:
        number = f"{next(self.numbers):08d}"
        self.entries.append(
            Entry(number, "c", number, kind, target, "user", "d", "2026-11-21T11:00:00Z", data)
        )


def bought(shop: str, **facts: Any) -> Purchase:
    return Purchase({"shop": shop, **HOME, **facts})


def all_of(purchase: Purchase, packs: tuple[Pack, ...] | None = None) -> dict[str, Deadline]:
    """Every deadline by rule id; a rule with several owners keeps the last."""
    case = purchase.case
    assert not case.misfits
    chosen = packs or select(rulebook()[0], shop=case.order.shop)
    return {each.rule: each for each in deadlines(case, chosen, public_holidays)}


def one_of(purchase: Purchase, rule: str, packs: tuple[Pack, ...] | None = None) -> Deadline:
    found = all_of(purchase, packs)
    assert rule in found, sorted(found)
    return found[rule]


def pack_of(text: str) -> Pack:
    pack, faults = check(text, "test.toml")
    assert pack, [str(fault) for fault in faults]
    return pack


def state(deadline: Deadline, moment: str, zone: str = BERLIN) -> State:
    span = Span(
        actor=deadline.form.actor,
        opens_on=deadline.opens_on,
        due_on=deadline.due_on,
        last_at=deadline.last_at,
        act_by=deadline.act_by,
        met_on=deadline.met_on,
        possible=bool(deadline.missing),
        lapses=deadline.lapses,
    )
    return state_of(span, Moment(at(moment, zone), zone))


def at(text: str, zone: str = BERLIN) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))
