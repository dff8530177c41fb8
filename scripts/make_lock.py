"""Make `requirements-dev.lock`: every library of development and CI, by version and hash.

`python -m scripts.make_lock` keeps the versions that are locked and still fit; with `--upgrade` it
takes the newest. It needs uv (`pip install uv`). The lock serves each Python and system that
the project names, and holds no address: pip takes the files from wherever it is set up to, and
refuses them when they are others.
"""

import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
LOCK: Final = ROOT / "requirements-dev.lock"
# What is measured beside is the newest that a user would install.
NOT_LOCKED: Final = "bench"
HEADER: Final = """\
# Made by python -m scripts.make_lock from pyproject.toml; not edited by hand.
#   pip install --require-hashes -r requirements-dev.lock
#   pip install --no-deps --no-build-isolation -e .
"""


def command(*more: str) -> list[str]:
    """Return the command that solves pyproject.toml with the extras that are locked."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    oldest = project["requires-python"].removeprefix(">=")
    extras = [f"--extra={name}" for name in project["optional-dependencies"] if name != NOT_LOCKED]
    return [
        *("uv", "pip", "compile", "pyproject.toml", *extras, "--quiet"),
        *("--universal", "--python-version", oldest),
        *("--generate-hashes", "--no-emit-index-url", "--no-header"),
        *("--output-file", LOCK.name, *more),
    ]


def main() -> None:
    """Solve, and put the header on top."""
    subprocess.run(command(*sys.argv[1:]), cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    LOCK.write_text(HEADER + LOCK.read_text(encoding="utf-8"), encoding="utf-8")


if __name__ == "__main__":
    main()
