"""An archive on another machine: the same answers; and one that is not as we wrote it: nothing."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.running import AS_OF, Cli, process_env, run_process, tree


@pytest.fixture
def cli(home: Path) -> Cli:
    """A shopper with a return, a purchase, and a photo."""
    cli = Cli(home / "records" / "returns.db")
    ref = cli.add("8190123456789012", "USB-C hub", "23.99", "--reason", "defective",
                  "--did", "delivered=8nov")  # fmt: skip
    cli.add("8190123456789013", "Cable", "3.99")
    photo = home / "photo.jpg"
    photo.write_bytes(b"\xff\xd8\xff" + bytes(2000))
    cli.ok("evidence", "add", ref, str(photo), "--kind", "photo")
    return cli


@pytest.fixture
def archive(cli: Cli, home: Path) -> Path:
    path = home / "all.zip"
    cli.ok("export", "--archive", str(path))
    return path


def another(home: Path, name: str = "other") -> Cli:
    return Cli(home / name / "returns.db")


def test_another_machine_answers_the_same(cli: Cli, home: Path) -> None:
    """Two processes with homes of their own: records, evidence and packs come along."""
    old, new = home / "old", home / "new"
    packs = old / ".config" / "returnctl" / "packs"
    packs.mkdir(parents=True)
    old_env = process_env(old, RETURNCTL_DB=str(cli.db))
    (packs / "broken.toml").write_text("no pack\n")

    made = run_process(["export", "--archive", str(old / "all.zip"), "--json"], old_env)
    assert made.exit_code == 0, made
    took = run_process(["import", str(old / "all.zip"), "--yes", "--json"], process_env(new))
    assert took.exit_code == 0, took
    assert len(took.data["new"]) == 2
    assert [each["reason"] for each in took.data["skipped"]] == ["it is no sound pack"]

    for question in (["status", "--purchases"], ["deadlines", "--all"], ["evidence", "verify"]):
        args = [*question, "--json", "--as-of", AS_OF]
        here, there = run_process(args, old_env), run_process(args, process_env(new))
        assert here.exit_code == there.exit_code == 0, there
        if question[0] == "evidence":
            assert [each["state"] for each in there.data] == ["ok"]
        else:
            assert there.out == here.out


def test_packs_of_yours_come_along_and_yours_stay(cli: Cli, home: Path) -> None:
    folder = home / "config" / "packs"
    folder.mkdir(parents=True)
    example = Path(__file__).parents[2] / "examples" / "packs"
    text = min(example.glob("*.toml")).read_text()
    (folder / "mine.toml").write_text(text)
    path = home / "all.zip"
    env = {"RETURNCTL_CONFIG": str(home / "config" / "config.toml")}
    assert cli("export", "--archive", str(path), env=env).exit_code == 0

    there = another(home)
    elsewhere = {"RETURNCTL_CONFIG": str(home / "elsewhere" / "config.toml")}
    took = there("import", str(path), "--yes", "--json", env=elsewhere).data
    assert took["packs"] == ["mine.toml"]
    copied = home / "elsewhere" / "packs" / "mine.toml"
    assert copied.read_text() == text
    assert copied.stat().st_mode & 0o777 == 0o600

    copied.write_text("# mine\n" + text)
    again = there("import", str(path), "--yes", "--json", env=elsewhere).data
    assert again["packs"] == []
    assert [each["reason"] for each in again["skipped"]] == ["you have another pack of that name"]
    assert copied.read_text().startswith("# mine")


def test_it_holds_the_records_and_no_settings(archive: Path, cli: Cli) -> None:
    with zipfile.ZipFile(archive) as found:
        names = found.namelist()
        manifest = json.loads(found.read("manifest.json"))
        sums = {name: hashlib.sha256(found.read(name)).hexdigest() for name in names}
    (evidence,) = (name for name in names if name.startswith("evidence/"))
    assert sorted(names) == sorted(["returns.db", evidence, "manifest.json"])
    assert evidence.rpartition("/")[2] == sums[evidence]
    assert manifest["schema"] == "returnctl-archive/1"
    assert {e["path"]: e["sha256"] for e in manifest["files"]} == {
        name: sums[name] for name in names if name != "manifest.json"
    }
    assert archive.stat().st_mode & 0o777 == 0o600
    assert cli.data("status")


def test_the_snapshot_is_whole_while_somebody_writes(cli: Cli, home: Path) -> None:
    """What another process has not committed is not in it, and it does not wait for long."""
    with closing(sqlite3.connect(cli.db, isolation_level=None)) as conn:
        conn.execute("BEGIN IMMEDIATE")
        conn.execute("DELETE FROM status")
        cli.ok("export", "--archive", str(home / "all.zip"))
        conn.execute("ROLLBACK")
    there = another(home)
    there.ok("import", str(home / "all.zip"), "--yes")
    assert len(there.data("status")) == len(cli.data("status")) == 1


def test_missing_evidence_is_told_and_the_rest_is_kept(cli: Cli, home: Path) -> None:
    (kept,) = (cli.db.parent / "returns.evidence").glob("??/*")
    kept.unlink()
    answer = cli("export", "--archive", str(home / "all.zip"))
    assert answer.exit_code == 1
    assert "not in it: evidence" in answer.out
    assert (
        len(another(home).ok("import", str(home / "all.zip"), "--yes", "--json").data["new"]) == 2
    )


def test_an_archive_of_two_machines_is_merged(cli: Cli, archive: Path, home: Path) -> None:
    there = another(home)
    there.ok("import", str(archive), "--yes")
    there.ok("mark", "8190123456789012", "seller-contacted", "--on", "2026-11-20")
    cli.ok("mark", "8190123456789013", "delivered", "--on", "2026-11-19")
    there.ok("export", str(home / "theirs.json"))
    cli.ok("export", "--archive", str(home / "ours.zip"))

    took = cli.data("import", "--yes", str(home / "theirs.json"))
    assert [row["order_number"] for row in took["changed"]] == ["8190123456789012"]
    there.ok("import", "--yes", str(home / "ours.zip"))

    assert cli.data("status", "--purchases") == there.data("status", "--purchases")


@pytest.mark.parametrize("place", ["/proc/all.zip", "a" * 300 + ".zip"])
def test_a_place_that_cannot_be_written_is_told(cli: Cli, place: str) -> None:
    answer = cli("export", "--archive", place)

    assert (answer.exit_code, answer.out) == (1, "")
    assert "cannot be written" in answer.err


# --- hostile archives


def rewritten(
    archive: Path, change: Callable[[dict[str, bytes]], None], *, sums: bool = True
) -> None:
    """Pack an archive anew with other files in it, and with sums that agree if wanted."""
    with zipfile.ZipFile(archive) as found:
        files = {name: found.read(name) for name in found.namelist()}
    change(files)
    if sums:
        manifest = json.loads(files["manifest.json"])
        manifest["files"] = [
            {"path": n, "size": len(b), "sha256": hashlib.sha256(b).hexdigest()}
            for n, b in files.items()
            if n != "manifest.json"
        ]
        files["manifest.json"] = json.dumps(manifest).encode()
    with zipfile.ZipFile(archive, "w") as out:
        for name, content in files.items():
            out.writestr(zipfile.ZipInfo(name), content)


def put(name: str, content: bytes) -> Callable[[dict[str, bytes]], None]:
    return lambda files: files.update({name: content})


def newer_schema(files: dict[str, bytes]) -> None:
    files["manifest.json"] = files["manifest.json"].replace(b"archive/1", b"archive/2")


def other_evidence(files: dict[str, bytes]) -> None:
    name = next(each for each in files if each.startswith("evidence/"))
    files[name] = b"forged"


def edited(*statements: str) -> Callable[[dict[str, bytes]], None]:
    """Change the database in the archive."""

    def change(files: dict[str, bytes]) -> None:
        with closing(sqlite3.connect(":memory:")) as conn:
            conn.deserialize(files["returns.db"])
            for statement in statements:
                conn.execute(statement)
            conn.commit()
            files["returns.db"] = conn.serialize()

    return change


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (put("../../.bashrc", b"x"), "which no archive of returnctl has"),
        (put("/etc/passwd", b"x"), "which no archive of returnctl has"),
        (put("packs/../../x.toml", b"x"), "which no archive of returnctl has"),
        (put("evidence/aa/short", b"x"), "which no archive of returnctl has"),
        (put("config.toml", b"[channels]"), "which no archive of returnctl has"),
        (put("packs/big.toml", bytes(1 << 21)), "larger than any pack"),
        (put("returns.db", b"x" * 5000), "cannot be read"),
        (put("returns.db", b""), "another program's"),
        (other_evidence, "does not match its sum"),
        (newer_schema, "newer returnctl"),
        (edited("PRAGMA user_version = 99"), "newer returnctl"),
        (edited("PRAGMA application_id = 7"), "another program's"),
        (edited("ALTER TABLE log RENAME TO old", "CREATE VIEW log AS SELECT * FROM old"),
         "no table log"),
        (edited("DROP TABLE purges"), "no table purges"),
        (edited("UPDATE commands SET recorded_at = 'yesterday'"), "is no instant"),
        (edited("UPDATE rulebooks SET body = '{}'"), "does not match its hash"),
        (edited("DROP TRIGGER log_refuses_update", "UPDATE log SET version = 9"),
         "newer returnctl"),
        (edited("DROP TRIGGER log_refuses_update", "UPDATE log SET data = '['"), "cannot be read"),
    ],
)  # fmt: skip
def test_an_archive_that_was_changed_is_refused_whole(
    archive: Path, home: Path, change: Callable[[dict[str, bytes]], None], told: str
) -> None:
    rewritten(archive, change)
    there, before = another(home), tree(home)

    answer = there("import", str(archive), "--yes")

    assert answer.exit_code == 2, answer
    assert told in answer.err
    assert answer.err.startswith("returnctl: ")
    assert len(answer.err.splitlines()) <= 2
    assert tree(home) == before
    assert not there.db.exists()


def test_wrong_sums_lost_files_and_compression_are_refused(archive: Path, home: Path) -> None:
    whole = archive.read_bytes()
    rewritten(archive, put("returns.db", b"x"), sums=False)
    assert "does not match its sum" in another(home)("import", str(archive), "--yes").err

    archive.write_bytes(whole)
    rewritten(archive, put("packs/a.toml", b"x"), sums=False)
    assert "lists other files" in another(home)("import", str(archive), "--yes").err

    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("manifest.json", "{}")
        bomb.writestr("returns.db", bytes(50_000_000))
    assert "packed anew" in another(home)("import", str(archive), "--yes").err


@pytest.mark.parametrize("at", [0.2, 0.5, 0.9, 0.999])
def test_an_archive_that_was_cut_off_is_refused(archive: Path, home: Path, at: float) -> None:
    content = archive.read_bytes()
    archive.write_bytes(content[: int(len(content) * at)])
    there = another(home)
    assert there("import", str(archive), "--yes").exit_code == 2
    assert not there.db.exists()


def test_flipped_bytes_never_get_in(archive: Path, home: Path) -> None:
    """Of a byte in every part of it: refused, or what it changed means nothing."""
    content = archive.read_bytes()
    want = Cli(home / "want" / "returns.db")
    want.ok("import", str(archive), "--yes")
    expected = want.query("SELECT * FROM log ORDER BY id")
    for number in range(12):
        at = number * len(content) // 12 + 31
        archive.write_bytes(content[:at] + bytes([content[at] ^ 0x40]) + content[at + 1 :])
        there = another(home, f"flip-{number}")
        answer = there("import", str(archive), "--yes")
        if answer.exit_code == 0:
            assert there.query("SELECT * FROM log ORDER BY id") == expected
        else:
            assert answer.exit_code == 2
            assert not there.db.exists()
