"""What kill -9 leaves amid a commit: a database with some of its pages new, and a hot journal.

`python -m tests.slow.power.killing SCRIPT NUMBER PLACE` writes so many of them into folders.
"""

from __future__ import annotations

import pickle
import sys
from pathlib import Path
from random import Random

from tests.slow.power.disk import Disk
from tests.slow.power.replaying import replay
from tests.slow.power.script import Script


def main(script_file: str, number: str, place: str) -> None:
    """Replay, and keep what was there after a page of the database itself was written."""
    script: Script = pickle.loads(Path(script_file).read_bytes())  # noqa: S301 - made by the test
    folder = Path(place) / "replay"
    folder.mkdir()
    calls = replay(script, folder).calls
    amid = [i for i, call in enumerate(calls) if (call.kind, call.name) == ("write", "r.db")]
    chosen = set(Random(3).sample(amid, min(int(number), len(amid))))
    disk = Disk({"r.db": script.base})
    for moment, call in enumerate(calls):
        disk.do(call)
        if moment in chosen:
            state = Path(place) / "states" / str(moment)
            state.mkdir(parents=True)
            for name, content in disk.now().items():
                (state / name.replace("r.db", "returns.db")).write_bytes(content)


if __name__ == "__main__":
    main(*sys.argv[1:])
