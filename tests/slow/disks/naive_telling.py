"""A command that tells first and records then. The control."""

import sqlite3
import sys


def main(path: str) -> None:
    conn = sqlite3.connect(path)
    conn.execute("CREATE TABLE IF NOT EXISTS notes (text TEXT)")
    conn.execute("INSERT INTO notes VALUES ('kept')")
    print("Recorded.", flush=True)  # noqa: T201
    conn.commit()


if __name__ == "__main__":
    main(*sys.argv[1:])
