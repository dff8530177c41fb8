"""All deadlines of a case: every rule that applies, held against what happened.

Conventions:
- A deadline belongs to the thing its start happened to: the order, or one return.
- A condition on an unknown fact makes a rule possible (`missing` names the facts), never sure.
- Nothing depends on today. A closed order or return has no deadlines here; ask with
  `closed_too=True` to see what they would be.
"""

from collections.abc import Sequence
from typing import Final

from returnctl.core.assembly import Parts, assemble, met_on
from returnctl.core.bench import Bench
from returnctl.core.case import Case, Event, Override
from returnctl.core.checkin import CHECK_IN_RULE, check_in
from returnctl.core.credits import CREDIT_RULE, credit_form, expiring
from returnctl.core.daycount import Holidays
from returnctl.core.deadline import Basis, Deadline, Start, Step
from returnctl.core.holding import held
from returnctl.core.reckoning import Window, window
from returnctl.core.rules import Form, Pack, Rule, Source, Trigger
from returnctl.core.statuses import has_open_problem, is_open, open_returns
from returnctl.core.structs import Struct
from returnctl.core.userword import overridden_end, rule_named
from returnctl.core.window import End, Frame, Sum, whole_day

_OWN_SOURCE: Final = Source("your own date")


class _Day(Struct, frozen=True):
    """An end that nobody has to add up, and who says so."""

    end: End
    said: str
    basis: Basis
    override: Override | None = None


def deadlines(
    case: Case, packs: Sequence[Pack], holidays: Holidays, *, closed_too: bool = False
) -> tuple[Deadline, ...]:
    """Return the deadlines of a case under some packs, shop first, in the packs' order."""
    bench = Bench(case, tuple(packs), holidays)
    scopes = _scopes(case, closed_too=closed_too)
    of_rules = _without_superseded(_of_rules(bench, scopes))
    own = [*_own(bench, scopes), *_credits(bench, scopes)]
    return (*of_rules, *own, *_check_ins(bench, [*of_rules, *own]))


def _scopes(case: Case, *, closed_too: bool) -> list[str]:
    scopes = [case.id, *(each.id for each in case.returns)]
    if closed_too:
        return scopes
    if not is_open(case, case.id):
        return []
    return [scope for scope in scopes if is_open(case, scope)]


def _of_rules(bench: Bench, scopes: Sequence[str]) -> list[Deadline]:
    return [
        found
        for scope in scopes
        for pack in bench.packs
        for candidate in bench.candidates(pack, scope).values()
        if (found := held(bench, pack, candidate, scope))
    ]


def _without_superseded(found: list[Deadline]) -> list[Deadline]:
    """Drop the rules that a sure rule of the same owner, or of the order, stands in place of."""
    sure = (each for each in found if not each.missing and each.due_on)
    gone = {(each.owner, rule) for each in sure for rule in each.form.supersedes}
    if not gone:
        return found
    told = "order_page"
    return [
        each
        for each in found
        if each.basis == told or not {(each.owner, each.rule), (each.case_id, each.rule)} & gone
    ]


def _own(bench: Bench, scopes: Sequence[str]) -> list[Deadline]:
    """A name that is no rule makes a deadline of the user's own."""
    return [
        _own_deadline(bench, override, end)
        for override in bench.case.overrides
        if rule_named(override.rule, bench.packs) is None
        and override.target in scopes
        and (end := overridden_end(override, bench.home.zone))
    ]


def _own_deadline(bench: Bench, override: Override, end: End) -> Deadline:
    name = override.rule.replace("-", " ")
    form = Form(name=name, kind="duty", count="after", confidence="high", source=_OWN_SOURCE)
    rule = Rule(f"own.{override.rule}", override.rule, (form,))
    day = _Day(end, "your own date", "order_page", override)
    return _known(bench, override.target, rule, None, day)


def _credits(bench: Bench, scopes: Sequence[str]) -> list[Deadline]:
    """A refund that expires has a deadline of its own."""
    case = bench.case
    found = ((scope, expiring(case.events_of(scope))) for scope in scopes)
    return [_credit(bench, scope, event) for scope, event in found if event and event.until]


def _credit(bench: Bench, scope: str, event: Event) -> Deadline:
    form, zone = credit_form(event), bench.home.zone
    rule = Rule(CREDIT_RULE, "use-credit", (form,))
    start = Start(event.on, scope, event.kind, event_id=event.id, source=event.source)
    day = _Day(whole_day(event.until or event.on, zone), "the day you were told", "order_page")
    found = bench.happened.find(form.met_by, scope, zone, end_of=lambda _: None)
    return _known(bench, scope, rule, start, day, found)


def _check_ins(bench: Bench, running: Sequence[Deadline]) -> list[Deadline]:
    case = bench.case
    if not is_open(case, case.id):
        return []
    scopes = open_returns(case) or ([case.id] if has_open_problem(case) else [])
    return [found for scope in scopes if (found := _check_in(bench, scope, running))]


def _check_in(bench: Bench, scope: str, running: Sequence[Deadline]) -> Deadline | None:
    seen = [each for each in running if each.owner in (scope, bench.case.id)]
    due = check_in(bench.case, scope, seen)
    if due is None:
        return None
    rule = Rule(CHECK_IN_RULE, "check-in", (due.form,))
    end = whole_day(due.due, bench.home.zone)
    day = _Day(end, f"+ {due.days} days without news", "computed")
    return _known(bench, scope, rule, Start(due.since, scope, "silence"), day)


def _nothing(_: Sequence[Trigger]) -> list[Start]:
    return []


def _known(
    bench: Bench,
    scope: str,
    rule: Rule,
    start: Start | None,
    day: _Day,
    found: Sequence[Start] = (),
) -> Deadline:
    """Return a deadline that no pack makes: its day is known, in the buyer's zone.

    `found` is what may have met it.
    """
    (form,) = rule.forms
    begun = (start.day, start.at) if start else None
    asked = (begun, day.end, day.said, bench.ground)
    parts = Parts(
        bench=bench, scope=scope, rule=rule, form=form, start=start, zone=bench.home.zone,
        window=form.windows.to(asked, lambda: _around(bench, form, start, day)), basis=day.basis,
        met_on=met_on(form, start, found), override=day.override,
    )  # fmt: skip
    return assemble(parts)


def _around(bench: Bench, form: Form, start: Start | None, day: _Day) -> Window:
    """Return the dates around a known end; orders that wait alike have the same ones."""
    frame = Frame(zone=bench.home.zone, week=bench.week(()), find=_nothing)
    total = Sum(day.end, day.end, (Step(day.end.day, day.said),))
    return window(form, start, total, frame, bench.home)
