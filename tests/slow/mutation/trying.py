"""Tries mutants of the core: pytest is started once, and each mutant is a fork of it.

    .venv/bin/nox -s mutation

mutmut wrote the mutants and the switch between them (`making`). Here the tests are collected once,
and run once to learn which functions each of them calls. Then for each mutant a fork runs the
tests that call its function, until one fails: those first that noticed such a mutant before, then
those that call little else. Who survived five seconds' worth of them has survived: the share that
is told is never too high. A table that is made at import is made by the program as it
is, in every fork.

What became of them is written in the manner of `mutmut results --all true`, for `verdicts`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import resource
import shutil
import signal
import sys
import time
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from itertools import accumulate
from pathlib import Path

import pytest

from tests.slow.mutation.drawing import drawn, function_of, named

# A loop that never ends: so much more CPU time than the tests took, and so much on top.
PATIENCE, GRACE = 10, 10
MEMORY = 3 << 30
_SAID = {0: "survived", -signal.SIGXCPU: "timeout", -signal.SIGKILL: "timeout"}


class Forks:
    """The plugin that runs tests in forks, instead of one after the other."""

    def __init__(self, mutants: list[str], enough: float, out: Path) -> None:
        self.mutants = mutants
        self.enough = enough
        self.out = out
        self.items: dict[str, pytest.Item] = {}
        self.callers: dict[str, list[str]] = defaultdict(list)
        self.took: dict[str, float] = {}
        self.wide: dict[str, int] = {}
        self.noticed: dict[str, list[str]] = defaultdict(list)

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Take the place of the loop over the tests."""
        self.items = {item.nodeid: item for item in session.items}
        self.learn(Path("learnt.json"))
        with self.out.open("w", encoding="utf-8") as out:
            for number, mutant in enumerate(self.mutants, 1):
                said, test = self.verdict(mutant)
                out.write(f"    {mutant}: {said}\n")
                out.flush()
                sys.stderr.write(f"{number}/{len(self.mutants)} {mutant}: {said} {test}\n")
        return True

    def learn(self, learnt: Path) -> None:
        """Learn what each test calls: in a fork, so that no cache is warm for the mutants."""
        known = json.loads(learnt.read_text(encoding="utf-8")) if learnt.exists() else {}
        versions = {test: version_of(item.path) for test, item in self.items.items()}
        kept = {
            test: known[test]
            for test, version in versions.items()
            if test in known and known[test][0] == version
        }
        new = [test for test in versions if test not in kept]
        told = learnt.with_suffix(".new")
        if new:
            if self.in_a_fork(lambda: self._listen(new, versions, told), "stats", None):
                pytest.exit("A test fails before anything is changed.", returncode=1)
            kept |= json.loads(told.read_text(encoding="utf-8"))
            learnt.write_text(json.dumps(kept), encoding="utf-8")
        for test, (_version, took, functions) in kept.items():
            self.took[test], self.wide[test] = took, len(functions)
            for function in functions:
                self.callers[function].append(test)

    def _listen(self, tests: list[str], versions: dict[str, str], told: Path) -> int:
        state = import_module("mutmut.state").state
        calls: dict[str, tuple[str, float, list[str]]] = {}
        state()._stats.clear()
        began = time.process_time()
        for test, failed in self.run(tests):
            if failed:
                sys.stderr.write(f"fails: {test}\n")
                return 1
            calls[test] = versions[test], time.process_time() - began, sorted(state()._stats)
            state()._stats.clear()
            began = time.process_time()
        told.write_text(json.dumps(calls), encoding="utf-8")
        return 0

    def verdict(self, mutant: str) -> tuple[str, str]:
        """Give what mutmut would say, and the test that noticed."""
        known, tests = self.noticed[function_of(mutant)], self.asked(function_of(mutant))
        if not tests:
            return "no tests", ""
        seconds = int(PATIENCE * sum(self.took[test] for test in tests)) + GRACE
        read_end, write_end = os.pipe()
        code = self.in_a_fork(lambda: self._try(tests, write_end), mutant, seconds)
        os.close(write_end)
        with os.fdopen(read_end, "rb") as pipe:
            test = pipe.read().decode()
        if test and test not in known:
            known.append(test)
        # Where no test was named something else went wrong, and nobody is known to have noticed.
        return "killed" if test else _SAID.get(code, "suspicious"), test

    def asked(self, function: str) -> list[str]:
        """Give the tests that are asked about a mutant of a function, in this order."""
        known = self.noticed[function]
        tests = sorted(
            self.callers[function],
            key=lambda test: (test not in known, self.wide[test], self.took[test]),
        )
        times = accumulate(self.took[test] for test in tests)
        return [
            test for test, until in zip(tests, times, strict=True) if until < self.enough
        ] or tests[:1]

    def _try(self, tests: list[str], write_end: int) -> int:
        for test, failed in self.run(tests):
            if failed:
                os.write(write_end, test.encode())
                return 1
        return 0

    def run(self, tests: list[str]) -> Iterator[tuple[str, bool]]:
        """Run tests with their fixtures and tell of each whether it failed."""
        for test, after in zip(tests, [*tests[1:], ""], strict=True):
            item = self.items[test]
            failures = item.session.testsfailed
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=self.items.get(after))
            yield test, item.session.testsfailed > failures

    def in_a_fork(self, run: Callable[[], int], mutant: str, seconds: int | None) -> int:
        """Run it with the mutant switched on and a temporary folder of its own; give the code."""
        factory = next(iter(self.items.values())).config._tmp_path_factory  # type: ignore[attr-defined]
        folder = factory.getbasetemp() / "fork"
        if pid := os.fork():
            code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
            shutil.rmtree(folder, ignore_errors=True)
            return code
        code = 1
        try:
            folder.mkdir()
            factory._basetemp = folder
            if seconds is not None:
                limit_to(seconds)
            forget_answers()
            import_module("mutmut.mutation.trampoline").set_mutant_under_test(mutant)
            code = run()
        finally:
            os._exit(code)


