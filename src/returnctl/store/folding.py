"""What a case's entries say beside the fold: if the order is there, its ref, what was undone."""

import re
from collections.abc import Sequence
from typing import Final

from returnctl.core.entries import Entry
from returnctl.core.fold import live_entries

_REF: Final = r"[a-z][0-9a-z]{2,11}"


def is_noted(case_id: str, entries: Sequence[Entry]) -> bool:
    """Say whether the order is there: noted by a live entry, and not removed by another."""
    about = [entry for entry in live_entries(entries) if entry.target == case_id]
    noted = any(e.kind == "noted" and e.data.get("level") == "order" for e in about)
    return noted and not any(entry.kind == "removed" for entry in about)


def recorded_ref(case_id: str, entries: Sequence[Entry]) -> str | None:
    """Return the ref the case got when it was made.

    It stays the case's own when that is undone, so that a redo finds it free.
    """
    for entry in sorted(entries, key=lambda e: e.id):
        ref = entry.data.get("ref") if entry.target == case_id else None
        if isinstance(ref, str) and re.fullmatch(_REF, ref):
            return ref
    return None


def undone_commands(entries: Sequence[Entry]) -> set[str]:
    """Return the commands that a live void silences in this case."""
    live = {entry.command_id for entry in live_entries(entries)}
    return {entry.command_id for entry in entries} - live
