"""The store without its transaction: every statement commits by itself. The control."""

from __future__ import annotations

import sqlite3
from typing import Any, Final

_TRANSACTION: Final = ("BEGIN", "COMMIT", "ROLLBACK")


class Autocommit(sqlite3.Connection):
    """A connection that takes no notice of where a command begins and ends."""

    def execute(self, statement: str, *values: Any) -> sqlite3.Cursor:
        return super().execute("SELECT 1" if statement.startswith(_TRANSACTION) else statement,
                               *values)  # fmt: skip


def install() -> None:
    """Make every connection of this process such a one; only in a process of its own."""
    connect = sqlite3.connect

    def naive(*args: Any, **options: Any) -> sqlite3.Connection:
        return connect(*args, **options, factory=Autocommit)

    sqlite3.connect = naive  # type: ignore[assignment]


if __name__ == "__main__":
    from returnctl.cli import main

    install()
    main()
