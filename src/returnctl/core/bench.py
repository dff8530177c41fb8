"""What every rule of a case is held against; what many rules ask is worked out once."""

from datetime import date
from functools import cached_property
from typing import Any

from returnctl.core.candidates import Candidates, candidate, candidates
from returnctl.core.case import Case, Event, Override
from returnctl.core.channels import channel_of_shop
from returnctl.core.circumstances import facts_of, outcome_of
from returnctl.core.conditions import Verdict
from returnctl.core.daycount import Holidays, Workweek
from returnctl.core.deadline import Deadline, Start
from returnctl.core.places import home_places, places_of, zone_of
from returnctl.core.reckoning import Home
from returnctl.core.rules import Pack, Rule
from returnctl.core.statuses import is_troubled
from returnctl.core.structs import Struct, field
from returnctl.core.triggers import Happened
from returnctl.core.userword import rule_named


class Bench(Struct, frozen=True, dict=True):
    """A case, the packs that may concern it, and the days on which nobody works."""

    case: Case
    packs: tuple[Pack, ...]
    holidays: Holidays
    # What `holding` found: deadlines by the rule and the order or return; starts by what decides
    # them, the zone, and the order or return.
    held: dict[tuple[str, str], Deadline | None] = field(default_factory=dict)
    started: dict[tuple[Any, ...], Start | None] = field(default_factory=dict)
    _candidates: dict[tuple[str, str], Candidates] = field(default_factory=dict)
    _zones: dict[str, str] = field(default_factory=dict)
    _weeks: dict[tuple[str, ...], Workweek] = field(default_factory=dict)

    def facts(self, scope: str, channel: str) -> dict[str, Any]:
        """Return what the conditions of a channel's pack can ask about the order or a return."""
        facts = facts_of(self.case, scope)
        if facts["outcome"] is None:
            return facts
        return {**facts, "outcome": outcome_of(self.case, scope, channel)}

    def verdict(self, pack: Pack, scope: str) -> Verdict:
        """Return whether a pack applies to the order or a return."""
        return pack.applies.verdict(self.facts(scope, pack.channel))

    def candidates(self, pack: Pack, scope: str) -> Candidates:
        """Return the rules of a pack that may have a deadline, with the forms that may apply.

        A date of the user's needs no start, and no condition that holds.
        """
        asked = (pack.name, scope)
        if asked not in self._candidates:
            self._candidates[asked] = self._sought(pack, scope)
        return self._candidates[asked]

    def _sought(self, pack: Pack, scope: str) -> Candidates:
        facts = self.facts(scope, pack.channel)
        found = candidates(pack, facts, self.happened.names_at(scope))
        if not self._overrides:
            return found
        of_pack = self.verdict(pack, scope)
        named = {
            rule.slug: candidate(rule, of_pack, facts)
            for rule in pack.rules
            if rule.id in self._overrides
        }
        # In the order of the pack.
        return {
            rule.slug: found.get(rule.slug) or named[rule.slug]
            for rule in pack.rules
            if rule.slug in found or rule.slug in named
        }

    def override(self, rule: Rule, scope: str) -> Override | None:
        """Return the user's word on a rule: the last about the scope, else about the order."""
        found = self._overrides.get(rule.id)
        if not found:
            return None
        own = [each for each in found if each.target == scope]
        chosen = own or [each for each in found if each.target == self.case.id]
        return chosen[-1] if chosen else None

    def zone(self, token: str) -> str:
        """Return the zone of a token of a rule."""
        if token not in self._zones:
            self._zones[token] = zone_of(token, self.case.order)
        return self._zones[token]

    def week(self, tokens: tuple[str, ...]) -> Workweek:
        """Return the working days of the places that the tokens of a rule name."""
        if tokens not in self._weeks:
            places = places_of(tokens, self.case.order)
            self._weeks[tokens] = Workweek(places, self.holidays)
        return self._weeks[tokens]

    @cached_property
    def happened(self) -> Happened:
        """What happened, as triggers name it."""
        return Happened(self.case)

    @cached_property
    def shop_channel(self) -> str:
        """Where a dispute with the shop goes."""
        return channel_of_shop(self.packs)

    @cached_property
    def ordered(self) -> date | None:
        """The day of the order, or of its payment."""
        days = [each.on for each in self.case.events if each.kind in ("ordered", "paid")]
        return min(days, default=None)

    @cached_property
    def extended(self) -> tuple[Event, ...]:
        """The events that lengthened a rule."""
        return tuple(each for each in self.case.events if each.kind == "extended")

    @cached_property
    def is_troubled(self) -> bool:
        """Whether rights must not lapse unseen."""
        return is_troubled(self.case)

    @cached_property
    def told(self) -> dict[str, date]:
        """The days that came with events ("send it back until"), by the event."""
        return {each.id: each.until for each in self.case.events if each.until}

    @cached_property
    def home(self) -> Home:
        """The buyer's end."""
        order = self.case.order
        week = Workweek(tuple(home_places(order)), self.holidays)
        return Home(order.zone or "UTC", week, order.transit_days)

    @cached_property
    def ground(self) -> tuple[Any, ...]:
        """All that the arithmetic of a window can take from the order."""
        order = self.case.order
        return (order.zone, order.country, order.subdivision, order.transit_days,
                order.seller_country, order.site, self.holidays)  # fmt: skip

    @cached_property
    def _overrides(self) -> dict[str, list[Override]]:
        found: dict[str, list[Override]] = {}
        for each in self.case.overrides:
            if rule := rule_named(each.rule, self.packs):
                found.setdefault(rule, []).append(each)
        return found
