"""What must agree between the fields of one form, and between the rules of one pack."""

from collections.abc import Callable, Iterator
from typing import Final

from returnctl.core.lengths import Length, Unit
from returnctl.core.rules import Form, Pack, Rule, Trigger
from returnctl.packs.faults import no_such

# About how many days a unit is: enough to see that a window opens after it has closed.
_DAYS: Final[dict[Unit, float]] = {"h": 1 / 24, "d": 1, "bd": 1.4, "w": 7, "mo": 30.4, "y": 365.2}

Disagreement = tuple[str, str]


def disagreements(form: Form) -> Iterator[Disagreement]:
    """Yield the field and the sentence of each disagreement within a form."""
    for check in _CHECKS:
        yield from check(form)


def _roles(form: Form) -> Iterator[Disagreement]:
    if form.actor == "you" and form.kind == "clock":
        yield "kind", "what you may or must do is a right or a duty"
    if form.actor != "you" and form.kind != "clock":
        yield "kind", f"what others do is a clock, not a {form.kind}"


def _yours_only(form: Form) -> Iterator[Disagreement]:
    if form.actor == "you":
        return
    for field, value in (("lead", form.lead), ("act", form.act != "online"),
                         ("reach", form.reach != "sent")):  # fmt: skip
        if value:
            yield field, f"only means something where you must act, not the {form.actor}"


def _silence(form: Form) -> Iterator[Disagreement]:
    if form.silence and not form.if_missed:
        yield "if_missed", "is missing: where silence decides, say what it decides"


def _order_of_ends(form: Form) -> Iterator[Disagreement]:
    if form.closes is None:
        return
    if _size(form.opens) > _size(form.closes):
        opens = form.opens or "at its start"
        yield "opens", f"the window opens ({opens}) later than it closes ({form.closes})"


def _size(length: Length | None) -> float:
    return length.value * _DAYS[length.unit] if length else 0


def _timers(form: Form) -> Iterator[Disagreement]:
    if form.count == "timer" and form.closes and form.closes.unit not in ("h", "d", "w"):
        yield "count", f"a timer runs hours, days or weeks, not {form.closes}"
    if form.min_working_days and not form.calendar:
        yield "calendar", "is missing: whose working days?"
    if form.roll and not form.calendar:
        yield "calendar", "is missing: rolled to whose working day?"


_CHECKS: Final[tuple[Callable[[Form], Iterator[Disagreement]], ...]] = (
    _roles, _yours_only, _silence, _order_of_ends, _timers,
)  # fmt: skip


def pack_disagreements(pack: Pack) -> Iterator[tuple[str, str, str]]:
    """Yield rule, field and sentence of what does not agree between a pack's parts."""
    slugs = [rule.slug for rule in pack.rules]
    for slug in sorted({slug for slug in slugs if slugs.count(slug) > 1}):
        yield slug, "slug", "is there twice"
    if pack.kind != "shop" and not pack.applies:
        yield "", "applies", f"is missing: to which orders does this {pack.kind} pack apply?"
    if pack.order_page and "{number}" not in pack.order_page:
        yield "", "order_page", "must hold {number} where the order number goes"
    for extension in pack.extensions:
        for slug in extension.rules:
            if slug not in slugs:
                yield "", "extension.rules", no_such("rule of this pack", slug, slugs)
    for rule in pack.rules:
        yield from _dead_ends(rule, slugs)


def _dead_ends(rule: Rule, slugs: list[str]) -> Iterator[tuple[str, str, str]]:
    awaited = [
        (field, trigger)
        for form in rule.forms
        for field, triggers in _triggers(form)
        for trigger in triggers
        if trigger.kind == "rule"
    ]
    for field, trigger in awaited:
        if trigger.name == rule.slug:
            yield rule.slug, field, "waits for its own end"
        elif trigger.name not in slugs:
            yield rule.slug, field, no_such("rule of this pack", trigger.name, slugs)


def _triggers(form: Form) -> Iterator[tuple[str, tuple[Trigger, ...]]]:
    yield "starts", form.starts
    yield "met_by", form.met_by
    clocks = (("not_before", form.not_before), ("cap", form.cap), ("or_earlier", form.or_earlier))
    for field, clock in clocks:
        if clock:
            yield field, clock.starts
    if form.pause:
        yield "pause", (form.pause.begins, form.pause.ends)
