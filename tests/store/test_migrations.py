"""Bringing an older file up to date: once, with a backup, or not at all."""

import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlite_utils import Database

from returnctl.core.errors import Unavailable
from returnctl.store import connection, migrations, tables, upkeep
from returnctl.store.store import Store
from tests.store.crowd import crowd
from tests.store.records import a_store, add, all_projections, everything, fingerprint, names


@pytest.fixture
def store(tmp_path: Path) -> Store:
    found = a_store(tmp_path / "r.db")
    add(found)
    return found


@contextmanager
def a_later_release(monkeypatch: pytest.MonkeyPatch, statement: str) -> Iterator[None]:
    """A release with one more step."""
    steps, later = migrations.steps, migrations.SCHEMA_VERSION + 1

    def more() -> object:
        found = steps()

        @found()
        def m999_later(db: Database) -> None:
            db.execute(statement)

        return found

    with monkeypatch.context() as patch:
        patch.setattr(migrations, "steps", more)
        for module in (migrations, connection, upkeep):
            patch.setattr(module, "SCHEMA_VERSION", later)
        yield


def backups(store: Store) -> list[Path]:
    return list(store.backups())


def version(path: Path) -> int:
    with closing(sqlite3.connect(path)) as conn:
        return int(conn.execute("PRAGMA user_version").fetchone()[0])


def test_a_step_runs_once_after_a_private_backup(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything(store.path)
    with a_later_release(monkeypatch, "CREATE TABLE later (id TEXT PRIMARY KEY) STRICT"):
        with store.read() as reader:
            assert not reader.is_current
            assert len(reader.case_ids()) == 1
        assert backups(store) == []
        add(store, number="2")
        add(store, number="3")

        with store.read() as reader:
            assert reader.is_current
            assert len(reader.case_ids()) == 3
        (backup,) = backups(store)
    assert everything(backup) == before
    assert version(store.path) == version(backup) + 1
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600

    with pytest.raises(Unavailable, match="newer returnctl"):
        add(store, number="4")


def test_a_step_that_fails_changes_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    before = fingerprint(store.path)
    with (
        a_later_release(monkeypatch, "CREATE TABLE log (id TEXT)"),
        pytest.raises(sqlite3.OperationalError, match="already exists"),
    ):
        add(store, number="2")
    assert fingerprint(store.path) == before
    assert len(backups(store)) == 1


def test_without_a_backup_nothing_is_migrated(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> Path:
        raise Unavailable("The disk is full.")

    before = fingerprint(store.path)
    monkeypatch.setattr("returnctl.store.backups.making.make", full)
    with (
        a_later_release(monkeypatch, "CREATE TABLE later (id TEXT) STRICT"),
        pytest.raises(Unavailable),
    ):
        add(store, number="2")
    assert fingerprint(store.path) == before
    assert names(store.path.parent) == ["r.db"]


def test_projections_of_another_fold_are_made_anew_by_the_next_write(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(sqlite3.connect(store.path)) as conn:
        conn.execute("UPDATE about SET value = '0.old' WHERE name = 'fold_version'")
        conn.execute("DELETE FROM status")
        conn.commit()
    with store.read() as reader:
        assert not reader.is_current
        assert reader.statuses(kinds=("purchase",)) == []

    with store.write("mark"):
        pass

    with store.read() as reader:
        assert reader.is_current
        assert len(reader.statuses(kinds=("purchase",))) == 1
    assert backups(store) == []


def test_other_columns_make_another_fold_version(monkeypatch: pytest.MonkeyPatch) -> None:
    before = tables.fold_version()
    tables.fold_version.cache_clear()
    monkeypatch.setattr(tables, "ddl", lambda: ("CREATE TABLE other (id TEXT)",))
    assert tables.fold_version() != before
    monkeypatch.undo()
    tables.fold_version.cache_clear()
    assert tables.fold_version() == before


def test_several_processes_meet_an_old_fold_at_once(store: Store) -> None:
    for round_ in range(3):
        with closing(sqlite3.connect(store.path)) as conn:
            conn.execute("UPDATE about SET value = '0.old' WHERE name = 'fold_version'")
            conn.commit()
        with crowd(4) as run:
            answers = run(store.path, [[f"{round_} {process}"] for process in range(4)])
        assert all(len(answer[0]) == 36 for answer in answers), answers
    before = all_projections(store.path)
    store.rebuild()
    assert all_projections(store.path) == before
    assert len(before["orders"]) == 13


def test_the_number_of_steps_is_the_schema_version() -> None:
    assert len(migrations.steps()._migrations) == migrations.SCHEMA_VERSION
