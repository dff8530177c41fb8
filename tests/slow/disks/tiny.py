"""Disks that fill up: small memory disks in a namespace of their own, and a limit on files.

Run as a script under `unshare -Urm`, so that it may mount without being root. It reads what to do
as JSON, and answers in JSON what it saw.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, Final

from tests.slow.faults.commands import COMMANDS, bench
from tests.slow.faults.injecting import Bench, Point, Struck
from tests.slow.faults.judging import Judge
from tests.slow.faults.launcher import launcher
from tests.slow.faults.scene import Scene, season

KB: Final = 1024
ROOMY: Final = "64m"
# What must work where not a byte is left.
READS: Final[tuple[tuple[str, ...], ...]] = (
    ("status",), ("deadlines", "--all"), ("export", "-"), ("history",),
)  # fmt: skip
_ROOT: Final = Path(__file__).parents[3]


@cache
def why_not() -> str:
    """Say why there can be no small disks here; nothing where there can."""
    if shutil.which("unshare") is None:
        return "unshare is not installed"
    command = ["unshare", "-Urm", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]
    tried = subprocess.run(command, capture_output=True, check=False)
    return "" if tried.returncode == 0 else "namespaces of users are not allowed here"


def in_namespace(folder: Path, wanted: Mapping[str, Any]) -> dict[str, Any]:
    """Run this module in a namespace of its own, and return its answer."""
    answer = folder / "answer.json"
    done = subprocess.run(
        ["unshare", "-Urm", sys.executable, "-m", __name__, str(folder), str(answer)],
        input=json.dumps(wanted), text=True, capture_output=True, cwd=_ROOT, check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(each for each in sys.path if each)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    found: dict[str, Any] = json.loads(answer.read_text())
    return found


def mounted(place: Path, *options: str) -> None:
    subprocess.run(["mount", *options, "-t", "tmpfs", "tmpfs", str(place)], check=True)


def resized(place: Path, size: str) -> None:
    subprocess.run(["mount", "-o", f"remount,size={size}", str(place)], check=True)


def unmounted(place: Path) -> None:
    subprocess.run(["umount", str(place)], check=True)


def taken(place: Path) -> int:
    """Return how many bytes of a disk are in use."""
    state = os.statvfs(place)
    return (state.f_blocks - state.f_bfree) * state.f_frsize


def filled(place: Path) -> None:
    """Leave not a byte."""
    with suppress(OSError), (place / "filler").open("wb", buffering=0) as file:
        while True:
            file.write(bytes(4 * KB))


class Disk:
    """A command on a disk of its own, again and again."""

    def __init__(self, name: str, folder: Path, stock: Scene) -> None:
        self.name, self.failed = name, False
        self.bench = _on_a_disk(bench(name, folder / name.replace(" ", "-"), stock))
        self.bench.place.mkdir(parents=True, exist_ok=True)
        mounted(self.bench.place, "-o", f"size={ROOMY}")
        self.judge = Judge.of(self.bench)
        self.bench.reset()
        self.used = taken(self.bench.place)

    def close(self) -> None:
        unmounted(self.bench.place)

    def with_room(self, room: int, *, reads: bool) -> Iterator[str]:
        """Run the command with so many bytes to spare; say what is wrong."""
        self.bench.reset()
        resized(self.bench.place, str(self.used + room))
        done = self.bench.run()
        struck = Struck(Point("room", room), "full", done.exit_code, done.out, done.err)
        if done.exit_code:
            yield from told(done.exit_code, done.err or done.out)
            if reads:
                yield from self._reads()
        resized(self.bench.place, ROOMY)
        (self.bench.place / "filler").unlink(missing_ok=True)
        self.judge.look(self.bench, struck)
        yield from self._judged()
        self.failed = bool(done.exit_code)

    def with_limit(self, limit: int) -> Iterator[str]:
        """Run the command where no file may be longer."""
        self.bench.reset()
        pid, usual = launcher()._process.pid, resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (limit, usual[1]))
        try:
            done = self.bench.run()
        finally:
            resource.prlimit(pid, resource.RLIMIT_FSIZE, usual)
        struck = Struck(Point("limit", limit), "limit", done.exit_code, done.out, done.err)
        self.judge.look(self.bench, struck)
        yield from self._judged()
        self.failed = bool(done.exit_code)

    def _judged(self) -> Iterator[str]:
        found, self.judge.found = self.judge.found, []
        yield from map(str, found)

    def _reads(self) -> Iterator[str]:
        """Look at the records where nothing can be written at all."""
        if not self.bench.db.exists():
            return
        filled(self.bench.place)
        for args in READS:
            done = self.bench.run(*args)
            if done.exit_code not in (0, 10, 11):
                yield f"lost: {' '.join(args)} on the full disk: {done.exit_code} {done.err}"


def _on_a_disk(found: Bench) -> Bench:
    return _Emptied(**{name: getattr(found, name) for name in ("master", "place", "args", "env")})


class _Emptied(Bench):
    """A bench whose place is a mount: emptied, never removed."""

    def reset(self) -> None:
        resized(self.place, ROOMY)
        for each in self.place.iterdir():
            shutil.rmtree(each) if each.is_dir() else each.unlink()
        shutil.copytree(self.master, self.place, symlinks=True, dirs_exist_ok=True)


def told(code: int, err: str) -> Iterator[str]:
    """Say what is wrong with the way a full disk is told."""
    if code not in (1, 7):
        yield f"told: exit {code}: {err}"
    if " is full." not in err or not ("Nothing was " in err or "not rebuilt: " in err):
        yield f"told: not as a full disk of which nothing came: {err}"


def naive(folder: Path, rooms: Sequence[int]) -> str:
    """The control: a list of records that is written anew in its place, as many programs do."""
    place = folder / "naive"
    place.mkdir()
    rows = "".join(f"{number}: an order, and what was said of it\n" for number in range(3000))
    lost = 0
    for room in rooms:
        mounted(place, "-o", f"size={len(rows) + room}")
        (place / "records").write_text(rows)
        with suppress(OSError), (place / "records").open("w") as file:
            file.write("9999: a new order\n" * (room // 18 + 400) + rows)
        lost += rows not in (place / "records").read_text()
        unmounted(place)
    return f"a file written in its place: {lost} of {len(rooms)} lost records"


def run(folder: Path, wanted: Mapping[str, Any]) -> dict[str, Any]:
    """Try each named command at its rooms and limits."""
    stock = season(folder / "stock" / "season")
    tried = failed = 0
    found: list[str] = []
    for name in wanted["commands"] or COMMANDS:
        disk = Disk(name, folder, stock)
        for number, room in enumerate(wanted["rooms"]):
            wrong = list(disk.with_room(room * KB, reads=number % 3 == 0))
            found += [f"{name}, {room} kB of room: {each}" for each in wrong]
            tried, failed = tried + 1, failed + disk.failed
        for limit in wanted["limits"]:
            wrong = list(disk.with_limit(limit * KB))
            found += [f"{name}, files to {limit} kB: {each}" for each in wrong]
            tried, failed = tried + 1, failed + disk.failed
        disk.close()
    control = naive(folder, [each * KB for each in wanted["rooms"]]) if wanted["rooms"] else ""
    return {"tried": tried, "failed": failed, "found": found, "control": control}


if __name__ == "__main__":
    answer_to = Path(sys.argv[2])
    answer_to.write_text(json.dumps(run(Path(sys.argv[1]), json.load(sys.stdin))))
