"""`export --archive`: everything in one file, for another machine or for a shelf."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO

from returnctl.actions.desk import Desk
from returnctl.core.errors import ReturnctlError, Unavailable
from returnctl.core.views.files import ExportView
from returnctl.exporting.archive import Take, archive_parts, write_archive
from returnctl.exporting.filing import check_free, refusals, write_file
from returnctl.settings.paths import expanded
from returnctl.store.copies import copies
from returnctl.store.evidence.checking import holds, state_of
from returnctl.store.evidence.folder import EvidenceFolder


def archive(file: str, desk: Desk, *, packs: Path, force: bool) -> ExportView:
    """Write the archive, whole or not at all; `packs` is the folder of the user's packs.

    Evidence that is missing or altered is left out and told: everything else is worth keeping.

    Raises:
        Refused: a file is there already.
        Unavailable: there are no records.
    """
    path = expanded(file).absolute()
    check_free(path, force=force)
    desk.need_records()
    with refusals(path), _copied(desk, path.parent) as (snapshot, hashes, cases):
        kept, faults = _evidence(desk.store.evidence, hashes)

        def write(out: BinaryIO) -> None:
            parts = archive_parts(snapshot, kept, _packs(packs))
            write_archive(out, parts, {"made_on": desk.moment.today.isoformat()})

        write_file(path, write, force=force)
    with path.open("rb") as done:
        digest = hashlib.file_digest(done, "sha256").hexdigest()
    return ExportView(
        path=str(path), format="archive", cases=cases, size=path.stat().st_size, sha256=digest,
        evidence=len(kept), faults=tuple(faults),
    )  # fmt: skip


@contextmanager
def _copied(desk: Desk, beside: Path) -> Iterator[tuple[Path, list[str], int]]:
    """Copy the records; yield the copy, the hashes of their evidence, and how many cases there are.

    It lies in the folder for temporary files, where `doctor` finds it if this is killed. Where that
    is full or cannot be written, it lies beside the archive.
    """
    with ExitStack() as stack:
        try:
            found = _copy(desk, stack.enter_context(copies()))
        except (OSError, Unavailable):
            found = _copy(desk, stack.enter_context(copies(beside)))
        yield found


def _copy(desk: Desk, folder: Path) -> tuple[Path, list[str], int]:
    snapshot = folder / "returns.db"
    with desk.store.read() as reader:
        reader.whole.snapshot(snapshot)
        return snapshot, sorted(reader.whole.evidence()), reader.whole.count()


def _evidence(
    folder: EvidenceFolder, hashes: Iterable[str]
) -> tuple[Mapping[str, Callable[[Take], object]], list[tuple[str, str]]]:
    """Return what hands over each file that is as it was, and what is wrong with the others."""
    states = {sha256: state_of(folder, sha256) for sha256 in hashes}
    kept = {sha256: _giver(folder, sha256) for sha256, state in states.items() if state == "ok"}
    return kept, [(sha256, state) for sha256, state in states.items() if state != "ok"]


def _giver(folder: EvidenceFolder, sha256: str) -> Callable[[Take], object]:
    def give(take: Take) -> None:
        path = folder.path_of(sha256)
        if path is None or holds(path, sha256, take=take) != "ok":
            msg = f"evidence {sha256[:8]} changed while it was read."
            raise ReturnctlError(msg, hint="Look at it: returnctl evidence verify")

    return give


def _packs(folder: Path) -> dict[str, bytes]:
    found = sorted(folder.glob("*.toml")) if folder.is_dir() else []
    return {path.name: path.read_bytes() for path in found if path.is_file()}
