"""`backup`: whole, private, in one step, and no more of them than are wanted."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from returnctl.core.errors import Unavailable
from tests.backup.records import Kept, age, everything, modes
from tests.cli.running import Cli, tree
from tests.store.records import a_store


def test_a_backup_holds_every_row_and_every_file(kept: Kept) -> None:
    copy = kept.back_up()
    assert everything(copy) == everything(kept.cli.db)
    pool = tree(kept.folder / "returns.evidence")
    assert pool == tree(kept.evidence)
    assert len(pool) == 1
    assert modes(kept.folder) == {0o600, 0o700}


def test_a_backup_is_a_database_that_the_program_opens(kept: Kept) -> None:
    copy = kept.back_up()
    assert Cli(copy).ok("status").out == kept.cli.ok("status").out


def test_it_says_what_it_holds_and_where_it_is(kept: Kept) -> None:
    first, second = kept.now.ok("backup").lines
    assert first == "Backed up: 1 case, 5 entries, 1 file of evidence (1 new)."
    assert Path(second.strip()).exists()
    assert "(0 new)" in kept.now.ok("backup").out


def test_beside_the_database_evidence_is_a_second_name_of_the_same_file(kept: Kept) -> None:
    kept.back_up()
    (path,) = (each for each in kept.evidence.rglob("*") if each.is_file())
    assert path.stat().st_nlink == 2


def test_in_another_folder_evidence_is_copied_once(kept: Kept, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    kept.back_up(str(disk))
    (path,) = (each for each in (disk / "returns.evidence").rglob("*") if each.is_file())
    before = path.stat()
    kept.back_up(str(disk))
    assert before.st_nlink == 1
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert len(list(disk.glob("*.db"))) == 2


def test_altered_evidence_is_told_and_never_takes_the_place_of_the_good(kept: Kept) -> None:
    (path,) = (each for each in kept.evidence.rglob("*") if each.is_file())
    path.write_bytes(b"another photo")
    data = kept.now.data("backup")
    assert (data["files"], data["lost"]) == (0, 1)
    assert tree(kept.folder / "returns.evidence") == {}


def test_two_in_one_second_have_two_names(kept: Kept) -> None:
    assert len({kept.back_up(), kept.back_up(), kept.back_up()}) == 3


def test_with_another_clock_it_only_says_what_it_would_do(kept: Kept) -> None:
    answer = kept.cli.ok("backup")
    assert answer.out.startswith("Would back up: 1 case, 5 entries, 1 file of evidence (1 new).")
    assert not kept.folder.exists()


def test_without_records_there_is_nothing_to_back_up(home: Path) -> None:
    cli = Cli(home / "records" / "returns.db", as_of=None)
    assert cli("backup").exit_code == 7
    assert not cli.db.parent.exists()


def test_a_disk_that_is_not_there_does_not_become_a_folder(kept: Kept, tmp_path: Path) -> None:
    answer = kept.now("backup", str(tmp_path / "usb" / "returns"))
    assert answer.exit_code == 2
    assert "Is the disk there?" in answer.err
    assert not (tmp_path / "usb").exists()


def test_a_file_is_no_folder(kept: Kept, tmp_path: Path) -> None:
    (tmp_path / "usb").write_text("mine")
    assert kept.now("backup", str(tmp_path / "usb")).exit_code == 7
    assert (tmp_path / "usb").read_text() == "mine"


def test_a_damaged_database_takes_the_place_of_no_backup(kept: Kept) -> None:
    good = kept.back_up()
    before = good.read_bytes()
    content = bytearray(kept.cli.db.read_bytes())
    content[4096 * 3 : 4096 * 60] = b"\xa5" * (4096 * 57)
    kept.cli.db.write_bytes(content)
    answer = kept.now("backup")
    assert answer.exit_code == 7
    assert kept.files() == [good.name]
    assert good.read_bytes() == before


def test_what_a_crash_left_goes_once_it_is_old(kept: Kept) -> None:
    kept.back_up()
    old, fresh = kept.folder / ".00.new", kept.folder / ".11.new"
    for path in (old, fresh):
        path.write_bytes(b"half")
    age(old, hours=2)
    kept.back_up()
    assert (old.exists(), fresh.exists()) == (False, True)


def test_backups_of_old_days_are_thinned_and_their_evidence_goes(kept: Kept) -> None:
    for number in range(14):
        kept.made_on(f"2020010{number // 2 + 1}-1{number % 2}0000", kept.back_up())
    photo = kept.cli.db.parent / "second.jpg"
    photo.write_bytes(b"only the newest has it")
    kept.cli.ok("evidence", "add", kept.ref, str(photo))
    kept.now.ok("config", "set", "backup_daily", "3")
    kept.back_up()
    assert len(kept.files()) == 10
    assert len(tree(kept.folder / "returns.evidence")) == 2


def test_evidence_that_only_a_thinned_backup_names_goes_with_it(kept: Kept) -> None:
    first = kept.made_on("20200101-100000", kept.back_up())
    kept.cli.ok("evidence", "rm", kept.ref, "1")
    for number in range(10):
        kept.made_on(f"202002{number + 10}-100000", kept.back_up())
    for name, value in (("daily", "0"), ("weekly", "0"), ("monthly", "0")):
        kept.now.ok("config", "set", f"backup_{name}", value)
    kept.back_up()
    assert not first.exists()
    assert tree(kept.folder / "returns.evidence") == {}


def test_in_another_folder_nothing_is_deleted(kept: Kept, tmp_path: Path) -> None:
    for number in range(15):
        path = kept.back_up(str(tmp_path / "disk"))
        kept.made_on(f"20200101-1000{number:02}", path)
    assert len(list((tmp_path / "disk").glob("*.db"))) == 15


def test_files_that_are_no_backups_are_let_be(kept: Kept) -> None:
    kept.back_up()
    mine = [kept.folder / name for name in
            ("notes.txt", "returns-old.db", "returns-20269999-000000-asked.db",
             "other-20200101-000000-asked.db")]  # fmt: skip
    for path in mine:
        path.write_bytes(b"mine")
    for _ in range(12):
        kept.back_up()
    assert all(path.read_bytes() == b"mine" for path in mine)
    assert len(kept.now.data("backup", "--list")["backups"]) < 13


def test_an_import_is_preceded_by_a_backup_unless_nothing_changed(kept: Kept) -> None:
    table = kept.cli.db.parent / "orders.csv"
    for number in ("12-34567-89012", "12-34567-89013"):
        table.write_text(f"Order ID,Title,Price,Ordered\n{number},Lamp,7.00,2026-11-01\n")
        kept.cli.ok("import", str(table), "--shop", "ebay", "--yes")
        kept.cli.ok("import", str(table), "--shop", "ebay", "--yes")
    assert [name.split("-", 3)[3] for name in kept.files()] == ["import.db"] * 3
    kept.now.ok("config", "set", "backup_imports", "false")
    table.write_text("Order ID,Title,Price,Ordered\n12-34567-89014,Lamp,7.00,2026-11-01\n")
    kept.cli.ok("import", str(table), "--shop", "ebay", "--yes")
    assert len(kept.files()) == 3


def test_a_purge_names_the_backups_that_remain(kept: Kept) -> None:
    copy = kept.back_up()
    answer = kept.cli.ok("rm", kept.ref, "--purge", "--yes", "--json")
    assert answer.data["copies"] == [str(copy)]


def test_a_copy_that_differs_gets_no_name(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever goes wrong between the copy and its name, the hash of the rows finds it."""

    def altered(source: sqlite3.Connection, path: Path) -> None:
        with closing(sqlite3.connect(path)) as copy:
            source.backup(copy)
            copy.execute("UPDATE commands SET name = 'other'")
            copy.commit()

    monkeypatch.setattr("returnctl.store.backups.making.snapshot", altered)
    with pytest.raises(Unavailable, match="not what was copied"):
        a_store(kept.cli.db).safekeeping().make("asked")
    assert list(kept.folder.glob("*.db")) == []
    assert list(kept.folder.glob(".*")) == []
