"""Fuzzes one target with atheris, in a process of its own: `hammer TARGET SECONDS CORPUS BUGS`.

Only the program is instrumented. What a target raises does not end the run: the input is kept in
the folder BUGS under the place where it was raised, once for each place. So is what takes longer
than any input may.
"""

from __future__ import annotations

import hashlib
import sys
import time
import traceback
from pathlib import Path

import atheris  # type: ignore[import-untyped,unused-ignore]

with atheris.instrument_imports(include=["returnctl"]):
    from tests.slow.fuzz.targets import run

# Instrumented code is slower than the program: what takes long here is timed again without.
SLOW = 2.0


def place_of(error: Exception) -> str:
    """Where something was raised: the kind of error, and the last lines of the program's."""
    frames = [f for f in traceback.extract_tb(error.__traceback__) if "returnctl" in f.filename]
    told = [f"{Path(f.filename).stem}-{f.lineno}" for f in frames[-2:]]
    return "-".join((type(error).__name__, *told))


def main(target: str, seconds: str, corpus: str, bugs: str) -> None:
    def keep(name: str, data: bytes) -> None:
        path = Path(bugs) / name
        if not path.exists() or len(data) < path.stat().st_size:
            path.write_bytes(data)

    def once(data: bytes) -> None:
        start = time.perf_counter()
        try:
            run(target, data)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is a bug
            keep(place_of(error), data)
        if time.perf_counter() - start > SLOW:
            keep(f"slow-{hashlib.sha256(data).hexdigest()[:8]}", data)

    options = ["-max_len=4096", "-rss_limit_mb=0", "-timeout=60", "-print_final_stats=1", "-seed=8"]
    atheris.Setup([sys.argv[0], f"-max_total_time={seconds}", *options, corpus], once)
    atheris.Fuzz()


if __name__ == "__main__":
    main(*sys.argv[1:])
