"""The program as an installation has it: a copy, compiled, with nothing else in its environment.

A copy, because a checkout may change while it is measured. All others of this interpreter's
environment run with the same search path, so that none of them starts lighter than the other.
"""

import compileall
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parent.parent
# What pip writes into the folder of programs.
_SCRIPT: Final = """\
import sys
from returnctl.cli import main
if __name__ == '__main__':
    sys.argv[0] = sys.argv[0].removesuffix('.exe')
    sys.exit(main())
"""
_HELLO: Final = '''\
import typer

app = typer.Typer()


@app.command()
def hello() -> None:
    """Say hello."""
    typer.echo("hello")


@app.command()
def bye(name: str = "you") -> None:
    """Say goodbye."""
    typer.echo(f"bye {name}")


app()
'''
# Many commands in one process, where starting is not what is measured.
_MANY: Final = """\
import json, sys
from returnctl.cli.app import build
for words in json.load(sys.stdin):
    try:
        build()(words, prog_name="returnctl")
    except SystemExit as end:
        if end.code:
            sys.exit(f"{words} ended with {end.code}")
"""


@dataclass(frozen=True, slots=True)
class Installed:
    """Where the program and the hello-world lie, and the environment of everything measured."""

    folder: Path

    @property
    def environ(self) -> dict[str, str]:
        """All that a measured process finds in its environment."""
        return {
            "HOME": str(self.folder / "home"),
            "PATH": os.defpath,
            "LANG": "C.UTF-8",
            "PYTHONPATH": str(self.folder / "site"),
            "RETURNCTL_COUNTRY": "DE",
            "RETURNCTL_TIMEZONE": "Europe/Berlin",
            "RETURNCTL_CURRENCY": "EUR",
        }

    def command(self, database: Path, *words: str) -> list[str]:
        """Return the line that runs the program on a database."""
        script = str(self.folder / "returnctl")
        return [sys.executable, script, words[0], "--db", str(database), *words[1:]]

    @property
    def hello(self) -> list[str]:
        """The line that runs a Typer program of two commands."""
        return [sys.executable, str(self.folder / "hello.py"), "hello"]

    def run_all(self, commands: Iterable[Sequence[str]], *, more: Mapping[str, str]) -> None:
        """Run commands of the program one after another in one process; each must succeed."""
        subprocess.run(
            [sys.executable, "-c", _MANY],
            input=json.dumps([list(words) for words in commands]).encode(),
            env={**self.environ, **more}, stdout=subprocess.DEVNULL, check=True,
        )  # fmt: skip


def install(folder: Path) -> Installed:
    """Copy the checkout's package into a folder, compiled, beside the scripts that start it."""
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "src" / "returnctl", folder / "site" / "returnctl", ignore=ignored)
    if not compileall.compile_dir(folder / "site", quiet=1):
        raise SystemExit("the package cannot be compiled")
    (folder / "home").mkdir()
    (folder / "returnctl").write_text(_SCRIPT)
    (folder / "hello.py").write_text(_HELLO)
    return Installed(folder)
