"""Reading a file that somebody names: one open file, regular, whole, and no larger than allowed.

A name can change its meaning at any time, so everything is asked of the open file: what is read is
what was looked at. Links are not followed, and opening never waits for the other end of a pipe.
"""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, NamedTuple

from returnctl.core.errors import Refused
from returnctl.core.sizes import size_text

LARGEST: Final = 200_000_000
_CHUNK: Final = 1 << 20

# Not every system knows all of them.
FLAGS: Final = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)
_KINDS: Final = {
    stat.S_IFDIR: ("a folder", "Name the files in it: {path}/*"),
    stat.S_IFIFO: ("a pipe", "Save what it gives to a file first."),
    stat.S_IFCHR: ("a device", "Only regular files can be evidence."),
    stat.S_IFBLK: ("a device", "Only regular files can be evidence."),
    stat.S_IFSOCK: ("a socket", "Only regular files can be evidence."),
}
_TROUBLES: Final = {
    errno.ENOENT: ("There is no file {path}.", "Check the name. Nothing was changed."),
    errno.ENOTDIR: ("There is no file {path}.", "Check the name. Nothing was changed."),
    errno.ENAMETOOLONG: ("There is no file {path}.", "Check the name. Nothing was changed."),
    errno.ELOOP: ("{path} is a link.", "Name the file it leads to. Nothing was changed."),
    errno.EACCES: ("{path} may not be read by you.", "Nothing was changed."),
    errno.EPERM: ("{path} may not be read by you.", "Nothing was changed."),
    errno.ENXIO: ("{path} is a socket.", "Only regular files can be evidence."),
}


class Source(NamedTuple):
    """An open file and how large it was when it was opened."""

    path: Path
    descriptor: int
    state: os.stat_result

    def chunks(self) -> Iterator[bytes]:
        """Read it to its end.

        Raises:
            Refused: it cannot be read, or changes meanwhile.
        """
        read = 0
        while chunk := self._read():
            read += len(chunk)
            if read > self.state.st_size:
                raise _changed(self.path)
            yield chunk
        now = os.fstat(self.descriptor)
        if (read, now.st_mtime_ns) != (self.state.st_size, self.state.st_mtime_ns):
            raise _changed(self.path)

    def _read(self) -> bytes:
        try:
            return os.read(self.descriptor, _CHUNK)
        except OSError as error:
            raise _refusal(error, self.path) from error


@contextmanager
def opened(path: Path) -> Iterator[Source]:
    """Open a file that is to be evidence.

    Raises:
        Refused: it is no regular file, empty, too large, or may not be read.
    """
    try:
        descriptor = os.open(path, FLAGS)
    except (OSError, ValueError) as error:
        raise _refusal(error, path) from error
    try:
        state = os.fstat(descriptor)
        _check(path, state)
        yield Source(path, descriptor, state)
    finally:
        os.close(descriptor)


def _check(path: Path, state: os.stat_result) -> None:
    if not stat.S_ISREG(state.st_mode):
        what, hint = _KINDS.get(stat.S_IFMT(state.st_mode), ("no regular file", ""))
        raise Refused(f"{path} is {what}, not a file.", hint=hint.format(path=path))
    if state.st_size == 0:
        raise Refused(f"{path} is empty.", hint="It proves nothing. Nothing was changed.")
    if state.st_size > LARGEST:
        sizes = f"{size_text(state.st_size)}, the most is {size_text(LARGEST)}"
        hint = "Shops take less than that, too: cut the video or shrink it. Nothing was changed."
        raise Refused(f"{path} is too large: {sizes}.", hint=hint)


def _changed(path: Path) -> Refused:
    hint = "Wait until the other program has finished, and add it again. Nothing was changed."
    return Refused(f"{path} changed while it was copied.", hint=hint)


def _refusal(error: OSError | ValueError, path: Path) -> Refused:
    if not isinstance(error, OSError):
        return Refused(f"{path} is no name of a file.", hint="Check the name.")
    reason = f"{{path}} cannot be read: {error.strerror or 'unknown reason'}."
    sentence, hint = _TROUBLES.get(error.errno or 0, (reason, "Nothing was changed."))
    return Refused(sentence.format(path=path), hint=hint)
