"""`evidence verify` and `doctor`: one flipped byte and one missing file are found."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

from returnctl.store.evidence.checking import state_of
from returnctl.store.evidence.folder import EvidenceFolder
from tests.cli.running import Cli
from tests.evidence.conftest import File
from tests.evidence.folder import kept


def flip(path: Path, place: int) -> None:
    content = bytearray(path.read_bytes())
    content[place] ^= 1 << place % 8
    path.write_bytes(content)


def test_what_is_whole_is_said_to_be(cli: Cli, hub: str, file: File) -> None:
    assert cli.ok("evidence", "verify").out == "No evidence to verify.\n"
    cli.ok("evidence", "add", hub, str(file("a.jpg", b"a" * 1000)), str(file("b.jpg", b"b")))
    assert cli.ok("evidence", "verify").out == "2 files, 1.0 kB: every byte is what was kept.\n"


def test_a_flipped_byte_and_a_missing_file_are_found(cli: Cli, hub: str, file: File) -> None:
    other = cli.add("8190123456780042", "LED strip", "12.40 EUR", "--delivered", "8nov")
    cli.ok("evidence", "add", hub, str(file("a.jpg", b"a")), str(file("b.jpg", b"b")))
    cli.ok("evidence", "add", other, str(file("c.jpg", b"c")))
    places = {path.read_bytes(): path for path in kept(cli)}
    flip(places[b"a"], 0)
    places[b"c"].unlink()
    answer = cli("evidence", "verify")
    assert answer.exit_code == 1
    assert answer.lines == [
        f"{hub} 1 photo a.jpg: ALTERED: its bytes are not what they were",
        f"{other} 1 photo c.jpg: MISSING: its file is not there",
        "2 of 3 files are not what was kept.",
    ]
    assert cli("evidence", "verify", other).exit_code == 1
    envelope = cli("evidence", "verify", "--json")
    assert envelope.exit_code == 1
    states = {each["name"]: each["state"] for each in envelope.envelope["data"]}
    assert states == {"a.jpg": "altered", "b.jpg": "ok", "c.jpg": "missing"}


def test_what_is_no_file_any_more_is_found(cli: Cli, hub: str, file: File, home: Path) -> None:
    cli.ok("evidence", "add", hub, str(file("a.jpg", b"a")), str(file("b.jpg", b"b")))
    first, second = kept(cli)
    first.unlink()
    first.mkdir()
    (home / "copy").write_bytes(second.read_bytes())
    second.unlink()
    second.symlink_to(home / "copy")
    found = cli("evidence", "verify", "--json").envelope["data"]
    assert sorted(each["state"] for each in found) == ["altered", "closed"]


def test_doctor_tells_of_damaged_evidence(cli: Cli, hub: str, file: File) -> None:
    cli.ok("evidence", "add", hub, str(file("a.jpg", b"a")))
    assert "1 file, 1 byte: ok" in cli.ok("doctor").out
    flip(kept(cli)[0], 0)
    answer = cli("doctor")
    assert answer.exit_code == 1
    assert f"{hub} 1 a.jpg: altered" in answer.out


def test_evidence_of_a_closed_case_is_verified_too(cli: Cli, hub: str, file: File) -> None:
    cli.ok("evidence", "add", hub, str(file("a.jpg")))
    cli.ok("mark", hub, "kept")
    kept(cli)[0].unlink()
    assert cli("evidence", "verify").exit_code == 1


def test_a_hash_that_a_stranger_wrote_leads_nowhere(cli: Cli, hub: str, file: File) -> None:
    cli.ok("evidence", "add", hub, str(file("a.jpg")))
    # As a merged log of somebody else's could have it.
    script = (
        "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); "
        "c.execute(\"UPDATE evidence SET sha256 = '../../../etc/passwd'\"); c.commit()"
    )
    subprocess.run([sys.executable, "-c", script, str(cli.db)], check=True)
    assert cli("evidence", "verify").exit_code == 1


def test_every_flip_is_found(tmp_path: Path) -> None:
    shelf = EvidenceFolder(tmp_path / "r.db")
    chance = random.Random(4)
    (tmp_path / "a").write_bytes(chance.randbytes(5000))
    with shelf.copies([tmp_path / "a"]) as [copy]:
        shelf.keep(copy)
    [(sha256, path)] = shelf.hashes()
    for _ in range(2000):
        place = chance.randrange(5000)
        flip(path, place)
        assert state_of(shelf, sha256) == "altered"
        flip(path, place)
    assert state_of(shelf, sha256) == "ok"
