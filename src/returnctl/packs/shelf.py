"""Where packs come from: those shipped with the program, and the user's own folder.

To parse TOML takes longer than all else that a command does, so the shipped packs lie there
compiled, too: the body of each, found by the hash of the very TOML that it was made from. What is
not found, or is no body, is read from the TOML.

A pack of the user's takes the place of the shipped one of its name. A broken one is reported and
left out; everything else works on.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from returnctl.core.digests import digest
from returnctl.packs.book import Book, SourcePack
from returnctl.packs.faults import Fault
from returnctl.packs.schema import check

# A plain path: importlib.resources would bring tempfile and zipfile along.
_SHIPPED: Final = Path(__file__).parent.parent / "policies"
COMPILED: Final = _SHIPPED / "compiled.json"
FOLDERS: Final = ("shops", "payments", "statutes", "carriers")


def shipped_texts() -> dict[str, str]:
    """Return the TOML of the shipped packs by file (`shops/ebay.toml`)."""
    return {
        f"{folder}/{path.name}": path.read_text(encoding="utf-8")
        for folder in FOLDERS
        for path in sorted((_SHIPPED / folder).glob("*.toml"))
    }


@cache
def shipped_packs() -> Mapping[str, SourcePack]:
    """Return the shipped packs by name. The tests check them, so nobody else has to."""
    compiled = compiled_bodies(COMPILED)
    packs = (source_pack(text, compiled) for text in shipped_texts().values())
    return MappingProxyType({pack.name: pack for pack in packs})


def compiled_bodies(path: Path) -> Mapping[str, Any]:
    """Return the compiled bodies by the hash of their TOML; none where they cannot be read."""
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def source_pack(text: str, compiled: Mapping[str, Any]) -> SourcePack:
    """Return a shipped pack: its compiled body, or what its TOML says."""
    try:
        body = compiled[digest(text)]
        return SourcePack.of_body(body, digest(body))
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
        return SourcePack.of_toml(text)


def user_packs(folder: Path) -> tuple[Mapping[str, SourcePack], tuple[Fault, ...]]:
    """Return the sound packs of a folder by name, and what is wrong with the others."""
    packs: dict[str, SourcePack] = {}
    faults: list[Fault] = []
    for path in sorted(folder.glob("*.toml")) if folder.is_dir() else ():
        found, wrong = _read(path)
        faults += wrong
        if found is None:
            continue
        if found.name in packs:
            faults.append(Fault(path.name, "", "name", f'another file is "{found.name}" already'))
        else:
            packs[found.name] = found
    return packs, tuple(faults)


def _read(path: Path) -> tuple[SourcePack | None, tuple[Fault, ...]]:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        return None, (Fault(path.name, "", "", f"cannot be read: {error}"),)
    pack, faults = check(text, path.name)
    return (SourcePack.of_toml(text), ()) if pack else (None, faults)


def rulebook(folder: Path | None = None) -> tuple[Book, tuple[Fault, ...]]:
    """Return today's book: the shipped packs with the user's over them, and the faults found."""
    own, faults = user_packs(folder) if folder else ({}, ())
    return Book({**shipped_packs(), **own}), faults
