"""`evidence list`, `open` and `copy`: the files where people and other programs can read them."""

from __future__ import annotations

import os
import pty
import stat
import subprocess
from pathlib import Path

import pytest

from returnctl.core.filenames import safe_name
from tests.cli.running import Cli, command, process_env
from tests.evidence.conftest import File
from tests.evidence.folder import folder, kept


def names(place: Path) -> list[str]:
    return sorted(path.name for path in place.iterdir())


def test_list_numbers_the_files_and_tells_what_is_missing(cli: Cli, hub: str, file: File) -> None:
    assert "No evidence yet." in cli.ok("evidence", "list", hub).out
    cli.ok("evidence", "add", hub, str(file("a.jpg")), "--taken", "9nov", "--note", "cracked")
    assert cli.ok("evidence", "list", hub).lines == [
        f"{hub}  USB-C hub",
        "  1  photo  a.jpg  taken Mon 9 Nov 2026  7 bytes",
        "            cracked",
        f"  MISSING        seller chat: returnctl evidence add {hub} FILE --kind message",
    ]
    data = cli.data("evidence", "list", hub)
    assert list(data) == ["ref", "title", "files", "stage", "missing"]
    assert list(data["files"][0]) == [
        "ref", "number", "id", "kind", "name", "size", "taken", "added_on", "note", "return_id",
        "sha256", "state", "path",
    ]  # fmt: skip
    assert data["missing"] == [
        {
            "name": "chat",
            "says": "seller chat",
            "kinds": ["message", "screenshot"],
            "command": f"returnctl evidence add {hub} FILE --kind message",
        }
    ]


def test_off_a_terminal_open_prints_where_the_files_lie(cli: Cli, hub: str, file: File) -> None:
    cli.ok("evidence", "add", hub, str(file("a.jpg", b"a")), str(file("b.jpg", b"b")))
    assert all(str(path) in cli.ok("evidence", "open", hub).out for path in kept(cli))
    assert [Path(each["path"]).read_bytes() for each in cli.data("evidence", "open", hub, "2")] == [
        b"b"
    ]
    assert not (folder(cli) / "opened").exists()


def test_open_says_what_is_not_there(cli: Cli, hub: str, file: File) -> None:
    cli.ok("evidence", "add", hub, str(file("a.jpg")))
    kept(cli)[0].unlink()
    answer = cli("evidence", "open", hub)
    assert answer.exit_code == 1
    assert "a.jpg: MISSING" in answer.out
    assert cli("evidence", "open", hub, "9").exit_code == 4


