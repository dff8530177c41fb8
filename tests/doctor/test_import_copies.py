"""A killed import or export of an archive leaves its private copies: `doctor` knows them."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import pytest

from tests.cli.running import Cli, command, process_env

DAY = 24 * 3600


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@pytest.fixture
def cli(home: Path) -> Cli:
    found = Cli(home / "records" / "returns.db")
    found.add("8190123456789012", "Hub")
    return found


def left(temporary: Path, name: str, file: str, *, age: int) -> Path:
    folder = temporary / name
    folder.mkdir(mode=0o700)
    (folder / file).write_bytes(b"private")
    os.utime(folder, (time.time() - age,) * 2)
    return folder


def test_an_old_copy_is_told_and_deleted(cli: Cli, temporary: Path) -> None:
    folder = left(temporary, "returnctl-copy-x1", "0.db", age=2 * DAY)

    assert f"left by a crash: {folder}" in cli("doctor").out
    cli("doctor", "--fix", "--yes")

    assert not folder.exists()


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_a_killed_export_of_an_archive_leaves_nothing_that_doctor_does_not_know(
    cli: Cli, home: Path, temporary: Path
) -> None:
    """It left `.returnctl-...` with a copy of everything beside the archive, for ever."""
    script = (
        "import os, signal, sys\n"
        "from returnctl.cli import main\n"
        "import returnctl.actions.archive as archive\n"
        "def die(*_a, **_k): os.kill(os.getpid(), signal.SIGKILL)\n"
        "archive.write_archive = die\n"
        "main()\n"
    )
    env = process_env(home, RETURNCTL_DB=str(cli.db), TMPDIR=str(temporary))
    out = home / "out"
    out.mkdir()
    words = [command()[0], "-c", script, "export", "--archive", str(out / "all.zip")]
    done = subprocess.run(words, env=env, capture_output=True, check=False)

    assert done.returncode == -signal.SIGKILL
    assert [each.suffix for each in out.iterdir()] == [".new"]  # the archive's own draft
    (folder,) = temporary.glob("returnctl-copy-*")
    os.utime(folder, (time.time() - 2 * DAY,) * 2)
    cli("doctor", "--fix", "--yes")
    assert not folder.exists()


def test_where_nothing_is_temporary_an_archive_is_written_all_the_same(
    cli: Cli, home: Path, temporary: Path
) -> None:
    temporary.chmod(0o500)
    cli.ok("export", "--archive", str(home / "all.zip"))
    temporary.chmod(0o700)

    assert (home / "all.zip").exists()
    assert not list(home.glob(".returnctl-*"))


@pytest.mark.parametrize(
    ("name", "file", "age"),
    [
        ("returnctl-copy-x1", "0.db", 3600),
        ("returnctl-copy-x1", "thesis.odt", 2 * DAY),
        ("returnctl-source", "0.db", 2 * DAY),
    ],
    ids=["an import that waits for its answer", "a folder of somebody's", "another name"],
)
def test_what_may_be_needed_stays(
    cli: Cli, temporary: Path, name: str, file: str, age: int
) -> None:
    folder = left(temporary, name, file, age=age)

    assert str(folder) not in cli("doctor").out
    cli("doctor", "--fix", "--yes")

    assert (folder / file).exists()
