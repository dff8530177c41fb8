"""All deadlines of a case: every rule that applies, held against what happened.

Conventions:
- A deadline belongs to the thing its start happened to: the order, or one return.
- A condition on an unknown fact makes a rule possible (`missing` names the facts), never sure.
- Nothing depends on today. A closed order or return has no deadlines here; ask with
  `closed_too=True` to see what they would be.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from returnctl.core.case import Case, Override
from returnctl.core.checkin import CHECK_IN_RULE, check_in
from returnctl.core.conditions import Verdict, both, judge
from returnctl.core.daycount import Holidays, Workweek, last_whole_day, roll_back
from returnctl.core.deadline import Deadline, Start, Step
from returnctl.core.places import home_places, places_of, site_country, zone_of
from returnctl.core.rules import ORDINARY, Form, Pack, Rule, Source, Trigger
from returnctl.core.statuses import has_problem, is_open, is_troubled, open_returns
from returnctl.core.totals import expected_amount
from returnctl.core.triggers import occurrences
from returnctl.core.window import End, Frame, Sum, add_up, opening, whole_day

_NAMESPACE: Final = UUID("6f2d1c1e-8a57-5c0e-9d0b-52657475726e")
_OWN_SOURCE: Final = Source("your own date")


def deadlines(
    case: Case, packs: Sequence[Pack], holidays: Holidays, *, closed_too: bool = False
) -> tuple[Deadline, ...]:
    """Return the deadlines of a case under some packs, shop first, in the packs' order."""
    derivation = _Derivation(case, tuple(packs), holidays, closed_too=closed_too)
    return derivation.all()


def deadline_id(owner: str, rule: str) -> str:
    """Return the lasting id of a deadline: UUIDv5 of its owner and rule."""
    return str(uuid5(_NAMESPACE, f"{owner} {rule}"))


def facts_of(case: Case, scope: str) -> dict[str, Any]:
    """Return what conditions can ask about an order or a return."""
    order = case.order
    facts = {name: getattr(order, name) for name in _ORDER_FIELDS}
    found = case.find_return(scope)
    told = [event.reason for event in case.events if event.reason]
    facts["reason"] = (found.reason if found else None) or (told[-1] if told else None)
    facts["resolution"] = found.resolution if found else None
    facts["label"] = found.label if found else None
    facts["amount"] = expected_amount(case, scope)
    facts["outcome"] = next(
        (e.outcome for e in reversed(case.events)
         if e.kind == "decided" and e.outcome and e.target in (scope, case.id)), None
    )  # fmt: skip
    # A site is told in many ways (`amazon.de`, `de`); conditions know it by its country.
    facts["site"] = site_country(order.site)
    # Only goods with rules of their own have a category: without one they are ordinary.
    facts["category"] = order.category or ORDINARY
    facts["carrier"] = next((p.carrier for p in case.parcels if p.carrier), None)
    return facts


_ORDER_FIELDS: Final = (
    "shop", "seller", "seller_country", "site", "paid_with", "currency", "country", "subdivision",
    "buyer", "free_return", "category",
)  # fmt: skip
CONDITION_FIELDS: Final = frozenset(
    (*_ORDER_FIELDS, "reason", "resolution", "label", "amount", "carrier", "outcome")
)


