"""Cuts the power at random calls, and looks at what SQLite makes of what is left.

`python -m tests.slow.power.cutting SCRIPT IMAGES SEED PLACE [SYNCHRONOUS]` prints what it counted.
"""

from __future__ import annotations

import json
import pickle
import sys
from collections import Counter
from pathlib import Path
from random import Random

import apsw

from tests.slow.power.disk import Disk
from tests.slow.power.replaying import Replay, replay, state_of
from tests.slow.power.script import Script


def cut(script: Script, done: Replay, place: Path, *, images: int, seed: int) -> Counter[str]:
    """Make images and judge each: corrupt, lost, torn or right."""
    random, disk, found = Random(seed), Disk({"r.db": script.base}), Counter[str]()
    moments = Counter(random.randrange(len(done.calls) + 1) for _ in range(images))
    for moment in range(len(done.calls) + 1):
        for _ in range(moments[moment]):
            put(disk.image(random), place)
            found[verdict(place, *allowed(done, moment))] += 1
        if moment < len(done.calls):
            disk.do(done.calls[moment])
    return found


def allowed(done: Replay, moment: int) -> tuple[set[str], set[str]]:
    """Return what may be there: the last state that was acknowledged, and the one under way.

    The second set is of those before, which were there once.
    """
    last = max(i for i, (calls, _) in enumerate(done.states) if calls <= moment)
    states = [state for _, state in done.states]
    return set(states[last : last + 2]), set(states[:last])


def put(files: dict[str, bytes], place: Path) -> None:
    """Put an image in place of the one before."""
    for old in place.iterdir():
        old.unlink()
    for name, content in files.items():
        (place / name).write_bytes(content)


def verdict(place: Path, right: set[str], past: set[str]) -> str:
    """Open it as the next command would, which rolls back what was not finished."""
    try:
        conn = apsw.Connection(str(place / "r.db"), flags=apsw.SQLITE_OPEN_READWRITE)
        try:
            if conn.execute("PRAGMA integrity_check(1)").get != "ok":
                return "corrupt"
            state = state_of(conn)
        finally:
            conn.close()
    except apsw.Error:
        return "corrupt"
    if state in right:
        return "right"
    return "lost" if state in past else "torn"


def main(script_file: str, images: str, seed: str, place: str, synchronous: str = "") -> None:
    script: Script = pickle.loads(Path(script_file).read_bytes())  # noqa: S301 - made by the test
    folder, image = Path(place) / "replay", Path(place) / "image"
    for each in (folder, image):
        each.mkdir(exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    done = replay(script, folder, synchronous=synchronous)
    found = cut(script, done, image, images=int(images), seed=int(seed))
    told = {"calls": len(done.calls), "states": len(done.states), **found}
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main(*sys.argv[1:])
