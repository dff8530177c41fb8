"""Every command in poor surroundings: no home, no language, odd encodings, closed streams."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from tests.cli.running import AS_OF, Cli, command, process_env
from tests.slow.tally import Tally

pytestmark = pytest.mark.skipif(os.name == "nt", reason="environments as cron gives them")

HUB = "8190123456789012"
CODE = "RMA20261117-4482"
TITLE = "Jeløra ☂ 傘 Schirm 1️⃣"
# None takes a variable away.
SURROUNDINGS: Mapping[str, Mapping[str, str | None]] = {
    "nothing": {},
    "no home": {"HOME": None},
    "no path": {"PATH": None},
    "C": {"LC_ALL": "C", "LANG": "C"},
    "POSIX without UTF-8": {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "ascii": {"PYTHONIOENCODING": "ascii"},
    "latin-1": {"PYTHONIOENCODING": "latin-1"},
    "cp1252": {"PYTHONIOENCODING": "cp1252"},
    "utf-16": {"PYTHONIOENCODING": "utf-16"},
    "dumb, one column": {"TERM": "dumb", "COLUMNS": "1"},
    "another language": {"LANG": "de_DE.ISO-8859-1", "LANGUAGE": "ar"},
    "another zone": {"TZ": "Pacific/Kiritimati"},
    "no zone": {"TZ": "Bogus", "RETURNCTL_TIMEZONE": None},
}
READS: Sequence[tuple[str, ...]] = (
    (), ("status",), ("deadlines",), ("show", HUB), ("why", HUB), ("next",), ("history",),
    ("search", "Schirm"), ("summary",), ("parcel", "list"), ("evidence", "list", HUB),
    ("message", "list", HUB), ("remind", "--dry-run"), ("doctor",), ("config", "show"),
    ("policy", "list"), ("export", "-"), ("calendar", "-"), ("mark", HUB), ("cron", "show"),
    ("status", "--json"), ("status", "--csv"), ("deadlines", "--plain"), ("--help",),
)  # fmt: skip
WRITES: Sequence[tuple[str, ...]] = (
    ("add", HUB, TITLE), ("add",), ("mark", HUB, "seller-contacted"), ("undo",), ("rm", HUB),
    ("restore", "latest"), ("cron", "install"), ("message", "add", HUB, "--from", "me"),
    ("doctor", "--clean"), ("edit", HUB, f"--note={TITLE}"), ("backup",),
)  # fmt: skip
# What tells of the case must have its codes, in whatever encoding.
TELLS = frozenset(("status", "deadlines", "show"))
SECONDS = 120


def run(args: Sequence[str], env: Mapping[str, str], *, closed: bool) -> tuple[int, bytes]:
    """Run a command with nobody at the keyboard; one that asks would wait for ever, or read."""
    words = " ".join(f"'{each}'" for each in command("--as-of", AS_OF, *args))
    redirect = "0<&-" if closed else "</dev/null"
    done = subprocess.run(
        ["/bin/sh", "-c", f"umask 000; exec {words} {redirect}"], env=env, capture_output=True,
        timeout=SECONDS, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout + b"\n" + done.stderr


def faults(name: str, args: Sequence[str], code: int, out: bytes) -> list[str]:
    text = out.replace(b"\0", b"").decode("latin-1")
    found = []
    if "Traceback" in text or code in (3, -6, -11) or "this is a bug" in text:
        found.append(f"torn: {code} {text[-500:]}")
    if code == 0 and args[:1] and args[0] in TELLS and name != "no zone":
        found += [f"lost {each}" for each in (HUB, "23.99") if each not in text]
    if name == "no zone" and code == 0 and args[:1] == ("status",):
        found.append("lost: a zone that nobody knows was taken for another")
    return [f"{name}, {' '.join(args)}: {each}" for each in found]


def environment(base: Mapping[str, str], changes: Mapping[str, str | None]) -> dict[str, str]:
    merged = {**base, **changes}
    return {name: value for name, value in merged.items() if value is not None}


def try_all(
    cli: Cli, home: Path, names: Sequence[str], commands: Sequence[tuple[str, ...]]
) -> tuple[int, list[str]]:
    tried, wrong = 0, list[str]()
    base = process_env(home, RETURNCTL_DB=str(cli.db))
    for number, name in enumerate(names):
        env = environment(base, SURROUNDINGS[name])
        for args in commands:
            code, out = run(args, env, closed=number % 2 == 1)
            wrong += faults(name, args, code, out)
            tried += 1
    return tried, wrong


@pytest.fixture
def hub(cli: Cli) -> Cli:
    cli.add(HUB, TITLE, "23,99", "--delivered", "8nov", "--requested", "12nov", "--did",
            "approved=17nov", "--code", CODE, "--reason", "defective")  # fmt: skip
    return cli


def naive(env: Mapping[str, str]) -> bool:
    """The control: print the title, as one does."""
    done = subprocess.run([command()[0], "-c", f"print({TITLE!r})"], env=env, capture_output=True,
                          check=False)  # fmt: skip
    return done.returncode == 0


def test_a_poor_surrounding_shows_every_code(hub: Cli, home: Path) -> None:
    found = try_all(hub, home, ["ascii"], [("status",), ("undo",)])

    assert found == (2, [])


@pytest.mark.slow
@pytest.mark.parametrize("part", range(3))
def test_every_command_in_every_surrounding(
    part: int, hub: Cli, home: Path, tallies: Callable[[Tally], None]
) -> None:
    names = list(SURROUNDINGS)[part::3]
    tried, wrong = try_all(hub, home, names, READS)
    more, worse = try_all(hub, home, names, WRITES)
    failed = [each for each in SURROUNDINGS
              if not naive(environment(process_env(home), SURROUNDINGS[each]))]  # fmt: skip
    tallies(
        Tally(row="H7", what=f"part {part + 1} of 3 of all commands in {len(SURROUNDINGS)} "
              "surroundings: encodings, no home, no path, closed input",
              tried=tried + more, lost=sum(": lost" in each for each in wrong + worse),
              torn=sum(": torn" in each for each in wrong + worse),
              control=f"print(): a traceback in {len(failed)} of {len(SURROUNDINGS)}")
    )  # fmt: skip

    assert wrong + worse == []
    assert failed
