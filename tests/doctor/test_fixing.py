"""`doctor --fix`: mends what loses nothing, after a backup, and lists it."""

from __future__ import annotations

import sqlite3
import stat
from contextlib import closing
from pathlib import Path

from tests.backup.records import Kept, everything
from tests.cli.running import Cli, fingerprint
from tests.doctor.test_checks import draft, open_evidence, open_file, orphan, sql


def test_modes_drafts_and_tables_are_mended_and_told(kept: Kept) -> None:
    before = everything(kept.cli.db)
    open_file(kept)
    open_evidence(kept)
    draft(kept)
    sql("UPDATE deadlines SET act_by = '2027-01-01'", "DELETE FROM status")(kept)
    data = kept.cli.data("doctor", "--fix")
    assert data["healthy"]
    assert [each.split(":")[0] for each in data["done"]] == [
        "backed up", "made private", "made private", "deleted", "rebuilt",
    ]  # fmt: skip
    assert everything(kept.cli.db) == before
    assert stat.S_IMODE(kept.cli.db.stat().st_mode) == 0o600
    assert stat.S_IMODE(kept.evidence.stat().st_mode) == 0o700
    assert not kept.cli.db.with_name(".returns.db.00ff.new").exists()


def test_where_nothing_is_wrong_only_a_backup_is_made(kept: Kept) -> None:
    kept.cli.ok("doctor", "--fix")
    before = fingerprint(kept.cli.db)
    (done,) = kept.cli.data("doctor", "--fix")["done"]
    assert done.startswith("backed up already: ")
    assert fingerprint(kept.cli.db) == before
    assert len(kept.files()) == 1


def test_what_needs_a_decision_is_left(kept: Kept) -> None:
    orphan(kept)
    kept.cli.ok("doctor", "--fix")
    assert (kept.evidence / "ab" / ("ab" + "0" * 62)).exists()
    sql("UPDATE rulebooks SET body = body || ' ' WHERE name = 'ebay'")(kept)
    assert kept.cli("doctor", "--fix").exit_code == 1


def test_a_damaged_file_is_left_as_it_is(kept: Kept) -> None:
    content = bytearray(kept.cli.db.read_bytes())
    content[4096 * 30 : 4096 * 60] = b"\xa5" * (4096 * 30)
    kept.cli.db.write_bytes(content)
    assert kept.cli("doctor", "--fix").exit_code == 7
    assert kept.cli.db.read_bytes() == bytes(content)
    assert kept.files() == []


def test_rows_that_lead_nowhere_are_made_anew(kept: Kept) -> None:
    sql("PRAGMA foreign_keys = OFF", "UPDATE items SET case_id = 'x'")(kept)
    assert kept.cli("doctor").exit_code == 1
    assert kept.cli.data("doctor", "--fix")["healthy"]


def test_looking_writes_nothing(kept: Kept, home: Path) -> None:
    before = fingerprint(kept.cli.db)
    open_file(kept)
    kept.cli("doctor")
    assert fingerprint(kept.cli.db) == before
    assert stat.S_IMODE(kept.cli.db.stat().st_mode) == 0o644
    with closing(sqlite3.connect(kept.cli.db)) as conn:
        conn.execute("BEGIN")
        conn.execute("SELECT count(*) FROM log").fetchone()
        assert Cli(kept.cli.db)("doctor").exit_code == 1
