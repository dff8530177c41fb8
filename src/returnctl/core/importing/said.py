"""What was said of a case so far, and by whom: by earlier imports, and by the user.

An import is compared with what an import said last, and never speaks against the user's word. What
the user removed stays removed, because its entries are still here to be recognised.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from returnctl.core.entries import AUTHORITY, Entry
from returnctl.core.fold import live_entries
from returnctl.core.structs import Struct, field

_MISSING: Final = object()


class Happening(Struct, frozen=True):
    """An event as it was said; `typed`: by the user."""

    id: str
    target: str
    kind: str
    on: str
    amount: Any
    code: str | None
    typed: bool
    note: str | None = None


class Said(Struct):
    """Facts by target and name, the things there are by level, and what happened."""

    imported: dict[str, dict[str, Any]] = field(default_factory=dict)
    typed: dict[str, dict[str, Any]] = field(default_factory=dict)
    levels: dict[str, str] = field(default_factory=dict)
    removed: set[str] = field(default_factory=set)
    happened: list[Happening] = field(default_factory=list)

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> "Said":
        """Read the live entries of a case."""
        said = cls()
        for entry in live_entries(entries):
            said._take(entry)
        return said

    def _take(self, entry: Entry) -> None:
        data = entry.data
        by_user = bool(AUTHORITY.get(entry.source, 0))
        if entry.kind == "removed":
            self.removed.add(entry.target)
        elif entry.kind == "event":
            kind, on = str(data.get("event")), str(data.get("on"))
            self.happened.append(
                Happening(
                    entry.id, entry.target, kind, on, data.get("amount"), data.get("code"),
                    by_user, data.get("note"),
                )
            )  # fmt: skip
        elif entry.kind in ("noted", "fact") and (by_user or entry.source == "import"):
            held = (self.typed if by_user else self.imported).setdefault(entry.target, {})
            held.update({name: value for name, value in data.items() if name != "level"})
        if entry.kind == "noted":
            self.levels[entry.target] = str(data.get("level"))

    def all(self, level: str) -> list[str]:
        """Return the ids of a level's things, removed ones too, oldest first."""
        return sorted(target for target, of in self.levels.items() if of == level)

    def fact(self, target: str, name: str) -> Any:
        """Return what holds of a fact; None where nothing does."""
        typed = self.typed.get(target, {}).get(name, _MISSING)
        return self.imported.get(target, {}).get(name) if typed is _MISSING else typed

    def news(
        self, target: str, wanted: Mapping[str, Any]
    ) -> tuple[dict[str, Any], dict[str, tuple[Any, Any]]]:
        """Return the facts that are new, and those where the user's own word is another.

        Of the latter each is the user's value and the import's.
        """
        said, typed = self.imported.get(target, {}), self.typed.get(target, {})
        new: dict[str, Any] = {}
        kept: dict[str, tuple[Any, Any]] = {}
        for name, value in wanted.items():
            if name in typed:
                if typed[name] != value:
                    kept[name] = (typed[name], value)
            elif said.get(name) != value:
                new[name] = value
        return new, kept

    def days(self, target: str, kind: str, *, typed: bool) -> list[date]:
        """Return the days of an event of a target, as the user or others said them."""
        return [
            date.fromisoformat(each.on)
            for each in self.happened
            if (each.target, each.kind, each.typed) == (target, kind, typed)
        ]
