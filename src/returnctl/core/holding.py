"""One rule held against an order or a return: which form applies, from which start, to what end."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from returnctl.core.assembly import Parts, assemble
from returnctl.core.case import Case, Override
from returnctl.core.channels import channel_of_shop
from returnctl.core.circumstances import facts_of
from returnctl.core.conditions import ALWAYS, Verdict, both, judge
from returnctl.core.daycount import Holidays, Workweek
from returnctl.core.deadline import Basis, Deadline, Start, Step
from returnctl.core.events import EVENTS
from returnctl.core.facts import DATED_FACTS
from returnctl.core.places import places_of, zone_of
from returnctl.core.rules import Form, Pack, Rule, Trigger
from returnctl.core.scanned import SCAN_WORDS
from returnctl.core.triggers import occurrences
from returnctl.core.userword import extended_until, overridden_end, override_for, told_until
from returnctl.core.window import Frame, Sum, add_up, whole_day


class Bench(Struct, frozen=True, dict=True):
    """What every rule of a case is held against; what many rules ask is worked out once."""

    case: Case
    packs: tuple[Pack, ...]
    holidays: Holidays

    def facts(self, scope: str, channel: str) -> dict[str, Any]:
        """Return what the conditions of a channel's pack can ask about the order or a return."""
        if (scope, channel) not in self._facts:
            self._facts[scope, channel] = facts_of(self.case, scope, channel)
        return self._facts[scope, channel]

    def verdict(self, pack: Pack, scope: str) -> Verdict:
        """Return whether a pack applies to the order or a return."""
        if (pack.name, scope) not in self._verdicts:
            facts = self.facts(scope, pack.channel)
            self._verdicts[pack.name, scope] = judge(pack.applies, facts)
        return self._verdicts[pack.name, scope]

    def may_apply(self, pack: Pack, scope: str) -> bool:
        """Say whether any rule of a pack can have a deadline: a date of the user's always can."""
        return bool(self.case.overrides) or self.verdict(pack, scope).holds is not False

    def may_start(self, rule: Rule) -> bool:
        """Say whether anything that a rule starts from can have happened; most have not."""
        return any(self._occurs(trigger) for form in rule.forms for trigger in form.starts)

    def _occurs(self, trigger: Trigger) -> bool:
        return trigger.kind == "rule" or trigger.name in self._happened

    @cached_property
    def shop_channel(self) -> str:
        """Where a dispute with the shop goes."""
        return channel_of_shop(self.packs)

    @cached_property
    def _facts(self) -> dict[tuple[str, str], dict[str, Any]]:
        return {}

    @cached_property
    def _verdicts(self) -> dict[tuple[str, str], Verdict]:
        return {}

    @cached_property
    def _happened(self) -> frozenset[str]:
        """The names of all triggers but rules that the case may have occurrences of."""
        kinds = {event.kind for event in self.case.events}
        for_others = {name for name, row in EVENTS.items() if row.stand_in in kinds}
        facts = {name for name in DATED_FACTS if getattr(self.case.order, name)}
        scans = SCAN_WORDS if self.case.checkpoints else ()
        return frozenset({*kinds, *for_others, *facts, *scans})


