"""The file itself: its settings, its modes, what a first run makes and what a read leaves."""

import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from returnctl.core.errors import Unavailable
from returnctl.store.migrations import APPLICATION_ID, SCHEMA_VERSION
from tests.store.records import Clock, a_store, add, event, fingerprint, names

# Pragma -> what it must answer on every connection that writes.
WANTED = {
    "journal_mode": "delete", "synchronous": 3, "foreign_keys": 1, "trusted_schema": 0,
    "secure_delete": 1, "temp_store": 2, "busy_timeout": 30000, "application_id": APPLICATION_ID,
    "user_version": SCHEMA_VERSION, "recursive_triggers": 1,
}  # fmt: skip


@pytest.mark.parametrize(("pragma", "value"), WANTED.items())
def test_every_writing_connection_has_the_safe_settings(
    tmp_path: Path, pragma: str, value: object
) -> None:
    with a_store(tmp_path / "r.db").write("add") as writer:
        assert writer._conn.execute(f"PRAGMA {pragma}").fetchone()[0] == value


def test_a_reading_connection_cannot_write(tmp_path: Path) -> None:
    store = a_store(tmp_path / "r.db")
    add(store)

    with store.read() as reader:
        assert reader._conn.execute("PRAGMA query_only").fetchone()[0] == 1
        assert reader._conn.execute("PRAGMA trusted_schema").fetchone()[0] == 0
        with pytest.raises(sqlite3.OperationalError):
            reader._conn.execute("DELETE FROM deadlines")


@contextmanager
def umask(mask: int) -> Iterator[None]:
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)


@pytest.mark.parametrize("mask", [0o000, 0o002, 0o022, 0o077, 0o277, 0o777])
def test_folders_and_files_are_for_the_owner_only(tmp_path: Path, mask: int) -> None:
    path = tmp_path / "share" / "returnctl" / "r.db"
    with umask(mask):
        add(a_store(path))

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(path.parent.parent.stat().st_mode) == 0o700
    assert names(path.parent) == ["r.db"]


def test_a_folder_that_was_there_keeps_its_mode(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    add(a_store(tmp_path / "r.db"))

    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o755


def test_a_read_never_creates(tmp_path: Path) -> None:
    store = a_store(tmp_path / "nowhere" / "r.db")

    assert not store.exists()
    with pytest.raises(Unavailable), store.read():
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_read_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    store = a_store(tmp_path / "r.db")
    case_id = add(store, event("x", "delivered"))
    before = fingerprint(store.path)

    with store.read() as reader:
        reader.case(case_id)
        reader.find("819")
        reader.every_deadline()
        reader.commands()
        reader.export_log()

    assert fingerprint(store.path) == before
    assert names(tmp_path) == ["r.db"]


def test_a_command_that_records_nothing_leaves_no_trace(tmp_path: Path) -> None:
    store = a_store(tmp_path / "r.db")
    add(store)
    before = fingerprint(store.path)

    with store.write("mark") as writer:
        assert writer.record(writer.new_id(), []) == ()
        writer.keep_book("hash", "manifest", "rulebook", "{}")
        assert writer.command_id

    assert fingerprint(store.path) == before


def test_a_file_in_wal_mode_is_turned_back_by_a_write(tmp_path: Path) -> None:
    store = a_store(tmp_path / "r.db")
    case_id = add(store)
    with closing(sqlite3.connect(store.path)) as conn:
        assert conn.execute("PRAGMA journal_mode = WAL").fetchone()[0] == "wal"

    with store.read() as reader:
        assert reader.case(case_id) is not None
    add(store, number="2")

    with store.read() as reader:
        assert reader._conn.execute("PRAGMA journal_mode").fetchone()[0] == "delete"
        assert len(reader.case_ids()) == 2


def test_odd_characters_in_the_path_are_just_characters(tmp_path: Path) -> None:
    store = a_store(tmp_path / "50% off?" / "a#b c&mode=ro.db")
    case_id = add(store)

    with store.read() as reader:
        assert reader.case_ids() == [case_id]
    assert [path.name for path in store.path.parent.iterdir()] == ["a#b c&mode=ro.db"]


def test_without_hard_links_the_file_is_made_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError("no links on FAT")

    monkeypatch.setattr(os, "link", refuse)
    store = a_store(tmp_path / "r.db", clock=Clock())
    add(store)

    with store.read() as reader:
        assert len(reader.case_ids()) == 1
    assert names(tmp_path) == ["r.db"]


def test_tables_are_strict_and_references_hold(tmp_path: Path) -> None:
    store = a_store(tmp_path / "r.db")
    add(store, event("x", "delivered"))
    with closing(sqlite3.connect(store.path)) as conn:
        loose = conn.execute(
            "SELECT name FROM pragma_table_list WHERE schema = 'main' AND strict = 0 "
            "AND type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> '_sqlite_migrations'"
        ).fetchall()
        broken = conn.execute("PRAGMA foreign_key_check").fetchall()
        verdict = conn.execute("PRAGMA integrity_check").fetchone()[0]

    assert (loose, broken, verdict) == ([], [], "ok")
