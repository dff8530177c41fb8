"""A question on a terminal: the answer is no, Ctrl-C, or the input is at its end."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.running import Cli, process_env
from tests.cli.terminal import CTRL_C, CTRL_D, Seen, at_a_terminal

pytestmark = pytest.mark.skipif(not shutil.which("setsid"), reason="setsid of util-linux")

ASKING = {
    "undo": (("undo",), "[y/N]:"),
    "rm": (("rm", "hub"), "[y/N]:"),
    "mark": (("mark", "hub"), "Number or name"),
    "add": (("add",), "Order number"),
}


@pytest.fixture
def one(cli: Cli) -> Cli:
    cli.add("8190123456789012", "Hub")
    return cli


def answer(one: Cli, home: Path, name: str, key: str) -> Seen:
    args, question = ASKING[name]
    return at_a_terminal(args, process_env(home, RETURNCTL_DB=str(one.db)), (question, key))


@pytest.mark.parametrize("name", ["undo", "mark"])
def test_ctrl_c_at_a_question_is_130_and_changes_nothing(one: Cli, home: Path, name: str) -> None:
    before = one.query("SELECT count(*) FROM log")

    seen = answer(one, home, name, CTRL_C)

    assert seen.code == 130
    assert "Aborted" not in seen.screen
    assert "Traceback" not in seen.screen
    assert seen.screen.endswith("\n")
    assert one.query("SELECT count(*) FROM log") == before


@pytest.mark.parametrize("name", ["rm", "add"])
def test_the_end_of_the_input_is_no_answer(one: Cli, home: Path, name: str) -> None:
    before = one.query("SELECT count(*) FROM log")

    seen = answer(one, home, name, CTRL_D)

    assert seen.code == 2
    assert "got no answer: the input is at its end." in " ".join(seen.screen.split())
    assert "Nothing is done without one." in seen.screen
    assert one.query("SELECT count(*) FROM log") == before


def test_no_is_an_answer(one: Cli, home: Path) -> None:
    seen = answer(one, home, "rm", "n\n")

    assert (seen.code, "Aborted!" in seen.screen) == (1, True)
