"""An archive of returnctl's (`export --archive`), read without believing any of it.

Every file stands in it as it is, so that nothing can unpack to more than the archive is long. Names
are only compared with those that an archive has, and never become paths. The sums of its manifest
are held against the bytes before anything is taken out.
"""

import hashlib
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from returnctl.core.errors import Refused
from returnctl.core.logrows import UNCHANGED, cut, newer
from returnctl.core.structs import Struct

SCHEMA: Final = "returnctl-archive/1"
_SERIES: Final = "returnctl-archive/"
MANIFEST: Final = "manifest.json"
DATABASE: Final = "returns.db"
_ALLOWED: Final = re.compile(
    r"manifest\.json|returns\.db|evidence/([0-9a-f]{2})/\1[0-9a-f]{62}|packs/[\w.-]{1,100}\.toml"
)
_MOST_MANIFEST: Final = 1 << 26
_MOST_PACK: Final = 1 << 20
_CHUNK: Final = 1 << 20
_DAMAGE: Final = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError)


def is_archive(path: Path) -> bool:
    """Say whether a file looks like an archive of returnctl's."""
    try:
        if not path.is_file() or not zipfile.is_zipfile(path):
            return False
        with zipfile.ZipFile(path) as found:
            return {MANIFEST, DATABASE} <= set(found.namelist())
    except (*_DAMAGE, ValueError, RuntimeError):
        return False


class Archive(Struct, frozen=True):
    """An archive whose sums were held against its bytes: `sums` is path -> SHA-256."""

    path: Path
    sums: dict[str, str]

    @property
    def name(self) -> str:
        """The file's name."""
        return self.path.name

    @property
    def evidence(self) -> dict[str, str]:
        """The files of evidence: SHA-256 -> their names in the archive."""
        return {Path(each).name: each for each in self.sums if each.startswith("evidence/")}

    @property
    def packs(self) -> dict[str, str]:
        """The user's packs: file -> TOML."""
        return {
            each.removeprefix("packs/"): b"".join(self.chunks(each)).decode()
            for each in sorted(self.sums)
            if each.startswith("packs/")
        }

    def chunks(self, member: str) -> Iterator[bytes]:
        """Yield the bytes of a file in it."""
        with zipfile.ZipFile(self.path) as found, found.open(member) as stream:
            while chunk := stream.read(_CHUNK):
                yield chunk


def open_archive(path: Path) -> Archive:
    """Check an archive from its first to its last byte.

    Raises:
        Refused: it is damaged, was changed, or a later release wrote it.
    """
    try:
        with zipfile.ZipFile(path) as found:
            _check_members(found, path)
            sums = _manifest(found, path.name)
            _check_sums(found, sums, path.name)
    except (*_DAMAGE, UnicodeDecodeError, RuntimeError) as error:
        raise cut(path.name, "it is no whole archive") from error
    return Archive(path, sums)


def _check_members(found: zipfile.ZipFile, path: Path) -> None:
    names = [each.filename for each in found.infolist()]
    wrong = next((name for name in names if not _ALLOWED.fullmatch(name)), None)
    if wrong is not None:
        msg = f"{path.name} holds {wrong!r}, which no archive of returnctl has."
        raise Refused(msg, hint=UNCHANGED)
    if len(set(names)) != len(names):
        raise cut(path.name, "two of its files have one name")
    if any(each.compress_type != zipfile.ZIP_STORED or each.flag_bits & 1
           for each in found.infolist()):  # fmt: skip
        msg = f"{path.name} was packed anew by another program."
        raise Refused(msg, hint=f"Give the archive as returnctl wrote it. {UNCHANGED}")
    if sum(each.file_size for each in found.infolist()) > path.stat().st_size:
        raise cut(path.name, "its files are larger than it is")
    packs = [each for each in found.infolist() if each.filename.startswith("packs/")]
    if any(each.file_size > _MOST_PACK for each in packs):
        raise cut(path.name, "a pack in it is larger than any pack")


def _manifest(found: zipfile.ZipFile, file: str) -> dict[str, str]:
    if found.getinfo(MANIFEST).file_size > _MOST_MANIFEST:
        raise cut(file, "its manifest is larger than any manifest")
    try:
        data = json.loads(found.read(MANIFEST))
    except (ValueError, RecursionError) as error:
        raise cut(file, "its manifest is no JSON") from error
    schema = data.get("schema") if isinstance(data, dict) else None
    if schema != SCHEMA:
        if isinstance(schema, str) and schema.startswith(_SERIES):
            raise newer(file)
        raise cut(file, "its manifest does not say its schema")
    sums = _sums(data.get("files"))
    if sums is None or {*sums, MANIFEST} != set(found.namelist()):
        raise cut(file, "its manifest lists other files than it holds")
    return sums


def _sums(files: Any) -> dict[str, str] | None:
    try:
        return {str(each["path"]): str(each["sha256"]) for each in files}
    except (TypeError, KeyError):
        return None


def _check_sums(found: zipfile.ZipFile, sums: dict[str, str], file: str) -> None:
    for name, expected in sums.items():
        with found.open(name) as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()  # type: ignore[arg-type]
        meant = Path(name).name if name.startswith("evidence/") else digest
        if digest != expected or digest != meant:
            raise cut(file, f"{name} does not match its sum")
