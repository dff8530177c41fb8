"""Cron starts `track` again while an earlier one hangs: one asks, the others say so and end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.cli.running import TIMEOUT, Cli, command, process_env
from tests.slow.tally import Tally
from tests.tracking.server import Handler, Local, saying, serving

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")

DHL = "00340434161094022115"
SHIPPED = (datetime.now(UTC).date() - timedelta(days=8)).isoformat()
_OTHERS, _CONTROLS = 19, 4
_PATIENCE = 180
# The program without its lock: the control.
_EVERYBODY = """
from contextlib import nullcontext
from returnctl.cli import main
from returnctl.store.store import Store
Store.alone = lambda *_, **__: nullcontext(True)
main()
"""
Keep = Callable[[Tally], None]


class Cron:
    """A home folder with a parcel that a service of this machine is asked about."""

    def __init__(self, home: Path, local: Local) -> None:
        self.cli = Cli(home / "returns.db", as_of=None)
        self.cli.add("8190123456789012", "Hub", "--shipped", SHIPPED, "--tracking", DHL)
        config = home / "config.toml"
        config.write_text(f'[providers.dhl]\nurl = "{local.url}"\n')
        self.env = process_env(
            home, RETURNCTL_DB=str(self.cli.db), RETURNCTL_CONFIG=str(config),
            RETURNCTL_DHL_KEY="a-key",
        )  # fmt: skip
        self.local = local

    def start(self, *program: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [*(program or command()), "track", "--all"], env=self.env, text=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip

    def wait_for_questions(self, number: int) -> None:
        until = time.monotonic() + _PATIENCE
        while len(self.local.heard) < number:
            assert time.monotonic() < until, "nobody asked"
            time.sleep(0.01)

    @contextmanager
    def hanging(self) -> Iterator[subprocess.Popen[str]]:
        """A run that has asked and waits; it is stopped, so that no time-out ends it."""
        with self.start() as first:
            try:
                self.wait_for_questions(len(self.local.heard) + 1)
                os.kill(first.pid, signal.SIGSTOP)
                yield first
            finally:
                first.kill()

    def overlapping(self, number: int, *program: str) -> tuple[list[int], str]:
        """Start others at once; return how they ended, and what they said."""
        with ExitStack() as stack:
            others = [stack.enter_context(self.start(*program)) for _ in range(number)]
            said = [each.communicate(timeout=_PATIENCE) for each in others]
        return [each.returncode for each in others], "".join(err for _, err in said)


@pytest.fixture
def answers() -> Iterator[threading.Event]:
    """Until it is set, the service takes questions and says nothing."""
    found = threading.Event()
    yield found
    found.set()


@pytest.fixture
def cron(home: Path, answers: threading.Event) -> Iterator[Cron]:
    def answer(handler: Handler) -> None:
        answers.wait(TIMEOUT)
        saying({"shipments": []})(handler)

    with serving(lambda _: answer) as local:
        yield Cron(home, local)


@pytest.mark.slow
def test_nineteen_starts_beside_one_that_hangs(
    cron: Cron, answers: threading.Event, tallies: Keep
) -> None:
    with cron.hanging():
        cron.overlapping(_CONTROLS, sys.executable, "-c", _EVERYBODY)
        naive = len(cron.local.heard) - 1
    cron.local.heard.clear()
    with cron.hanging():
        codes, said = cron.overlapping(_OTHERS)
        asked = len(cron.local.heard)
    answers.set()
    with cron.start() as next_one:
        next_one.communicate(timeout=_PATIENCE)
    after_kill = len(cron.local.heard) - asked

    tallies(
        Tally(
            row="B7",
            what="`track` started 19 times beside one that hangs; then that one gets kill -9, and "
            "the next one asks",
            tried=_OTHERS + 1,
            leaked=asked - 1 + (_OTHERS - codes.count(0)),
            lost=int(after_kill == 0),
            control=f"without the lock: {naive} questions of {_CONTROLS} others beside it",
        )
    )
    assert codes == [0] * _OTHERS
    assert said.count("another track is running") == _OTHERS
    assert asked == 1
    assert after_kill == 1
    assert naive >= _CONTROLS
