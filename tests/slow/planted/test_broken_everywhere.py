"""Whatever breaks, and wherever: no secret is told, logged, reported or written."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

import pytest

from tests.cli.running import Cli, process_env
from tests.slow.planted.breaking import Ended, errors, run
from tests.slow.planted.planting import KEYS, ORDER, PERSONAL, Ground, found, planted
from tests.slow.tally import Tally
from tests.tracking.server import serving
from tests.tracking.test_planted_secrets import ANSWERS, BROKEN, NUMBERS, echo

pytestmark = pytest.mark.skipif(os.name == "nt", reason="copies of a process")

_BUG: Final = 3
_TEXT: Final = f"it failed at https://me:{' '.join((*KEYS, *PERSONAL))}@example.org/"
# What is raised at, and at how many of its calls.
COMMANDS: Final[tuple[tuple[tuple[str, ...], int], ...]] = (
    (("track", "--all"), 40),
    (("track", "--all", "--json"), 12),
    (("remind", "--heartbeat", "HEARTBEAT"), 32),
    (("remind", "--test", "phone"), 14),
    (("config", "show"), 16),
    (("status",), 12),
    (("show", ORDER), 14),
    (("add", "8190123456789077", "Lamp", "5", f"--note={PERSONAL[0]}"), 18),
    (("message", "add", ORDER, "--from", "me", PERSONAL[4]), 12),
    (("export", "out.json", "--force"), 12),
    (("backup",), 12),
    (("doctor",), 12),
)


@pytest.fixture
def ground(home: Path) -> Iterator[Ground]:
    """Secrets everywhere, and a server that repeats every header."""
    with serving(echo) as local:
        yield planted(home, Cli(home / "records" / "returns.db", as_of=None), local.url)


def tried(
    ground: Ground, args: Sequence[str], *, at: int = 0, kind: int = 0, naive: bool = False
) -> Ended:
    ground.reset()
    env = process_env(ground.home, **{n: v for n, v in ground.cli.env.items() if v is not None},
                      RETURNCTL_DB=str(ground.cli.db))  # fmt: skip
    words = [_word(each, ground) for each in args]
    error = errors(_TEXT)[kind % len(errors(_TEXT))]
    return run(words, env, ground.home, at=at, error=error, naive=naive)


def _word(word: str, ground: Ground) -> str:
    return {"HEARTBEAT": ground.heartbeat, "out.json": str(ground.home / "out.json")}.get(
        word, word
    )


def leaks(ground: Ground, ended: Ended) -> list[str]:
    """Return what was told that is nobody's business."""
    keys = found(KEYS, ended.out, ended.err, ended.log, ground.files())
    of_a_bug = (ended.err, ended.log) if ended.code == _BUG else (ended.log,)
    return keys + found(PERSONAL, *of_a_bug, ground.reports())


def break_it(ground: Ground, args: Sequence[str], points: int) -> Iterator[tuple[int, str]]:
    """Raise at calls all over a command; yield each point that was reached, and what is wrong."""
    usual = tried(ground, args)
    step = max(usual.calls / points, 1)
    for number in range(points):
        at = 1 + int(number * step)
        ended = tried(ground, args, at=at, kind=number)
        if not ended.raised:
            continue
        where = f"{' '.join(args[:2])} at call {at} of {usual.calls}, error {number}"
        told = [f"leaked {each}" for each in leaks(ground, ended)]
        if b"Traceback" in ended.err + ended.out or ended.code < 0:
            told.append(f"torn: {ended.code} {ended.err[-300:]!r}")
        yield at, f"{where}: {told}" if told else ""


def naive_figure(ground: Ground, points: int) -> str:
    """The control: the same errors under a handler that tells them with their variables."""
    args = ("status",)
    calls = tried(ground, args).calls
    ended = [
        tried(ground, args, at=1 + number * calls // points, kind=number, naive=True)
        for number in range(points)
    ]
    bad = sum(bool(found((*KEYS, *PERSONAL), each.err)) for each in ended)
    assert bad
    return f"a handler that tells the error and its variables: {bad} of {points} leaked"


def test_an_error_tells_no_secret(home: Path) -> None:
    """Of the long run: one command, one error, and the control."""
    cli = Cli(home / "records" / "returns.db", as_of=None)
    cli.add(ORDER, "Cable", "9.99", f"--seller={PERSONAL[3]}")
    ground = Ground(home, cli, "http://127.0.0.1:1")
    ground.keep()
    ended = tried(ground, ("status",), at=20)

    assert (ended.raised, ended.code) == (True, _BUG)
    assert leaks(ground, ended) == []
    assert found((*KEYS, *PERSONAL), tried(ground, ("status",), at=20, naive=True).err)


@pytest.mark.slow
def test_errors_at_two_hundred_points_tell_no_secret(
    ground: Ground, tallies: Callable[[Tally], None]
) -> None:
    seen = [each for args, points in COMMANDS for each in break_it(ground, args, points)]
    wrong = [each for _, each in seen if each]
    tallies(
        Tally(row="G1", what=f"errors of 11 kinds raised at calls all over {len(COMMANDS)} "
              "commands, with 20 secrets about: output, logs, reports, files", tried=len(seen),
              torn=sum("torn: " in each for each in wrong),
              leaked=sum("leaked " in each for each in wrong),
              control=naive_figure(ground, 20))
    )  # fmt: skip

    assert not wrong, "\n".join(wrong)
    assert len(seen) >= 200


@pytest.mark.slow
def test_servers_that_repeat_refuse_and_break_tell_no_secret(
    home: Path, tallies: Callable[[Tally], None]
) -> None:
    wrong, number = list[str](), 0
    cli = Cli(home / "records" / "returns.db", as_of=None)
    ground = None
    for name, answer in {**ANSWERS, **BROKEN}.items():
        with serving(answer) as local:
            ground = _again(ground, home, cli, local.url)
            for args in (("track", "--all"), ("track", "--all", "--json"),
                         ("remind", "--heartbeat", "HEARTBEAT"), ("remind", "--test", "phone"),
                         ("show", NUMBERS["dhl"], "--json"), ("config", "show")):  # fmt: skip
                ended = tried(ground, args)
                wrong += [f"{name}, {args[0]}: {each}" for each in leaks(ground, ended)]
                number += 1
    assert ground is not None
    tallies(
        Tally(row="G1", what="answers of servers that repeat keys, refuse them or break off, to "
              "services, channels and heartbeat", tried=number, leaked=len(wrong),
              control=naive_figure(ground, 20))
    )  # fmt: skip

    assert not wrong, "\n".join(wrong)


def _again(ground: Ground | None, home: Path, cli: Cli, url: str) -> Ground:
    """Plant once; for another server only the addresses are others."""
    if ground is None:
        return planted(home, cli, url)
    config = home / ".config" / "returnctl" / "config.toml"
    old, new = (each.removeprefix("http://") for each in (ground.url, url))
    config.write_text(config.read_text().replace(old, new))
    cli.env |= {n: (v or "").replace(old, new) for n, v in cli.env.items()}
    return Ground(home, cli, url)
