"""The page of results: the machine in words, the targets, then every median."""

import os
import platform
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import version
from statistics import median
from typing import Final

from benchmarks.rebuilding import Rebuilding
from benchmarks.subjects import BARE, HELLO, Key, hello_of
from benchmarks.targets import Costs, Target, ratio

_TERMINAL: Final = {False: "pipe", True: "terminal"}


def page(
    costs: Costs,
    goals: Sequence[Target],
    rebuilt: Sequence[Rebuilding],
    peers: Mapping[str, str | None],
    *,
    rounds: int,
) -> str:
    """Return the page; `peers` are versions, None of one that is not installed."""
    lines = [*_head(peers, rounds), *_goals(goals), *_rebuilt(rebuilt), *_costs(costs), ""]
    return "\n".join(lines)


def _head(peers: Mapping[str, str | None], rounds: int) -> Iterator[str]:
    yield "# Measured"
    yield ""
    yield "Made by `python -m benchmarks`; see CONTRIBUTING.md. CPU time (user and system) and"
    yield "peak memory of whole processes, run in turn: medians, and medians of paired ratios. The"
    yield "hello-world that a command of ours is held against is the one run right before it."
    yield ""
    yield f"- {os.cpu_count()} cores, {platform.system()} {platform.machine()}"
    yield f"- Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    yield f"- Typer {version('typer')}, Rich {version('rich')}"
    yield from (f"- {name}: {found or 'not installed, left out'}" for name, found in peers.items())
    yield f"- {rounds} rounds"


def _goals(goals: Sequence[Target]) -> Iterator[str]:
    yield ""
    yield "## Targets"
    yield ""
    yield "| what | times | at most | |"
    yield "|---|---:|---:|---|"
    for each in goals:
        measured = "" if each.measured is None else f"{each.measured:.2f}"
        yield f"| {each.name} | {measured} | {each.limit:.2f} | {each.verdict} |"


def _rebuilt(found: Sequence[Rebuilding]) -> Iterator[str]:
    yield ""
    yield "## All tables made anew from the log"
    yield ""
    yield "Medians of three rounds, each of both."
    yield ""
    yield "| open orders | deadlines | rows | CPU s | ms an order | MB | storing alone, CPU s |"
    yield "|---:|---:|---:|---:|---:|---:|---:|"
    for each in found:
        yield (
            f"| {each.orders:,} | {each.deadlines:,} | {each.rows:,} | {each.rebuilt:.1f} | "
            f"{each.each:.2f} | {each.memory:.0f} | {each.stored:.1f} |"
        )


def _costs(costs: Costs) -> Iterator[str]:
    yield ""
    yield "## All of them"
    yield ""
    yield "![CPU time against the size of the archive](results.svg)"
    yield ""
    yield "| what | entries | into | CPU ms | to a hello-world | MB |"
    yield "|---|---:|---|---:|---:|---:|"
    for key, found in costs.items():
        if key.before:
            continue
        beside = hello_of(key) if hello_of(key) in costs else Key(HELLO, 0, key.terminal)
        hello = ratio(costs, key, beside)
        size = "" if key.name in (HELLO, BARE) else f"{key.size:,}"
        cpu, memory = median(each.cpu for each in found), median(each.memory for each in found)
        yield (
            f"| {key.name} | {size} | {_TERMINAL[key.terminal]} | {1000 * cpu:.0f} | "
            f"{hello or 0:.2f} | {memory:.0f} |"
        )
