"""A disk that may forget: what is left of two files when the power goes.

Written is not kept. Until a file is synced, each write to it may be on the disk, or missing, or
there in some of its sectors; a change of its length may be missing. Until the folder is synced, the
last of the names that came or went may not have. What was synced is there.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import Final

SECTOR: Final = 512


@dataclass(frozen=True)
class Call:
    """A call that changes something: `data` of a write, `size` of a write's place or a truncate."""

    kind: str
    name: str
    size: int = 0
    data: bytes = b""
    folder: bool = False


@dataclass
class _File:
    synced: bytes = b""
    waiting: list[Call] = field(default_factory=list)
    new: bool = True

    def whole(self) -> bytes:
        found = bytearray(self.synced)
        for call in self.waiting:
            _apply(found, call)
        return bytes(found)

    def left(self, random: Random, share: float) -> bytes:
        found = bytearray(self.synced)
        for call in self.waiting:
            if random.random() < share:
                _apply(found, call)
            elif call.kind == "write" and random.random() < 0.5:
                _tear(found, call, random)
        return bytes(found)


def _apply(content: bytearray, call: Call) -> None:
    if call.kind == "truncate":
        del content[call.size :]
        content.extend(bytes(call.size - len(content)))
        return
    if len(content) < call.size:
        content.extend(bytes(call.size - len(content)))
    content[call.size : call.size + len(call.data)] = call.data


def _tear(content: bytearray, call: Call, random: Random) -> None:
    for start in range(0, len(call.data), SECTOR):
        if random.random() < 0.5:
            piece = call.data[start : start + SECTOR]
            _apply(content, Call("write", call.name, call.size + start, piece))


class Disk:
    """The folder of a database, call by call."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self._now = {name: _File(content, new=False) for name, content in files.items()}
        self._kept = dict(self._now)
        self._names: list[tuple[str, _File | None]] = []

    def do(self, call: Call) -> None:
        """Take note of a call."""
        if call.kind == "create":
            self._name(call.name, _File())
        elif call.kind == "delete":
            self._name(call.name, None)
            if call.folder:
                self._sync_folder()
        elif call.kind == "sync":
            self._sync(self._now[call.name])
        else:
            self._now[call.name].waiting.append(call)

    def _name(self, name: str, file: _File | None) -> None:
        self._names.append((name, file))
        _put(self._now, name, file)

    def _sync(self, file: _File) -> None:
        file.synced, file.waiting = file.whole(), []
        # SQLite syncs the folder with the first sync of a journal that it made.
        if file.new:
            file.new = False
            self._sync_folder()

    def _sync_folder(self) -> None:
        self._names, self._kept = [], dict(self._now)

    def image(self, random: Random) -> dict[str, bytes]:
        """Return what may be there after a power cut now."""
        names, share = dict(self._kept), random.choice((0.0, 0.2, 0.5, 0.8, 1.0))
        for name, file in self._names[: random.randint(0, len(self._names))]:
            _put(names, name, file)
        return {name: file.left(random, share) for name, file in names.items()}

    def now(self) -> dict[str, bytes]:
        """Return what is there for a program that is killed now: all that was written."""
        return {name: file.whole() for name, file in self._now.items()}


def _put(names: dict[str, _File], name: str, file: _File | None) -> None:
    if file is None:
        names.pop(name, None)
    else:
        names[name] = file
