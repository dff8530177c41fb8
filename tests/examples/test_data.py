"""examples/data: what is told of sqlite-utils and Datasette works on the demo's database."""

from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import TIMEOUT, Cli

FOLDER = Path(__file__).parent.parent.parent / "examples" / "data"
LINES = re.findall(
    r"^sqlite-utils .*$", (FOLDER / "README.md").read_text(encoding="utf-8"), flags=re.MULTILINE
)
METADATA = json.loads((FOLDER / "metadata.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def _demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    Cli(path.with_name("none.db"), as_of=None).ok("demo", "--keep", str(path))
    return path


@pytest.fixture
def demo(_demo: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(_demo, tmp_path / "demo.db"))


@pytest.mark.parametrize("line", LINES)
def test_a_one_liner_answers(demo: Path, line: str) -> None:
    before = demo.read_bytes()
    words = f"{os.pathsep}".join((str(Path(sys.executable).parent), "/usr/bin", "/bin"))
    done = subprocess.run(
        ["sh", "-c", line], cwd=demo.parent, env={"PATH": words, "HOME": str(demo.parent)},
        capture_output=True, text=True, check=False, timeout=TIMEOUT,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) > 1
    assert demo.read_bytes() == before


def test_there_are_three_of_them() -> None:
    assert len(LINES) == 3


def tables() -> dict[str, Any]:
    (found,) = METADATA["databases"].values()
    told: dict[str, Any] = found["tables"]
    return told


@pytest.mark.parametrize("name", tables())
def test_datasettes_names_are_those_of_the_database(demo: Path, name: str) -> None:
    told = tables()[name]
    columns = {*told.get("columns", ()), *told.get("facets", ())}
    columns |= {told["label_column"]} if "label_column" in told else set()
    with closing(sqlite3.connect(demo)) as conn:
        there = {row[1] for row in conn.execute(f"PRAGMA table_info({name})")}
    assert there
    assert columns <= there


def test_its_questions_are_answered(demo: Path) -> None:
    (found,) = METADATA["databases"].values()
    with closing(sqlite3.connect(demo)) as conn:
        (ref,) = conn.execute("SELECT ref FROM open_cases LIMIT 1").fetchone()
        for query in found["queries"].values():
            assert conn.execute(query["sql"], {"day": "2099-01-01", "ref": ref}).fetchall()


def test_it_is_made_for_the_file_that_the_page_names() -> None:
    assert list(METADATA["databases"]) == ["demo"]
