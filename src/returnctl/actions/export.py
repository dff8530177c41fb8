"""`export`: the records in a format for others, or for another machine."""

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import BinaryIO, Final

from returnctl.actions.desk import Desk
from returnctl.actions.targets import find_target
from returnctl.core.errors import Refused
from returnctl.core.sheets import csv_lines
from returnctl.core.structs import Struct
from returnctl.core.views.files import ExportView
from returnctl.exporting.casetable import case_sheet
from returnctl.exporting.filing import check_free, write_file
from returnctl.exporting.logfile import json_lines, ndjson_lines
from returnctl.exporting.report import markdown_lines
from returnctl.settings.paths import expanded
from returnctl.store.reader import Reader

PIPE: Final = "-"
Cases = Collection[str] | None


class ExportRequest(Struct, frozen=True, kw_only=True):
    """The arguments and options of `export`; no refs: everything."""

    file: str = PIPE
    refs: tuple[str, ...] = ()
    format: str | None = None
    force: bool = False


Lines = Callable[[Reader, Cases, Desk], Iterator[bytes]]
_WRITERS: Final[Mapping[str, Lines]] = {
    "json": lambda r, ids, _: json_lines(r.whole.rows(ids), r.whole.cases(ids)),
    "ndjson": lambda r, ids, _: ndjson_lines(r.whole.rows(ids)),
    "csv": lambda r, ids, _: csv_lines(case_sheet(r.whole.cases(ids))),
    "markdown": lambda r, ids, desk: markdown_lines(r.whole.cases(ids), today=desk.moment.today),
}
_SUFFIXES: Final = {
    ".json": "json", ".ndjson": "ndjson", ".jsonl": "ndjson", ".csv": "csv", ".md": "markdown",
    ".markdown": "markdown",
}  # fmt: skip


def export(request: ExportRequest, desk: Desk, *, pipe: BinaryIO | None) -> ExportView:
    """Write the records, or some cases, whole or not at all; `pipe` is standard output.

    Raises:
        Refused: a file is there already, or nothing says which format is meant.
        Unavailable: there are no records.
    """
    format_ = _format(request)
    path = None if request.file == PIPE else expanded(request.file).absolute()
    if path is not None:
        check_free(path, force=request.force)
    elif pipe is None:
        raise Refused("there is no standard output.", hint="Name a FILE.")
    counted = _Counted()
    with desk.store.read() as reader:
        ids = {find_target(reader, each, desk).case.id for each in request.refs} or None
        lines = counted.all(_WRITERS[format_](reader, ids, desk))
        if path is not None:
            write_file(path, lambda out: out.writelines(lines), force=request.force)
        elif pipe is not None:
            pipe.writelines(lines)
            pipe.flush()
        cases = len(ids) if ids is not None else reader.whole.count()
    return ExportView(
        path=str(path or PIPE), format=format_, cases=cases, size=counted.size,
        sha256=counted.digest.hexdigest(),
    )  # fmt: skip


class _Counted:
    """How many bytes went by, and their sum."""

    def __init__(self) -> None:
        self.size = 0
        self.digest = hashlib.sha256()

    def all(self, chunks: Iterator[bytes]) -> Iterator[bytes]:
        """Hand the chunks on."""
        for chunk in chunks:
            self.size += len(chunk)
            self.digest.update(chunk)
            yield chunk


def _format(request: ExportRequest) -> str:
    if request.format is not None:
        if request.format in _WRITERS:
            return request.format
        near = get_close_matches(request.format, _WRITERS, n=1)
        hint = f"Did you mean {near[0]}?" if near else "One of: " + ", ".join(_WRITERS)
        msg = f'there is no format "{request.format}".'
        raise Refused(msg, hint=hint)
    if request.file == PIPE:
        return "json"
    found = _SUFFIXES.get(Path(request.file).suffix.lower())
    if found is None:
        msg = f"{request.file} does not say which format is meant."
        hint = "Add --format json, or name a file.json. For one case: returnctl export - REF"
        raise Refused(msg, hint=hint)
    return found
