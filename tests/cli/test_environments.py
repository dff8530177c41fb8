"""Odd surroundings: locales, encodings, clocks, homes that are missing or closed."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from tests.cli.running import AS_OF, Cli, process_env, run_process
from tests.slow.surroundings.worlds import WORLDS, has_nobody, run

HUB = "8190123456789012"
LOCALES = [
    {}, {"LANG": "C"}, {"LANG": "POSIX", "LC_ALL": "POSIX"}, {"LC_ALL": "de_DE.ISO-8859-1"},
    {"PYTHONIOENCODING": "latin-1"}, {"PYTHONIOENCODING": "ascii"},
    {"PYTHONUTF8": "0", "LANG": "C"}, {"PYTHONIOENCODING": "utf-16"},
]  # fmt: skip
TITLE = "Jeløra ☂ 傘 Schirm"


@pytest.mark.parametrize("locale", LOCALES, ids=str)
def test_codes_and_amounts_survive_every_locale(
    cli: Cli, home: Path, locale: dict[str, str]
) -> None:
    env = process_env(home, RETURNCTL_DB=str(cli.db), **locale)
    cli.add(HUB, TITLE, "23,99", "--delivered", "8nov", "--reason", "defective")
    answer = run_process(["--as-of", AS_OF, "deadlines"], env)

    out = answer.out.replace("\0", "")
    assert (answer.exit_code, answer.err.replace("\0", "")) == (0, "")
    assert HUB in out
    assert "23.99 EUR" in out


@pytest.mark.parametrize("locale", [{}, {"LANG": "C"}, {"LC_ALL": "POSIX"}], ids=str)
def test_what_is_typed_in_utf_8_is_kept_in_every_locale(
    cli: Cli, home: Path, locale: dict[str, str]
) -> None:
    env = process_env(home, RETURNCTL_DB=str(cli.db), **locale)
    answer = run_process(["--as-of", AS_OF, "add", HUB, TITLE], env)

    assert answer.exit_code == 0, answer.err
    assert cli.data("show", HUB)["items"][0]["title"] == TITLE


@pytest.mark.parametrize("locale", LOCALES[:6], ids=str)
def test_json_is_readable_in_every_locale(cli: Cli, home: Path, locale: dict[str, str]) -> None:
    cli.add(HUB, TITLE)
    env = process_env(home, RETURNCTL_DB=str(cli.db), **locale)
    answer = run_process(["show", HUB, "--json"], env)

    assert answer.data["items"][0]["title"] == TITLE


@pytest.mark.parametrize("zone", ["Bogus", "Europe/Nowhere", "../../etc/passwd", "MET-1MEST"])
def test_a_zone_that_does_not_exist_is_an_error_and_not_utc(
    cli: Cli, home: Path, zone: str
) -> None:
    env = process_env(home, RETURNCTL_DB=str(cli.db), TZ=zone)
    del env["RETURNCTL_TIMEZONE"]
    answer = run_process(["status"], env)

    assert (answer.exit_code, answer.out) == (2, "")
    assert zone in answer.err


def test_the_zone_of_the_settings_beats_the_machines(cli: Cli, home: Path) -> None:
    cli.add(HUB, "Hub")
    env = process_env(home, RETURNCTL_DB=str(cli.db), TZ="Bogus")

    assert run_process(["status"], env).exit_code == 0


def test_another_zone_of_the_machine_changes_no_record(cli: Cli) -> None:
    cli.add(HUB, "Hub", "--delivered", "8nov", "--reason", "defective")
    before = cli.projections()
    cli.env["RETURNCTL_TIMEZONE"] = "Pacific/Auckland"
    cli.ok("doctor", "--rebuild")

    assert cli.projections() == before


def test_today_is_the_users_day(cli: Cli) -> None:
    """At 23:30 in Berlin it is tomorrow in Auckland."""
    cli.add(HUB, "Hub", "--delivered", "8nov", "--reason", "defective")
    berlin = cli.at("2026-11-21 23:30").data("status")[0]["days_left"]
    cli.env["RETURNCTL_TIMEZONE"] = "Pacific/Auckland"
    auckland = cli.at("2026-11-22 11:30").data("status")[0]["days_left"]

    assert (berlin, auckland) == (1, 0)


def test_without_a_home_a_named_database_is_enough(cli: Cli, home: Path) -> None:
    cli.add(HUB, "Hub", "--delivered", "8nov", "--reason", "defective")
    env = process_env(home)
    del env["HOME"]
    answer = run_process(["--db", str(cli.db), "--as-of", AS_OF, "deadlines"], env)

    assert (answer.exit_code, answer.err) == (0, "")
    assert HUB in answer.out


@pytest.mark.skipif(not has_nobody(), reason="namespaces of users are not allowed here")
def test_who_has_neither_a_home_nor_a_name_can_look(cli: Cli, home: Path) -> None:
    """A container's user: every command was a bug there."""
    cli.add(HUB, "Hub", "--delivered", "8nov", "--reason", "defective")
    env = process_env(home, RETURNCTL_DB=str(cli.db), RETURNCTL_CONFIG=str(home / "config.toml"))
    nobody = WORLDS["no home, and nobody knows the user"]
    code, out, err = run(["deadlines"], env, nobody, home)

    assert (code, err) == (0, b"")
    assert HUB.encode() in out
    code, _, err = run(["cron", "show"], env, nobody, home)
    assert code != 3, err


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_home_that_cannot_be_written_is_told(home: Path) -> None:
    home.chmod(0o500)
    try:
        answer = run_process(["add", HUB, "Hub"], process_env(home))
    finally:
        home.chmod(0o700)

    assert (answer.exit_code, answer.out) == (7, "")
    assert str(home) in answer.err


def test_a_home_that_is_a_file_is_told(tmp_path: Path) -> None:
    """Even root cannot make a folder in a file."""
    home = tmp_path / "home"
    home.touch()
    answer = run_process(["add", HUB, "Hub"], process_env(home))

    assert (answer.exit_code, answer.out) == (7, "")
    assert str(home) in answer.err
    assert "Traceback" not in answer.err


def test_a_state_folder_that_cannot_be_written_does_not_hinder(cli: Cli, home: Path) -> None:
    (home / "state").touch()
    env = process_env(home, RETURNCTL_DB=str(cli.db), XDG_STATE_HOME=str(home / "state"))

    assert run_process(["add", HUB, "Hub"], env).exit_code == 0


def test_records_are_private_whatever_the_umask(home: Path) -> None:
    """The folders above ours, too: `.local` was open to everybody once."""
    before = os.umask(0)
    try:
        answer = run_process(["add", HUB, "Hub"], process_env(home))
    finally:
        os.umask(before)

    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in home.rglob("*")}
    assert answer.exit_code == 0
    assert {name: mode for name, mode in modes.items() if mode & 0o077} == {}
    assert {"returns.db": 0o600, "device": 0o600, ".local": 0o700}.items() <= modes.items()


def test_a_relative_path_is_taken_from_here(home: Path, tmp_path: Path) -> None:
    answer = run_process(["--db", "here.db", "add", HUB, "Hub"], process_env(home), cwd=tmp_path)

    assert answer.exit_code == 0
    assert (tmp_path / "here.db").is_file()
