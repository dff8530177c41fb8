"""SQLite's calls to the disk, one by one: a file system that passes them on and keeps a list."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Final

import apsw

from tests.slow.power.disk import Call

NAME: Final = "watching"
_JOURNALS: Final = (
    apsw.SQLITE_OPEN_MAIN_JOURNAL | apsw.SQLITE_OPEN_WAL | apsw.SQLITE_OPEN_SUPER_JOURNAL
)
_FILES: Final = apsw.SQLITE_OPEN_MAIN_DB | _JOURNALS


class Watching(apsw.VFS):
    """The system's own way to files; `calls` is what changed something."""

    def __init__(self) -> None:
        super().__init__(NAME, "")
        self.calls: list[Call] = []

    def xOpen(self, name: Any, flags: list[int]) -> apsw.VFSFile:  # noqa: N802
        if name is None or not flags[0] & _FILES:
            return apsw.VFSFile("", name, flags)
        path = name.filename() if isinstance(name, apsw.URIFilename) else str(name)
        if not Path(path).exists():
            self.calls.append(Call("create", Path(path).name))
        return _WatchedFile(name, flags, Path(path).name, self.calls)

    def xDelete(self, filename: str, syncdir: bool) -> None:  # noqa: N802
        super().xDelete(filename, syncdir)
        self.calls.append(Call("delete", os.path.basename(filename), folder=syncdir))  # noqa: PTH119


class _WatchedFile(apsw.VFSFile):
    def __init__(self, name: Any, flags: list[int], told: str, calls: list[Call]) -> None:
        super().__init__("", name, flags)
        self._told, self._calls = told, calls

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802
        super().xWrite(data, offset)
        self._calls.append(Call("write", self._told, offset, bytes(data)))

    def xTruncate(self, newsize: int) -> None:  # noqa: N802
        super().xTruncate(newsize)
        self._calls.append(Call("truncate", self._told, newsize))

    def xSync(self, flags: int) -> None:  # noqa: N802
        super().xSync(flags)
        self._calls.append(Call("sync", self._told))
