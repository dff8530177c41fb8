"""`--deadline RULE=DATE`, `=ok`, `=+2d14h` and `--window 30d`: the user's word on a rule's end."""

from collections.abc import Iterable, Sequence
from datetime import UTC
from difflib import get_close_matches
from typing import Any, Final

from returnctl.actions.desk import Desk
from returnctl.actions.typed import read_day, read_text
from returnctl.core.case import Case
from returnctl.core.dates import parse_countdown
from returnctl.core.deadline import Deadline
from returnctl.core.entries import Draft
from returnctl.core.errors import NotFound, Refused
from returnctl.core.facts import OVERRIDE_FACTS
from returnctl.core.lengths import parse_length
from returnctl.core.rules import SHARED_SLUGS
from returnctl.core.structs import Struct

WINDOW_RULE: Final = "return-window"


class TypedOverride(Struct, frozen=True):
    """An override as typed: the rule, and what the log shall hold; `ok` still lacks its day."""

    rule: str
    data: dict[str, Any]

    @property
    def is_ok(self) -> bool:
        """Whether the user said "I looked, it agrees"."""
        return "ok" in self.data


def read_overrides(
    deadlines: Iterable[str], window: str | None, desk: Desk
) -> tuple[TypedOverride, ...]:
    """Read the options `--deadline` and `--window`."""
    found = [_read(text, desk) for text in deadlines]
    if window is not None:
        found.append(TypedOverride(WINDOW_RULE, {"length": _length(window)}))
    return tuple(found)


def _read(text: str, desk: Desk) -> TypedOverride:
    rule, equals, value = (part.strip() for part in text.partition("="))
    if not equals or not rule or not value:
        msg = f'"{text}" does not say RULE=DATE.'
        raise Refused(msg, hint="For example --deadline dispute=2026-12-01, =ok or =+2d14h.")
    name = read_text(rule, "rule").lower()
    if value.lower() == "ok":
        return TypedOverride(name, {"ok": True})
    if value.startswith("+") and "h" in value.lower():
        at = desk.moment.now + parse_countdown(value)
        return TypedOverride(name, {"at": at.astimezone(UTC).isoformat()})
    return TypedOverride(name, {"day": read_day(value, desk, "forward").isoformat()})


def _length(text: str) -> str:
    try:
        length = parse_length(text)
    except ValueError:
        msg = f'"{text}" is no length.'
        raise Refused(msg, hint="Days, months or years: --window 30d, 6mo, 2y.") from None
    if length.value < 1:
        msg = f'"{text}" is no window.'
        raise Refused(msg, hint="One day or more: --window 30d.")
    return str(length)


def check_names(typed: Sequence[TypedOverride], known: Sequence[Deadline]) -> None:
    """Refuse a name that nearly is a rule's: it would make a deadline of the user's own.

    Raises:
        Refused: the hint names the rule.
    """
    names = {name for each in known for name in (each.slug, each.rule)} | set(SHARED_SLUGS)
    for each in typed:
        near = get_close_matches(each.rule, names, n=1, cutoff=0.8)
        if near and each.rule not in names:
            msg = f'"{each.rule}" is no rule.'
            raise Refused(msg, hint=f"Did you mean {near[0]}?")


def override_drafts(
    typed: Sequence[TypedOverride], target: str, case: Case, known: Sequence[Deadline]
) -> list[Draft]:
    """Return the entries; `ok` confirms the day that is computed now.

    Where all of it is so already, it is no news; of two words on one rule the later must hold.
    """
    drafts = [Draft("override", _owner(each, target, known), _data(each, known)) for each in typed]
    return [] if all(_is_so(each, case, known) for each in drafts) else drafts


def _is_so(draft: Draft, case: Case, known: Sequence[Deadline]) -> bool:
    """Say whether the last word on the rule is the same; to have looked again is news."""
    rule = str(draft.data["rule"])
    found = _named(rule, known)
    names = {rule} | ({found.slug, found.rule} if found else set())
    held = [o for o in case.overrides if o.target == draft.target and o.rule in names]
    if not held or held[-1].ok or "ok" in draft.data:
        return False
    said = {name: OVERRIDE_FACTS[name](value) for name, value in draft.data.items()}
    return all(getattr(held[-1], name) == said.get(name) for name in ("day", "at", "length"))


def _owner(typed: TypedOverride, target: str, known: Sequence[Deadline]) -> str:
    """An override belongs where the deadline does."""
    found = _named(typed.rule, known)
    return found.owner if found else target


def _data(typed: TypedOverride, known: Sequence[Deadline]) -> dict[str, Any]:
    if not typed.is_ok:
        return {"rule": typed.rule, **typed.data}
    found = _named(typed.rule, known)
    if found is None or found.due_on is None:
        msg = f"there is no computed date of {typed.rule} to confirm."
        raise NotFound(msg, hint=f"Give the date: --deadline {typed.rule}=DATE.")
    return {"rule": typed.rule, "ok": True, "day": found.due_on.isoformat()}


def _named(rule: str, known: Sequence[Deadline]) -> Deadline | None:
    return next((each for each in known if rule in (each.slug, each.rule)), None)
