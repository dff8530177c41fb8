"""One rule held against an order or a return: which form applies, from which start, to what end."""

from collections.abc import Sequence
from datetime import date

from returnctl.core.assembly import Parts, assemble, met_on
from returnctl.core.bench import Bench
from returnctl.core.candidates import Candidate
from returnctl.core.case import Override
from returnctl.core.deadline import Basis, Deadline, Start, Step
from returnctl.core.reckoning import Window, window
from returnctl.core.rules import Form, Pack, Rule, Trigger
from returnctl.core.structs import Struct, replace
from returnctl.core.userword import extended_until, overridden_end
from returnctl.core.window import Frame, Sum, add_up, whole_day


def held(bench: Bench, pack: Pack, candidate: Candidate, scope: str) -> Deadline | None:
    """Return the deadline of a rule of a pack at an order or a return, if it has one there.

    Where a rule's end hangs on its own, over whatever others, that one is not known.
    """
    known, asked = bench.held, (candidate.rule.id, scope)
    if asked not in known:
        known[asked] = None
        known[asked] = _Hold(bench, pack, candidate, scope).deadline()
    return known[asked]


class _Hold(Struct, frozen=True):
    """A rule of a pack at one order or return (`scope`), with what may apply of it there."""

    bench: Bench
    pack: Pack
    candidate: Candidate
    scope: str

    @property
    def rule(self) -> Rule:
        """The rule itself."""
        return self.candidate.rule

    def deadline(self) -> Deadline | None:
        """Return the deadline of the form that applies; between possible ones, of the safest."""
        override = self.bench.override(self.rule, self.scope)
        forms = self.candidate.forms or self._by_word(override)
        built = [each for form in forms if (each := self._apply(form, override))]
        if not built:
            return None
        best = _safest(built) if len(built) > 1 else built[0]
        missing = self.candidate.missing
        if not missing or best.basis == "order_page":
            return best
        watch = best.watch and self.bench.verdict(self.pack, self.scope).holds is True
        return replace(best, missing=missing, basis="fact_missing", watch=watch)

    def _by_word(self, override: Override | None) -> tuple[Form, ...]:
        """A date that the user named counts, even where no form's condition holds."""
        named = override is not None and (override.day or override.at)
        return self.rule.forms[:1] if named else ()

    def _apply(self, form: Form, override: Override | None) -> Deadline | None:
        zone = self.bench.zone(form.zone)
        start = self._start(form, zone)
        if start is None and not self._is_named(override, zone):
            return None
        if start is not None and start.target != self.scope:
            return None
        dates, basis = self._window(form, start, zone, override)
        parts = Parts(
            bench=self.bench, scope=self.scope, rule=self.rule, form=form, start=start,
            zone=zone, window=dates, basis=basis, met_on=self._met_on(form, start, zone),
            override=override,
        )  # fmt: skip
        return assemble(parts)

    def _window(
        self, form: Form, start: Start | None, zone: str, override: Override | None
    ) -> tuple[Window, Basis]:
        """Reckon the dates, once for all orders in which everything is on the same days.

        What the user or the shop said of an end is of one order only.
        """
        bench = self.bench
        if start is None or override or bench.extended or start.event_id in bench.told:
            return self._reckoned(form, start, zone, override)
        others = form.other_clocks and [
            tuple((other.day, other.name) for other in self._find(triggers, zone))
            for triggers in form.other_clocks
        ]
        ordered = bench.ordered if form.fixed else None
        asked = (start.day, start.at, zone, bench.ground, ordered, *others)
        return form.windows.to(asked, lambda: self._reckoned(form, start, zone, override))

    def _reckoned(
        self, form: Form, start: Start | None, zone: str, override: Override | None
    ) -> tuple[Window, Basis]:
        frame = self._frame(form, zone)
        total, basis = self._sum(form, start, frame, override)
        return window(form, start, total, frame, self.bench.home), basis

    def _is_named(self, override: Override | None, zone: str) -> bool:
        """Whether the user named the end, for this very order or return."""
        if override is None or override.target != self.scope:
            return False
        return overridden_end(override, zone) is not None

    def _start(self, form: Form, zone: str) -> Start | None:
        if form.begins is None:
            return self._chosen(form, zone)
        started, asked = self.bench.started, (form.begins, zone, self.scope)
        if asked not in started:
            started[asked] = self._chosen(form, zone)
        return started[asked]

    def _chosen(self, form: Form, zone: str) -> Start | None:
        """Choose the instance of each trigger, then the trigger; the order has only its own."""
        found = self._find(form.starts, zone)
        if self.scope == self.bench.case.id:
            found = [start for start in found if start.target == self.scope]
        if len(found) > 1:
            found = _instances(found, 0 if form.instance == "first" else -1)
        if not found:
            return None
        return found[0] if form.pick == "earliest" else found[-1]

    def _met_on(self, form: Form, start: Start | None, zone: str) -> date | None:
        if form.met_names.isdisjoint(self.bench.happened.names):
            return None
        return met_on(form, start, self._find(form.met_by, zone))

    def _find(self, triggers: Sequence[Trigger], zone: str) -> list[Start]:
        return self.bench.happened.find(triggers, self.scope, zone, self._other_deadline)

    def _other_deadline(self, name: str) -> Deadline | None:
        """Return another rule's deadline of this pack (`rule:SLUG`)."""
        other = self.bench.candidates(self.pack, self.scope).get(name)
        return held(self.bench, self.pack, other, self.scope) if other else None

    def _frame(self, form: Form, zone: str) -> Frame:
        bench = self.bench
        return Frame(
            zone=zone,
            week=bench.week(form.calendar),
            find=lambda triggers: self._find(triggers, zone),
            ordered=bench.ordered,
            extensions=tuple(e for e in self.pack.extensions if self.rule.slug in e.rules),
            until=extended_until(bench.extended, self.rule, (self.scope, bench.case.id)),
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
        until = self.bench.told.get(start.event_id or "") if form.kind == "duty" else None
        if until is not None:
            return max(until, frame.until or until)
        return frame.until if form.closes is None else None


def _instances(found: Sequence[Start], which: int) -> list[Start]:
    """Return one of each name, the first (0) or the last (-1), by their days."""
    by_name: dict[str, list[Start]] = {}
    for start in found:
        by_name.setdefault(start.name, []).append(start)
    return sorted((group[which] for group in by_name.values()), key=lambda start: start.day)


def _own_sum(form: Form, start: Start | None, frame: Frame) -> tuple[Step, ...]:
    """What the rule itself would give, so that one sees by how much the page differs."""
    if start is None or form.closes is None:
        return ()
    return add_up(form, start, form.closes, frame).steps[:1]


def _safest(built: Sequence[Deadline]) -> Deadline:
    """Return the end to act by: of your clocks the first, of the others' the last, told or not."""
    choose = min if built[0].yours else max
    return choose(built, key=lambda d: (d.target_day or date.max, d.due_on or date.max))
