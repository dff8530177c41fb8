"""Shared fixtures: no test may see or touch what belongs to the person who runs it."""

from __future__ import annotations

import compileall
import gc
import os
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

import returnctl
from tests.home_trap import HomeTrap, point_home_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.slow.tally import Tally

# dev: quick and the same on every run. ci: more of the same. thorough: new examples on each run.
hypothesis.settings.register_profile("dev", deadline=None, derandomize=True, max_examples=50)
hypothesis.settings.register_profile(
    "ci", deadline=None, derandomize=True, max_examples=80, print_blob=True
)
hypothesis.settings.register_profile(
    "thorough", deadline=None, max_examples=3000, print_blob=True, derandomize=False
)
# mutation: a few of the same, and the first that fails is enough (`nox -s mutation`).
hypothesis.settings.register_profile(
    "mutation",
    deadline=None,
    derandomize=True,
    max_examples=10,
    phases=[hypothesis.Phase.explicit, hypothesis.Phase.generate],
)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "dev"))


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the long proofs keep what they counted: docs/reliability.md is made of it."""
    parser.addoption("--tallies", metavar="FOLDER", help="where harnesses write what they counted")


def pytest_configure(config: pytest.Config) -> None:
    """Compile the program, once: processes that tests start write no byte code, and each would."""
    if not hasattr(config, "workerinput"):
        compileall.compile_dir(Path(returnctl.__file__).parent, quiet=2)


def pytest_collection_finish() -> None:
    """Take the thousands of tests out of what the garbage collector looks through each time."""
    gc.collect()
    gc.freeze()


# Resolved here, before any fixture changes the environment: these are the real ones.
TRAP = HomeTrap.around_the_real_home()


@pytest.fixture(scope="session", autouse=True)
def _session_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Cover what session and module fixtures start, before a test has a home of its own."""
    TRAP.arm()
    with pytest.MonkeyPatch.context() as patch:
        point_home_at(tmp_path_factory.mktemp("session-home"), patch)
        yield


@pytest.fixture(autouse=True)
def home(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    """Give every test an empty home of its own, and fail it when it reaches for the real one."""
    folder = tmp_path_factory.mktemp("home")
    point_home_at(folder, monkeypatch)
    yield folder
    touched = TRAP.take_touched()
    if touched:
        pytest.fail(f"the test reached into the real user's folders: {', '.join(touched)}")


@pytest.fixture
def home_trap() -> HomeTrap:
    return TRAP


@pytest.fixture
def tallies(pytestconfig: pytest.Config) -> Callable[[Tally], None]:
    """Give a harness the place for what it counted, to be handed over before it asserts."""

    def keep(tally: Tally) -> None:
        if folder := pytestconfig.getoption("--tallies"):
            tally.write(pytestconfig.invocation_params.dir / folder)

    return keep
