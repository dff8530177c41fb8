"""Who else could read what a command wrote: at its end, and for a moment while it ran.

What the test made ready before has the modes of a person under the usual umask, and is left out
unless the command put another file in its place or changed its mode.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO
TRACED: Final = "umask,open,openat,creat,mkdir,mkdirat,mknod,mknodat,chmod,fchmod,fchmodat,link"
_CALL: Final = re.compile(r"^(?:\d+ +)?(\w+)\((.*)\) += (-?\d+)(?: |$)")
_QUOTED: Final = re.compile(r'"((?:[^"\\]|\\.)*)"')
_MODE: Final = re.compile(r", (0[0-7]*)$")
# Not on a disk.
_ELSEWHERE: Final = ("/dev/", "/proc/", "/sys/")


@dataclass(frozen=True)
class Kept:
    """A path as it was: which file it is, and its mode."""

    inode: int
    mode: int


def look(*folders: Path) -> dict[Path, Kept]:
    """Return every path below some folders; a link is not followed, and has no mode of its own."""
    found = {}
    for folder in folders:
        for path in folder.rglob("*"):
            status = path.lstat()
            if not stat.S_ISLNK(status.st_mode):
                found[path] = Kept(status.st_ino, stat.S_IMODE(status.st_mode))
    return found


def made(before: Mapping[Path, Kept], after: Mapping[Path, Kept]) -> dict[Path, int]:
    """Return the modes of the paths that a command made, or gave another mode."""
    return {path: kept.mode for path, kept in after.items() if before.get(path) != kept}


def open_to_others(modes: Mapping[Path, int]) -> Iterator[str]:
    """Name the paths that somebody else may read, write or enter."""
    yield from (f"{path}: {mode:04o}" for path, mode in modes.items() if mode & OTHERS)


def for_a_moment(trace: str, umask: int, before: Mapping[Path, Kept]) -> Iterator[str]:
    """Name the calls that made a path, or set a mode, so that others could have looked."""
    for line in trace.splitlines():
        if (found := _CALL.match(line)) is None or int(found[3]) < 0:
            continue
        call, words = found[1], found[2]
        if call == "umask":
            umask = int(words, 8)
        elif _makes(call, words) and not _known(words, before):
            mode = _MODE.search(words)
            taken = 0 if call.endswith(("chmod", "chmodat")) else umask
            if mode and int(mode[1], 8) & ~taken & OTHERS:
                yield f"{call}({words}) under {umask:03o}"


def _makes(call: str, words: str) -> bool:
    return not call.startswith("open") or "O_CREAT" in words


def _known(words: str, before: Mapping[Path, Kept]) -> bool:
    """Say whether a path was there before, or is no file of a disk."""
    path = _QUOTED.search(words)
    return path is not None and (path[1].startswith(_ELSEWHERE) or Path(path[1]) in before)


def created(trace: str, before: Mapping[Path, Kept]) -> set[str]:
    """Return every path that was made on the way, those that were gone at the end among them."""
    found = set()
    for line in trace.splitlines():
        call = _CALL.match(line)
        if call is None or int(call[3]) < 0 or call[1] in {"umask", "chmod", "fchmod", "fchmodat"}:
            continue
        path = _QUOTED.search(call[2])
        if path and _makes(call[1], call[2]) and not _known(call[2], before):
            found.add(os.path.normpath(path[1]))
    return found
