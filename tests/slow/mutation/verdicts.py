"""What became of each mutant of the core: read from mutmut, and counted by module.

    .venv/bin/nox -s mutation

mutmut changes one thing at a time inside a function (a sign, a comparison, an argument, a text) and
runs the tests that call it. A mutant is killed when one of them fails, or when it never ends;
one that no test calls has survived. What it leaves alone: tables outside of functions, and what
is decorated and was not laid bare (`baring`).
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.slow.tally import Tally

# What mutmut says of a mutant that somebody noticed; a worker that was killed ran out of time.
KILLED = frozenset({"killed", "timeout", "segfault", "caught by type check"})
UNTRIED = frozenset({"not checked", "skipped", "check was interrupted by user"})
# One in ten may survive: some change nothing that anybody could notice.
ALLOWED = 10

# mutmut writes `x_name` for a function and `xǁClassǁname` for a method.
_LINE = re.compile(
    r"\s*returnctl\.core\.(?P<module>[\w.]+?)\.(?P<mutant>x[_ǁ].+?): (?P<said>[\w ]+)"
)


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What became of one mutant; `module` is below the core, such as `letters.finding`."""

    module: str
    mutant: str
    said: str

    @property
    def killed(self) -> bool:
        return self.said in KILLED


def read(lines: Iterable[str]) -> Iterator[Verdict]:
    """Read what `mutmut results --all true` prints; mutants that were not tried are left out."""
    for line in lines:
        found = _LINE.fullmatch(line.rstrip())
        if found and found["said"] not in UNTRIED:
            yield Verdict(module=found["module"], mutant=found["mutant"], said=found["said"])


def share(verdicts: list[Verdict]) -> str:
    """Say it: `93 of 100 killed (93.0 %)`."""
    killed = sum(verdict.killed for verdict in verdicts)
    percent = 100 * killed / len(verdicts) if verdicts else 0
    return f"{killed:,} of {len(verdicts):,} killed ({percent:.1f} %)"


def by_module(verdicts: Iterable[Verdict]) -> dict[str, list[Verdict]]:
    modules: dict[str, list[Verdict]] = defaultdict(list)
    for verdict in verdicts:
        modules[verdict.module].append(verdict)
    return dict(sorted(modules.items()))


def tally(what: str, verdicts: list[Verdict], control: list[Verdict]) -> Tally:
    """Count as lost what survived beyond one in ten; the control is the same without asserts."""
    alive = sum(not verdict.killed for verdict in verdicts)
    return Tally(
        row="G6",
        what=what,
        tried=len(verdicts),
        lost=max(alive - len(verdicts) // ALLOWED, 0),
        control=f"{share(verdicts)}; with no assert in the tests: {share(control)}",
    )


def main(args: list[str] | None = None) -> int:
    """Tell the share of each module and who survived; 1 where more than one in ten did."""
    parser = argparse.ArgumentParser(description="Count what `mutmut results --all true` printed.")
    parser.add_argument("results", type=Path, help="what it printed")
    parser.add_argument("--control", type=Path, help="what it printed for tests without asserts")
    parser.add_argument("--what", default="Mutants of the core", help="what was tried")
    parser.add_argument("--tallies", type=Path, help="folder for the tally")
    asked = parser.parse_args(args)
    found = list(read(asked.results.read_text(encoding="utf-8").splitlines()))
    for module, verdicts in by_module(found).items():
        sys.stdout.write(f"{module}: {share(verdicts)}\n")
        alive = [verdict for verdict in verdicts if not verdict.killed]
        sys.stdout.writelines(f"    {verdict.mutant}: {verdict.said}\n" for verdict in alive)
    control = asked.control.read_text(encoding="utf-8").splitlines() if asked.control else []
    counted = tally(asked.what, found, list(read(control)))
    sys.stdout.write(f"{counted.what}: {counted.control}\n")
    if asked.tallies:
        counted.write(asked.tallies)
    return 0 if counted.clean else 1


if __name__ == "__main__":
    sys.exit(main())
