"""Documents: the files that a FILE argument stands for - one, those of a zip or folder, or a pipe.

Every size is bounded before anything is read: a few bytes can unpack to gigabytes. Names out of an
archive are only shown; nothing is ever written to disk, so no name can lead anywhere.
"""

import io
import os
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, Final

from returnctl.core.errors import Refused
from returnctl.core.structs import Struct

_MEGABYTE: Final = 1024 * 1024
MOST_BYTES: Final = 512 * _MEGABYTE
# Tables shrink five to twenty times; what shrinks more than this is no table.
_MOST_RATIO: Final = 200
_RATIO_FROM: Final = 8 * _MEGABYTE
_MOST_MEMBERS: Final = 5_000
# What reading a damaged or locked file, or member of a zip, ends with.
DAMAGE: Final = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError)
_PIPED: Final = 64 * _MEGABYTE


class Document(Struct, frozen=True):
    """A file's name as it is shown, its size in bytes, and how to open it, as often as needed."""

    name: str
    size: int
    open: Callable[[], BinaryIO]

    @property
    def suffix(self) -> str:
        """The ending of its name in lower case, with the point."""
        return Path(self.name).suffix.lower()

    def head(self, size: int = 65_536) -> bytes:
        """Return how it begins.

        Raises:
            Refused: it is damaged.
        """
        try:
            with self.open() as stream:
                return stream.read(size)
        except DAMAGE as error:
            raise damaged(self.name) from error


def damaged(name: str) -> Refused:
    """Return the refusal of a file that breaks off or contradicts itself."""
    msg = f"{name} is damaged."
    return Refused(msg, hint="Download or export it again.")


def documents(path: Path) -> Iterator[Document]:
    """Yield the documents of a file, of a zip (but no workbook), or of a folder, by name.

    Raises:
        Refused: it is not there, cannot be read, or is larger than any export.
    """
    if os.path.isdir(path):  # noqa: PTH112 - a name too long for a disk is no folder
        for each in sorted(path.rglob("*")):
            if each.is_file() and not each.is_symlink() and not each.name.startswith("."):
                yield from _of_file(each, str(each.relative_to(path.parent)))
        return
    if not os.path.exists(path):  # noqa: PTH110 - nor anything else
        msg = f"there is no file {path}."
        raise Refused(msg, hint="Give the path of an export: returnctl import orders.csv")
    if not path.is_file():
        msg = f"{path} is no ordinary file."
        raise Refused(msg, hint="Give a file, a folder, or - for standard input.")
    yield from _of_file(path, path.name)


def piped(stream: BinaryIO) -> Document:
    """Return what comes through a pipe."""
    text = stream.read(_PIPED + 1)
    if len(text) > _PIPED:
        msg = f"standard input holds more than {_PIPED // _MEGABYTE} MB."
        raise Refused(msg, hint="Save it to a file, and give its name.")
    return Document("standard input", len(text), lambda: io.BytesIO(text))


def _of_file(path: Path, name: str) -> Iterator[Document]:
    try:
        with path.open("rb") as stream:
            start = stream.read(5)
        size = path.stat().st_size
    except OSError as error:
        msg = f"{path} cannot be read: {error.strerror}."
        raise Refused(msg, hint="Check its permissions.") from error
    # A mailbox is read mail by mail, and people have one of many years.
    if size > MOST_BYTES and start != b"From ":
        raise _too_large(name)
    if start.startswith(b"PK\x03\x04") and path.suffix.lower() not in (".xlsx", ".xlsm"):
        yield from _of_zip(path, name)
    else:
        yield Document(name, size, lambda: path.open("rb"))


def _of_zip(path: Path, name: str) -> Iterator[Document]:
    for member in members(path, name):
        shown = f"{name}/{Path(member.filename.replace(chr(92), '/')).name}"
        yield Document(shown, member.file_size, _opener(path, member.filename))


def members(path: Path, name: str) -> list[zipfile.ZipInfo]:
    """Return the files of a zip, by name; none is larger than it says, because zipfile stops there.

    Raises:
        Refused: it is damaged, locked, or unpacks to more than any export.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            found = [each for each in archive.infolist() if not each.is_dir()]
    # IndexError: zipfile asks for the last letter of a name that has none.
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, IndexError) as error:
        msg = f"{name} is a damaged zip file."
        raise Refused(msg, hint="Download it again.") from error
    if len(found) > _MOST_MEMBERS or sum(each.file_size for each in found) > MOST_BYTES:
        raise _too_large(name)
    for each in found:
        if each.file_size > max(_RATIO_FROM, each.compress_size * _MOST_RATIO):
            raise _too_large(name)
        if each.flag_bits & 1:
            msg = f"{name} is locked with a password."
            raise Refused(msg, hint="Unpack it, and give the folder.")
    return sorted(found, key=lambda each: each.filename)


def _opener(path: Path, member: str) -> Callable[[], BinaryIO]:
    def open_member() -> BinaryIO:
        archive = zipfile.ZipFile(path)
        stream = archive.open(member)
        archive.close()  # the stream keeps the file open until it is closed itself
        return stream  # type: ignore[return-value]

    return open_member


def _too_large(name: str) -> Refused:
    msg = f"{name} is, or unpacks to, more than any export is."
    return Refused(
        msg, hint="Unpack it yourself if you trust it, and import its tables one by one."
    )
