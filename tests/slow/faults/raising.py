"""A database that raises after so many statements: Ctrl-C between two of them, at a chosen place.

It stands in for `sqlite3.Connection` in a process of its own, and counts what every connection of
the program executes.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

_connect = sqlite3.connect


def raise_after(number: int, counter: Path) -> None:
    """Let KeyboardInterrupt come once, after that statement (from 1); 0 for never.

    How many there were is written to a file as they come.
    """
    log = counter.open("w", buffering=1)
    done = 0

    def tick(statement: str) -> None:
        nonlocal done
        done += 1
        log.write(statement.split(maxsplit=1)[0] + "\n")
        if done == number:
            raise KeyboardInterrupt

    class Cursor(sqlite3.Cursor):
        def execute(self, sql: str, *args: Any) -> Any:
            found = super().execute(sql, *args)
            tick(sql)
            return found

        def executemany(self, sql: str, *args: Any) -> Any:
            found = super().executemany(sql, *args)
            tick(sql)
            return found

    class Connection(sqlite3.Connection):
        def cursor(self, factory: Any = Cursor) -> Any:
            return super().cursor(factory)

        def execute(self, sql: str, *args: Any) -> Any:
            return self.cursor().execute(sql, *args)

        def executemany(self, sql: str, *args: Any) -> Any:
            return self.cursor().executemany(sql, *args)

    def connect(*args: Any, **more: Any) -> sqlite3.Connection:
        more.setdefault("factory", Connection)
        found: sqlite3.Connection = _connect(*args, **more)
        return found

    sqlite3.connect = connect  # type: ignore[assignment]
