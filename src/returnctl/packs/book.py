"""The rulebook: packs by name, each in one canonical form with its hash, and one hash for all.

An order keeps the hash of the book it was recorded under; the store keeps each body once. Two packs
that say the same have one hash, however they were laid out or commented.
"""

import json
from collections.abc import Iterable, Mapping
from functools import cached_property
from hashlib import sha256
from typing import Any, Self

from msgspec import Struct

from returnctl.core.rules import Pack, PackKind
from returnctl.packs.schema import parse_body, parse_toml


def canonical(text: str) -> str:
    """Return the canonical form of a pack's TOML: JSON, keys sorted, dates as ISO text."""
    return _json(parse_toml(text))


def digest(text: str) -> str:
    """Return the SHA-256 of a text."""
    return sha256(text.encode()).hexdigest()


def _json(value: Any) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


class SourcePack(Struct, frozen=True):
    """A pack as it is kept: its canonical body and that body's hash. `pack` reads it when asked."""

    name: str
    kind: PackKind
    body_json: str
    hash: str

    @classmethod
    def of_body(cls, body: str) -> Self:
        """Wrap a canonical body, as a store gives it back."""
        data = json.loads(body)
        return cls(data["name"], data["kind"], body, digest(body))

    @classmethod
    def of_toml(cls, text: str) -> Self:
        """Wrap the text of a pack that is known to be sound."""
        data = parse_toml(text)
        body = _json(data)
        return cls(data["name"], data["kind"], body, digest(body))

    @property
    def pack(self) -> Pack:
        """The rules themselves."""
        return parse_body(self.body_json)


class Book(Struct, frozen=True, dict=True):
    """All packs in force at one time, by name."""

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
    def hash(self) -> str:
        """The one hash an order keeps."""
        return digest(self.manifest)
