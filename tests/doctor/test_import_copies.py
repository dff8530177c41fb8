"""A killed import of an archive leaves its private copies: `doctor` knows them."""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path

import pytest

from tests.cli.running import Cli

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
    folder = left(temporary, "returnctl-import-x1", "0.db", age=2 * DAY)

    assert f"left by a crash: {folder}" in cli("doctor").out
    cli("doctor", "--fix", "--yes")

    assert not folder.exists()


@pytest.mark.parametrize(
    ("name", "file", "age"),
    [
        ("returnctl-import-x1", "0.db", 3600),
        ("returnctl-import-x1", "thesis.odt", 2 * DAY),
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
