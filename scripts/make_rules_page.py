"""Makes docs/rules.md from the shipped packs and docs/researched.toml.

    python -m scripts.make_rules_page

Run it after every change of a pack, and read the diff: it is what users can see of the change.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from returnctl.core.lengths import UNITS, Length, words
from returnctl.core.rules import Clock, Form, Pack, Rule, Source, Trigger
from returnctl.core.vocabulary import dashed
from returnctl.packs.shelf import FOLDERS, shipped_packs

ROOT: Final = Path(__file__).parents[1]
PAGE: Final = ROOT / "docs" / "rules.md"
RESEARCHED: Final = ROOT / "docs" / "researched.toml"

_HEAD: Final = """\
# The rules

<!-- Made by `python -m scripts.make_rules_page` from the packs and docs/researched.toml. -->

Every rule that ships with returnctl, pack by pack: how long it runs and from what, who must move,
where it was read, how sure that is, and when it was read. What the fields mean is told in
[rules-shape.md](rules-shape.md). This is not legal advice, and what the order page says counts
before any of it.

- *Starts* are events; several mean the first of them, or the last where that is said.
- The day of the start is not counted, unless a length says *first day counted*. *First day
  unclear*: the source does not say, so you act by the earlier reading, and others are given the
  later one.
- *Unknown*: the source gives no length. Such a rule is told and never due.
- **high**: the official text was seen. **medium**: a copy of it, or two others that agree.
  **low**: one weak source. **recalled**: none at hand.
"""
_KINDS: Final = ("Shops", "Payments", "Laws", "Carriers")
_COLUMNS: Final = ("rule", "length", "starts", "who", "source", "confidence", "read")


def main() -> None:
    """Write the page and say how much there is."""
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
    rules = [rule for source in shipped_packs().values() for rule in source.pack.rules]
    print(f"{PAGE.name}: {len(shipped_packs())} packs, {len(rules)} rules")


def page() -> str:
    """Return the whole page."""
    return "\n".join([_HEAD, *_packs(), *_research()])


def _packs() -> Iterator[str]:
    packs = [source.pack for source in shipped_packs().values()]
    for folder, title in zip(FOLDERS, _KINDS, strict=True):
        yield f"## {title}\n"
        for pack in sorted(packs, key=lambda pack: pack.name):
            if f"{pack.kind}s" == folder:
                yield from _pack(pack)


def _pack(pack: Pack) -> Iterator[str]:
    yield f"### {pack.title} (`{pack.name}`)\n"
    if pack.applies:
        yield f"Applies where {_condition(pack.applies)}.\n"
    yield from _table(_COLUMNS, [_row(rule, form) for rule in pack.rules for form in rule.forms])
    for extension in pack.extensions:
        span = f"{extension.first} to {extension.last}"
        rules = ", ".join(f"`{each}`" for each in extension.rules)
        yield f"- {extension.name}, {span}: {words(extension.by)} more for {rules}"
    for limit in pack.limits:
        when = f" (where {_condition(limit.when)})" if limit.when else ""
        yield f"- `{limit.name}`{when}: {limit.text} {_source(limit.source)}."
    if pack.extensions or pack.limits:
        yield ""


def _row(rule: Rule, form: Form) -> tuple[str, ...]:
    when = f"<br>where {_condition(form.when)}" if form.when else ""
    return (
        f"`{rule.slug}` {form.name}{when}",
        _length(form),
        _starts(form),
        form.actor,
        _source(form.source),
        form.confidence,
        f"{form.as_of:%Y-%m-%d}" if form.as_of else "",
    )


def _length(form: Form) -> str:
    parts = [_span(form)]
    if form.count == "from":
        parts.append("first day counted")
    if form.count == "unstated" and form.closes and form.closes.unit != "h" and form.closes.value:
        parts.append("first day unclear")
    if form.roll:
        parts.append("then to a working day")
    if form.pause:
        parts.append(f"standing still from {form.pause.begins} to {form.pause.ends}")
    bounds = (("not before", form.not_before), ("at most", form.cap), ("or", form.or_earlier))
    parts += [f"{text} {_clock(clock)}" for text, clock in bounds if clock]
    parts += [f"ordered {f.first} to {f.last}: until {f.until}" for f in form.fixed]
    return "; ".join(parts)


def _span(form: Form) -> str:
    opens, closes = form.opens, form.closes
    if closes is None:
        return f"from {_after(opens)} on, end unknown" if opens else "unknown"
    if opens is None:
        return words(closes) if closes.value else "that day"
    if opens.unit == closes.unit and opens.value > 0:
        return f"{opens.value} to {words(closes)}"
    return f"{_after(opens)} to {_after(closes)}"


def _after(length: Length) -> str:
    """Name a day by its distance: `day 11`, `7 days before`."""
    if length.value < 0:
        return words(length)
    return f"{UNITS[length.unit][0]} {length.value}"


def _clock(clock: Clock) -> str:
    starts = " or ".join(_trigger(each) for each in clock.starts)
    return f"{words(clock.closes)} from {starts}" if clock.closes.value else starts


def _starts(form: Form) -> str:
    starts = " or ".join(_trigger(each) for each in form.starts)
    return starts + (", the last" if form.pick == "latest" and len(form.starts) > 1 else "")


def _trigger(trigger: Trigger) -> str:
    if trigger.kind == "rule":
        return f"end of `{trigger.name}`"
    if trigger.kind == "scan":
        return f"scan {_spaced(trigger.name)} ({trigger.channel} parcel)"
    return dashed(trigger.name) + (f" ({trigger.channel})" if trigger.channel else "")


def _source(source: Source) -> str:
    return f"[{source.title}]({source.address})" if source.address else source.title


def _condition(condition: Mapping[str, Any]) -> str:
    return ", ".join(f"{_spaced(name)} is {_wanted(value)}" for name, value in condition.items())


def _wanted(value: Any) -> str:
    if isinstance(value, Mapping) and "told" in value:
        return f"{_wanted(value['told'])}, as told"
    if isinstance(value, Mapping) and isinstance(value["not"], list | tuple):
        return f"none of {', '.join(_wanted(each) for each in value['not'])}"
    if isinstance(value, Mapping):
        return f"not {_wanted(value['not'])}"
    if isinstance(value, list | tuple):
        return " or ".join(_wanted(each) for each in value)
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else _spaced(str(value))


def _spaced(word: str) -> str:
    return word.replace("_", " ")


def _research() -> Iterator[str]:
    researched = tomllib.loads(RESEARCHED.read_text(encoding="utf-8"))
    encoded, left_out = researched["encoded"], researched["left-out"]
    yield "## What was researched\n"
    yield f"{len(encoded) + len(left_out)} findings were gathered before the packs were written,"
    yield "each under a short name ([researched.toml](researched.toml))."
    yield f"{len(encoded)} of them are in the packs:\n"
    rows = [(f"`{name}`", ", ".join(f"`{rule}`" for rule in encoded[name])) for name in encoded]
    yield from _table(("finding", "where it is"), rows)
    yield f"{len(left_out)} were left out:\n"
    yield from _table(("finding", "why"), [(f"`{name}`", left_out[name]) for name in left_out])


def _table(columns: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    for cells in (columns, ("---",) * len(columns), *rows):
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"
    yield ""


if __name__ == "__main__":
    main()
