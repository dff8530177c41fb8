"""Whatever bytes come, a reader ends soon, in an answer or a refusal, and in little memory.

On each commit every input of the corpus is replayed: those we thought of, and those that found a
bug. The slow test lets atheris look for more, guided by what code an input reaches.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.cli.running import PYTHON_PATH
from tests.slow.fuzz.replay import Replayed, replay
from tests.slow.fuzz.targets import TARGETS
from tests.slow.tally import Tally

CORPUS = Path(__file__).with_name("corpus")
ROOT = Path(__file__).parents[3]
SECONDS = 60
# Of one input, in seconds of the processor, and of the process, in bytes.
LONGEST = 2.0
MEMORY = 200_000_000
every_target = pytest.mark.parametrize("target", TARGETS)


def run(home: Path, *args: str) -> subprocess.CompletedProcess[str]:
    env = {"PATH": "/usr/bin:/bin", "HOME": str(home), "PYTHONPATH": f"{PYTHON_PATH}:{ROOT}"}
    return subprocess.run(
        [sys.executable, "-m", *args],
        env=env, capture_output=True, text=True, check=False, errors="replace",
    )  # fmt: skip


@every_target
def test_the_corpus_is_read_or_refused(target: str) -> None:
    told = replay(target, [str(CORPUS / target)])

    assert told.inputs > 1
    assert told.raised == {}


def test_no_file_of_the_corpus_is_large() -> None:
    assert max(path.stat().st_size for path in CORPUS.glob("*/*")) < 9_000


@pytest.mark.slow
@pytest.mark.skipif(find_spec("atheris") is None, reason="atheris is not installed")
@every_target
def test_a_minute_of_fuzzing_finds_nothing(
    target: str, home: Path, tmp_path: Path, tallies: Callable[[Tally], None]
) -> None:
    corpus, bugs = tmp_path / "corpus", tmp_path / "bugs"
    corpus.mkdir()
    bugs.mkdir()
    for path in (CORPUS / target).iterdir():
        (corpus / path.name).write_bytes(path.read_bytes())
    done = run(home, "tests.slow.fuzz.hammer", target, str(SECONDS), str(corpus), str(bugs))
    ran = re.search(r"Done (\d+) runs", done.stderr)
    assert ran, done.stderr[-2000:]
    # What fuzzing found is timed and weighed without the instruments.
    again = run(home, "tests.slow.fuzz.replay", target, str(corpus), str(bugs))
    told = Replayed(**json.loads(again.stdout))
    raised = sorted(
        {*told.raised, *(each.name for each in bugs.iterdir() if "slow" not in each.name)}
    )
    torn = (told.slowest > LONGEST) + (told.memory > MEMORY)
    what = f"inputs fuzzed into the reader of {target}; slowest input and memory bounded"
    tallies(Tally(row="E6" if target == "answer" else "F1", what=what, tried=int(ran[1]),
                  lost=len(raised), torn=torn, control=_control(home)))  # fmt: skip
    assert raised == [], told.raised
    assert told.slowest < LONGEST, told.slowest_name
    assert told.memory < MEMORY


def _control(home: Path) -> str:
    failed, tried = naive_failures(home)
    return f"the standard library's readers: {failed} of {tried} inputs raise or hang"


def naive_failures(home: Path) -> tuple[int, int]:
    """How many inputs of the corpus a naive reader does not bear, and of how many."""
    told = [
        run(home, "tests.slow.fuzz.naive", kind, str(CORPUS / kind)).stdout.split()
        for kind in ("mail", "table")
    ]
    return sum(int(failed) for failed, _ in told), sum(int(tried) for _, tried in told)


def test_a_naive_reader_does_not_bear_the_corpus(home: Path) -> None:
    failed, tried = naive_failures(home)
    assert 5 < failed < tried
