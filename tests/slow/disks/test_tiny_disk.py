"""A full disk costs nobody a record: it is told, nothing is changed, and reading goes on."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tests.cli.running import AS_OF, TIMEOUT, Cli, command, process_env
from tests.slow.disks.tiny import in_namespace, why_not
from tests.slow.faults.commands import COMMANDS
from tests.slow.tally import Tally

pytestmark = pytest.mark.skipif(bool(why_not()), reason=why_not() or "small disks can be made")

# Room beside the records in kB; where a disk is nearly full every step counts.
CLOSE = range(0, 272, 16)
WIDE = range(272, 1040, 16)
LIMITS = range(4, 520, 4)
# The commands in parts, so that several processes share the work.
PARTS = 6
HUB = "8190123456789012"


def shell(script: str, cli: Cli, home: Path) -> subprocess.CompletedProcess[str]:
    script = script.replace("returnctl", " ".join(command("--as-of", AS_OF)))
    return subprocess.run(
        ["unshare", "-Urm", "sh", "-c", script], env=process_env(home, RETURNCTL_DB=str(cli.db)),
        capture_output=True, text=True, timeout=TIMEOUT, check=False,
    )  # fmt: skip


def test_on_a_full_disk_nothing_is_changed_and_reading_goes_on(
    cli: Cli, home: Path, tmp_path: Path
) -> None:
    cli.add(HUB, "Hub", "--delivered", "8nov", "--reason", "defective")
    size = cli.log_size()
    folder = cli.db.parent
    done = shell(
        f"cp -a {folder} {tmp_path}/kept && mount -t tmpfs -o size=4m tmpfs {folder} && "
        f"cp -a {tmp_path}/kept/. {folder}; cat /dev/zero >{folder}/filler 2>{tmp_path}/said; "
        f"returnctl mark 9012 kept; echo $?; returnctl deadlines; echo $?; "
        f"rm {folder}/filler; cp {cli.db} {tmp_path}/after.db",
        cli, home,
    )  # fmt: skip
    after = Cli(tmp_path / "after.db")

    told = f"returnctl: The disk of {cli.db} is full.\n  Nothing was changed. Make some room.\n"
    assert done.stderr == told
    first, *lines, last = done.stdout.splitlines()
    assert (first, last) == ("7", "0")
    assert HUB in lines[0]
    assert after.log_size() == size
    assert after.query("PRAGMA integrity_check") == [("ok",)]


def rooms_of(number: int) -> Sequence[int]:
    """Share the sizes among the commands: each gets others, all are covered."""
    return [*CLOSE[number % 3 :: 3], *WIDE[number % 16 :: 16]]


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_every_command_on_disks_of_every_size(
    part: int, tmp_path: Path, tallies: Callable[[Tally], None]
) -> None:
    names = list(COMMANDS)[part::PARTS]
    found = []
    for number, name in enumerate(names, part * 7):
        wanted = {
            "commands": [name],
            "rooms": rooms_of(number),
            "limits": LIMITS[number % 32 :: 32],
        }
        folder = tmp_path / str(number)
        folder.mkdir()
        found.append(in_namespace(folder, {**wanted, "limits": list(wanted["limits"])}))
    wrong = [each for one in found for each in one["found"]]
    controls = {one["control"] for one in found}
    tallies(
        Tally(
            row="A6",
            what=f"part {part + 1} of {PARTS} of all commands, on disks with 0 to 1,024 kB to "
            "spare and under limits on files",
            tried=sum(one["tried"] for one in found),
            lost=sum(": lost: " in each for each in wrong),
            torn=sum(": torn: " in each or ": told: " in each for each in wrong),
            leaked=sum(": leaked: " in each for each in wrong),
            control=max(controls),
        )
    )
    # Some must have failed, or no disk was small.
    assert sum(one["failed"] for one in found) >= len(names)
    assert wrong == []
