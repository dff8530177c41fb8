"""Commands that only look, and a process that gives them for a while beside one that writes.

`python -m tests.slow.crowds.reading FOLDER SECONDS` prints how many it gave, and which failed.
"""

from __future__ import annotations

import json
import sys
import time
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


def main(folder: str, seconds: str) -> None:
    """Look until the time is over."""
    cli, failed, number = Cli(file_of(Path(folder))), [], 0
    until = time.monotonic() + float(seconds)
    for words in cycle(LOOKS):
        if time.monotonic() > until:
            break
        answer = cli(*words)
        number += 1
        failed += [str(answer)[:500]] if answer.exit_code else []
    sys.stdout.write(json.dumps({"number": number, "failed": failed}))


if __name__ == "__main__":
    main(*sys.argv[1:])
