"""Writing a file for the user: whole or not at all, for their eyes only, never over another one.

The bytes go to a new file beside it, and to the disk, before the name changes: a crash leaves the
old file or none, and what was there is only replaced on request.
"""

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Final

from returnctl.core.errors import Refused, ReturnctlError

_FULL: Final = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EFBIG))


def check_free(path: Path, *, force: bool = False) -> None:
    """Refuse a place that cannot be written to, before any work is done for it.

    Raises:
        Refused: a file is there and `force` is not given, or its folder is not.
        ReturnctlError: the system cannot look there.
    """
    if path.name == "-":
        raise Refused("only a plain export goes to standard output.", hint="Name a file.")
    with refusals(path):
        if path.is_dir():
            raise Refused(f"{path} is a folder.", hint="Name a file in it.")
        if os.path.lexists(path) and not force:
            raise Refused(f"{path} is there already.", hint="Name another one, or add --force.")
        if path.exists() and not path.is_file():
            # A file in place of a device or a pipe would take it from every other program.
            raise Refused(f"{path} is no ordinary file.", hint="Name a file in a folder of yours.")
        if not path.parent.is_dir():
            sentence = f"There is no folder {path.parent}."
            raise Refused(sentence, hint="Make it first, or name another.")


def write_file(
    path: Path, write: Callable[[BinaryIO], None], *, force: bool = False, mode: int = 0o600
) -> None:
    """Write a file of 0600, or of another mode, in one step.

    Raises:
        Refused: a file is there and `force` is not given.
        ReturnctlError: the folder cannot be written, or the disk is full.
    """
    check_free(path, force=force)
    with refusals(path), _draft(path) as draft:
        with draft.open("wb") as file:
            write(file)
            file.flush()
            os.fsync(file.fileno())
        draft.chmod(mode)
        _publish(draft, path, force=force)
        _sync_folder(path.parent)


def write_bytes(path: Path, data: bytes, *, force: bool = False, mode: int = 0o600) -> None:
    """Write a file whose bytes are at hand.

    Raises:
        Refused: a file is there and `force` is not given.
        ReturnctlError: the folder cannot be written, or the disk is full.
    """

    def write(out: BinaryIO) -> None:
        out.write(data)

    write_file(path, write, force=force, mode=mode)


@contextmanager
def _draft(path: Path) -> Iterator[Path]:
    draft = path.with_name(f".{os.urandom(8).hex()}.new")
    os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        draft.chmod(0o600)  # an umask may have taken too much
        yield draft
    finally:
        with suppress(OSError):
            draft.unlink()


def _publish(draft: Path, path: Path, *, force: bool) -> None:
    """Give the draft its name; a file that somebody else put there meanwhile stays."""
    if force:
        draft.replace(path)
        return
    try:
        os.link(draft, path)
    except FileExistsError as error:
        check_free(path)
        raise Refused(f"{path} is there already.", hint="Name another one.") from error
    except OSError:  # some file systems have no links
        check_free(path)
        draft.replace(path)


@contextmanager
def refusals(path: Path) -> Iterator[None]:
    """Turn what the system says of a place into a sentence."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            sentence = f"The disk of {path.parent} is full."
            raise ReturnctlError(sentence, hint="Nothing was written. Make some room.") from error
        reason = error.strerror or type(error).__name__
        sentence = f"{path} cannot be written: {reason}."
        raise ReturnctlError(sentence, hint="Nothing was written. Name another place.") from error


def _sync_folder(folder: Path) -> None:
    """Have the disk keep the names in a folder; some systems cannot open one."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
