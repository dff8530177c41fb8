"""Commands that only look, and a process that gives them for a while beside one that writes.

`python -m tests.slow.crowds.reading FOLDER SECONDS [naive]` prints how many it gave, and which
failed. The naive one, the control, notes in the records when it looked, as some programs do.
"""

from __future__ import annotations

import json
import sqlite3
import sys
import time
from contextlib import closing
from itertools import cycle
from pathlib import Path
from typing import Final

from tests.cli.running import Cli
from tests.slow.crowds.writer import SHARED
from tests.slow.shopper import file_of

LOOKS: Final = (
    ("status",), ("status", "--purchases"), ("status", "--all"), ("deadlines",), ("show", SHARED),
    ("why", SHARED), ("next",), ("next", SHARED), ("search", "hub"), ("summary",), ("history",),
    ("history", SHARED), ("message", "list", SHARED), ("evidence", "list", SHARED),
    ("evidence", "verify"), ("parcel", "list"), ("remind", "--dry-run"), ("export", "-"),
    ("doctor",), ("mark", SHARED), (),
)  # fmt: skip


def main(folder: str, seconds: str, *naive: str) -> None:
    """Look until the time is over."""
    db, failed, number = file_of(Path(folder)), list[str](), 0
    cli, until = Cli(db), time.monotonic() + float(seconds)
    for words in cycle(LOOKS):
        if time.monotonic() > until:
            break
        failed += naively(db) if naive else _fault(cli, words)
        number += 1
    sys.stdout.write(json.dumps({"number": number, "failed": failed}))


def _fault(cli: Cli, words: tuple[str, ...]) -> list[str]:
    answer = cli(*words)
    return [str(answer)[:500]] if answer.exit_code else []


def naively(db: Path) -> list[str]:
    """Look, and note that somebody looked; say what failed."""
    with closing(sqlite3.connect(db, timeout=0.1)) as conn:
        try:
            conn.execute("BEGIN")
            conn.execute("SELECT * FROM status").fetchall()
            conn.execute("INSERT OR REPLACE INTO about VALUES ('looked', ?)", (time.time_ns(),))
            conn.commit()
        except sqlite3.OperationalError as error:
            return [str(error)]
    return []


if __name__ == "__main__":
    main(*sys.argv[1:])
