"""What is measured: commands of ours on databases of every size, and the others beside them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

from benchmarks.installed import Installed
from benchmarks.seasons import COMMON, RARE

HELLO: Final = "Typer hello-world"
BARE: Final = "python -c pass"
SHELL: Final = "sqlite3 shell"
MILLION: Final = 1_000_000
_TEN_THOUSAND: Final = 10_000
_FEW_ROUNDS: Final = 2
_DUE: Final = (
    "SELECT act_by, ref, name, item FROM deadlines WHERE met_on IS NULL AND watch = 1 "
    "AND shown_until >= date('now') AND actor = 'you' AND act_by <= date('now', '+14 days') "
    "ORDER BY act_by LIMIT 20"
)


class Key(NamedTuple):
    """What is measured, with how many entries, and whether on a terminal.

    `before` is the command of ours that comes right after it.
    """

    name: str
    size: int
    terminal: bool
    before: str = ""


@dataclass(frozen=True, slots=True)
class Subject:
    """Something to measure: its key, the line to run in a round, its environment."""

    key: Key
    command: Callable[[int], Sequence[str]]
    environ: Mapping[str, str]
    rounds: int = 1000


@dataclass(frozen=True, slots=True)
class Ours:
    """A command of ours: its words in a round, the largest archive on which it is measured.

    What a pipe gets is never limited, so a list of the whole archive costs what it holds: such a
    command is measured in a few rounds only.
    """

    name: str
    words: Callable[[int], Sequence[str]]
    most: int = MILLION
    pipe: bool = True
    terminal: bool = True
    rounds: int = 1000


def _order(number: int) -> str:
    return f"8191{number % 20:012}"


READS: Final = (
    Ours("deadlines", lambda _: ["deadlines"]),
    Ours("status", lambda _: ["status"]),
    Ours("next", lambda _: ["next"]),
    Ours("show", lambda _: ["show", _order(7)]),
    Ours("why", lambda _: ["why", _order(7)]),
    Ours("search", lambda _: ["search", RARE]),
    Ours(
        "search, many found", lambda _: ["search", COMMON], most=_TEN_THOUSAND, rounds=_FEW_ROUNDS
    ),
    Ours("history of a case", lambda _: ["history", _order(7)]),
    Ours("history", lambda _: ["history"], pipe=False),
    Ours("summary", lambda _: ["summary"], most=_TEN_THOUSAND, rounds=_FEW_ROUNDS),
    Ours("remind --dry-run", lambda _: ["remind", "--dry-run"]),
)
WRITES: Final = (
    Ours("add", lambda turn: [
        "add", f"8192{turn:012}", "oak lamp", "19.90", "--seller-country", "CN",
        "--delivered", "-5d", "--reason", "defective",
    ]),
    Ours("mark", lambda turn: ["mark", _order(turn), "seller-contacted"]),
    Ours("message add", lambda turn: [
        "message", "add", _order(turn), "where is it?", "--from", "me",
    ]),
)  # fmt: skip


def hello_of(key: Key) -> Key:
    """Return the hello-world that a command is held against: the one run right before it.

    A machine is now faster, now slower; what is compared has to be run side by side.
    """
    return Key(HELLO, key.size, key.terminal, before=key.name)


def ours(
    installed: Installed, databases: Mapping[int, Path], commands: Sequence[Ours]
) -> Iterator[Subject]:
    """Yield commands of ours on every database, in a pipe and on a terminal."""
    for each in commands:
        for terminal in (False, True):
            for size, database in databases.items():
                if (each.terminal if terminal else each.pipe) and size <= each.most:
                    key = Key(each.name, size, terminal)
                    line = _line(installed, database, each, terminal=terminal)
                    yield Subject(
                        hello_of(key), lambda _: installed.hello, installed.environ, each.rounds
                    )
                    yield Subject(key, line, installed.environ, each.rounds)


def _line(
    installed: Installed, database: Path, each: Ours, *, terminal: bool
) -> Callable[[int], Sequence[str]]:
    # Each run of a writing command writes something else.
    return lambda turn: installed.command(database, *each.words(2 * turn + terminal))


def bystanders(
    installed: Installed, databases: Mapping[int, Path], shell: str | None
) -> Iterator[Subject]:
    """Yield what others are held against: interpreter, Typer, and SQLite by itself."""
    python = [installed.hello[0], "-c", "pass"]
    for terminal in (False, True):
        yield Subject(Key(HELLO, 0, terminal), lambda _: installed.hello, installed.environ)
        yield Subject(Key(BARE, 0, terminal), lambda _: python, installed.environ)
    for size, database in databases.items() if shell else ():
        line = [str(shell), "-readonly", str(database), _DUE]
        yield Subject(
            Key(SHELL, size, terminal=False), lambda _, line=line: line, installed.environ
        )
