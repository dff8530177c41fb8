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


@nox.session(python=PYTHONS[0])
def mutation(session: nox.Session) -> None:
    """Change the core bit by bit and see whether a test fails; patterns of mutants as arguments."""
    session.install("-e", ".[test]", "mutmut>=3.8.1,<4")
    temporary = Path(session.create_tmp()).resolve()
    mutants, printed = Path("mutants").resolve(), temporary / "mutants.txt"
    session.run("python", "-m", "tests.slow.mutation.making")
    # The changed modules stand before those that are installed; many short-lived folders are kept
    # apart from those of others.
    env = {
        "HYPOTHESIS_PROFILE": "mutation",
        "PYTEST_DEBUG_TEMPROOT": str(temporary),
        "PYTHONPATH": str(mutants / "src"),
    }
    with session.chdir(mutants):
        asked = ("--out", str(printed), *session.posargs)
        session.run("python", "-m", "tests.slow.mutation.trying", *asked, env=env)
    session.run("python", "-m", "tests.slow.mutation.verdicts", str(printed))
