"""The ref each case answers to: the one recorded with it, unless an older case has the same.

Of twins (made apart, met in a merge) the case with the smallest id keeps the ref. Every other one
answers to the shortest longer start of its full ref that nobody recorded and that no other case's
full ref begins with. That depends on which cases there are and on nothing else, so refs come out
the same in whatever order logs were merged.
"""

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final

from returnctl.core.ids import full_ref, shortest_ref
from returnctl.core.safe import is_whole

_SHORTEST: Final = 3
_REFS: Final = (
    "SELECT case_id, ref FROM case_refs WHERE case_id IN (SELECT value FROM json_each(?))"
)
_RECORDED: Final = (
    "SELECT case_id, recorded FROM case_refs WHERE case_id IN (SELECT value FROM json_each(?))"
)
_WITH_REF: Final = "SELECT case_id FROM case_refs WHERE ref IN (SELECT value FROM json_each(?))"
# Each case with what it recorded, and the first of all that recorded the same.
_CLAIMS: Final = (
    "SELECT case_id, ref, recorded, "
    "(SELECT min(case_id) FROM case_refs AS twin WHERE twin.recorded = case_refs.recorded) "
    "FROM case_refs WHERE case_id IN (SELECT value FROM json_each(?))"
)


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


def refs_of(conn: sqlite3.Connection, case_ids: Collection[str]) -> dict[str, str]:
    """Return the ref of each case that has one, live or not."""
    return dict(conn.execute(_REFS, _all(case_ids)))


def settle(conn: sqlite3.Connection, recorded: Mapping[str, str | None]) -> set[str]:
    """Give refs to cases with what each recorded; return the cases whose ref is another now."""
    known: dict[str, str | None] = dict(conn.execute(_RECORDED, _all(recorded)))
    new = [
        (case_id, ref, full_ref(case_id))
        for case_id, ref in recorded.items()
        if case_id not in known
    ]
    conn.executemany("INSERT INTO case_refs VALUES (?, ?, ?, '')", new)
    corrected = [
        (recorded[case_id], case_id) for case_id in known if recorded[case_id] != known[case_id]
    ]
    conn.executemany("UPDATE case_refs SET recorded = ? WHERE case_id = ?", corrected)
    if corrected:
        return _decide_again(conn, _everyone(conn))
    claimed = {claim for _, ref, longest in new for claim in _claims(ref, longest)}
    rivals = {case_id for (case_id,) in conn.execute(_WITH_REF, _all(claimed))}
    return _decide_again(conn, rivals.union(case_id for case_id, _, _ in new))


def forget(conn: sqlite3.Connection, case_id: str) -> set[str]:
    """Let go of an erased case's ref; return the cases whose ref is another now."""
    conn.execute("DELETE FROM case_refs WHERE case_id = ?", (case_id,))
    return _decide_again(conn, _everyone(conn))


def _all(texts: Iterable[str]) -> tuple[str]:
    """Return texts as the one value of a statement that asks for each of them."""
    return (json.dumps(list(texts)),)


def _everyone(conn: sqlite3.Connection) -> set[str]:
    return {case_id for (case_id,) in conn.execute("SELECT case_id FROM case_refs")}


def _claims(recorded: str | None, longest: str) -> Iterator[str]:
    """Yield the refs that a case takes, or makes ambiguous for whoever answers to them."""
    if recorded:
        yield recorded
    yield from (longest[:length] for length in range(_SHORTEST, len(longest) + 1))


def _decide_again(conn: sqlite3.Connection, case_ids: Collection[str]) -> set[str]:
    rows = conn.execute(_CLAIMS, _all(case_ids)).fetchall()
    decided = {
        case_id: (ref, recorded if case_id == first else _shortest(conn, case_id, recorded))
        for case_id, ref, recorded, first in rows
    }
    changed = {case_id: new for case_id, (old, new) in decided.items() if new != old}
    conn.executemany(
        "UPDATE case_refs SET ref = ? WHERE case_id = ?",
        ((ref, case_id) for case_id, ref in changed.items()),
    )
    return set(changed)


def _shortest(conn: sqlite3.Connection, case_id: str, recorded: str | None) -> str:
    def claimed(ref: str) -> bool:
        found = conn.execute(
            "SELECT 1 FROM case_refs WHERE recorded = ? AND case_id <> ? UNION ALL "
            # "{" is the character after "z", the last of a ref.
            "SELECT 1 FROM case_refs WHERE longest >= ? AND longest < ? AND case_id <> ? LIMIT 1",
            (ref, case_id, ref, ref + "{", case_id),
        )
        return found.fetchone() is not None

    return shortest_ref(case_id, taken=claimed, at_least=len(recorded or "  ") + 1)