@pytest.fixture
def viewer(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A viewer that notes what it was asked to show."""
    seen = home / "seen"
    (home / "bin").mkdir()
    (home / "bin" / "xdg-open").write_text(f'#!/bin/sh\necho "$@" >> {seen}\n')
    (home / "bin" / "xdg-open").chmod(0o755)
    return seen


def on_terminal(cli: Cli, home: Path, *args: str) -> tuple[int, str]:
    """Run the program with a terminal at both ends."""
    env = process_env(home, RETURNCTL_DB=str(cli.db), TERM="xterm")
    env["PATH"] = f"{home / 'bin'}:{env['PATH']}"
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        command("--as-of", "2026-11-21", *args), stdin=theirs, stdout=theirs, stderr=theirs, env=env
    )
    os.close(theirs)
    shown = b""
    try:
        while chunk := os.read(ours, 65536):
            shown += chunk
    except OSError:  # the other end is closed
        pass
    os.close(ours)
    return process.wait(60), shown.decode()


def wait_for(seen: Path) -> list[str]:
    """The viewer is not waited for by the program."""
    for _ in range(100):
        if seen.exists() and seen.read_text().endswith("\n"):
            return seen.read_text().split()
        os.sched_yield()
        subprocess.run(["sleep", "0.05"], check=True)
    return []


def test_on_a_terminal_viewers_get_a_copy(
    cli: Cli, hub: str, file: File, home: Path, viewer: Path
) -> None:
    cli.ok("evidence", "add", hub, str(file("a b.jpg", b"a")))
    code, _ = on_terminal(cli, home, "evidence", "open", hub)
    assert code == 0
    [shown] = wait_for(viewer)
    assert Path(shown).parent == folder(cli) / "opened"
    assert shown.endswith("-a_b.jpg")
    assert Path(shown).read_bytes() == b"a"
    assert stat.S_IMODE(Path(shown).stat().st_mode) == 0o400
    assert on_terminal(cli, home, "evidence", "open", hub, "1")[0] == 0, "again"


def test_what_may_be_a_program_is_not_opened(
    cli: Cli, hub: str, file: File, home: Path, viewer: Path
) -> None:
    cli.ok("evidence", "add", hub, str(file("invoice.pdf.exe")), str(file("x.html", b"<script>")))
    code, shown = on_terminal(cli, home, "evidence", "open", hub)
    assert code == 0
    assert "invoice.pdf.exe may be a program, so it was not opened" in shown
    assert not viewer.exists()


def test_many_windows_at_once_are_refused(
    cli: Cli, hub: str, file: File, home: Path, viewer: Path
) -> None:
    paths = [str(file(f"{number}.jpg", str(number).encode())) for number in range(6)]
    cli.ok("evidence", "add", hub, *paths)
    code, shown = on_terminal(cli, home, "evidence", "open", hub)
    assert code == 2
    assert f"returnctl evidence open {hub} N" in shown
    assert not viewer.exists()


def test_copies_are_numbered_and_dated(cli: Cli, hub: str, file: File, home: Path) -> None:
    cli.ok("evidence", "add", hub, str(file("my photo!.jpg", b"1")), "--taken", "9nov")
    cli.ok("evidence", "add", hub, str(file("receipt", b"2")))
    cli.ok("evidence", "copy", hub, str(home / "a" / "b"))
    assert names(home / "a" / "b") == [
        "01-2026-11-09-photo-my_photo.jpg",
        "02-2026-11-21-receipt-receipt",
    ]
    modes = {stat.S_IMODE(path.stat().st_mode) for path in (home / "a" / "b").iterdir()}
    assert modes == {0o600}
    assert stat.S_IMODE((home / "a" / "b").stat().st_mode) == 0o700


def test_nothing_is_overwritten(cli: Cli, hub: str, file: File, home: Path) -> None:
    cli.ok("evidence", "add", hub, str(file("a.jpg", b"evidence")))
    (home / "c").mkdir()
    mine = home / "c" / "01-2026-11-21-photo-a.jpg"
    mine.write_bytes(b"mine")
    (home / "c" / "01-2026-11-21-photo-a-2.jpg").symlink_to(home / "victim")
    for _ in range(2):
        cli.ok("evidence", "copy", hub, str(home / "c"))
        assert mine.read_bytes() == b"mine"
        assert not (home / "victim").exists()
        assert len(names(home / "c")) == 3, "a copy that is there is not made again"
    assert (home / "c" / "01-2026-11-21-photo-a-3.jpg").read_bytes() == b"evidence"


def test_what_is_altered_is_not_copied(cli: Cli, hub: str, file: File, home: Path) -> None:
    cli.ok("evidence", "add", hub, str(file("a.jpg", b"a")), str(file("b.jpg", b"b")))
    kept(cli)[0].write_bytes(b"?")
    answer = cli("evidence", "copy", hub, str(home / "c"))
    assert answer.exit_code == 1
    assert "ALTERED" in answer.out
    assert len(names(home / "c")) == 1


@pytest.mark.parametrize("place", ["file", "file/below"])
def test_a_folder_that_cannot_be_made_is_told(
    cli: Cli, hub: str, file: File, home: Path, place: str
) -> None:
    cli.ok("evidence", "add", hub, str(file("a.jpg")))
    (home / "file").touch()
    assert cli("evidence", "copy", hub, str(home / place)).exit_code == 2


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("IMG_2031.jpg", "IMG_2031.jpg"),
        ("../../.ssh/authorized_keys", "ssh_authorized_keys"),
        ("\x1b[31m\n.exe", "31m.exe"),
        ("..", "file"),
        ("", "file"),
        (".hidden", "hidden"),
        ("日本.jpg", "file.jpg"),
        ("x" * 300 + ".jpeg", "x" * 60 + ".jpeg"),
        ("a.verylongsuffix", "a.verylongsuffix"),
        ("trailing. ", "trailing"),
        ("\u202egpj.exe", "gpj.exe"),
        ("-rf", "rf"),
    ],
)
def test_a_name_becomes_one_that_every_system_takes(name: str, safe: str) -> None:
    assert safe_name(name) == safe
