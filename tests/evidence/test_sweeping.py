"""`doctor --clean` and `rm --purge`: what nothing needs goes, and nothing else."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from returnctl.core.entries import Draft
from returnctl.core.errors import Unavailable
from tests.cli.running import Cli
from tests.evidence.conftest import File
from tests.evidence.folder import everything, folder, kept
from tests.store.records import a_store, add


def orphan(cli: Cli, name: str = "ab" + "0" * 62) -> Path:
    """A file that a crash left between its rename and the commit."""
    path = folder(cli) / name[:2] / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"orphan")
    return path


def draft(cli: Cli, *, minutes_old: int) -> Path:
    """A copy that a crash left unfinished."""
    path = folder(cli) / f".{minutes_old:016x}.new"
    path.write_bytes(b"half")
    at = time.time() - 60 * minutes_old
    os.utime(path, (at, at))
    return path


def test_what_a_crash_left_is_swept(cli: Cli, hub: str, file: File) -> None:
    cli.ok("evidence", "add", hub, str(file()))
    left = [orphan(cli), draft(cli, minutes_old=61)]
    fresh = draft(cli, minutes_old=59)
    assert "2 files, 10 bytes: returnctl doctor --clean" in cli.ok("doctor").out
    assert "2 files, 10 bytes" in cli.ok("doctor", "--clean", "--yes").out
    assert not any(path.exists() for path in left)
    assert fresh.exists(), "its program may still run"
    assert len(kept(cli)) == 1
    assert cli("evidence", "verify").exit_code == 0


def test_another_clock_makes_no_draft_old(cli: Cli, hub: str, file: File) -> None:
    cli.ok("evidence", "add", hub, str(file()))
    fresh = draft(cli, minutes_old=1)
    cli.at("2028-01-01").ok("doctor", "--clean", "--yes")
    assert fresh.exists()


def test_off_a_terminal_nothing_goes_without_a_yes(cli: Cli, hub: str, file: File) -> None:
    cli.ok("evidence", "add", hub, str(file()))
    left = orphan(cli)
    answer = cli("doctor", "--clean")
    assert answer.exit_code == 2
    assert "doctor --clean would delete 1 file, 6 bytes of evidence for good." in answer.err
    assert left.exists()
    left.unlink()
    cli.ok("doctor", "--clean")


def test_removed_evidence_goes_and_undone_evidence_stays(cli: Cli, hub: str, file: File) -> None:
    cli.ok("evidence", "add", hub, str(file("removed.jpg", b"removed")))
    cli.ok("evidence", "add", hub, str(file("undone.jpg", b"undone")))
    cli.ok("undo", "--yes")
    cli.ok("evidence", "rm", hub, "1")
    cli.ok("doctor", "--clean", "--yes")
    assert [path.read_bytes() for path in kept(cli)] == [b"undone"]


def test_evidence_that_was_removed_and_added_again_stays(cli: Cli, hub: str, file: File) -> None:
    for _ in range(2):
        cli.ok("evidence", "add", hub, str(file()))
        cli.ok("evidence", "rm", hub, "1")
    cli.ok("evidence", "add", hub, str(file()))
    cli.ok("doctor", "--clean", "--yes")
    assert len(kept(cli)) == 1
    assert cli("evidence", "verify").exit_code == 0


def test_a_removal_that_was_undone_keeps_the_file(cli: Cli, hub: str, file: File) -> None:
    cli.ok("evidence", "add", hub, str(file()))
    cli.ok("evidence", "rm", hub, "1")
    cli.ok("undo", "--yes")
    cli.ok("doctor", "--clean", "--yes")
    assert len(kept(cli)) == 1


def test_the_files_of_a_removed_case_stay_for_its_undo(cli: Cli, hub: str, file: File) -> None:
    cli.ok("evidence", "add", hub, str(file()))
    cli.ok("rm", hub, "--yes")
    cli.ok("doctor", "--clean", "--yes")
    cli.ok("undo", "--yes")
    assert cli("evidence", "verify").exit_code == 0
    assert len(kept(cli)) == 1


def test_files_that_are_not_ours_are_let_be(cli: Cli, hub: str, file: File) -> None:
    cli.ok("evidence", "add", hub, str(file()))
    mine = [folder(cli) / "notes.txt", folder(cli) / "ab" / "photo.jpg", folder(cli) / "x.new"]
    wrong = folder(cli) / "cd" / ("ab" + "1" * 62)
    for path in (*mine, wrong):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"mine")
        os.utime(path, (1, 1))
    cli.ok("doctor", "--clean", "--yes")
    assert all(path.exists() for path in (*mine, wrong))


def test_nothing_is_swept_while_a_command_is_about_to_name_it(tmp_path: Path) -> None:
    store = a_store(tmp_path / "r.db")
    case_id = add(store)
    (tmp_path / "a").write_bytes(b"about to be named")
    facts = {"level": "evidence", "kind": "photo", "name": "a"}
    with store.evidence.copies([tmp_path / "a"]) as [copy], store.write("evidence add") as tx:
        store.evidence.keep(copy)
        with pytest.raises(Unavailable, match="busy"):
            a_store(store.path, patience=0).sweep()
        draft = Draft("noted", tx.new_id(), {**facts, "sha256": copy.sha256})
        tx.record(case_id, [draft])
    assert store.sweep().files == ()
    assert [sha256 for sha256, _ in store.evidence.hashes()] == [copy.sha256]


def test_opened_copies_go(cli: Cli, hub: str, file: File) -> None:
    cli.ok("evidence", "add", hub, str(file()))
    (folder(cli) / "opened").mkdir()
    (folder(cli) / "opened" / "copy.jpg").write_bytes(b"copy")
    cli.ok("doctor", "--clean", "--yes")
    assert [path.parent.name for path in everything(cli)] == [kept(cli)[0].name[:2]]


def test_purge_erases_the_evidence_of_the_case(cli: Cli, hub: str, file: File) -> None:
    cli.ok("evidence", "add", hub, str(file("a.jpg", b"mine alone")))
    cli.ok("evidence", "add", hub, str(file("b.jpg", b"removed")))
    cli.ok("evidence", "rm", hub, "b.jpg")
    (folder(cli) / "opened").mkdir()
    (folder(cli) / "opened" / "copy.jpg").write_bytes(b"mine alone")
    cli.ok("rm", hub, "--purge", "--yes")
    assert everything(cli) == []
    assert b"mine alone" not in cli.db.read_bytes()


def test_purge_leaves_what_another_case_uses(cli: Cli, hub: str, file: File) -> None:
    other = cli.add("8190123456780042", "LED strip", "12.40 EUR", "--delivered", "8nov")
    for ref in (hub, other):
        cli.ok("evidence", "add", ref, str(file("both.jpg", b"both")))
    cli.ok("evidence", "add", hub, str(file("one.jpg", b"one")))
    cli.ok("rm", hub, "--purge", "--yes")
    assert [path.read_bytes() for path in kept(cli)] == [b"both"]
    assert cli("evidence", "verify").exit_code == 0


def test_purge_works_where_there_is_no_evidence(cli: Cli, hub: str) -> None:
    cli.ok("rm", hub, "--purge", "--yes")
    assert not folder(cli).exists()