class Hold(Struct, frozen=True):
    """A rule of a pack at one order or return (`scope`); `seen` are the rules that led here."""

    bench: Bench
    pack: Pack
    rule: Rule
    scope: str
    seen: frozenset[str] = frozenset()

    def deadline(self) -> Deadline | None:
        """Return the deadline of the form that applies; between possible ones, of the safest."""
        override = override_for(self.bench.case, self.bench.packs, self.rule, self.scope)
        if override is None and not self.bench.may_start(self.rule):
            return None
        candidates = list(self._candidates()) or self._by_word(override)
        built = [each for form, _ in candidates if (each := self._apply(form, override))]
        if not built:
            return None
        best = _safest(built)
        if best.basis == "order_page":
            return best
        missing = tuple(dict.fromkeys(name for _, v in candidates for name in v.missing))
        if not missing:
            return best
        watch = best.watch and self._pack_verdict().holds is True
        return replace(best, missing=missing, basis="fact_missing", watch=watch)

    def _candidates(self) -> Iterator[tuple[Form, Verdict]]:
        """Yield the forms that may apply, up to the first that surely does."""
        of_pack = self._pack_verdict()
        if of_pack.holds is False:
            return
        facts = self.bench.facts(self.scope, self.pack.channel)
        for form in self.rule.forms:
            verdict = both(of_pack, judge(form.when, facts))
            if verdict.holds is not False:
                yield form, verdict
            if verdict.holds:
                return

    def _by_word(self, override: Override | None) -> list[tuple[Form, Verdict]]:
        """A date that the user named counts, even where no form's condition holds."""
        named = override is not None and (override.day or override.at)
        return [(self.rule.forms[0], ALWAYS)] if named else []

    def _pack_verdict(self) -> Verdict:
        return self.bench.verdict(self.pack, self.scope)

    def _apply(self, form: Form, override: Override | None) -> Deadline | None:
        zone = zone_of(form.zone, self.bench.case.order)
        start = self._start(form, zone)
        if start is None and not self._is_named(override, zone):
            return None
        if start is not None and start.target != self.scope:
            return None
        frame = self._frame(form, zone)
        total, basis = self._sum(form, start, frame, override)
        parts = Parts(
            case=self.bench.case, scope=self.scope, rule=self.rule, form=form, start=start,
            frame=frame, total=total, basis=basis, override=override,
            shop_channel=self.bench.shop_channel,
        )  # fmt: skip
        return assemble(parts, self.bench.holidays)

    def _is_named(self, override: Override | None, zone: str) -> bool:
        """Whether the user named the end, for this very order or return."""
        if override is None or override.target != self.scope:
            return False
        return overridden_end(override, zone) is not None

    def _start(self, form: Form, zone: str) -> Start | None:
        """Choose the instance of each trigger, then the trigger; the order has only its own."""
        by_name: dict[str, list[Start]] = {}
        for start in self._find(form.starts, zone):
            if start.target == self.scope or self.scope != self.bench.case.id:
                by_name.setdefault(start.name, []).append(start)
        which = 0 if form.instance == "first" else -1
        chosen = sorted((group[which] for group in by_name.values()), key=lambda s: s.day)
        if not chosen:
            return None
        return chosen[0] if form.pick == "earliest" else chosen[-1]

    def _find(self, triggers: Sequence[Trigger], zone: str) -> list[Start]:
        return occurrences(
            triggers, self.bench.case, self.scope, zone=zone, end_of=self._other_deadline
        )

    def _other_deadline(self, name: str) -> Deadline | None:
        """Return another rule's deadline of this pack (`rule:SLUG`), without going round."""
        seen = self.seen | {self.rule.id}
        for other in self.pack.rules:
            if name in (other.slug, other.id) and other.id not in seen:
                return Hold(self.bench, self.pack, other, self.scope, seen).deadline()
        return None

    def _frame(self, form: Form, zone: str) -> Frame:
        case = self.bench.case
        ordered = [e.on for e in case.events if e.kind in ("ordered", "paid")]
        return Frame(
            zone=zone,
            week=Workweek(places_of(form.calendar, case.order), self.bench.holidays),
            find=lambda triggers: self._find(triggers, zone),
            ordered=min(ordered, default=None),
            extensions=tuple(e for e in self.pack.extensions if self.rule.slug in e.rules),
            until=extended_until(case, self.rule, self.scope),
            yours=form.actor == "you",
        )

    def _sum(
        self, form: Form, start: Start | None, frame: Frame, override: Override | None
    ) -> tuple[Sum, Basis]:
        """Add up the window, unless somebody named its end."""
        if override is not None and (end := overridden_end(override, frame.zone)):
            text = "you looked: the order page agrees" if override.ok else "from the order page"
            steps = (*_own_sum(form, start, frame), Step(end.day, text))
            return Sum(end, end, steps), "order_page"
        if start is not None and (told := self._told(form, start, frame)):
            end = whole_day(told, frame.zone)
            return Sum(end, end, (Step(told, "the day you were told"),)), "order_page"
        closes = override.length if override and override.length else form.closes
        if start is None or closes is None:
            text = "the source gives no length: read it from the order page"
            return Sum(None, None, (Step(None, text),)), "computed"
        known = override is not None or frame.until is not None
        return add_up(form, start, closes, frame), "order_page" if known else "computed"

    def _told(self, form: Form, start: Start, frame: Frame) -> date | None:
        """Return the day that came with the start of a duty ("send it back until"), or extended it.

        An extension of a window that the source gives no length for is its only end.
        """
        until = told_until(self.bench.case, start.event_id) if form.kind == "duty" else None
        if until is not None:
            return max(until, frame.until or until)
        return frame.until if form.closes is None else None


def _own_sum(form: Form, start: Start | None, frame: Frame) -> tuple[Step, ...]:
    """What the rule itself would give, so that one sees by how much the page differs."""
    if start is None or form.closes is None:
        return ()
    return add_up(form, start, form.closes, frame).steps[:1]


def _safest(built: Sequence[Deadline]) -> Deadline:
    """Return the end to act by: of your clocks the first, of the others' the last, told or not."""
    choose = min if built[0].yours else max
    return choose(built, key=lambda d: (d.target_day or date.max, d.due_on or date.max))
