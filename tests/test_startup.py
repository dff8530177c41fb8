"""Start-up: commands import what they need when they run, so that cron and `--help` stay quick."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

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
