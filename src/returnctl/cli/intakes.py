"""What `import` takes in: rows of others' files, or a log that returnctl exported."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from returnctl.cli.wiring import Session
from returnctl.core.structs import Struct

if TYPE_CHECKING:
    from returnctl.actions.importing.incoming import Incoming
    from returnctl.actions.importing.reading import Reading
    from returnctl.actions.importing.request import ImportRequest
    from returnctl.core.views.imports import ImportView

Progress = Callable[[int], object]


class Intake(Struct, frozen=True):
    """What was read: how many orders it has, what it would record, and the recording of it."""

    total: int
    preview: Callable[[], "ImportView"]
    write: Callable[[Progress], "ImportView"]


@contextmanager
def intake(session: Session, request: "ImportRequest", rejects: Path | None) -> Iterator[Intake]:
    """Read everything that FILE arguments are; what is unpacked is gone when the block ends."""
    from returnctl.actions.importing.incoming import incoming, read_pipe
    from returnctl.actions.importing.reading import read_files
    from returnctl.actions.importing.rejecting import check_rejects

    if rejects is not None:
        check_rejects(rejects, request.files)
    document = read_pipe(request.files, getattr(sys.stdin, "buffer", None))
    with incoming(request.files, document) as found:
        if found:
            yield _of_logs(session, found)
            return
        pipe = document.open() if document is not None else None
        reading = read_files(request, session.desk, kept=session.paths.layouts, pipe=pipe)
        yield _of_rows(session, reading)


def _of_logs(session: Session, found: "tuple[Incoming, ...]") -> Intake:
    from returnctl.actions.importing.merging import merge, preview, survey_all

    desk, packs = session.desk, session.paths.packs
    surveys = survey_all(found, desk)
    return Intake(
        total=sum(each.cases for each in surveys),
        preview=lambda: preview(surveys, desk, packs),
        write=lambda progress: merge(surveys, desk, packs=packs, progress=progress),
    )


def _of_rows(session: Session, reading: "Reading") -> Intake:
    from returnctl.actions.importing.writing import preview, write

    desk, layouts = session.desk, session.paths.layouts
    return Intake(
        total=sum(len(file.orders) for file in reading.files),
        preview=lambda: preview(reading, desk),
        write=lambda progress: write(reading, desk, layouts=layouts, progress=progress),
    )
