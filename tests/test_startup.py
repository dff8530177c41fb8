"""Start-up: commands import what they need when they run, so that cron and `--help` stay quick."""

from __future__ import annotations

import json
import subprocess
import sys

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


def test_whoever_asks_for_what_structs_were_loaded_without_gets_it() -> None:
    structs = "from returnctl.core.structs import Struct"

    assert "typing_extensions" not in loaded_by(structs)
    assert "typing_extensions" in loaded_by(f"{structs}; from typing_extensions import TypedDict")
    assert "inspect" in loaded_by(f"import typing_extensions; {structs}")


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """The modules that each hot command loads."""
    return startup.loaded(tmp_path_factory.mktemp("home"))


def test_hot_commands_load_what_they_loaded_and_no_more(found: dict[str, list[str]]) -> None:
    """If a module more is worth it: python -m tests.startup, and say why in the commit."""
    listed = json.loads(startup.LIST.read_text(encoding="utf-8"))
    loaded = startup.kept(found)

    assert {name: sorted(set(loaded[name]) - set(listed[name])) for name in loaded} == {
        name: [] for name in listed
    }


@pytest.mark.skipif(sys.platform != "linux", reason="other systems ask platformdirs")
@pytest.mark.parametrize("command", ["deadlines", "status", "next", "show"])
def test_commands_that_look_load_nothing_dear_of_the_standard_library(
    command: str, found: dict[str, list[str]]
) -> None:
    """Each costs up to a tenth of the command: docs/decisions/structs.md, settings/paths.py."""
    assert not {"ast", "dataclasses", "dis", "inspect", "shutil", "tempfile"} & {*found[command]}
