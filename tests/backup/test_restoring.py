"""`restore`: what comes back is what was backed up, and nothing is lost on the way."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.backup.records import Kept, everything, modes, sources
from tests.cli.running import Cli, fingerprint, tree


def run_sql(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as conn:
        for statement in statements:
            conn.execute(statement)
        conn.commit()


def test_what_was_backed_up_comes_back_row_for_row(kept: Kept) -> None:
    copy = kept.back_up()
    before = everything(kept.cli.db)
    kept.another()
    kept.cli.ok("mark", kept.ref, "kept")
    assert kept.restore(copy).exit_code == 0
    assert everything(kept.cli.db) == before
    assert kept.now("doctor").exit_code == 0


def test_what_was_replaced_is_backed_up_and_comes_back_too(kept: Kept) -> None:
    copy = kept.back_up()
    kept.another()
    after = everything(kept.cli.db)
    data = kept.now.data("restore", str(copy), "--yes")
    assert data["before"]["why"] == "restore"
    assert sources(Path(data["before"]["path"])) == sources_of(after)
    kept.now.ok("restore", data["before"]["name"], "--yes")
    assert everything(kept.cli.db) == after


def test_a_restore_of_the_latest_that_was_killed_is_run_again(kept: Kept) -> None:
    """What it kept of the records is newer than the backup it was to put back."""
    kept.made_on("20260101-000000", kept.back_up())
    before = everything(kept.cli.db)
    kept.another()
    own = kept.made_on("20260201-000000", kept.back_up())
    own.rename(own.with_name(own.name.replace("-asked", "-restore")))
    assert kept.restore("latest").exit_code == 0
    assert everything(kept.cli.db) == before
    assert kept.restore("latest").exit_code == 0
    assert everything(kept.cli.db) == before


def sources_of(rows: dict[str, list[object]]) -> dict[str, list[object]]:
    return {name: rows[name] for name in ("log", "commands", "rulebooks", "purges")}


def test_the_difference_is_shown_before_anything_changes(kept: Kept) -> None:
    copy = kept.back_up()
    other = kept.another()
    kept.cli.ok("edit", kept.ref, "--note", "mine")
    before = fingerprint(kept.cli.db)
    data = kept.now.data("restore", str(copy), "--dry-run")
    assert not data["written"]
    assert [each["name"] for each in data["undone"]] == ["edit", "add"]
    assert data["gone"] == [{"ref": other, "title": "LED strip", "live": True}]
    assert [each["ref"] for each in data["changed"]] == [kept.ref]
    assert (data["redone"], data["come"]) == ([], [])
    assert fingerprint(kept.cli.db) == before
    assert len(kept.files()) == 1


def test_off_a_terminal_nothing_is_restored_without_a_yes(kept: Kept) -> None:
    copy = kept.back_up()
    kept.another()
    before = fingerprint(kept.cli.db)
    answer = kept.now("restore", str(copy))
    assert answer.exit_code == 2
    assert "restore would take back 1 and bring 0 of the commands." in answer.err
    assert fingerprint(kept.cli.db) == before


def test_the_same_records_are_left_as_they_are(kept: Kept) -> None:
    kept.back_up()
    assert "holds what is recorded now" in kept.now.ok("restore", "latest").out
    assert len(kept.files()) == 1


def test_without_a_name_the_backups_are_listed(kept: Kept) -> None:
    assert "There is no backup" in kept.now.ok("restore").out
    copy = kept.back_up()
    (found,) = kept.now.data("restore")["backups"]
    assert (found["path"], found["why"]) == (str(copy), "asked")


def test_a_start_of_a_name_is_enough_and_several_are_listed(kept: Kept) -> None:
    kept.made_on("20200101-100000", kept.back_up())
    kept.made_on("20200102-100000", kept.back_up())
    assert kept.now("restore", "20200101", "--dry-run").exit_code == 0
    answer = kept.now("restore", "202001")
    assert answer.exit_code == 4
    assert "20200102-100000, 20200101-100000" in answer.err
    assert kept.now("restore", "2019").exit_code == 4


def test_lost_records_come_back_into_an_empty_folder(kept: Kept, tmp_path: Path) -> None:
    copy = kept.back_up(str(tmp_path / "disk"))
    before = everything(kept.cli.db)
    shutil.rmtree(kept.cli.db.parent)
    kept.now.ok("restore", str(copy), "--yes")
    assert everything(kept.cli.db) == before
    assert len(tree(kept.evidence)) == 1
    assert kept.now.ok("evidence", "verify").exit_code == 0
    assert modes(kept.cli.db.parent) == {0o600, 0o700}


def test_evidence_that_is_missing_or_altered_comes_back(kept: Kept, tmp_path: Path) -> None:
    copy = kept.back_up(str(tmp_path / "disk"))
    (path,) = (each for each in kept.evidence.rglob("*") if each.is_file())
    path.write_bytes(b"altered")
    kept.another()
    kept.now.ok("restore", str(copy), "--yes")
    assert path.read_bytes() == b"a photo of the hub"


def test_evidence_that_nobody_has_is_counted(kept: Kept, tmp_path: Path) -> None:
    copy = kept.back_up(str(tmp_path / "disk"))
    for folder in (kept.evidence, tmp_path / "disk" / "returns.evidence"):
        shutil.rmtree(folder)
    kept.another()
    assert kept.now.data("restore", str(copy), "--yes")["lost"] == 1


def test_an_erased_case_comes_back_and_that_is_said(kept: Kept) -> None:
    copy = kept.back_up()
    kept.cli.ok("rm", kept.ref, "--purge", "--yes")
    assert kept.now.data("restore", str(copy), "--dry-run")["erased"] == 1
    kept.now.ok("restore", str(copy), "--yes")
    assert kept.cli.ok("show", kept.ref).exit_code == 0


def test_a_database_that_is_none_any_more_is_kept_aside_and_its_journal_goes(kept: Kept) -> None:
    copy = kept.back_up()
    before = everything(kept.cli.db)
    kept.cli.db.write_bytes(b"no database" * 1000)
    journal = kept.cli.db.with_name("returns.db-journal")
    journal.write_bytes(b"of the old one")
    assert kept.now("status").exit_code == 7
    data = kept.now.data("restore", str(copy), "--yes")
    aside = Path(data["damaged"])
    assert aside.read_bytes() == b"no database" * 1000
    assert not journal.exists()
    assert everything(kept.cli.db) == before


def test_a_page_that_is_damaged_is_put_right(kept: Kept) -> None:
    copy = kept.back_up()
    before = everything(kept.cli.db)
    content = bytearray(kept.cli.db.read_bytes())
    content[4096 * 3 : 4096 * 60] = b"\xa5" * (4096 * 57)
    kept.cli.db.write_bytes(content)
    assert kept.restore(copy).exit_code == 0
    assert everything(kept.cli.db) == before
    assert kept.now("doctor").exit_code == 0


def test_what_was_announced_since_is_not_announced_again(kept: Kept) -> None:
    copy = kept.back_up()
    kept.cli.ok("remind")
    told = kept.cli.query("SELECT count(*) FROM reminders")
    kept.now.ok("restore", str(copy), "--yes")
    assert kept.cli.query("SELECT count(*) FROM reminders") == told


NEWER = ("PRAGMA user_version = 999",)
FOREIGN = ("PRAGMA application_id = 1",)
VIEW = ("DROP TABLE purges", "CREATE VIEW purges AS SELECT '' AS case_id, '' AS at")
ODD_ID = ("UPDATE commands SET id = 'zzz' WHERE id = (SELECT max(id) FROM commands)",)
STRAY = ("PRAGMA foreign_keys = OFF", "DELETE FROM commands")


@pytest.mark.parametrize("statements", [NEWER, FOREIGN, VIEW, ODD_ID, STRAY],
                         ids=["newer", "foreign", "view", "odd id", "stray"])  # fmt: skip
def test_what_cannot_be_trusted_is_refused_and_nothing_changes(
    kept: Kept, statements: tuple[str, ...]
) -> None:
    copy = kept.back_up()
    run_sql(copy, *statements)
    kept.another()
    before = fingerprint(kept.cli.db), fingerprint(copy), kept.files()
    assert kept.restore(copy).exit_code == 7
    assert (fingerprint(kept.cli.db), fingerprint(copy), kept.files()) == before


@pytest.mark.parametrize("content", [b"", b"x", b"a letter" * 999], ids=["empty", "x", "letter"])
def test_what_is_no_database_is_refused(kept: Kept, content: bytes, tmp_path: Path) -> None:
    (tmp_path / "letter.db").write_bytes(content)
    before = fingerprint(kept.cli.db)
    answer = kept.restore(tmp_path / "letter.db")
    assert answer.exit_code == 7
    assert "cannot be restored" in answer.err
    assert fingerprint(kept.cli.db) == before


def test_a_torn_backup_is_refused(kept: Kept) -> None:
    copy = kept.back_up()
    os.truncate(copy, copy.stat().st_size // 2)
    before = fingerprint(kept.cli.db)
    assert kept.restore(copy).exit_code == 7
    assert fingerprint(kept.cli.db) == before


def test_a_copy_of_a_database_in_use_is_refused(kept: Kept, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    shutil.copy(kept.cli.db, copy)
    copy.with_name("copy.db-journal").write_bytes(b"unfinished")
    answer = kept.restore(copy)
    assert answer.exit_code == 7
    assert "while it was in use" in answer.err


def test_the_records_are_no_backup_of_themselves(kept: Kept) -> None:
    assert kept.restore(kept.cli.db).exit_code == 7


def test_triggers_and_tables_of_strangers_stay_outside(kept: Kept) -> None:
    copy = kept.back_up()
    run_sql(
        copy,
        "CREATE TABLE theirs (a)",
        "CREATE TRIGGER evil AFTER INSERT ON log BEGIN DELETE FROM commands; END",
    )
    kept.another()
    kept.now.ok("restore", str(copy), "--yes")
    names = [name for (name,) in kept.cli.query("SELECT name FROM sqlite_schema")]
    assert "theirs" not in names
    assert "evil" not in names


def test_a_database_in_use_is_restored_once_the_other_has_finished(kept: Kept) -> None:
    copy = kept.back_up()
    kept.another()
    with closing(sqlite3.connect(kept.cli.db, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        assert reader.execute("SELECT count(*) FROM orders").fetchone() == (2,)
        reader.execute("ROLLBACK")
        kept.now.ok("restore", str(copy), "--yes")
        assert reader.execute("SELECT count(*) FROM orders").fetchone() == (1,)


def test_a_backup_of_an_older_schema_is_brought_up_to_date(kept: Kept) -> None:
    copy = kept.back_up()
    before = everything(kept.cli.db)
    run_sql(copy, "DROP TABLE asked", "PRAGMA user_version = 2")
    kept.another()
    kept.now.ok("restore", str(copy), "--yes")
    assert everything(kept.cli.db) == before
    assert kept.cli.query("PRAGMA user_version") == Cli(kept.cli.db).query("PRAGMA user_version")