def limit_to(seconds: int) -> None:
    """Let this process compute so long, and be silent."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in range(3):
        os.dup2(nowhere, stream)


def forget_answers() -> None:
    """Have the core work out anew what was asked of it while the tests were collected."""
    for name, module in sys.modules.items():
        if name.startswith("returnctl.core."):
            for each in vars(module).values():
                getattr(each, "cache_clear", int)()


@cache
def version_of(test: Path) -> str:
    """Tell whether the file of a test, or what all tests stand on, is another than it was."""
    return hashlib.sha256(test.read_bytes() + shared_version()).hexdigest()


@cache
def shared_version() -> bytes:
    found = hashlib.sha256()
    for each in sorted([*Path("src").rglob("*.py"), *Path("tests").rglob("*.py")]):
        if not (each.name.startswith("test_") or "slow" in each.parts):
            found.update(each.read_bytes())
    return found.digest()


def all_mutants() -> list[str]:
    """Read the names that mutmut gave."""
    return [
        mutant
        for path in sorted(Path("src/returnctl/core").rglob("*.py.meta"))
        for mutant in json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"]
    ]


def main() -> int:
    """Try those that were asked for, in the folder of the mutants."""
    parser = argparse.ArgumentParser(description="Try mutants of the core.")
    parser.add_argument("patterns", nargs="*", help="which; `returnctl.core.money.*`")
    parser.add_argument("--one-in", type=int, default=10, help="draw one in so many of each module")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--enough", type=float, default=5, help="seconds of tests for a mutant")
    parser.add_argument("--out", type=Path, required=True, help="file for what became of them")
    asked = parser.parse_args()
    settings = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["tool"]["mutmut"]
    mutants = drawn(named(all_mutants(), asked.patterns), asked.one_in, asked.seed)
    args = [
        *settings["pytest_add_cli_args_test_selection"],
        *settings["pytest_add_cli_args"],
        "-q", "--tb=no", "--capture=no",
    ]  # fmt: skip
    return int(pytest.main(args, plugins=[Forks(mutants, asked.enough, asked.out)]))


if __name__ == "__main__":
    sys.exit(main())
