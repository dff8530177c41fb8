"""The wheel: the same bytes from the same source, and nothing in it but the package."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from scripts.make_lock import ROOT

EPOCH = "1790000000"
INPUTS = ("pyproject.toml", "README.md", "LICENSE", "src")


def built(
    source: Path, folder: Path, *, epoch: str = EPOCH, umask: int = 0o022, age: int = 0
) -> Path:
    """Build the wheel of a copy of the source, made in a folder of its own."""
    shutil.copytree(source, folder)
    for path in folder.rglob("*.py"):
        path.chmod(0o666 & ~umask)
        os.utime(path, (age, age))
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", "out"],
        cwd=folder, env=os.environ | {"SOURCE_DATE_EPOCH": epoch}, umask=umask,
        check=True, capture_output=True,
    )  # fmt: skip
    (wheel,) = (folder / "out").glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The source as it is now: somebody may be editing it."""
    folder = tmp_path_factory.mktemp("source")
    for name in INPUTS:
        if (ROOT / name).is_dir():
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / name, folder / name, ignore=ignored)
        else:
            shutil.copy(ROOT / name, folder / name)
    return folder


@pytest.fixture(scope="module")
def wheel(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(source, tmp_path_factory.mktemp("wheel") / "one")


def test_the_wheel_is_the_same_wherever_and_whenever_it_is_built(
    wheel: Path, source: Path, tmp_path: Path
) -> None:
    """From another folder, of files of another age and umask."""
    again = built(source, tmp_path / "elsewhere", umask=0o077, age=1_000_000_000)

    assert again.name == wheel.name
    assert again.read_bytes() == wheel.read_bytes()


def test_another_epoch_makes_another_wheel(wheel: Path, source: Path, tmp_path: Path) -> None:
    """The control: times do get into it."""
    assert built(source, tmp_path / "later", epoch="1800000000").read_bytes() != wheel.read_bytes()


def test_the_wheel_holds_the_package_and_nothing_else(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        names = archive.namelist()
        tops = {name.split("/")[0] for name in names}

    assert {top.split("-")[0] for top in tops} == {"returnctl"}
    assert "returnctl/py.typed" in names
    assert [name for name in names if name.endswith((".pyc", ".db", ".lock"))] == []
