"""Databases of many cases: a few hundred made by real commands, and copies of their rows.

A copy differs from its model in all that tells cases apart: ids, refs, order numbers, codes, and
the instant at which it was recorded. `returnctl doctor` finds nothing wrong with the result.
"""

import json
import random
import sqlite3
import sys
import tempfile
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from benchmarks.installed import Installed
from benchmarks.seasons import finished, still_open
from returnctl.core.ids import full_ref, shortest_ref
from returnctl.store.migrations import SCHEMA_VERSION
from returnctl.store.tables import TABLES, fold_version

# Raise it when the same release makes other archives.
VERSION: Final = 2
MODELS: Final = 240
OPEN_MODELS: Final = 40
_CLOCK: Final = date(2022, 6, 1)
_NUMBERS: Final = "819000000000"
_TIME: Final = 8  # how many digits of an id copies have of their own: all but its last minute
_TAIL: Final = 12
_AHEAD: Final = 8  # batches that are made before they are needed
# Where a table says which case a row is of.
_OWNERS: Final = {
    "log": "case_id", "births": "order_id", "case_refs": "case_id", "search_texts": "case_id",
    **{table.name: table.case_column for table in TABLES},
}  # fmt: skip
_HASTE: Final = (
    "PRAGMA journal_mode = OFF", "PRAGMA synchronous = OFF", "PRAGMA foreign_keys = OFF",
    "PRAGMA cache_size = -524288", "PRAGMA locking_mode = EXCLUSIVE",
)  # fmt: skip
Rows = dict[str, list[list[Any]]]


def archive(installed: Installed, cache: Path, cases: int) -> Path:
    """Return a database of so many closed cases, from the cache if it is there."""
    words = [
        words
        for number in range(MODELS)
        for words in finished(number, prefix=_NUMBERS, clock=_CLOCK)
    ]
    models = _models(installed, cache, "closed", words)
    return _kept(cache, "closed", models, cases, ("commands", *_OWNERS))


def open_log(installed: Installed, cache: Path, cases: int) -> Path:
    """Return a database with nothing but the log of so many open cases."""
    models = _models(installed, cache, "open", still_open(OPEN_MODELS, prefix=_NUMBERS))
    return _kept(cache, "open-log", models, cases, ("commands", "log"))


def _models(
    installed: Installed, cache: Path, name: str, commands: Iterable[Sequence[str]]
) -> Path:
    """Return the database of the cases that real commands made."""
    path = cache / f"models-{name}-{_key()}.db"
    if not path.exists():
        cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=cache) as folder:
            draft = Path(folder) / "returns.db"
            words = (["--as-of", _CLOCK.isoformat(), *each] for each in commands)
            installed.run_all(words, more={"RETURNCTL_DB": str(draft)})
            draft.rename(path)
    return path


def _kept(cache: Path, name: str, models: Path, cases: int, tables: Sequence[str]) -> Path:
    path = cache / f"{name}-{_key()}-{cases}.db"
    if not path.exists():
        draft = path.with_suffix(".draft")
        draft.unlink(missing_ok=True)
        _build(draft, models, cases, tables)
        draft.rename(path)
    return path


def _key() -> str:
    return f"{VERSION}.{SCHEMA_VERSION}.{fold_version()}"


def _build(path: Path, models: Path, cases: int, tables: Sequence[str]) -> None:
    with closing(sqlite3.connect(models)) as source:
        ids = source.execute("SELECT id FROM orders ORDER BY id").fetchall()
        made = [_Model(source, case_id, tables) for (case_id,) in ids]
        with closing(sqlite3.connect(path)) as empty:
            source.backup(empty)
    _clear(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as conn:
        for pragma in _HASTE:
            conn.execute(pragma)
        indexes = conn.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL "
            "AND name NOT LIKE '%migration%'"
        ).fetchall()
        for name, _ in indexes:
            conn.execute(f"DROP INDEX {name}")
        _fill(conn, made, cases)
        for _, statement in indexes:
            conn.execute(statement)
        conn.execute("INSERT INTO search_index (search_index) VALUES ('rebuild')")


def _clear(path: Path) -> None:
    """Take the models' rows away; schema and rulebooks stay."""
    with closing(sqlite3.connect(path, isolation_level=None)) as conn:
        triggers = conn.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = triggers.fetchall()
        for name, _ in triggers:
            conn.execute(f"DROP TRIGGER {name}")
        conn.execute("INSERT INTO search_index (search_index) VALUES ('delete-all')")
        for name in ("commands", *reversed(_OWNERS)):
            conn.execute(f"DELETE FROM {name}")  # noqa: S608 - our own words only
        for _, statement in triggers:
            conn.execute(statement)
        conn.execute("VACUUM")


def _fill(conn: sqlite3.Connection, models: list["_Model"], cases: int) -> None:
    """Insert the rows of copies, which other processes make meanwhile."""
    inserts: dict[str, str] = {}
    waiting: deque[Future[Rows]] = deque()
    with ProcessPoolExecutor(initializer=_take, initargs=(models,)) as pool:
        for names in _names(models, cases):
            waiting.append(pool.submit(_copies, names))
            if len(waiting) > _AHEAD:
                _insert(conn, waiting.popleft().result(), inserts)
        while waiting:
            _insert(conn, waiting.popleft().result(), inserts)


def _insert(conn: sqlite3.Connection, batch: Rows, inserts: dict[str, str]) -> None:
    conn.execute("BEGIN")
    for name, rows in batch.items():
        marks = ", ".join("?" * len(rows[0]))
        statement = inserts.setdefault(name, f"INSERT INTO {name} VALUES ({marks})")  # noqa: S608
        conn.executemany(statement, rows)
    conn.execute("COMMIT")


