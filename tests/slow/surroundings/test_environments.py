"""Every command in poor surroundings: no home, no language, odd encodings, closed input.

Held against the same call in usual surroundings: it ends with the same code, records the same
texts, and every code, amount and letter that is told there is told here.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from returnctl.cli.app import COMMANDS as ALL
from tests.cli.running import command, process_env
from tests.slow.faults.commands import COMMANDS
from tests.slow.faults.injecting import Bench
from tests.slow.surroundings.calls import LOOKS, WHOLE, calls, recorded, scene, text_of, words
from tests.slow.surroundings.worlds import (
    USUAL,
    WORLDS,
    World,
    environment,
    has_nobody,
    run,
)
from tests.slow.tally import Tally

pytestmark = pytest.mark.skipif(os.name == "nt", reason="environments as cron gives them")

PARTS: Final = 3
# A prompt is never reached: nobody is there.
_USAGE: Final = 2
_UNSTORABLE: Final = "holds characters that cannot be stored"
_BUGS: Final = (3, -6, -11)


@dataclass(frozen=True)
class Ended:
    """How a call ended: its code, what it said, and the texts that are recorded then."""

    code: int
    said: str
    recorded: frozenset[str]

    @property
    def told(self) -> frozenset[str]:
        """The codes, amounts and titles that were told."""
        return frozenset(each for each in WHOLE if each in self.said)

    @property
    def kept(self) -> frozenset[str]:
        """The titles that are recorded."""
        return frozenset(WHOLE) & self.recorded


def call(bench: Bench, world: World) -> Ended:
    bench.reset()
    # Where the records are is said, as in a line of cron; where the state is, for the home's sake.
    state = bench.place / ".local" / "state"
    base = process_env(
        bench.place, RETURNCTL_DB=str(bench.db), XDG_STATE_HOME=str(state), **bench.env
    )
    code, out, err = run(words(bench), base, world, bench.place)
    said = text_of(out, world.encoding) + text_of(err, world.encoding)
    return Ended(code, said, recorded(bench.db))


def faults(found: Ended, usual: Ended, world: World) -> Iterator[str]:
    if "Traceback" in found.said or found.code in _BUGS or "this is a bug" in found.said:
        yield f"torn: {found.code} {found.said[-800:]}"
    elif world.no_zone and found.code == _USAGE and str(world.env["TZ"]) in found.said:
        return  # it says that it cannot know the day
    elif world.nobody and "the crontab cannot be read" in found.said:
        return  # cron has none for whom nobody knows
    elif world.letterless and found.code == _USAGE and _UNSTORABLE in found.said:
        yield from (f"torn: {each} was recorded" for each in found.recorded - usual.recorded)
        return
    elif found.code != usual.code:
        yield f"torn: ended with {found.code}, not {usual.code}: {found.said[-400:]}"
    yield from (f"lost: {each} is not told" for each in sorted(usual.told - found.told))
    yield from (f"lost: {each} is not recorded" for each in sorted(usual.kept - found.kept))
    if not world.bare and len(found.recorded) != len(usual.recorded):
        yield f"torn: {len(found.recorded)} texts recorded, not {len(usual.recorded)}"


def try_all(benches: Mapping[str, Bench], names: Sequence[str]) -> tuple[int, list[str]]:
    tried, wrong = 0, list[str]()
    for what, bench in benches.items():
        usual = call(bench, USUAL)
        for name in names:
            found = faults(call(bench, WORLDS[name]), usual, WORLDS[name])
            wrong += [f"{name}, {what}: {each}" for each in found]
            tried += 1
    return tried, wrong


def naive(env: Mapping[str, str], folder: Path) -> bool:
    """The control: print a title and say where home is, as one does."""
    text = f"import pathlib; print({WHOLE[4]!r}, pathlib.Path.cwd(), pathlib.Path.home())"
    program = folder / "naive.py"
    program.write_text(f"{text}\n", encoding="utf-8")
    return run_naive(env, program) == 0


def run_naive(env: Mapping[str, str], program: Path) -> int:
    import subprocess

    words = [command()[0], str(program)]
    return subprocess.run(words, env=env, capture_output=True, check=False).returncode


def test_every_command_is_called() -> None:
    called = {args[0] for args in LOOKS if args}
    called |= {found.words[0] for found in COMMANDS.values()}

    assert set(ALL) - called == set()


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_every_command_in_every_surrounding(
    part: int, tmp_path: Path, tallies: Callable[[Tally], None]
) -> None:
    names = [name for name in list(WORLDS)[part::PARTS] if has_nobody() or not WORLDS[name].nobody]
    benches = calls(tmp_path, scene(tmp_path / "stock" / "season"))
    tried, wrong = try_all(benches, names)
    base = process_env(tmp_path)
    failed = [name for name, world in WORLDS.items()
              if not naive(environment(base, world), tmp_path)]  # fmt: skip
    tallies(
        Tally(row="H7", what=f"part {part + 1} of {PARTS}: {len(benches)} calls of all commands in "
              f"{len(names)} surroundings ({'; '.join(names)})", tried=tried,
              lost=sum(": lost: " in each for each in wrong),
              torn=sum(": torn: " in each for each in wrong),
              control=f"print(): a traceback in {len(failed)} of {len(WORLDS)} surroundings")
    )  # fmt: skip

    assert not wrong, "\n".join(wrong)
    assert failed
