"""What is refused: a sentence with the path and a hint, exit code 7, and nothing changed."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from returnctl.core.errors import Unavailable
from returnctl.store.migrations import APPLICATION_ID, SCHEMA_VERSION
from returnctl.store.store import Store
from tests.store.records import a_store, add, fingerprint, names


def _read(store: Store) -> None:
    with store.read():
        pass


def _write(store: Store) -> None:
    add(store)


def _rebuild(store: Store) -> None:
    store.rebuild()


EVERY_USE = pytest.mark.parametrize("use", [_read, _write, _rebuild])


def foreign_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("CREATE TABLE bookmarks (address TEXT)")
        conn.commit()


def newer_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("CREATE TABLE log (id TEXT)")
        conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        conn.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
        conn.commit()


def damaged_database(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\x00" + bytes(range(256)) * 40)


def text_file(path: Path) -> None:
    path.write_text("order,date\n1,2026-11-08\n" * 300, encoding="utf-8")


def one_byte(path: Path) -> None:
    path.write_bytes(b"x")


def empty_file(path: Path) -> None:
    path.touch()


@EVERY_USE
@pytest.mark.parametrize(
    ("make", "said"),
    [
        (foreign_database, "another program's database"),
        (newer_database, f"schema is {SCHEMA_VERSION + 1}"),
        (damaged_database, "damaged"),
        (text_file, "not a database"),
        (one_byte, "not a database"),
        (empty_file, "is empty"),
    ],
)
def test_what_is_not_ours_is_refused_and_left_alone(
    tmp_path: Path, make: Callable[[Path], None], said: str, use: Callable[[Store], None]
) -> None:
    path = tmp_path / "r.db"
    make(path)
    before = fingerprint(path)

    with pytest.raises(Unavailable) as refusal:
        use(a_store(path))

    assert said in refusal.value.message
    assert str(path) in refusal.value.message
    assert refusal.value.hint
    assert refusal.value.exit_code == 7
    assert fingerprint(path) == before
    assert names(tmp_path) == ["r.db"]


@EVERY_USE
def test_a_folder_is_no_database(tmp_path: Path, use: Callable[[Store], None]) -> None:
    with pytest.raises(Unavailable, match="is a folder"):
        use(a_store(tmp_path))
    assert list(tmp_path.iterdir()) == []


@EVERY_USE
def test_a_pipe_is_no_database(tmp_path: Path, use: Callable[[Store], None]) -> None:
    os.mkfifo(tmp_path / "r.db")
    with pytest.raises(Unavailable, match="no ordinary file"):
        use(a_store(tmp_path / "r.db"))


@pytest.mark.parametrize("use", [_read, _rebuild])
def test_a_missing_database_is_told_with_its_path(
    tmp_path: Path, use: Callable[[Store], None]
) -> None:
    path = tmp_path / "r.db"
    with pytest.raises(Unavailable, match="no records at") as refusal:
        use(a_store(path))
    assert str(path) in refusal.value.message
    assert "RETURNCTL_DB" in refusal.value.hint
    assert not path.exists()


@pytest.mark.parametrize("use", [_read, _write])
def test_a_link_to_nowhere_is_refused(tmp_path: Path, use: Callable[[Store], None]) -> None:
    path = tmp_path / "r.db"
    path.symlink_to(tmp_path / "gone.db")
    with pytest.raises(Unavailable):
        use(a_store(path))
    assert names(tmp_path) == ["r.db"]


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(Unavailable, match=r"cannot hold r\.db"):
        _write(a_store(tmp_path / "file" / "deep" / "r.db"))


@EVERY_USE
def test_a_database_that_is_being_written_is_busy(
    tmp_path: Path, use: Callable[[Store], None]
) -> None:
    store = a_store(tmp_path / "r.db", patience=0.05)
    add(store)
    with closing(sqlite3.connect(store.path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        before = fingerprint(store.path)
        with pytest.raises(Unavailable, match="busy"):
            use(store)
        other.execute("ROLLBACK")
    assert fingerprint(store.path) == before


def test_a_reader_that_does_not_let_go_makes_a_write_busy_and_whole(tmp_path: Path) -> None:
    store = a_store(tmp_path / "r.db", patience=0.05)
    add(store)
    before = fingerprint(store.path)
    with closing(sqlite3.connect(store.path, isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT * FROM log").fetchone()
        with pytest.raises(Unavailable, match="busy"):
            add(store, number="2")
    assert fingerprint(store.path) == before
    with store.read() as reader:
        assert len(reader.case_ids()) == 1


def test_projections_of_another_release_are_told_with_the_way_out(tmp_path: Path) -> None:
    store = a_store(tmp_path / "r.db")
    add(store)
    with closing(sqlite3.connect(store.path)) as conn:
        conn.execute("ALTER TABLE deadlines DROP COLUMN advice")
        conn.commit()

    with pytest.raises(Unavailable) as refusal, store.read() as reader:
        reader.every_deadline()

    assert "doctor --rebuild" in refusal.value.hint
    store.rebuild()
    with store.read() as reader:
        assert reader.every_deadline() == []
