"""Start-up: commands import what they need when they run, so that cron and `--help` stay quick."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests import startup

HEAVY = {
    "apprise",
    "asyncio",
    "click",
    "dateutil.parser",
    "holidays",
    "httpx",
    "importlib.metadata",
    "pydantic",
    "rich",
    "sqlite_utils",
    "tomlkit",
}


def loaded_by(program: str) -> set[str]:
    """Return the modules that a fresh interpreter holds after the program, beyond its own start."""
    script = f"""
import sys
before = set(sys.modules)
{program}
after = set(sys.modules)
import json
print(json.dumps(sorted(after - before)))
"""
    answer = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    return set(json.loads(answer.stdout))


def test_importing_the_command_line_loads_nothing_heavy() -> None:
    loaded = loaded_by("import returnctl.cli")

    assert "returnctl.cli" in loaded
    assert not loaded & HEAVY


@pytest.mark.parametrize("module", ["rich.table", "sqlite_utils", "httpx", "dateutil.parser"])
def test_the_guard_sees_a_heavy_import(module: str) -> None:
    assert loaded_by(f"import {module}") & HEAVY


def test_hot_commands_load_what_they_loaded_and_no_more(tmp_path: Path) -> None:
    """If a module more is worth it: python -m tests.startup, and say why in the commit."""
    kept = json.loads(startup.LIST.read_text(encoding="utf-8"))
    found = startup.loaded(tmp_path)

    assert {name: sorted(set(found[name]) - set(kept[name])) for name in found} == {
        name: [] for name in kept
    }
