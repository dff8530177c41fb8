"""The user's word on a rule: overrides and extensions, and which rule a name means."""

from collections.abc import Iterable, Sequence
from datetime import date
from zoneinfo import ZoneInfo

from returnctl.core.case import Event, Override
from returnctl.core.rules import Pack, Rule
from returnctl.core.window import End, whole_day


def rule_named(name: str, packs: Iterable[Pack]) -> str | None:
    """Return the id of the rule that a name means: a full id, or the first pack's slug."""
    rules = [rule for pack in packs for rule in pack.rules]
    exact = [rule.id for rule in rules if rule.id == name]
    named = exact or [rule.id for rule in rules if rule.slug == name]
    return named[0] if named else None


def overridden_end(override: Override | None, zone: str) -> End | None:
    """Return the end that an override names outright: an instant, or a day of the zone."""
    if override is None:
        return None
    if override.at is not None:
        return End(override.at.astimezone(ZoneInfo(zone)).date(), override.at)
    return None if override.day is None else whole_day(override.day, zone)


def extended_until(extended: Iterable[Event], rule: Rule, scopes: Sequence[str]) -> date | None:
    """Return the latest day that one of the `extended` events about `scopes` gives a rule."""
    days = [
        event.until
        for event in extended
        if event.target in scopes and event.rule in (rule.id, rule.slug) and event.until
    ]
    return max(days, default=None)
