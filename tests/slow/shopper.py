"""A shopper at work: random commands that record something, through the real command line.

They run in this process, one after the other. What a command answered is a `Done`: its command id
is in the log from then on, whatever happens.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any, Final

from tests.cli.running import Answer, Cli

_WORDS: Final = "hub lamp cable keyboard jacket kettle mirror tent".split()


@dataclass(frozen=True)
class Done:
    """A command that ended with 0, and the id under which it was recorded."""

    name: str
    command_id: str


@dataclass
class Shopper:
    """Somebody with cases of their own; the name keeps their order numbers apart from others'.

    After `most` cases no more are begun.
    """

    cli: Cli
    random: Random
    name: str
    most: int = 1_000_000
    refs: list[str] = field(default_factory=list)
    _undoable: list[str] = field(default_factory=list)
    _count: int = 0

    def act(self) -> Done:
        """Record something; what is known already records nothing, and is not counted."""
        done = self._add() if not self.refs else self.random.choice(_MOVES)(self)
        return done if done.command_id else self.act()

    def _run(self, *args: str) -> dict[str, Any]:
        answer: Answer = self.cli(*args, "--json")
        if answer.exit_code != 0:
            raise AssertionError(answer)
        data = answer.data
        found: dict[str, Any] = data[0] if isinstance(data, list) else data
        return found

    def _done(self, *args: str) -> Done:
        name = " ".join(args[:2]) if args[0] in {"message", "parcel", "evidence"} else args[0]
        return Done(name, self._run(*args)["command_id"])

    def _number(self) -> str:
        self._count += 1
        return f"{self.name}-{self._count:05d}"

    def _ref(self) -> str:
        return self.random.choice(self.refs)

    def _add(self) -> Done:
        if len(self.refs) >= self.most:
            return self._note()
        items = self.random.sample(_WORDS, 3)
        told = [word for item in items for word in ("--item", f"2 x {item} @ 12.50 EUR")]
        data = self._run(
            "add", "--shop", "lampenladen", "--order", self._number(), *told,
            "--delivered", "8nov", "--reason", "defective",
        )  # fmt: skip
        self.refs.append(data["ref"])
        return Done("add", data["command_id"])

    def _note(self) -> Done:
        done = self._done("edit", self._ref(), "--note", self._number())
        self._undoable.append(done.command_id)
        return done

    def _said(self) -> Done:
        text = f"{self._number()} {' '.join(self.random.choices(_WORDS, k=8))}"
        return self._done("message", "add", self._ref(), "--from", "seller", text)

    def _parcel(self) -> Done:
        digits = f"{self.random.randrange(10**12):012d}"
        return self._done("parcel", "add", self._ref(), f"LP00{digits}")

    def _snooze(self) -> Done:
        return self._done("snooze", self._ref(), "--until", f"+{self.random.randint(1, 9)}d")

    def _prove(self) -> Done:
        file = self.cli.db.parent.parent / f"{self.name}.bin"
        file.write_bytes(self.random.randbytes(3_000))
        return self._done("evidence", "add", self._ref(), str(file), "--kind", "photo")

    def _undo(self) -> Done:
        if not self._undoable:
            return self._note()
        return self._done("undo", self._undoable.pop(), "--yes")


_MOVES: Final[tuple[Callable[[Shopper], Done], ...]] = (
    Shopper._add, Shopper._note, Shopper._note, Shopper._said, Shopper._said, Shopper._parcel,
    Shopper._snooze, Shopper._prove, Shopper._undo,
)  # fmt: skip


def file_of(folder: Path) -> Path:
    """Return where a shopper's records lie, with room for files beside their folder."""
    return folder / "records" / "returns.db"
