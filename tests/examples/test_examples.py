"""A season of returns, a crontab and a pack of one's own: what people copy must work."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from returnctl.packs.schema import check
from tests.cli.running import AS_OF, PYTHON_PATH, TIMEOUT, Cli

EXAMPLES = Path(__file__).parent.parent.parent / "examples"


@pytest.fixture
def env(home: Path, tmp_path: Path) -> dict[str, str]:
    """An environment whose `returnctl` is the program under test."""
    bin_folder = tmp_path / "bin"
    bin_folder.mkdir()
    program = bin_folder / "returnctl"
    program.write_text(
        f'#!/bin/sh\nPYTHONPATH={PYTHON_PATH} exec {sys.executable} -m returnctl "$@"\n',
        encoding="utf-8",
    )
    program.chmod(0o755)
    return {"PATH": f"{bin_folder}{os.pathsep}/usr/bin:/bin", "HOME": str(home)}


def season(env: dict[str, str], db: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sh", str(EXAMPLES / "season.sh")], env={**env, "RETURNCTL_DB": str(db)},
        capture_output=True, text=True, check=False, timeout=TIMEOUT,
    )  # fmt: skip


@pytest.fixture(scope="session")
def _season() -> list[bytes]:
    """The database that the season ends with, once it was run."""
    return []


@pytest.fixture
def logged(env: dict[str, str], tmp_path: Path, _season: list[bytes]) -> Cli:
    db = tmp_path / "season.db"
    if not _season:
        done = season(env, db)
        assert (done.returncode, done.stderr) == (0, "")
        _season.append(db.read_bytes())
    db.write_bytes(_season[0])
    return Cli(db)


def test_the_season_ends_with_the_expected_status(logged: Cli) -> None:
    rows = {row["order_number"]: row for row in logged.data("status", "--all")}

    assert {number: row["status_label"] for number, row in rows.items()} == {
        "8190123456789012": "Problem Noted",
        "8190123456780042": "Return Approved",
        "10-04477-51823": "Item In Transit",
        "405-1234567-7654321": "Request Submitted",
        "BZ-2026-4711": "Request Submitted",
        "8190123456700815": "Completed",
    }
    assert rows["405-1234567-7654321"]["items"] == ["3 x Cable"]
    assert rows["8190123456780042"]["act_by"] == "2026-11-27"
    assert rows["8190123456789012"]["act_by"] == "2026-11-22"


def test_the_season_can_be_run_twice(env: dict[str, str], logged: Cli, tmp_path: Path) -> None:
    """The same orders again are no news; no case is doubled."""
    season(env, logged.db)

    assert len(logged.query("SELECT id FROM orders")) == 6


def test_every_line_of_the_season_leaves_a_sound_database(logged: Cli) -> None:
    before = logged.projections()
    answer = logged("doctor", "--rebuild", "--json")
    assert json.loads(answer.out)["errors"] == []
    assert logged.projections() == before


def test_the_deadlines_of_the_season_are_sentences(logged: Cli) -> None:
    lines = logged.ok("deadlines").lines

    assert any("TOMORROW" in line and "8190123456789012" in line for line in lines)
    assert any("RMA20261117-4482" in line and "order page" in line for line in lines)


def test_the_crontab_line_is_one(env: dict[str, str], logged: Cli) -> None:
    """Five fields and a command that runs, read-only, with nothing but what cron gives it."""
    text = (EXAMPLES / "crontab").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    assert re.fullmatch(r"MAILTO=\S+", lines[0])
    (job,) = lines[1:]
    *fields, line = job.split(None, 5)

    assert all(re.fullmatch(r"[0-9*/,-]+", field) for field in fields)
    # An unescaped % is a line end for cron.
    assert "%" not in line
    home = Path(env["HOME"])
    db = home / ".local" / "share" / "returnctl" / "returns.db"
    db.parent.mkdir(parents=True)
    db.write_bytes(logged.db.read_bytes())
    done = subprocess.run(
        ["sh", "-c", f"{line} --as-of {AS_OF}"], env=env, stdin=subprocess.DEVNULL,
        capture_output=True, text=True, check=False, timeout=TIMEOUT,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert "TOMORROW" in done.stdout
    assert shlex.split(line)[0] == "returnctl"


@pytest.mark.parametrize("file", sorted((EXAMPLES / "packs").glob("*.toml")), ids=lambda f: f.name)
def test_the_example_packs_load(file: Path) -> None:
    pack, faults = check(file.read_text(encoding="utf-8"), file.name)

    assert pack is not None
    assert faults == ()