def _names(models: list["_Model"], cases: int) -> Iterator[list[dict[str, str]]]:
    """Yield what tells the copies of all models from each other, a batch at a time."""
    taken: set[str] = set()
    for copy in range(-(-cases // len(models))):
        chance = random.Random(copy)
        batch = models[: cases - copy * len(models)]
        yield [model.names(copy, chance, taken) for model in batch]


_MODELS: list["_Model"] = []


def _take(models: list["_Model"]) -> None:
    """Keep the models in a process that copies them."""
    _MODELS.extend(models)


def _copies(names: list[dict[str, str]]) -> Rows:
    batch: Rows = {}
    for model, each in zip(_MODELS, names, strict=False):
        for name, rows in model.copied(each).items():
            batch.setdefault(name, []).extend(rows)
    return batch


class _Model:
    """The rows of a case as text with gaps, to be filled in for each copy."""

    def __init__(self, conn: sqlite3.Connection, case_id: str, tables: Sequence[str]) -> None:
        self._id = case_id
        self._ref = conn.execute("SELECT ref FROM orders WHERE id = ?", (case_id,)).fetchone()[0]
        rows = {name: list(self._rows(conn, name)) for name in tables}
        text = json.dumps({name: found for name, found in rows.items() if found})
        self._text = _with_gaps(text.replace("%", "%%"), case_id)

    def _rows(self, conn: sqlite3.Connection, name: str) -> Iterator[list[Any]]:
        condition = f"{_OWNERS.get(name)} = ?"
        if name == "commands":
            condition = "id IN (SELECT command_id FROM log WHERE case_id = ?)"
        statement = f"SELECT * FROM {name} WHERE {condition} ORDER BY 1, 2"  # noqa: S608 - ours
        cursor = conn.execute(statement, (self._id,))
        columns = [each[0] for each in cursor.description]
        for row in cursor:
            yield list(self._nameless(name, dict(zip(columns, row, strict=True))).values())

    def _nameless(self, table: str, row: dict[str, Any]) -> dict[str, Any]:
        """Return a row with a mark wherever the case's ref stands."""
        ref = self._ref
        if "ref" in row:
            row["ref"] = "@ref@" + row["ref"].removeprefix(ref)
        if table == "log":
            row["data"] = row["data"].replace(f'"ref":"{ref}"', '"ref":"@ref@"')
        if table == "case_refs":
            row["recorded"], row["longest"] = "@ref@", "@longest@"
        if table == "refs" and row["kind"] == "ref":
            rest = row["key"].removeprefix(ref.upper())
            row["text"], row["key"] = f"@ref@{rest}", f"@REF@{rest}"
            row["backwards"] = f"{rest[::-1]}@FER@"
        if table == "births":
            row["deadline_id"] = f"@time@{row['deadline_id'][_TIME:]}"
        if table == "search_texts":
            row["id"] = None
        return row

    def names(self, copy: int, chance: random.Random, taken: set[str]) -> dict[str, str]:
        """Return what stands in a copy's gaps; its ref is taken from then on."""
        ms = _instant(copy)
        time = f"{ms:012x}"[:_TIME]
        tail = f"{chance.getrandbits(4 * _TAIL):012x}"
        longest = full_ref(f"{self._id[:-_TAIL]}{tail}")
        ref = shortest_ref(f"{self._id[:-_TAIL]}{tail}", taken=taken.__contains__)
        taken.add(ref)
        at = datetime.fromtimestamp((int(time, 16) << 16) / 1000, UTC)
        numbers = f"8190{copy:08}"
        return {
            "time": time, "TIME": time.upper(), "EMIT": time.upper()[::-1],
            "tail": tail, "TAIL": tail.upper(), "LIAT": tail.upper()[::-1],
            "ref": ref, "REF": ref.upper(), "FER": ref.upper()[::-1], "longest": longest,
            "numbers": numbers, "srebmun": numbers[::-1],
            "at": at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "day": at.date().isoformat(),
        }  # fmt: skip

    def copied(self, names: dict[str, str]) -> Rows:
        """Return the rows of a copy."""
        found: Rows = json.loads(self._text % names)
        return found


def _with_gaps(text: str, case_id: str) -> str:
    """Put `%(name)s` where copies differ."""
    time, tail = case_id[:_TIME], case_id[-_TAIL:]
    gaps = {
        tail: "tail", tail.upper(): "TAIL", tail.upper()[::-1]: "LIAT",
        time: "time", time.upper(): "TIME", time.upper()[::-1]: "EMIT",
        _NUMBERS: "numbers", _NUMBERS[::-1]: "srebmun",
        f"{_CLOCK}T10:00:00.000Z": "at", _CLOCK.isoformat(): "day",
    }  # fmt: skip
    for part, name in gaps.items():
        text = text.replace(part, f"%({name})s")
    for name in ("ref", "REF", "FER", "longest", "time"):
        text = text.replace(f"@{name}@", f"%({name})s")
    return text


def _instant(copy: int) -> int:
    """Return when a copy was recorded, in ms: six times a day, between 7 and 17 o'clock UTC."""
    day, slot = divmod(copy, 6)
    start = datetime(2023, 1, 1, 7, tzinfo=UTC)
    return int((start + timedelta(days=day, hours=2 * slot)).timestamp() * 1000)


def main() -> None:
    """Make the archives whose numbers of cases are given, in a folder; the program is in another.

    A process of its own: what it takes of memory must not be counted for those measured later.
    """
    program, cache, *sizes = sys.argv[1:]
    for cases in sizes:
        print(archive(Installed(Path(program)), Path(cache), int(cases)), flush=True)


if __name__ == "__main__":
    main()
