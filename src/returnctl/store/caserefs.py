"""The ref each case answers to: the one recorded with it, unless an older case has the same.

Of twins (made apart, met in a merge) the case with the smallest id keeps the ref. Every other one
answers to the shortest longer start of its full ref that nobody recorded and that no other case's
full ref begins with. That depends on which cases there are and on nothing else, so refs come out
the same in whatever order logs were merged.
"""

import sqlite3
from collections.abc import Mapping
from typing import Final

from returnctl.core.ids import full_ref, shortest_ref
from returnctl.core.safe import is_whole

_SHORTEST: Final = 3


def ref_of(conn: sqlite3.Connection, case_id: str) -> str | None:
    """Return the ref of a case, live or not; None before it has one."""
    row = conn.execute("SELECT ref FROM case_refs WHERE case_id = ?", (case_id,)).fetchone()
    return None if row is None else str(row[0])


def case_of(conn: sqlite3.Connection, ref: str) -> str | None:
    """Return the case, live or not, that answers to a ref or has that id."""
    if not is_whole(ref):
        return None
    row = conn.execute(
        "SELECT case_id FROM case_refs WHERE ref = ? UNION ALL "
        "SELECT case_id FROM case_refs WHERE case_id = ? LIMIT 1",
        (ref, ref),
    ).fetchone()
    return None if row is None else str(row[0])


def is_taken(conn: sqlite3.Connection, ref: str) -> bool:
    """Say whether some case answers to the ref or recorded it."""
    found = conn.execute(
        "SELECT 1 FROM case_refs WHERE ref = ? UNION ALL "
        "SELECT 1 FROM case_refs WHERE recorded = ? LIMIT 1",
        (ref, ref),
    )
    return found.fetchone() is not None


def settle(conn: sqlite3.Connection, recorded: Mapping[str, str | None]) -> set[str]:
    """Give refs to cases with what each recorded; return the cases whose ref is another now."""
    changed: set[str] = set()
    for case_id, ref in sorted(recorded.items()):
        known = conn.execute("SELECT recorded FROM case_refs WHERE case_id = ?", (case_id,))
        row = known.fetchone()
        if row is None:
            longest = full_ref(case_id)
            conn.execute("INSERT INTO case_refs VALUES (?, ?, ?, '')", (case_id, ref, longest))
            changed |= _decide_again(conn, {case_id, *_rivals(conn, longest, ref)})
        elif row[0] != ref:
            conn.execute("UPDATE case_refs SET recorded = ? WHERE case_id = ?", (ref, case_id))
            changed |= _decide_again(conn, _everyone(conn))
    return changed


def forget(conn: sqlite3.Connection, case_id: str) -> set[str]:
    """Let go of an erased case's ref; return the cases whose ref is another now."""
    conn.execute("DELETE FROM case_refs WHERE case_id = ?", (case_id,))
    return _decide_again(conn, _everyone(conn))


def _everyone(conn: sqlite3.Connection) -> set[str]:
    return {case_id for (case_id,) in conn.execute("SELECT case_id FROM case_refs")}


def _rivals(conn: sqlite3.Connection, longest: str, recorded: str | None) -> set[str]:
    """Return the cases whose ref a new case may claim or make ambiguous."""
    claimed = {longest[:length] for length in range(_SHORTEST, len(longest) + 1)}
    refs = claimed | ({recorded} if recorded else set())
    marks = ", ".join("?" * len(refs))
    statement = f"SELECT case_id FROM case_refs WHERE ref IN ({marks})"  # noqa: S608 - marks only
    return {case_id for (case_id,) in conn.execute(statement, tuple(refs))}


def _decide_again(conn: sqlite3.Connection, case_ids: set[str]) -> set[str]:
    changed = set()
    for case_id in sorted(case_ids):
        ref = _decide(conn, case_id)
        if ref_of(conn, case_id) != ref:
            conn.execute("UPDATE case_refs SET ref = ? WHERE case_id = ?", (ref, case_id))
            changed.add(case_id)
    return changed


def _decide(conn: sqlite3.Connection, case_id: str) -> str:
    row = conn.execute("SELECT recorded FROM case_refs WHERE case_id = ?", (case_id,)).fetchone()
    recorded = row[0]
    if recorded is not None:
        first = conn.execute("SELECT min(case_id) FROM case_refs WHERE recorded = ?", (recorded,))
        if first.fetchone()[0] == case_id:
            return str(recorded)

    def claimed(ref: str) -> bool:
        found = conn.execute(
            "SELECT 1 FROM case_refs WHERE recorded = ? AND case_id <> ? UNION ALL "
            # "{" is the character after "z", the last of a ref.
            "SELECT 1 FROM case_refs WHERE longest >= ? AND longest < ? AND case_id <> ? LIMIT 1",
            (ref, case_id, ref, ref + "{", case_id),
        )
        return found.fetchone() is not None

    return shortest_ref(case_id, taken=claimed, at_least=len(recorded or "  ") + 1)
