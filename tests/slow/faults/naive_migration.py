"""Migrates as a quick script would: the number first, then each statement, without a copy."""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from pathlib import Path

from returnctl.store import migrations


def main() -> None:
    with closing(sqlite3.connect(Path.cwd() / "records" / "returns.db")) as conn:
        conn.isolation_level = None
        (found,) = conn.execute("PRAGMA user_version").fetchone()
        conn.execute(f"PRAGMA user_version = {migrations.SCHEMA_VERSION}")
        for statement in (*migrations._M002, *migrations._M003)[0 if found < 2 else 4 :]:
            conn.execute(statement)
    sys.stdout.write("Migrated\n")


if __name__ == "__main__":
    main()
