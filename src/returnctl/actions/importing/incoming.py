"""What returnctl itself exported, among the FILE arguments: logs in JSON, and archives."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import BinaryIO
from zipfile import is_zipfile

from returnctl.actions.importing.reading import PIPE
from returnctl.core.errors import Refused
from returnctl.core.logrows import OtherLog
from returnctl.core.structs import Struct
from returnctl.importing.archive import DATABASE, Archive, is_archive, open_archive
from returnctl.importing.documents import Document, documents, piped
from returnctl.importing.ownlog import OwnLog, is_own_log
from returnctl.settings.paths import expanded
from returnctl.store.copies import copies
from returnctl.store.otherfile import OtherFile


class Incoming(Struct, frozen=True):
    """A log that comes in, with evidence and packs if it came in an archive."""

    log: OtherLog
    archive: Archive | None = None


def read_pipe(files: tuple[str, ...], stream: BinaryIO | None) -> Document | None:
    """Return what comes through the pipe, if a FILE argument is that; it can be read only once."""
    return piped(stream) if PIPE in files and stream is not None else None


@contextmanager
def incoming(files: tuple[str, ...], piped: Document | None) -> Iterator[tuple[Incoming, ...]]:
    """Open the exports of returnctl's that files are; nothing if they are others' exports.

    Raises:
        Refused: an export is damaged, or stands beside files that are none.
    """
    with copies() as folder:
        found = [_one(name, piped, folder) for name in dict.fromkeys(files)]
        own = tuple(each for each in found if each is not None)
        if own and len(own) < len(found):
            other = next(name for name, each in zip(files, found, strict=False) if each is None)
            msg = f"{own[0].log.name} is an export of returnctl's, and {other} is none."
            raise Refused(msg, hint="Import one after the other.")
        yield own


def _one(name: str, piped: Document | None, folder: Path) -> Incoming | None:
    if name == PIPE:
        return Incoming(OwnLog(piped)) if piped and is_own_log(piped) else None
    path = expanded(name)
    # A name that no disk could hold is an error to Path, and no file to the system's own question.
    if not os.path.isfile(path) or not os.access(path, os.R_OK):  # noqa: PTH113
        return None  # told by who reads others' files
    if is_archive(path):
        return _from_archive(path, folder)
    inside = list(islice(documents(path), 2)) if is_zipfile(path) else [_document(path)]
    is_ours = len(inside) == 1 and is_own_log(inside[0])
    return Incoming(OwnLog(inside[0])) if is_ours else None


def _document(path: Path) -> Document:
    """Return a file as it is: a log may be larger than any shop's export."""
    return Document(path.name, path.stat().st_size, lambda: path.open("rb"))


def _from_archive(path: Path, folder: Path) -> Incoming:
    archive = open_archive(path)
    database = folder / f"{len(list(folder.iterdir()))}.db"
    with database.open("xb") as file:
        for chunk in archive.chunks(DATABASE):
            file.write(chunk)
    return Incoming(OtherFile(database, path.name), archive)
