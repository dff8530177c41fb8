"""Folders for copies: gone again whatever ends the program, at whatever moment."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from returnctl.store.copies import copies

# Sends itself a signal the first time that Python has made a folder or deleted a file, or is about
# to leave a block.
_PROGRAM = """
import os, signal, sys, tempfile
from returnctl.cli.signals import heeded
from returnctl.store.copies import copies
name, moment, way = sys.argv[1:]
def at(frame, event, called):
    now = {"c_return": getattr(called, "__name__", ""), "call": frame.f_code.co_name}
    if now.get(event) == moment:
        sys.setprofile(None)
        os.kill(os.getpid(), signal.Signals[name])
def work():
    if moment == "mkdir":
        sys.setprofile(at)
    folder = tempfile.TemporaryDirectory() if way == "naive" else copies()
    with folder as path:
        for each in ("returns.db", "evidence.jpg"):
            open(f"{path}/{each}", "w").close()
        sys.setprofile(at)
tempfile.gettempdir()
with heeded():
    work()
"""
pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")


def run(temp: Path, name: str, moment: str, way: str) -> int:
    words = [sys.executable, "-c", _PROGRAM, name, moment, way]
    env = {**os.environ, "TMPDIR": str(temp)}
    return subprocess.run(words, env=env, capture_output=True, check=False).returncode


def test_a_folder_of_copies_is_there_for_a_moment(tmp_path: Path) -> None:
    with copies(tmp_path) as folder:
        (folder / "returns.db").touch()
        assert folder.parent == tmp_path
        assert folder.stat().st_mode & 0o077 == 0

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("moment", ["mkdir", "unlink", "__exit__", "_undisturbed"])
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_signal_at_any_moment_of_a_folder_of_copies_leaves_nothing(
    tmp_path: Path, name: str, moment: str
) -> None:
    """Found by tests/slow/kills: once in 125 imports the rest of a folder was left."""
    assert run(tmp_path, name, moment, "ours") == -signal.Signals[name]

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("moment", ["mkdir", "unlink"])
def test_a_temporary_directory_of_the_library_is_left(tmp_path: Path, moment: str) -> None:
    """Else the test above could not fail."""
    assert run(tmp_path, "SIGTERM", moment, "naive") == -signal.SIGTERM

    assert list(tmp_path.iterdir()) != []
