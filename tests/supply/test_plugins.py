"""sqlite-utils runs plugins of whatever else is installed; ours is told not to."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.cli.running import command, process_env

_PLUGIN = """
import os
from pathlib import Path
from sqlite_utils import hookimpl
Path(os.environ["TRACE"]).write_text("loaded")
@hookimpl
def prepare_connection(conn):
    Path(os.environ["TRACE"]).write_text("ran")
"""


def planted(home: Path) -> dict[str, str]:
    """An environment in which a plugin is installed that leaves a trace."""
    site = home / "site"
    about = site / "meddler-1.0.dist-info"
    about.mkdir(parents=True)
    (site / "meddler.py").write_text(_PLUGIN, encoding="utf-8")
    about.joinpath("METADATA").write_text("Metadata-Version: 2.1\nName: meddler\nVersion: 1.0\n")
    about.joinpath("entry_points.txt").write_text("[sqlite_utils]\nmeddler = meddler\n")
    env = process_env(home, TRACE=str(home / "trace"), RETURNCTL_DB=str(home / "r" / "r.db"))
    return env | {"PYTHONPATH": f"{env['PYTHONPATH']}:{site}"}


def test_a_plugin_of_sqlite_utils_is_not_loaded(home: Path) -> None:
    """Not by the command that sets the database up, which is the one that uses the library."""
    env = planted(home)
    words = command("add", "8190123456789012", "Hub")
    subprocess.run(words, env=env, check=True, capture_output=True)

    assert (home / "r" / "r.db").exists()
    assert not (home / "trace").exists()


def test_the_planted_plugin_runs_where_it_may(home: Path) -> None:
    """The control: the library's own default."""
    default = "import sqlite_utils; sqlite_utils.Database(memory=True)"
    subprocess.run([sys.executable, "-c", default], env=planted(home), check=True)

    assert (home / "trace").read_text(encoding="utf-8") == "ran"
