"""What every rule of a case is held against; what many rules ask is worked out once."""

from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import Any

from returnctl.core.case import Case, Event, Override
from returnctl.core.channels import channel_of_shop
from returnctl.core.circumstances import facts_of, outcome_of
from returnctl.core.conditions import Verdict
from returnctl.core.daycount import Holidays, Workweek
from returnctl.core.places import home_places, places_of, zone_of
from returnctl.core.rules import Pack, Rule
from returnctl.core.statuses import is_troubled
from returnctl.core.structs import Struct
from returnctl.core.triggers import Happened
from returnctl.core.userword import rule_named


class Bench(Struct, frozen=True, dict=True):
    """A case, the packs that may concern it, and the days on which nobody works."""

    case: Case
    packs: tuple[Pack, ...]
    holidays: Holidays

    def facts(self, scope: str, channel: str) -> dict[str, Any]:
        """Return what the conditions of a channel's pack can ask about the order or a return."""
        if (scope, channel) not in self._facts:
            outcome = outcome_of(self.case, scope, channel)
            self._facts[scope, channel] = {**self._facts_of(scope), "outcome": outcome}
        return self._facts[scope, channel]

    def verdict(self, pack: Pack, scope: str) -> Verdict:
        """Return whether a pack applies to the order or a return."""
        return pack.applies.verdict(self.facts(scope, pack.channel))

    def rules(self, pack: Pack) -> Sequence[Rule]:
        """Return the rules of a pack that may have started; a date of the user's needs no start."""
        if pack.name not in self._rules:
            self._rules[pack.name] = [
                rule
                for rule in pack.rules
                if self.happened.may_start(rule) or rule.id in self._overrides
            ]
        return self._rules[pack.name]

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
    def home_week(self) -> Workweek:
        """The working days at the buyer's."""
        return Workweek(tuple(home_places(self.case.order)), self.holidays)

    @cached_property
    def home_zone(self) -> str:
        """The buyer's zone."""
        return self.case.order.zone or "UTC"

    def _facts_of(self, scope: str) -> dict[str, Any]:
        if (scope, "") not in self._facts:
            self._facts[scope, ""] = facts_of(self.case, scope)
        return self._facts[scope, ""]

    @cached_property
    def _facts(self) -> dict[tuple[str, str], dict[str, Any]]:
        return {}

    @cached_property
    def _rules(self) -> dict[str, list[Rule]]:
        return {}

    @cached_property
    def _zones(self) -> dict[str, str]:
        return {}

    @cached_property
    def _weeks(self) -> dict[tuple[str, ...], Workweek]:
        return {}

    @cached_property
    def _overrides(self) -> dict[str, list[Override]]:
        found: dict[str, list[Override]] = {}
        for each in self.case.overrides:
            if rule := rule_named(each.rule, self.packs):
                found.setdefault(rule, []).append(each)
        return found
