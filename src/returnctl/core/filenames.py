"""Names for files that are handed on: nothing that a shell, a disk or a reader stumbles over."""

import re
from datetime import date
from typing import Final

from returnctl.core.case import Evidence
from returnctl.core.vocabulary import dashed

_STRANGE: Final = re.compile(r"[^A-Za-z0-9._-]+")
_LONGEST_STEM: Final = 60
_LONGEST_SUFFIX: Final = 10


def safe_name(name: str) -> str:
    """Return the name in letters, digits, dots and dashes: no folder, no sign of another script."""
    clean = _STRANGE.sub("_", name)
    stem, _, suffix = clean.rpartition(".")
    if not stem or not suffix.isalnum() or len(suffix) > _LONGEST_SUFFIX:
        stem, suffix = clean, ""
    stem = stem.strip("._-")[:_LONGEST_STEM].rstrip("._-") or "file"
    return f"{stem}.{suffix}" if suffix else stem


def piece_name(number: int, day: date | None, found: Evidence) -> str:
    """Return what a copy of a piece of evidence is called: `01-2026-11-09-photo-hub.jpg`.

    The number tells it from all others of its case.
    """
    parts = (f"{number:02d}", str(day or ""), dashed(found.kind), safe_name(found.name))
    return safe_name("-".join(filter(None, parts)))
