"""Several processes at the same instant: all succeed, one schema, every order once."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.cli.running import TIMEOUT, Cli, command, process_env


def all_at_once(lines: list[list[str]], env: dict[str, str]) -> list[tuple[int, bytes]]:
    """Start the lines together, each behind a gate that opens for all of them."""
    gate = Path(env["HOME"]) / "gate"
    gate.unlink(missing_ok=True)
    waiting = f'while [ ! -e {gate} ]; do sleep 0.01; done; exec "$@"'
    running = [
        subprocess.Popen(
            ["sh", "-c", waiting, "sh", *command(*line)],
            env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )
        for line in lines
    ]  # fmt: skip
    gate.touch()
    answers = []
    for process in running:
        _, err = process.communicate(timeout=TIMEOUT)
        answers.append((process.returncode, err))
    return answers


def test_eight_first_runs_on_one_fresh_path_all_succeed(home: Path) -> None:
    cli = Cli(home / "fresh" / "returns.db")
    env = process_env(home)
    lines = [["--db", str(cli.db), "add", f"819012345678{n:04}", "Thing"] for n in range(8)]

    assert all_at_once(lines, env) == [(0, b"")] * 8
    assert len(cli.query("SELECT id FROM orders")) == 8
    assert cli("doctor").exit_code == 0
    assert [path.name for path in cli.db.parent.iterdir()] == ["returns.db"]


def test_sixteen_adding_at_once_lose_nothing_and_double_nothing(home: Path) -> None:
    """Every order there, none twice; eight of them are the same eight orders again."""
    cli = Cli(home / "fresh" / "returns.db")
    numbers = [f"819012345678{n % 8:04}" for n in range(16)]
    lines = [["--db", str(cli.db), "add", number, "Thing", "5"] for number in numbers]

    assert all_at_once(lines, process_env(home)) == [(0, b"")] * 16
    found = [number for (number,) in cli.query("SELECT number FROM orders")]
    assert sorted(found) == sorted(set(numbers))
    assert len(set(cli.query("SELECT ref FROM orders"))) == 8


@pytest.mark.slow
def test_twenty_rounds_of_first_runs(home: Path) -> None:
    for number in range(20):
        cli = Cli(home / f"fresh{number}" / "returns.db")
        lines = [["--db", str(cli.db), "add", f"819012345678{n:04}", "Thing"] for n in range(8)]
        assert all_at_once(lines, process_env(home)) == [(0, b"")] * 8
        assert len(cli.query("SELECT id FROM orders")) == 8