@dataclass(slots=True)
class _Derivation:
    """One pass over the rules of one case."""

    case: Case
    packs: tuple[Pack, ...]
    holidays: Holidays
    closed_too: bool

    def all(self) -> tuple[Deadline, ...]:
        found = [
            deadline
            for scope in self._scopes()
            for pack in self.packs
            for rule in pack.rules
            if (deadline := self._deadline(pack, rule, scope, frozenset()))
        ]
        found = _without_superseded(found)
        found += self._own()
        found += self._check_ins(found)
        return tuple(found)

    def _scopes(self) -> list[str]:
        scopes = [self.case.id, *(each.id for each in self.case.returns)]
        if self.closed_too:
            return scopes
        if not is_open(self.case, self.case.id):
            return []
        return [scope for scope in scopes if is_open(self.case, scope)]

    # --- one rule

    def _deadline(
        self, pack: Pack, rule: Rule, scope: str, seen: frozenset[str]
    ) -> Deadline | None:
        """Choose the form that applies; between possible ones, the safest."""
        override = self._override(rule, scope)
        facts = facts_of(self.case, scope)
        pack_verdict = judge(pack.applies, facts)
        candidates: list[tuple[Form, Verdict]] = []
        for form in rule.forms:
            verdict = both(pack_verdict, judge(form.when, facts))
            if verdict.holds is not False:
                candidates.append((form, verdict))
            if verdict.holds:
                break
        built = [
            deadline
            for form, verdict in candidates
            if (deadline := self._apply(pack, rule, form, scope, override, verdict, seen))
        ]
        if not built:
            return None
        missing = tuple(dict.fromkeys(name for _, v in candidates for name in v.missing))
        best = _safest(built)
        if best.basis == "order_page":
            return replace(best, missing=())
        if pack_verdict.holds is None:
            best = replace(best, watch=False)
        return replace(best, missing=missing, basis="fact_missing" if missing else best.basis)

    def _apply(
        self,
        pack: Pack,
        rule: Rule,
        form: Form,
        scope: str,
        override: Override | None,
        verdict: Verdict,
        seen: frozenset[str],
    ) -> Deadline | None:
        zone = zone_of(form.zone, self.case.order)
        start = self._start(pack, rule, form, scope, zone, seen)
        if start is None and (override is None or (override.day is None and override.at is None)):
            return None
        if start is not None and start.target != scope:
            return None
        frame = self._frame(pack, rule, form, scope, zone, seen)
        total, basis = self._sum(form, start, frame, override)
        return self._finish(rule, form, scope, start, frame, total, basis, override)

    def _start(
        self, pack: Pack, rule: Rule, form: Form, scope: str, zone: str, seen: frozenset[str]
    ) -> Start | None:
        end_of = self._end_finder(pack, scope, seen | {rule.id})
        found = occurrences(form.starts, self.case, scope, zone=zone, end_of=end_of)
        by_name: dict[str, list[Start]] = {}
        for start in found:
            by_name.setdefault(start.name, []).append(start)
        which = 0 if form.instance == "first" else -1
        chosen = sorted((group[which] for group in by_name.values()), key=lambda s: s.day)
        if not chosen:
            return None
        return chosen[0] if form.pick == "earliest" else chosen[-1]

    def _end_finder(self, pack: Pack, scope: str, seen: frozenset[str]) -> Any:
        """Return how `rule:SLUG` finds the end of another rule of the pack, without going round."""

        def end_of(name: str) -> Deadline | None:
            for other in pack.rules:
                if name in (other.slug, other.id) and other.id not in seen:
                    return self._deadline(pack, other, scope, seen)
            return None

        return end_of

    def _frame(
        self, pack: Pack, rule: Rule, form: Form, scope: str, zone: str, seen: frozenset[str]
    ) -> Frame:
        order = self.case.order
        end_of = self._end_finder(pack, scope, seen | {rule.id})

        def find(triggers: Sequence[Trigger]) -> list[Start]:
            return occurrences(triggers, self.case, scope, zone=zone, end_of=end_of)

        return Frame(
            zone=zone,
            week=Workweek(places_of(form.calendar, order), self.holidays),
            find=find,
            ordered=self._ordered(),
            extensions=tuple(e for e in pack.extensions if rule.slug in e.rules),
            until=self._until(rule, scope),
            yours=form.actor == "you",
        )

    def _ordered(self) -> date | None:
        days = [e.on for e in self.case.events if e.kind in ("ordered", "paid")]
        return min(days, default=None)

    def _until(self, rule: Rule, scope: str) -> date | None:
        days = [
            event.until
            for event in self.case.events
            if event.kind == "extended"
            and event.target in (scope, self.case.id)
            and event.rule in (rule.id, rule.slug)
            and event.until
        ]
        return max(days, default=None)

    def _sum(
        self, form: Form, start: Start | None, frame: Frame, override: Override | None
    ) -> tuple[Sum, str]:
        if override is not None and (end := _overridden(override, frame)):
            text = "you looked: the order page agrees" if override.ok else "from the order page"
            return Sum(end, end, (Step(end.day, text),)), "order_page"
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
        if form.kind == "duty":
            untils = [e.until for e in self.case.events if e.id == start.event_id and e.until]
            if untils:
                return max(untils[0], frame.until or untils[0])
        return frame.until if form.closes is None else None

    def _finish(
        self,
        rule: Rule,
        form: Form,
        scope: str,
        start: Start | None,
        frame: Frame,
        total: Sum,
        basis: Any,
        override: Override | None,
    ) -> Deadline:
        late = total.late
        opens_on = opening(form, start, frame) if start else None
        act_by, steps = self._act_by(form, total.early, opens_on)
        return Deadline(
            id=deadline_id(scope, rule.id),
            case_id=self.case.id,
            owner=scope,
            rule=rule.id,
            slug=rule.slug,
            form=form,
            starts_on=start.day if start else None,
            opens_on=opens_on,
            due_on=late.day if late else None,
            due_at=late.at if late else None,
            last_at=late.at if late else None,
            act_by=act_by,
            met_on=self._met_on(form, start, frame),
            basis=basis,
            override=override,
            lapses=form.kind == "right" and not is_troubled(self.case),
            watch=form.watch,
            start=start,
            zone=frame.zone,
            steps=(*total.steps, *steps),
        )

    def _act_by(
        self, form: Form, early: End | None, opens_on: date | None
    ) -> tuple[date | None, tuple[Step, ...]]:
        """Return the last whole day of yours that is safe, with what was taken off to get there."""
        if early is None or form.actor != "you":
            return None, ()
        order = self.case.order
        day = last_whole_day(early.at, ZoneInfo(order.zone or "UTC"))
        steps: list[Step] = []
        if form.lead:
            day -= timedelta(days=form.lead)
            steps.append(Step(day, f"{form.lead} days before the end, so that it can be filed"))
        if form.reach == "received" and order.transit_days:
            day -= timedelta(days=order.transit_days)
            steps.append(Step(day, f"{order.transit_days} days earlier: it must arrive in time"))
        if form.act == "post":
            posted = roll_back(day, Workweek(tuple(home_places(order)), self.holidays))
            if posted != day:
                steps.append(Step(posted, "the last working day before: it goes by post"))
                day = posted
        if opens_on is not None:
            day = max(day, min(opens_on, early.day))
        return day, tuple(steps)

    def _met_on(self, form: Form, start: Start | None, frame: Frame) -> date | None:
        found = frame.find(form.met_by)
        if start is not None and form.kind != "right":
            found = [each for each in found if each.day >= start.day]
        return found[0].day if found else None

    # --- the user's word

    def _override(self, rule: Rule, scope: str) -> Override | None:
        """Return the override of a rule: the scope's own, else the order's."""
        found = [o for o in self.case.overrides if self._rule_named(o.rule) == rule.id]
        own = [o for o in found if o.target == scope]
        chosen = own or [o for o in found if o.target == self.case.id]
        return chosen[-1] if chosen else None

    def _rule_named(self, name: str) -> str | None:
        """Return the id of the rule that a name means: a full id, or the first pack's slug."""
        rules = [rule for pack in self.packs for rule in pack.rules]
        exact = [rule.id for rule in rules if rule.id == name]
        named = exact or [rule.id for rule in rules if rule.slug == name]
        return named[0] if named else None

    def _own(self) -> list[Deadline]:
        """A name that is no rule makes a deadline of the user's own."""
        return [
            self._own_deadline(override)
            for override in self.case.overrides
            if self._rule_named(override.rule) is None
            and (override.day or override.at)
            and (self.closed_too or override.target in self._scopes())
        ]

    def _own_deadline(self, override: Override) -> Deadline:
        zone = self.case.order.zone or "UTC"
        form = Form(name=override.rule.replace("-", " "), kind="duty", count="after",
                    confidence="high", source=_OWN_SOURCE, calendar=("buyer",))  # fmt: skip
        frame = Frame(zone=zone, week=Workweek((), self.holidays), find=lambda _: [])
        end = _overridden(override, frame)
        total = Sum(end, end, (Step(end.day if end else None, "your own date"),))
        rule = Rule(f"own.{override.rule}", override.rule, (form,))
        return self._finish(rule, form, override.target, None, frame, total, "order_page", override)

    # --- silence

    def _check_ins(self, found: Iterable[Deadline]) -> list[Deadline]:
        scopes = open_returns(self.case)
        case = self.case
        if not case.returns and has_problem(case) and is_open(case, case.id):
            scopes = [case.id]
        running = list(found)
        return [each for scope in scopes if (each := self._check_in(scope, running))]

    def _check_in(self, scope: str, running: Sequence[Deadline]) -> Deadline | None:
        seen = [d for d in running if d.owner in (scope, self.case.id)]
        due = check_in(self.case, scope, seen)
        if due is None:
            return None
        zone = self.case.order.zone or "UTC"
        end = whole_day(due.due, zone)
        start = Start(due.since, scope, "silence")
        frame = Frame(zone=zone, week=Workweek((), self.holidays), find=lambda _: [])
        total = Sum(end, end, (Step(due.due, "+ 7 days without news"),))
        rule = Rule(CHECK_IN_RULE, "check-in", (due.form,))
        return self._finish(rule, due.form, scope, start, frame, total, "computed", None)


def _safest(built: Sequence[Deadline]) -> Deadline:
    """Return the end to act by: of your clocks the first, of the others' the last, told or not."""
    yours = built[0].yours
    choose = min if yours else max
    return choose(built, key=lambda d: (d.target_day or date.max, d.due_on or date.max))


def _overridden(override: Override, frame: Frame) -> End | None:
    if override.at is not None:
        return End(override.at.astimezone(ZoneInfo(frame.zone)).date(), override.at)
    if override.day is not None:
        return whole_day(override.day, frame.zone)
    return None


def _without_superseded(found: list[Deadline]) -> list[Deadline]:
    """Drop the rules that a sure rule of the same owner stands in place of."""
    gone: Mapping[tuple[str, str], str] = {
        (each.owner, rule): each.rule
        for each in found
        if not each.missing
        for rule in each.form.supersedes
    }
    return [each for each in found if (each.owner, each.rule) not in gone]
