"""What README promises is what continuous integration runs."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def commands(text: str) -> list[str]:
    """Return the lines of the fenced `sh` blocks."""
    blocks = re.findall(r"^```sh\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line.strip()]


README = commands((ROOT / "README.md").read_text(encoding="utf-8"))
CI = ROOT / ".ci" / "run"


def test_readme_and_ci_hold_the_same_test_command() -> None:
    (test_command,) = [line for line in README if "pytest" in line]

    assert test_command in CI.read_text(encoding="utf-8").splitlines()


def test_readme_has_one_demo_command_and_ways_to_install_for_keeps() -> None:
    assert len([line for line in README if line.endswith("returnctl demo")]) == 1
    assert {"pipx install .", "uv tool install ."} <= set(README)


def test_contributing_names_rooms_and_scripts_that_are_there() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    rooms = re.findall(r"^\| `(\w+)/` \|", text, flags=re.MULTILINE)
    scripts = re.findall(r"python -m ((?:scripts|benchmarks)\.\w+)", text)

    source = ROOT / "src" / "returnctl"
    folders = {path.parent.name for path in source.glob("*/__init__.py")}
    assert folders == set(rooms)
    assert [name for name in scripts if not (ROOT / f"{name.replace('.', '/')}.py").exists()] == []


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps no execute bit")
def test_ci_script_can_be_run() -> None:
    assert os.access(CI, os.X_OK)
