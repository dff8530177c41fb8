"""What putting a backup back would change: commands and cases that go, come, or become others."""

import sqlite3
from typing import Final

from returnctl.core.entries import Command
from returnctl.core.fold import fold
from returnctl.core.views.backups import CaseLine, Difference
from returnctl.store import log
from returnctl.store.folding import is_noted, recorded_ref

_COMMANDS: Final = "SELECT id, name, device, recorded_at FROM commands ORDER BY id DESC"
_ENTRIES: Final = "SELECT case_id, count(*), max(id) FROM log GROUP BY case_id"


def difference(now: sqlite3.Connection | None, then: sqlite3.Connection) -> Difference:
    """Hold what is recorded now against a backup; None: nothing can be read now."""
    commands, cases = _commands(now), _cases(now)
    old_commands, old_cases = _commands(then), _cases(then)
    erased = log.purged(now) & old_cases.keys() if now else frozenset()
    return Difference(
        undone=tuple(each for id_, each in commands.items() if id_ not in old_commands),
        redone=tuple(each for id_, each in old_commands.items() if id_ not in commands),
        gone=_told(now, cases.keys() - old_cases.keys()),
        come=_told(then, old_cases.keys() - cases.keys()),
        changed=_told(then, {c for c in old_cases if cases.get(c, old_cases[c]) != old_cases[c]}),
        erased=len(erased),
        now_readable=now is not None,
    )


def _commands(conn: sqlite3.Connection | None) -> dict[str, Command]:
    rows = conn.execute(_COMMANDS) if conn else ()
    return {row[0]: Command(*row) for row in rows}


def _cases(conn: sqlite3.Connection | None) -> dict[str, tuple[int, str]]:
    rows = conn.execute(_ENTRIES) if conn else ()
    return {case_id: (entries, newest) for case_id, entries, newest in rows}


def _told(conn: sqlite3.Connection | None, case_ids: set[str]) -> tuple[CaseLine, ...]:
    if conn is None:
        return ()
    return tuple(line for each in sorted(case_ids) for line in _line(conn, each))


def _line(conn: sqlite3.Connection, case_id: str) -> tuple[CaseLine, ...]:
    entries = log.entries_of(conn, case_id)
    case = fold(case_id, entries)
    titles = ", ".join(item.title for item in case.items)
    shown = titles or f"{case.order.shop} {case.order.number or ''}".strip()
    live = is_noted(case_id, entries)
    return (CaseLine(ref=recorded_ref(case_id, entries) or "", title=shown, live=live),)
