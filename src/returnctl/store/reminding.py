"""What this machine announced, and when it last did: tables of its own, nothing of the log."""

import json
import sqlite3
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Final, NamedTuple

from returnctl.store.columns import instant_text

# A deadline and the day its rungs are counted from.
Key = tuple[str, date]

_RAN, _DOUBTED = "reminders_ran_at", "reminders_doubted_at"
_AMONG: Final = "deadline_id IN (SELECT value FROM json_each(?))"


class Told(NamedTuple):
    """A rung that was announced."""

    deadline_id: str
    day: date
    order_id: str
    rung: int


class Runs(NamedTuple):
    """The newest run, and since when the clock is doubted."""

    newest: datetime | None = None
    doubted: datetime | None = None


def births(conn: sqlite3.Connection, ids: Collection[str]) -> dict[Key, datetime]:
    """Return since when deadlines are here."""
    statement = f"SELECT deadline_id, day, born_at FROM births WHERE {_AMONG}"  # noqa: S608 - ours
    found = conn.execute(statement, (json.dumps(list(ids)),))
    return {(id_, date.fromisoformat(day)): datetime.fromisoformat(at) for id_, day, at in found}


def told(conn: sqlite3.Connection, ids: Collection[str]) -> dict[str, dict[Key, set[int]]]:
    """Return the rungs of deadlines that were announced, by channel."""
    statement = f"SELECT channel, deadline_id, act_by, rung FROM reminders WHERE {_AMONG}"  # noqa: S608
    by_channel: dict[str, dict[Key, set[int]]] = {}
    for channel, id_, day, rung in conn.execute(statement, (json.dumps(list(ids)),)):
        by_key = by_channel.setdefault(channel, {})
        by_key.setdefault((id_, date.fromisoformat(day)), set()).add(rung)
    return by_channel


def runs(conn: sqlite3.Connection) -> Runs:
    """Return what is known of earlier runs."""
    found = dict(conn.execute("SELECT name, value FROM about WHERE name LIKE 'reminders_%'"))
    return Runs(_instant(found, _RAN), _instant(found, _DOUBTED))


def _instant(found: Mapping[str, str], name: str) -> datetime | None:
    return datetime.fromisoformat(found[name]) if name in found else None


class Ledger:
    """A short transaction of these tables; nothing is sent while it is open."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        self._conn = conn

    def record(self, channel: str, rungs: Iterable[Told], at: datetime) -> None:
        """Remember what a channel took."""
        rows = [(r.deadline_id, r.day.isoformat(), r.rung, channel, r.order_id, instant_text(at))
                for r in rungs]  # fmt: skip
        self._conn.executemany(
            "INSERT OR REPLACE INTO reminders "
            "(deadline_id, act_by, rung, channel, order_id, sent_at) VALUES (?, ?, ?, ?, ?, ?)",
            rows,
        )

    def note_runs(self, runs: Runs) -> None:
        """Remember when the newest run was, and whether its clock is doubted."""
        for name, at in ((_RAN, runs.newest), (_DOUBTED, runs.doubted)):
            if at is None:
                self._conn.execute("DELETE FROM about WHERE name = ?", (name,))
            else:
                self._conn.execute(
                    "INSERT INTO about (name, value) VALUES (?, ?) "
                    "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                    (name, instant_text(at)),
                )

    def forget_early(self, today: date, since: datetime) -> None:
        """Forget what was told since an instant although its day is yet to come."""
        self._conn.execute(
            "DELETE FROM reminders WHERE sent_at >= ? "
            "AND date(act_by, printf('%+d days', -rung)) > ?",
            (instant_text(since), today.isoformat()),
        )
