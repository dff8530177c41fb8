"""The case file as one ZIP, with a manifest; the same parts always give the same bytes.

Everything is stored as it is: pictures and videos do not get smaller, and what one release of a
compressor makes differs from what the next one does. Times are the first that a ZIP can say.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any, BinaryIO, Final
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from returnctl.core.structs import Struct

MANIFEST: Final = "manifest.json"
_FIRST_TIME: Final = (1980, 1, 1, 0, 0, 0)
_READABLE: Final = 0o100644 << 16
_UNIX: Final = 3

Take = Callable[[bytes], object]


class Part(Struct, frozen=True):
    """A file of the bundle; `give` hands its bytes over in pieces."""

    path: str
    give: Callable[[Take], object]


class Packed(Struct, frozen=True):
    """A file as it was packed."""

    path: str
    size: int
    sha256: str


def of_bytes(path: str, data: bytes) -> Part:
    """Return a part that is at hand."""
    return Part(path, lambda take: take(data))


def write_bundle(
    out: BinaryIO, parts: Iterable[Part], manifest: Mapping[str, Any]
) -> tuple[Packed, ...]:
    """Write the parts and, last, the manifest with the sums of all of them."""
    with ZipFile(out, "w", ZIP_STORED) as bundle:
        packed = [_pack(bundle, part) for part in parts]
        files = [{"path": p.path, "size": p.size, "sha256": p.sha256} for p in packed]
        text = json.dumps({**manifest, "files": files}, indent=2, ensure_ascii=True) + "\n"
        packed.append(_pack(bundle, of_bytes(MANIFEST, text.encode())))
    return tuple(packed)


def _pack(bundle: ZipFile, part: Part) -> Packed:
    info = ZipInfo(part.path, _FIRST_TIME)
    info.external_attr, info.create_system = _READABLE, _UNIX
    digest, size = hashlib.sha256(), 0
    with bundle.open(info, "w") as file:

        def take(chunk: bytes) -> None:
            nonlocal size
            size += len(chunk)
            digest.update(chunk)
            file.write(chunk)

        part.give(take)
    return Packed(part.path, size, digest.hexdigest())
