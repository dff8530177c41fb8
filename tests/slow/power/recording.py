"""What commands ask of SQLite, statement by statement, so that another SQLite can do the same."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.slow.power.script import Script, Step

_LOOKS = ("SELECT", "EXPLAIN")
_READS = "PRAGMA query_only = ON"


_PLAIN = {str: str.__str__, int: int.__int__, float: float.__float__}


def _plain(values: Any) -> Any:
    """Return what SQLite sees of values: no class of the program's own."""
    if isinstance(values, dict):
        return {name: _plain(value) for name, value in values.items()}
    if isinstance(values, (tuple, list)):
        return tuple(map(_plain, values))
    found = next((plain for kind, plain in _PLAIN.items() if isinstance(values, kind)), None)
    return found(values) if found else values


class _Tape:
    """All connections to one file, in the order in which they were asked."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.steps: list[Step] = []
        self.count = 0

    def connection(self, connect: Callable[..., Any]) -> Callable[..., Any]:
        def opened(target: Any, *args: Any, **options: Any) -> Any:
            if not str(target).startswith(self.path.absolute().as_uri()):
                return connect(target, *args, **options)
            self.count += 1
            number, tape = self.count, self

            class Taped(sqlite3.Connection):
                def execute(self, statement: str, values: Any = (), /) -> sqlite3.Cursor:
                    found = super().execute(statement, values)
                    tape.steps.append((number, statement, _plain(values), False))
                    return found

                def executemany(self, statement: str, rows: Iterable[Any], /) -> sqlite3.Cursor:
                    kept = list(rows)
                    found = super().executemany(statement, kept)
                    tape.steps.append((number, statement, _plain(kept), True))
                    return found

                def executescript(self, statement: str, /) -> sqlite3.Cursor:
                    raise NotImplementedError(statement)

                def cursor(self, *args: Any, **options: Any) -> Any:
                    msg = "what a cursor is asked would not be on the tape"
                    raise NotImplementedError(msg)

                def close(self) -> None:
                    super().close()
                    tape.steps.append((number, None, (), False))

            return connect(target, *args, **options, factory=Taped)

        return opened

    def script(self, base: bytes) -> Script:
        """Leave out what only looks."""
        readers = {number for number, statement, *_ in self.steps if statement == _READS}
        kept = [
            step
            for step in self.steps
            if step[0] not in readers and not (step[1] or "").lstrip().upper().startswith(_LOOKS)
        ]
        return Script(base, kept)


@contextmanager
def recorded(path: Path, patch: pytest.MonkeyPatch) -> Iterator[Script]:
    """Record what is written to a database during the block; the script is full at its end."""
    tape, script = _Tape(path), Script(path.read_bytes())
    with patch.context() as inside:
        inside.setattr(sqlite3, "connect", tape.connection(sqlite3.connect))
        yield script
    script.steps = tape.script(script.base).steps
