"""`policy show PACK`: the rules of a pack with their sources.

Fields of a plain record: rule, name, actor, kind, starts, opens, closes, count, met by, confidence,
read on, source title, source address; a line for each form of a rule.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from returnctl.core.lengths import words
from returnctl.core.rules import Form, Pack, Rule, Trigger
from returnctl.core.views.rulebook import PackView
from returnctl.render.blocks import BLANK, Block, Line, Span, labelled, line, whole
from returnctl.render.page import Forms, Page
from returnctl.render.records import jsonable, texts
from returnctl.render.wording import actor, count, spaced

_COUNTS: Final = {
    "after": "the day of the event is day 0",
    "from": "the day of the event is day 1",
    "timer": "to the minute",
    "unstated": "whether the first day counts is not said",
}


def _blocks(view: PackView, _: Page) -> Iterator[Block]:
    pack = view.pack
    yield line(whole(pack.name, "strong"), f"  {pack.title}, {count(len(pack.rules), 'rule')}")
    if pack.applies:
        yield labelled("applies", _condition(pack.applies))
    for rule in pack.rules:
        yield from _rule(rule)
    if pack.extensions or pack.limits:
        yield BLANK
    for extension in pack.extensions:
        span = f"{extension.name}, {extension.first} to {extension.last}: + {words(extension.by)}"
        yield labelled("extension", f"{span} for {', '.join(extension.rules)}")
    for limit in pack.limits:
        yield labelled("limit", f"{limit.name}: {limit.text}")


def _rule(rule: Rule) -> Iterator[Line]:
    yield BLANK
    for number, form in enumerate(rule.forms):
        name = Span(f"  {actor(form.actor)}: {form.name} ({form.kind})", "strong")
        yield line(whole("   or" if number else rule.id, "strong"), name)
        if form.when:
            yield labelled("when", _condition(form.when))
        yield labelled("runs", _window(form))
        if form.met_by:
            yield labelled("met by", _triggers(form.met_by))
        address = (", ", whole(form.source.address)) if form.source.address else ()
        read = f", read {form.as_of:%b %Y}" if form.as_of else ""
        yield labelled("source", f"{form.confidence}: {form.source.title}", *address, read)


def _condition(condition: Mapping[str, Any]) -> str:
    return ", ".join(f"{spaced(name)} = {_wanted(value)}" for name, value in condition.items())


def _wanted(value: Any) -> str:
    if isinstance(value, Mapping):
        return f"not {_wanted(value.get('not'))}"
    if isinstance(value, list | tuple):
        return " or ".join(_wanted(each) for each in value)
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else spaced(str(value))


def _triggers(triggers: Sequence[Trigger]) -> str:
    return " or ".join(_trigger(each) for each in triggers)


def _trigger(trigger: Trigger) -> str:
    if trigger.kind == "rule":
        return f"the end of {trigger.name}"
    if trigger.kind == "scan":
        return f"scan {spaced(trigger.name)} ({trigger.channel} parcel)"
    return spaced(trigger.name) + (f" ({trigger.channel})" if trigger.channel else "")


def _window(form: Form) -> str:
    closes = f"{words(form.closes)}" if form.closes else "no length known"
    opens = f", not before {words(form.opens)}" if form.opens else ""
    starts = _triggers(form.starts) or "a date of its own"
    return f"{closes} from {starts}{opens}; {_COUNTS[form.count]}"


def _plain(view: PackView, _: Page) -> Iterator[Sequence[str]]:
    for rule in view.pack.rules:
        for form in rule.forms:
            yield texts(
                rule.id, form.name, form.actor, form.kind, form.starts, form.opens, form.closes,
                form.count, form.met_by, form.confidence, form.as_of, form.source.title,
                form.source.address,
            )  # fmt: skip


def _data(view: PackView, page: Page) -> Any:
    pack: Pack = view.pack
    return jsonable(pack, page)


FORMS: Final = {PackView: Forms(data=_data, plain=_plain, text=_blocks)}
