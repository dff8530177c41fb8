"""Cases for the tests of the core: drafts in, entries with rising ids, and the fold of them."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from returnctl.core.case import Case
from returnctl.core.conditions import Condition
from returnctl.core.daycount import Holidays
from returnctl.core.deadline import Deadline
from returnctl.core.derive import deadlines
from returnctl.core.entries import Entry
from returnctl.core.fold import fold
from returnctl.core.lengths import parse_length
from returnctl.core.rules import Clock, Form, Pack, Rule, Trigger
from returnctl.core.triggers import parse_trigger

CASE = "case"
BERLIN = "Europe/Berlin"
RECORDED = "2026-11-21T11:00:00Z"


def day(text: str) -> date:
    """`11-05` of 2026, or a whole date."""
    return date.fromisoformat(text if len(text) == 10 else f"2026-{text}")


def instant(text: str, zone: str = BERLIN) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


# --- drafts: an entry without an id; each is a command of its own unless it says otherwise


def draft(
    kind: str,
    target: str = CASE,
    data: Mapping[str, Any] | None = None,
    *,
    source: str = "user",
    command: str = "",
    version: int = 1,
) -> Entry:
    return Entry("", CASE, command, kind, target, source, "device", RECORDED, data or {}, version)


def order(**facts: Any) -> Entry:
    return draft("noted", CASE, {"level": "order", "zone": BERLIN, **facts})


def noted(level: str, target: str, **facts: Any) -> Entry:
    return draft("noted", target, {"level": level, **facts})


def fact(target: str = CASE, *, source: str = "user", **facts: Any) -> Entry:
    return draft("fact", target, facts, source=source)


def did(event: str, on: str, target: str = CASE, *, source: str = "user", **carried: Any) -> Entry:
    data = {"event": event, "on": day(on).isoformat(), **carried}
    return draft("event", target, data, source=source)


def told(rule: str, target: str = CASE, **data: Any) -> Entry:
    """What the user read on the order page."""
    return draft("override", target, {"rule": rule, **data})


def void(voided: str, *, command: str = "") -> Entry:
    return draft("void", CASE, {"command": voided}, command=command)


def removed(target: str) -> Entry:
    return draft("removed", target)


def eur(minor: int) -> dict[str, Any]:
    return {"minor": minor, "currency": "EUR"}


# --- logs and cases


def log_of(*drafts: Entry) -> list[Entry]:
    """Give drafts rising ids: `e00`, `e01`, ...; a draft without a command is command `c00`, ..."""
    return [
        replace(each, id=f"e{n:02d}", command_id=each.command_id or f"c{n:02d}")
        for n, each in enumerate(drafts)
    ]


def folded(*drafts: Entry) -> Case:
    return fold(CASE, log_of(*drafts))


def case_of(*drafts: Entry, **facts: Any) -> Case:
    """The case of an order with these facts to which that happened; everything must fit."""
    case = folded(order(**facts), *drafts)
    assert not case.misfits
    return case


def return_of(*drafts: Entry, **facts: Any) -> Case:
    """The case of an order with one return, `r`."""
    return case_of(noted("return", "r", **facts), *drafts)


# --- packs


def triggers(text: str) -> tuple[Trigger, ...]:
    return tuple(parse_trigger(word) for word in text.split())


def clock(starts: str, closes: str) -> Clock:
    return Clock(triggers(starts), parse_length(closes))


def form(starts: str = "delivered", closes: str | None = "10d", **more: Any) -> Form:
    """A form whose day counts after, unless it says otherwise; lengths and triggers as text."""
    for name in ("met_by",):
        more[name] = triggers(more.pop(name, ""))
    more["when"] = Condition(more.get("when", {}))
    if more.get("opens"):
        more["opens"] = parse_length(more["opens"])
    return Form(
        starts=triggers(starts),
        closes=parse_length(closes) if closes else None,
        **{"count": "after", **more},
    )


def rule(slug: str, *forms: Form, pack: str = "shop") -> Rule:
    return Rule(f"{pack}.{slug}", slug, forms)


def pack_of(*rules: Rule, **more: Any) -> Pack:
    more["applies"] = Condition(more.get("applies", {}))
    return Pack(**{"name": "shop", "kind": "shop", "title": "Shop", "rules": rules, **more})


def window(starts: str = "delivered", closes: str | None = "10d", **more: Any) -> Pack:
    """A pack of one rule, `window`."""
    return pack_of(rule("window", form(starts, closes, **more)))


def no_holidays(place: str, year: int) -> Mapping[date, str]:
    return {}


def derived(
    case: Case,
    *packs: Pack,
    holidays: Holidays = no_holidays,
    closed_too: bool = False,
) -> dict[str, Deadline]:
    """Deadlines by slug; with its owner (`slug of r`) where it belongs to a return."""
    found = deadlines(case, packs, holidays, closed_too=closed_too)
    return {
        each.slug if each.owner == case.id else f"{each.slug} of {each.owner}": each
        for each in found
    }


def only(case: Case, *packs: Pack, holidays: Holidays = no_holidays) -> Deadline:
    """The one deadline that is no check-in."""
    found = rules_only(derived(case, *packs, holidays=holidays).values())
    assert len(found) == 1, [each.rule for each in found]
    return found[0]


def rules_only(found: Iterable[Deadline]) -> list[Deadline]:
    return [each for each in found if each.slug != "check-in"]
