"""Gives inputs to a target, in a process of its own: `replay TARGET FOLDER...`.

Says in JSON how many there were, what was raised, how long the slowest took (in seconds of this
process) and how much memory the process took at most (in bytes).
"""

from __future__ import annotations

import json
import resource
import sys
import time
import traceback
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path

from tests.slow.fuzz.targets import run


@dataclass
class Replayed:
    inputs: int = 0
    raised: dict[str, str] = field(default_factory=dict)
    slowest: float = 0.0
    slowest_name: str = ""
    memory: int = 0


def replay(target: str, folders: Iterable[str]) -> Replayed:
    """Give every file of the folders to the target."""
    told = Replayed()
    for path in (path for each in folders for path in sorted(Path(each).iterdir())):
        data = path.read_bytes()
        start = time.process_time()
        try:
            run(target, data)
        except Exception:  # noqa: BLE001 - whatever it is, it is a bug
            told.raised[path.name] = traceback.format_exc(limit=-3)
        took = time.process_time() - start
        told.inputs += 1
        if took > told.slowest:
            told.slowest, told.slowest_name = took, path.name
    told.memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return told


if __name__ == "__main__":
    sys.stdout.write(json.dumps(asdict(replay(sys.argv[1], sys.argv[2:]))))
