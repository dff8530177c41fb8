"""The real cron(8) runs the installed line, in a world of its own; what comes of it is read back.

It takes up to two minutes for the minute to come.
"""

from __future__ import annotations

import shlex
from email import message_from_bytes
from pathlib import Path

import pytest

from tests.cli.running import Cli, command, process_env
from tests.scheduling.crons import World, why_no_cron

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(why_no_cron()), reason=why_no_cron() or "cron is there"),
]
_BEFORE = "# mine\nMAILTO=martina@example.org\nHOME={home}\nPYTHONPATH={path}\n# end of mine\n"
# The next minute that is not about to begin.
_SOON = """[ "$(date +%S)" -lt 50 ] || sleep 11
at=$(date -d '+1 minute' +%H:%M)
"""


def test_a_mail_arrives_and_the_crontab_is_as_it_was(home: Path, tmp_path: Path) -> None:
    world, env, _ = prepared(home, tmp_path)
    told = world.run(script(home, env, "", wait=world.mail), env, seconds=200)

    mail = message_from_bytes(world.mail.read_bytes())
    body = mail.get_payload()
    assert mail["To"] == "martina@example.org"
    assert isinstance(body, str)
    assert body.startswith("TOMORROW ")
    assert "USB-C hub, 23.99 EUR" in body
    assert body.count("\n") == 1
    assert "LEFT:\n" + _BEFORE.format(home=home, path=env["PYTHONPATH"]) in told


def test_a_file_is_written_where_no_mail_goes(home: Path, tmp_path: Path) -> None:
    world, env, _ = prepared(home, tmp_path)
    (world.folder / "sbin" / "sendmail").unlink()
    file = home / "reminders, 100%.txt"
    world.run(script(home, env, f"--to {shlex.quote(str(file))}", wait=file), env, seconds=200)

    assert file.read_text().startswith("TOMORROW ")
    assert not world.mail.exists()


def prepared(home: Path, folder: Path) -> tuple[World, dict[str, str], Cli]:
    """A hub with a promise for tomorrow, in the records that the home folder has by itself."""
    cli = Cli(home / ".local" / "share" / "returnctl" / "returns.db", as_of=None)
    cli.add("--shop", "lamps", "--item", "USB-C hub", "--price", "23,99", "--deadline",
            "promise=tomorrow", "--reason", "defective")  # fmt: skip
    return World(folder), process_env(home, PATH="/usr/sbin:/usr/bin:/bin"), cli


def script(home: Path, env: dict[str, str], options: str, *, wait: Path) -> str:
    """Install, let cron run until a file is there, remove, and show what is left."""
    ours = shlex.join(command())
    before = shlex.quote(_BEFORE.format(home=home, path=env["PYTHONPATH"]))
    there = shlex.quote(str(wait))
    return f"""
printf %s {before} | crontab -
{_SOON}
{ours} cron install --yes --at "$at" {options}
/usr/sbin/cron -f &
for second in $(seq 130); do [ -s {there} ] && break; sleep 1; done
sleep 1
{ours} cron remove
echo LEFT:
crontab -l
"""
