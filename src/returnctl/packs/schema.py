"""Reads a pack: TOML text, or the JSON it is kept as, becomes `core.rules.Pack` - or faults.

A rule holds the fields of its form and perhaps variants; each variant is the rule with some fields
written anew, and becomes a form. A condition of the rule holds for all its variants too. Nothing is
guessed: a pack with any fault is no pack.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any, Final

from returnctl.core.conditions import Condition
from returnctl.core.errors import ReturnctlError
from returnctl.core.rules import Form, Pack, Rule
from returnctl.core.structs import Struct, field
from returnctl.packs.faults import Bad, Fault, no_such
from returnctl.packs.fields import FORM_FIELDS, FORM_NEEDS, PACK_FIELDS, PACK_NEEDS, RULE_FIELDS
from returnctl.packs.formal import disagreements, pack_disagreements
from returnctl.packs.scalars import Reader
from returnctl.packs.scalars import name as read_name

Data = Mapping[str, Any]

_NEEDED: Final = frozenset(FORM_NEEDS)


class BrokenPack(ReturnctlError):
    """A pack that was kept as sound cannot be read."""

    code = "pack"


def check(text: str, file: str) -> tuple[Pack | None, tuple[Fault, ...]]:
    """Read a pack from TOML; the pack, or everything that is wrong with it."""
    import tomllib  # whoever reads kept packs needs none

    try:
        data = parse_toml(text)
    except tomllib.TOMLDecodeError as error:
        return None, (Fault(file, "", "", f"is no TOML: {error}"),)
    return read_pack(data, file)


def parse_toml(text: str) -> dict[str, Any]:
    """Return what TOML says, in JSON values: dates become ISO text."""
    import tomllib

    found: dict[str, Any] = _plain(tomllib.loads(text))
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return value.isoformat() if isinstance(value, date | datetime | time) else value


@lru_cache(maxsize=64)
def parse_body(body: str) -> Pack:
    """Read a pack from the JSON it is kept as.

    Raises:
        BrokenPack: this release cannot read it.
    """
    pack, faults = read_pack(json.loads(body), "kept pack")
    if pack is None:
        raise BrokenPack(str(faults[0]), hint="returnctl policy adopt takes today's rules.")
    return pack


def read_pack(data: Data, file: str) -> tuple[Pack | None, tuple[Fault, ...]]:
    """Read a pack from its data; the pack, or everything that is wrong with it."""
    notes = _Notes(file)
    values = notes.read(data, PACK_FIELDS, also=("rule",))
    notes.need(values, PACK_NEEDS, data)
    rules = tuple(_rules(data, values, notes))
    if notes.faults:
        return None, tuple(notes.faults)
    values |= {"extensions": values.pop("extension", ()), "limits": values.pop("limit", ())}
    values.pop("as_of", None)
    pack = Pack(**values, rules=rules)
    faults = tuple(Fault(file, *each) for each in pack_disagreements(pack))
    return (None, faults) if faults else (pack, ())


class _Notes(Struct):
    """The faults found so far in one pack, and the rule that is being read."""

    file: str
    rule: str = ""
    faults: list[Fault] = field(default_factory=list)

    def add(self, where: str, sentence: str) -> None:
        fault = Fault(self.file, self.rule, where, sentence)
        if fault not in self.faults:
            self.faults.append(fault)

    def read(
        self, data: Data, fields: Mapping[str, Reader], *, also: tuple[str, ...], at: str = ""
    ) -> dict[str, Any]:
        """Read the fields of a table; what cannot be read is a fault and left out."""
        values: dict[str, Any] = {}
        for name, value in data.items():
            if reader := fields.get(name):
                try:
                    values[name] = reader(value)
                except Bad as bad:
                    self.add(f"{at}{name}{bad.inner}", bad.sentence)
            elif name not in also:
                self.add(f"{at}{name}", no_such("field here", name, (*fields, *also)))
        return values

    def need(self, values: Data, names: tuple[str, ...], written: Data) -> None:
        """Say which fields are missing; one that could not be read has its fault already."""
        for name in names:
            if name not in values and name not in written:
                self.add(name, "is missing")


def _rules(data: Data, pack: Data, notes: _Notes) -> Iterator[Rule]:
    for position, raw in enumerate(_tables(data, "rule", notes), start=1):
        slug = raw.get("slug")
        notes.rule = slug if isinstance(slug, str) else f"number {position}"
        try:
            read_name(slug)
        except Bad as bad:
            notes.add("slug", "is missing" if slug is None else bad.sentence)
        forms = tuple(_forms(raw, pack, notes))
        yield Rule(f"{pack.get('name')}.{slug}", str(slug), forms)
    notes.rule = ""


def _tables(data: Data, name: str, notes: _Notes) -> list[dict[str, Any]]:
    tables = data.get(name, [])
    if isinstance(tables, list) and all(isinstance(each, dict) for each in tables):
        return tables
    notes.add(name, f"is written [[{name}]], once for each")
    return []


def _forms(raw: Data, pack: Data, notes: _Notes) -> Iterator[Form]:
    base = notes.read(raw, FORM_FIELDS, also=RULE_FIELDS)
    variants = _tables(raw, "variant", notes)
    if not variants:
        yield from _form(base, raw, pack, notes)
    for position, variant in enumerate(variants, start=1):
        at = f"variant[{position}]."
        own = notes.read(variant, FORM_FIELDS, also=(), at=at)
        when = base.get("when", {})
        for twice in set(when) & set(own.get("when", {})):
            notes.add(f"{at}when.{twice}", "the rule itself asks for this already")
        merged = {**base, **own, "when": Condition({**when, **own.get("when", {})})}
        yield from _form(merged, {**raw, **variant}, pack, notes, at=at)


def _form(
    values: dict[str, Any], written: Data, pack: Data, notes: _Notes, at: str = ""
) -> Iterator[Form]:
    """Make the form, with what follows from its actor and its pack, if nothing is missing."""
    before = len(notes.faults)
    notes.need(values, FORM_NEEDS, written)
    if len(notes.faults) > before or not values.keys() >= _NEEDED:
        return
    yours = values["actor"] == "you"
    defaults = {
        "kind": "right" if yours else "clock",
        "instance": "first" if yours else "last",
        "zone": pack.get("zone", "buyer"),
        "as_of": pack.get("as_of"),
    }
    form = Form(**{**defaults, **values})
    for name, sentence in disagreements(form):
        notes.add(f"{at}{name}", sentence)
    yield form
