"""The trap itself: a test that reaches for the user's records must fail."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import platformdirs
import pytest

from tests.home_trap import HomeTrap, RealHomeTouchedError


def read(path: Path) -> None:
    path.read_bytes()


def write(path: Path) -> None:
    path.write_text("oops", encoding="utf-8")


def connect(path: Path) -> None:
    sqlite3.connect(path)


def connect_by_uri(path: Path) -> None:
    sqlite3.connect(f"file:{path}?mode=ro", uri=True)


def make_folder(path: Path) -> None:
    path.mkdir()


def move_there(path: Path) -> None:
    Path(__file__).rename(path)


REACHES = [read, write, connect, connect_by_uri, make_folder, move_there]


@pytest.mark.parametrize("reach", REACHES)
def test_reaching_into_the_real_home_is_refused_and_remembered(
    home_trap: HomeTrap, reach: Callable[[Path], None]
) -> None:
    real = Path(home_trap.folders[0])
    before = real.exists()

    with pytest.raises(RealHomeTouchedError):
        reach(real / "returnctl.db")

    assert len(home_trap.take_touched()) == 1
    assert real.exists() == before


def test_swallowing_the_refusal_still_leaves_it_on_record(home_trap: HomeTrap) -> None:
    with contextlib.suppress(BaseException):
        read(Path(home_trap.folders[0]) / "returnctl.db")

    assert home_trap.take_touched()


def test_the_folders_of_a_test_lie_in_its_own_empty_home(home: Path) -> None:
    assert not list(home.iterdir())
    assert Path.home() == home
    for folder in (
        platformdirs.user_data_path("returnctl"),
        platformdirs.user_config_path("returnctl"),
        platformdirs.user_state_path("returnctl"),
        platformdirs.user_cache_path("returnctl"),
    ):
        assert folder.is_relative_to(home)


def test_a_child_process_finds_the_home_of_the_test(home: Path) -> None:
    program = "import platformdirs; print(platformdirs.user_data_path('returnctl'))"
    answer = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert Path(answer.stdout.strip()).is_relative_to(home)


def test_settings_of_the_person_running_the_tests_do_not_reach_them() -> None:
    assert not [name for name in os.environ if name.startswith("RETURNCTL_")]
    assert "FORCE_COLOR" not in os.environ


def test_a_neighbour_with_a_longer_name_is_not_the_real_home(tmp_path: Path) -> None:
    trap = HomeTrap((tmp_path / "returnctl",))
    neighbour = tmp_path / "returnctl-backup"

    trap.arm()
    neighbour.mkdir()

    assert not trap.take_touched()
