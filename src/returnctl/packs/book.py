"""The rulebook: packs by name, each in one canonical form with its hash, and one hash for all.

An order keeps the hash of the book it was recorded under; the store keeps each body once. Two packs
that say the same have one hash, however they were laid out or commented.
"""

import json
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any, Self

from returnctl.core.answers import Answers
from returnctl.core.conditions import Condition
from returnctl.core.digests import digest
from returnctl.core.rules import Pack, PackKind
from returnctl.core.structs import Struct, field
from returnctl.packs.schema import parse_body, parse_toml


def canonical(text: str) -> str:
    """Return the canonical form of a pack's TOML: JSON, keys sorted, dates as ISO text."""
    return _json(parse_toml(text))


def _json(value: Any) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


class SourcePack(Struct, frozen=True):
    """A pack as it is kept: its canonical body and that body's hash. `pack` reads it when asked.

    What finds a pack stands here too, as the body says it: `applies` whom it concerns, and of a
    shop its title, its aliases and the pattern of its order numbers.
    """

    name: str
    kind: PackKind
    body_json: str
    hash: str
    applies: Condition = field(default_factory=Condition)
    title: str = ""
    aliases: tuple[str, ...] = ()
    order_number: str = ""

    @classmethod
    def of_body(cls, body: str, hash_: str) -> Self:
        """Wrap a canonical body and its hash, as a store gives them back."""
        return cls._of(json.loads(body), body, hash_)

    @classmethod
    def of_toml(cls, text: str) -> Self:
        """Wrap the text of a pack that is known to be sound."""
        data = parse_toml(text)
        body = _json(data)
        return cls._of(data, body, digest(body))

    @classmethod
    def _of(cls, data: Mapping[str, Any], body: str, hash_: str) -> Self:
        applies, aliases = data.get("applies"), data.get("aliases")
        return cls(
            name=data["name"], kind=data["kind"], body_json=body, hash=hash_,
            applies=Condition(applies if isinstance(applies, dict) else {}),
            title=str(data.get("title", "")),
            aliases=tuple(map(str, aliases)) if isinstance(aliases, list) else (),
            order_number=str(data.get("order_number", "")),
        )  # fmt: skip

    @property
    def pack(self) -> Pack:
        """The rules themselves."""
        return parse_body(self.body_json)


class Book(Struct, frozen=True, dict=True):
    """All packs in force at one time, by name.

    `asked` are the facts that decide which packs concern an order; `chosen` is where the choice for
    known ones is kept.
    """

    packs: Mapping[str, SourcePack]

    @classmethod
    def of(cls, packs: Iterable[SourcePack]) -> Self:
        """Bind packs to a book; of two with one name the later counts."""
        return cls({pack.name: pack for pack in packs})

    @cached_property
    def manifest(self) -> str:
        """The JSON of pack name -> hash: what tells this book from another."""
        return _json({name: pack.hash for name, pack in self.packs.items()})

    @cached_property
    def asked(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for pack in self.packs.values() for name in pack.applies))

    @cached_property
    def chosen(self) -> Answers:
        return Answers(most=512)

    @cached_property
    def hash(self) -> str:
        """The one hash an order keeps."""
        return digest(self.manifest)
