"""Each check of `doctor`: its fault is planted and named, and without it all is well."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from returnctl.actions.checking.cases import CASE_CHECKS
from returnctl.actions.checking.machine import MACHINE_CHECKS
from returnctl.actions.checking.records import RECORD_CHECKS
from returnctl.core.entries import Draft
from returnctl.packs.shelf import shipped_texts
from returnctl.store.health import CHECKS
from tests.backup.records import Kept, age
from tests.cli.running import Cli
from tests.store.records import a_store

Plant = Callable[[Kept], object]


def sql(*statements: str) -> Plant:
    def plant(kept: Kept) -> None:
        with closing(sqlite3.connect(kept.cli.db)) as conn:
            for statement in statements:
                conn.execute(statement)
            conn.commit()

    return plant


def said(kind: str, **data: Any) -> Plant:
    """Let the log say something of the case that no command would record."""

    def plant(kept: Kept) -> None:
        store = a_store(kept.cli.db)
        with store.write("edit") as tx:
            (case_id,) = tx.case_ids()
            tx.record(case_id, [Draft(kind, case_id, data)])  # type: ignore[arg-type]
        rebuild(kept)

    return plant


def rebuild(kept: Kept) -> None:
    """Derive with the program's own rules: those of the test's store are made up."""
    kept.cli("doctor", "--rebuild")


def event(name: str, on: str, **more: Any) -> Plant:
    return said("event", event=name, on=on, **more)


def open_file(kept: Kept) -> None:
    kept.cli.db.chmod(0o644)


def open_evidence(kept: Kept) -> None:
    kept.evidence.chmod(0o755)


def draft(kept: Kept) -> None:
    path = kept.cli.db.with_name(".returns.db.00ff.new")
    path.write_bytes(b"half")
    age(path, hours=2)


def claim(kept: Kept) -> None:
    path = kept.cli.db.with_name("returns.db.claim")
    path.mkdir()
    age(path, hours=2)


def conflict_copy(kept: Kept) -> None:
    kept.cli.db.with_name("returns.sync-conflict-1.db").write_bytes(kept.cli.db.read_bytes())


def half_a_backup(kept: Kept) -> None:
    kept.folder.mkdir(mode=0o700)
    path = kept.folder / ".00ff.new"
    path.write_bytes(b"half")
    path.chmod(0o600)
    age(path, hours=2)


def twin(kept: Kept) -> None:
    sql("UPDATE orders SET number = '8190123456789012', shop = 'aliexpress'")(kept)
    kept.another("8190123456780042")
    sql("UPDATE orders SET number = '8190123456789012', shop = 'aliexpress'")(kept)


def altered_photo(kept: Kept) -> None:
    (path,) = (each for each in kept.evidence.rglob("*") if each.is_file())
    path.write_bytes(b"another photo")


def orphan(kept: Kept) -> None:
    path = kept.evidence / "ab" / ("ab" + "0" * 62)
    path.parent.mkdir(mode=0o700)
    path.write_bytes(b"orphan")


def broken_pack(kept: Kept) -> None:
    folder = Path(os.environ["XDG_CONFIG_HOME"]) / "returnctl" / "packs"
    folder.mkdir(parents=True)
    (folder / "lamps.toml").write_text("name = 3")


def ahead(kept: Kept) -> None:
    """A command that ran while the clock was a month ahead."""
    kept.cli.at("2026-12-21").ok("edit", kept.ref, "--note", "x")


def shorter_dispute(_: Kept) -> None:
    """A pack of the user's own, under which a dispute ends earlier than under the order's."""
    text = shipped_texts()["shops/aliexpress.toml"].replace('closes = "15d"', 'closes = "12d"')
    folder = Path(os.environ["XDG_CONFIG_HOME"]) / "returnctl" / "packs"
    folder.mkdir(parents=True)
    (folder / "aliexpress.toml").write_text(text, encoding="utf-8")


def elsewhere(_: Kept) -> None:
    os.environ["TZ"] = "America/New_York"


def old_backup(kept: Kept) -> None:
    kept.made_on("20250101-000000", kept.back_up())


NO_TRIGGER = "DROP TRIGGER log_refuses_update"
# Check -> how to plant its fault, its verdict, and words that name it.
FAULTS: dict[str, tuple[str, Plant, str, str]] = {
    "a row that leads nowhere": (
        "references", sql("PRAGMA foreign_keys = OFF", "UPDATE items SET case_id = 'x'"),
        "bad", "1 rows lead nowhere: items"),
    "an entry that is no JSON": (
        "log", sql(NO_TRIGGER, "UPDATE log SET data = '{' WHERE id = (SELECT max(id) FROM log)"),
        "damaged", "cannot be read"),
    "an odd id": (
        "log", sql(NO_TRIGGER, "UPDATE log SET id = 'zzz' WHERE id = (SELECT max(id) FROM log)"),
        "bad", "entry zzz has an odd id"),
    "a purge that was cut": (
        "log", sql("INSERT INTO purging (case_id) VALUES ('x')"), "bad", "half erased"),
    "an altered rulebook": (
        "rulebooks", sql("UPDATE rulebooks SET body = body || ' ' WHERE name = 'ebay'"),
        "bad", "ebay is not what it was"),
    "a rulebook that is gone": (
        "rulebooks", sql("DELETE FROM rulebooks WHERE kind = 'manifest'"),
        "bad", "has rules that are not kept"),
    "a deadline that is not the rule's": (
        "tables", sql("UPDATE deadlines SET act_by = '2027-01-01'"),
        "bad", "deadlines: "),
    "an amount that is not the log's": (
        "tables", sql("UPDATE orders SET price_minor = 1"), "bad", "orders: 1 rows"),
    "a word of the search that is gone": (
        "tables", sql("UPDATE search_texts SET body = 'x'"), "bad", "search_texts: "),
    "an entry without effect": (
        "entries that do not fit", event("no_such_thing", "2026-11-08"), "note", "1 entries"),
    "a day before there was any": (
        "entries that do not fit", event("shipped", "1926-11-08"), "note", "entries"),
    "an amount below zero": (
        "entries that do not fit", said("fact", price={"minor": -5, "currency": "EUR"}),
        "note", "1 entries"),
    "a zone that nobody knows": (
        "entries that do not fit", said("fact", zone="Mars/Base"), "note", "1 entries"),
    "a database that others may read": (
        "privacy", open_file, "bad", "returns.db (mode 0644)"),
    "a folder that others may enter": (
        "privacy", open_evidence, "bad", "returns.evidence (mode 0755)"),
    "a draft of a database": ("temporary files", draft, "note", ".returns.db.00ff.new"),
    "a claim of a first run": ("temporary files", claim, "note", "returns.db.claim"),
    "a copy of a conflict": ("place", conflict_copy, "bad", "returns.sync-conflict-1.db"),
    "half a backup": ("temporary files", half_a_backup, "note", ".00ff.new"),
    "one order twice": ("one order twice", twin, "bad", "are one order"),
    "a kept pack that cannot be read": (
        "kept rules",
        sql("UPDATE rulebooks SET body = '{\"name\": 3}' WHERE name = 'ebay'"),
        "bad", "ebay"),
    "altered evidence": ("evidence", altered_photo, "bad", "photo.jpg: altered"),
    "evidence that nobody names": ("files nothing needs", orphan, "note", "1 file, 6 bytes"),
    "a day to come": ("dates", event("shipped", "2026-12-24"), "note", "is yet to come"),
    "days the wrong way round": (
        "dates", event("shipped", "2026-11-09"), "note", "the wrong way round"),
    "parts that are not the whole": (
        "money",
        event("money_in", "2026-11-10", amount={"minor": 1000, "currency": "EUR"},
              parts=[["item", {"minor": 1200, "currency": "EUR"}]]),
        "bad", "the parts of money-in are"),
    "more money than was paid": (
        "money", event("money_in", "2026-11-10", amount={"minor": 9900, "currency": "EUR"}),
        "note", "75.01 EUR more came than was expected"),
    "rules that end earlier now": ("newer rules", shorter_dispute, "note", "would end earlier"),
    "a clock that was ahead": (
        "clock", ahead, "note", "something was recorded on Mon 21 Dec 2026"),
    "a broken pack": ("your packs", broken_pack, "bad", "lamps.toml"),
    "another zone than the machine's": (
        "time zone", elsewhere, "note", "this machine is in America/New_York"),
    "no backup": ("backups", lambda _: None, "note", "none yet"),
    "an old backup": ("backups", old_backup, "note", "days ago"),
}  # fmt: skip


def verdicts(cli: Cli) -> list[tuple[str, str, str]]:
    found = cli("doctor", "--json").envelope["data"]
    return [(each["name"], each["verdict"], each["says"]) for each in found["checks"]]


def test_of_healthy_records_every_check_says_so(kept: Kept) -> None:
    kept.back_up()
    found = verdicts(kept.cli)
    assert [each for each in found if each[1] != "ok"] == []
    tables = (CHECKS, RECORD_CHECKS, CASE_CHECKS, MACHINE_CHECKS)
    assert [name for name, *_ in found] == [
        "integrity",
        "log",
        *(each for t in tables for each in t),
    ]
    assert kept.cli.ok("doctor").lines[-1] == "All is well."


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_named(kept: Kept, fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    check, plant, verdict, words = FAULTS[fault]
    plant(kept)
    answer = kept.cli("doctor", "--json")
    found = [(each["name"], each["verdict"]) for each in answer.envelope["data"]["checks"]
             if words in each["says"]]  # fmt: skip
    assert (check, verdict) in found, answer.out
    assert answer.exit_code in {"damaged": (7,), "bad": (1,), "note": (0, 1)}[verdict]


def test_every_check_has_a_fault() -> None:
    elsewhere_tested = {"SQLite", "libraries", "Python"}
    checks = {"log", *CHECKS, *RECORD_CHECKS, *CASE_CHECKS, *MACHINE_CHECKS}
    assert checks - {check for check, *_ in FAULTS.values()} == elsewhere_tested


def test_notes_alone_are_no_failure(kept: Kept) -> None:
    draft(kept)
    assert kept.cli("doctor").exit_code == 0


def test_a_damaged_file_ends_with_seven_and_names_the_way_out(kept: Kept) -> None:
    content = bytearray(kept.cli.db.read_bytes())
    content[4096 * 30 : 4096 * 60] = b"\xa5" * (4096 * 30)
    kept.cli.db.write_bytes(content)
    answer = kept.cli("doctor")
    assert answer.exit_code == 7
    assert "returnctl restore" in answer.out + answer.err


def test_a_library_with_a_known_fault_is_named() -> None:
    from returnctl.core.knownfaults import faults_of, resets_wal, version_of

    assert faults_of("sqlite-utils", "3.38") == ("brings deleted rows back",)
    assert faults_of("sqlite-utils", "4.2.1") == ()
    assert faults_of("typer", "0.22.0")
    assert not faults_of("typer", "0.23.0")
    faulty = ("3.7.0", "3.40.1", "3.44.5", "3.45.0", "3.50.6", "3.51.2")
    mended = ("3.6.23", "3.44.6", "3.50.7", "3.51.3", "3.54.1")
    assert all(resets_wal(version_of(each)) for each in faulty)
    assert not any(resets_wal(version_of(each)) for each in mended)
