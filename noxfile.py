"""Longer checks than a commit needs: every installed Python, and the oldest allowed libraries."""

import os
import re
import tomllib
from pathlib import Path

import nox

nox.options.sessions = ["tests"]
nox.options.download_python = "never"
nox.options.error_on_missing_interpreters = False

# pyenv shows only the chosen versions on PATH; all that it has installed are wanted here.
PYENV = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
os.environ["PATH"] = os.pathsep.join(
    [os.environ["PATH"], *(str(folder) for folder in sorted(PYENV.glob("versions/*/bin")))]
)

PROJECT = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["project"]
PYTHONS = [
    found[1]
    for classifier in PROJECT["classifiers"]
    if (found := re.fullmatch(r"Programming Language :: Python :: (3\.\d+)", classifier))
]


@nox.session(python=PYTHONS)
def tests(session: nox.Session) -> None:
    """Run the tests on each Python; one that is not installed is skipped."""
    session.install("-e", ".[test]")
    session.run("python", "-m", "pytest", "-n", "auto", *session.posargs)


@nox.session(python=PYTHONS[0])
def lowest(session: nox.Session) -> None:
    """Run the tests with the lowest version that each dependency allows."""
    floors = [re.sub(r">=([^,]+).*", r"==\1", line) for line in PROJECT["dependencies"]]
    session.install("-e", ".[test]", *floors)
    session.run("python", "-m", "pytest", "-n", "auto", *session.posargs)


# Of each function every tenth mutant: the same ones in each run.
SAMPLE = "returnctl.core.*__mutmut_*3"


@nox.session(python=PYTHONS[0])
def mutation(session: nox.Session) -> None:
    """Change the core bit by bit and see whether a test fails; patterns of mutants as arguments."""
    session.install("-e", ".[test]", "mutmut>=3.8.1,<4")
    temporary = str(Path(session.create_tmp()).resolve())
    printed = Path(temporary) / "mutants.txt"
    # Many short runs of pytest: their folders are kept apart from those of others.
    env = {"HYPOTHESIS_PROFILE": "mutation", "PYTEST_DEBUG_TEMPROOT": temporary}
    session.run("mutmut", "run", *(session.posargs or [SAMPLE]), env=env)
    with printed.open("w", encoding="utf-8") as file:
        session.run("mutmut", "results", "--all", "true", stdout=file)
    session.run("python", "-m", "tests.slow.mutation.verdicts", str(printed))
