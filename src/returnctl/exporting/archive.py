"""One file with all: a snapshot of the database, the evidence, the user's packs, and sums."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, BinaryIO, Final

from returnctl.exporting.bundle import Packed, Part, of_bytes, write_bundle

SCHEMA: Final = "returnctl-archive/1"
DATABASE: Final = "returns.db"
_CHUNK: Final = 1 << 20

Take = Callable[[bytes], object]


def archive_parts(
    snapshot: Path, evidence: Mapping[str, Callable[[Take], object]], packs: Mapping[str, bytes]
) -> Iterable[Part]:
    """Yield what goes in: the database, evidence by SHA-256, packs by file."""
    yield Part(DATABASE, lambda take: _give(snapshot, take))
    for sha256, give in sorted(evidence.items()):
        yield Part(f"evidence/{sha256[:2]}/{sha256}", give)
    for name, text in sorted(packs.items()):
        yield of_bytes(f"packs/{name}", text)


def write_archive(out: BinaryIO, parts: Iterable[Part], more: Mapping[str, Any]) -> list[Packed]:
    """Write an archive; `more` stands in its manifest beside the schema and the sums."""
    return list(write_bundle(out, parts, {"schema": SCHEMA, **more}))


def _give(path: Path, take: Take) -> None:
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            take(chunk)
