"""`deadlines` under cron: no terminal, no environment, no input; and nothing may be touched."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import Prepared
from tests.cli.running import AS_OF, PYTHON_PATH, Cli, command, fingerprint, run_process, tree

CODE = "RMA20261117-4482-LONG-ENOUGH-TO-BE-CUT-IN-ANY-TABLE-0123456789"
ITEM = "LED strip 5 m, warm white, with a remote control and a title that goes on and on and on"


def hub_and_strip(cli: Cli) -> None:
    cli.add("8190123456789012", "USB-C hub", "23,99", "--delivered", "8nov",
            "--reason", "defective", "--seller-country", "CN")  # fmt: skip
    cli.add("8190123456780042", ITEM, "1234567.89 EUR", "--delivered", "3nov",
            "--requested", "12nov", "--did", "approved=17nov", "--code", CODE,
            "--seller-country", "CN", "--deadline", "ship-back=27nov")  # fmt: skip


@pytest.fixture
def season(cli: Cli, prepared: Prepared) -> Cli:
    return prepared(cli, hub_and_strip)


def cron(cli: Cli, *args: str, **env: str) -> subprocess.CompletedProcess[bytes]:
    """What `env -i` leaves, and standard input closed for good."""
    line = " ".join(command("--db", str(cli.db), "--as-of", AS_OF, "deadlines", *args))
    return subprocess.run(
        ["env", "-i", f"PYTHONPATH={PYTHON_PATH}", "PYTHONDONTWRITEBYTECODE=1",
         *(f"{name}={value}" for name, value in env.items()),
         "sh", "-c", f"exec {line} <&-"],
        capture_output=True, check=False, timeout=60,
    )  # fmt: skip


def test_one_line_per_due_deadline_with_codes_and_amounts_whole(season: Cli) -> None:
    done = cron(season, TZ="Europe/Berlin")
    lines = done.stdout.decode().splitlines()

    assert (done.returncode, done.stderr) == (0, b"")
    assert len(lines) == 2
    assert "TOMORROW Sun 22 Nov 2026: open a dispute. USB-C hub, 23.99 EUR" in lines[0]
    for whole in (CODE, ITEM, "1234567.89 EUR", "8190123456780042", "Fri 27 Nov 2026"):
        assert whole in lines[1]


def test_cron_gets_no_colour_and_no_control_characters(season: Cli) -> None:
    assert not re.search(rb"[\x00-\x09\x0b-\x1f\x7f]", cron(season).stdout)


def test_nothing_due_is_nothing_printed(season: Cli) -> None:
    done = cron(season.at(AS_OF), "--within", "0", TZ="Europe/Berlin")

    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_the_database_stays_byte_for_byte_the_same(season: Cli) -> None:
    before = fingerprint(season.db)
    cron(season, TZ="Europe/Berlin")

    assert fingerprint(season.db) == before
    assert [path.name for path in season.db.parent.iterdir()] == ["returns.db"]


def test_no_file_is_made_anywhere_in_the_home_folder(season: Cli, home: Path) -> None:
    before = tree(home)
    cron(season, HOME=str(home))

    assert tree(home) == before


def test_a_database_in_a_folder_that_cannot_be_written_is_read(season: Cli) -> None:
    """A backup on a read-only medium, or another user's records."""
    season.db.chmod(0o400)
    season.db.parent.chmod(0o500)
    try:
        done = cron(season, TZ="Europe/Berlin")
    finally:
        season.db.parent.chmod(0o700)

    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.count(b"\n") == 2


def test_no_database_is_exit_7_with_the_path(home: Path) -> None:
    """Another user's crontab must not be silent for ever."""
    path = home / "nowhere" / "returns.db"
    done = cron(Cli(path))

    assert done.returncode == 7
    assert done.stdout == b""
    assert str(path) in done.stderr.decode()
    assert not path.parent.exists()


def test_no_home_and_no_path_is_exit_7_with_the_way_out() -> None:
    done = subprocess.run(
        ["env", "-i", f"PYTHONPATH={PYTHON_PATH}", "sh", "-c",
         f"exec {' '.join(command('deadlines'))} <&-"],
        capture_output=True, check=False, timeout=60,
    )  # fmt: skip

    # Where the user database knows a home folder, the records are looked for there.
    assert done.returncode == 7, done
    assert done.stdout == b""
    assert b"--db PATH" in done.stderr


def test_a_write_without_a_terminal_never_asks(home: Path, cli: Cli) -> None:
    """It says what is missing, and records nothing."""
    env = {"PATH": "/usr/bin:/bin", "HOME": str(home), "PYTHONPATH": PYTHON_PATH}
    answer = run_process(["--db", str(cli.db), "add"], env)

    assert (answer.exit_code, answer.out) == (2, "")
    assert "nothing to log" in answer.err
    assert not cli.db.exists()


def test_others_running_clocks_are_left_out_and_told_once_they_ran_out(cli: Cli) -> None:
    """The seller's five days are not your business until they are over."""
    ref = cli.at("2026-11-12").add(
        "8190123456789012", "Hub", "9", "--delivered", "8nov", "--seller-country", "CN",
        "--requested", "10nov", "--reason", "defective",
    )  # fmt: skip
    running = cli.at("2026-11-12").ok("deadlines", "--within", "30")
    over = cli.at("2026-11-18").ok("deadlines")

    assert "answer" not in running.out
    assert any("answer" in line and f"[{ref}]" in line for line in over.lines)


def test_mine_and_theirs_divide_the_list(cli: Cli) -> None:
    cli.at("2026-11-12").add(
        "8190123456789012", "Hub", "9", "--delivered", "8nov", "--seller-country", "CN",
        "--requested", "10nov", "--reason", "defective",
    )  # fmt: skip
    later = cli.at("2026-11-18")

    assert {row["actor"] for row in later.data("deadlines", "--mine", "--within", "400")} <= {"you"}
    theirs = {row["actor"] for row in later.data("deadlines", "--theirs")}
    assert theirs
    assert "you" not in theirs


@pytest.mark.parametrize("span", ["7", "7d", "1w"])
def test_within_takes_days_and_weeks(season: Cli, span: str) -> None:
    assert len(season.data("deadlines", "--mine", "--within", span)) == 2


@pytest.mark.parametrize("span", ["-1", "x", "1y", "", "99999"])
def test_within_refuses_what_is_no_span(season: Cli, span: str) -> None:
    answer = season("deadlines", f"--within={span}")

    assert (answer.exit_code, answer.out) == (2, "")


@pytest.mark.parametrize(
    ("as_of", "code"), [("2026-11-21", 10), ("2026-11-25", 11), ("2026-09-01", 0)]
)
@pytest.mark.parametrize("name", ["deadlines", "status"])
def test_exit_code_says_due_soon_and_late(season: Cli, name: str, as_of: str, code: int) -> None:
    """10: something of yours is due soon. 11: overdue, or a last chance. Months are not soon."""
    assert season.at(as_of)(name, "--exit-code").exit_code == code


def test_something_due_in_spring_is_not_due_soon(cli: Cli) -> None:
    cli.add("8190123456789012", "Hub", "9", "--delivered", "8nov", "--reason", "defective",
            "--deadline", "dispute=2027-04-01", "--deadline", "withdrawal=2027-04-01")  # fmt: skip

    assert cli("status", "--exit-code").exit_code == 0


def test_without_exit_code_late_is_no_failure(season: Cli) -> None:
    assert season.at("2026-11-25")("deadlines").exit_code == 0
