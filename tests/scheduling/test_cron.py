"""`cron`: the line is shown first, reaches somebody, goes in once and comes out without a trace."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from scripts.console import console
from tests.cli.running import PYTHON_PATH, Answer, Cli, tree
from tests.scheduling.crons import FakeCrontab, program

MINE = b"# mine: caf\xe9\nSHELL=/bin/bash\n\n*/5 * * * * backup --all   # 100\\%\n"


@pytest.fixture(autouse=True)
def crontab(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeCrontab:
    found = FakeCrontab(tmp_path / "programs")
    monkeypatch.setenv("PATH", f"{found.folder}:/usr/bin:/bin")
    return found


@pytest.fixture
def settled(cli: Cli) -> Cli:
    """The program with its settings in the config, as cron needs them."""
    for name, value in (("country", "DE"), ("timezone", "Europe/Berlin"), ("currency", "EUR")):
        cli.ok("config", "set", name, value)
    cli.env.clear()
    return cli


@pytest.fixture
def file(home: Path) -> str:
    return str(home / "my reminders.txt")


def install(cli: Cli, *args: str) -> Answer:
    return cli.ok("cron", "install", "--yes", *args)


def line_of(crontab: FakeCrontab) -> str:
    assert crontab.content is not None
    (line,) = (each for each in crontab.content.decode("latin-1").splitlines() if "--db" in each)
    return line


def run_line(line: str, **env: str) -> subprocess.CompletedProcess[str]:
    """The line as cron runs it, in an environment without anything."""
    text = line.split(" ", 5)[5].replace("\\%", "%")
    return subprocess.run(
        ["env", "-i", "PATH=/usr/bin:/bin", "SHELL=/bin/sh", f"PYTHONPATH={PYTHON_PATH}",
         *(f"{name}={value}" for name, value in env.items()), "/bin/sh", "-c", text],
        capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL, cwd="/",
    )  # fmt: skip


def test_show_prints_the_line_alone_and_changes_nothing(
    settled: Cli, crontab: FakeCrontab, home: Path
) -> None:
    settled.add("--shop", "lamps", "--item", "Lamp")
    before = tree(home)
    answer = settled.ok("cron", "show")

    assert len(answer.lines) == 1
    assert answer.lines[0].startswith("0 7-22/3 * * * ")
    assert answer.lines[0].endswith(f"--db {settled.db} remind")
    assert (crontab.content, tree(home)) == (None, before)


def test_the_line_needs_nothing_of_the_shell(settled: Cli, crontab: FakeCrontab) -> None:
    """No PATH, no HOME: program, records and config are named with their whole paths."""
    settled.at(None).add("--shop", "lamps", "--item", "Lamp", "--deadline", "promise=tomorrow",
                         "--reason", "defective")  # fmt: skip
    done = run_line(settled.ok("cron", "show").lines[0])

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("TOMORROW ")


def test_a_config_elsewhere_goes_with_the_line(settled: Cli, home: Path) -> None:
    settled.env["RETURNCTL_CONFIG"] = str(home / "other %.toml")

    assert f"RETURNCTL_CONFIG='{home}/other \\%.toml' " in settled.ok("cron", "show").lines[0]


def test_settings_and_keys_that_only_the_shell_knows_are_told_and_not_written(
    cli: Cli, crontab: FakeCrontab, file: str
) -> None:
    cli.env["RETURNCTL_PHONE_KEY"] = "s3cret"
    answer = install(cli, "--to", file)

    assert "RETURNCTL_COUNTRY" in answer.err
    assert "RETURNCTL_PHONE_KEY" in answer.err
    assert b"s3cret" not in (crontab.content or b"")
    assert "s3cret" not in answer.err + answer.out


def test_install_keeps_what_is_there_byte_for_byte(
    settled: Cli, crontab: FakeCrontab, file: str
) -> None:
    crontab.content = MINE
    install(settled, "--to", file)

    assert (crontab.content or b"").startswith(MINE + b"# >>> returnctl")


def test_install_twice_is_once(settled: Cli, crontab: FakeCrontab, file: str) -> None:
    install(settled, "--to", file)
    once = crontab.content
    again = install(settled, "--to", file, "--json")

    assert crontab.content == once
    assert again.data["step"] == "unchanged"
    assert again.data["installed"] is True


def test_another_line_replaces_the_first(settled: Cli, crontab: FakeCrontab, file: str) -> None:
    install(settled, "--to", file)
    other = install(settled, "--to", file, "--at", "19:05", "--deadlines", "--json")

    assert other.data["step"] == "replaced"
    assert line_of(crontab).startswith("5 19 * * * ")
    assert " deadlines >> " in line_of(crontab)


def test_remove_leaves_no_trace(settled: Cli, crontab: FakeCrontab, file: str) -> None:
    crontab.content = MINE
    install(settled, "--to", file)
    settled.ok("cron", "remove")

    assert crontab.content == MINE


def test_who_had_no_crontab_has_none_again(settled: Cli, crontab: FakeCrontab, file: str) -> None:
    install(settled, "--to", file)
    settled.ok("cron", "remove")

    assert crontab.content is None


def test_nothing_to_remove_is_exit_4(settled: Cli, crontab: FakeCrontab) -> None:
    crontab.content = MINE

    assert settled("cron", "remove").exit_code == 4
    assert crontab.content == MINE


def test_without_a_terminal_it_wants_to_be_told_yes(
    settled: Cli, crontab: FakeCrontab, file: str
) -> None:
    answer = settled("cron", "install", "--to", file)

    assert (answer.exit_code, crontab.content) == (2, None)
    assert "--yes" in answer.err


@pytest.mark.skipif(Path("/usr/sbin/sendmail").exists(), reason="this machine can mail")
def test_where_no_mail_leaves_it_is_refused_with_the_ways_out(
    settled: Cli, crontab: FakeCrontab
) -> None:
    answer = settled("cron", "install", "--yes")

    assert (answer.exit_code, crontab.content) == (2, None)
    for way in ("--to FILE", "channel", "mail program"):
        assert way in answer.err


def test_a_mail_program_is_a_way(settled: Cli, crontab: FakeCrontab) -> None:
    program(crontab.folder / "sendmail", "#!/bin/sh\n")
    crontab.content = b"MAILTO=martina@example.org\n"

    assert install(settled, "--json").data["ways"] == ["mail to martina@example.org"]


@pytest.mark.skipif(Path("/usr/sbin/sendmail").exists(), reason="this machine can mail")
def test_a_crontab_that_throws_mail_away_is_no_way(settled: Cli, crontab: FakeCrontab) -> None:
    program(crontab.folder / "sendmail", "#!/bin/sh\n")
    crontab.content = b'MAILTO=""\n'

    assert settled("cron", "install", "--yes").exit_code == 2


def test_a_channel_is_a_way_but_not_for_deadlines(settled: Cli, crontab: FakeCrontab) -> None:
    settled.ok("config", "set", "channels.phone.url", "ntfys://ntfy.sh/my-topic")

    assert "phone" in settled.data("cron", "show")["ways"]
    assert "phone" not in settled.data("cron", "show", "--deadlines")["ways"]


def test_a_desktop_channel_takes_the_bus_along(settled: Cli) -> None:
    settled.env["DBUS_SESSION_BUS_ADDRESS"] = "unix:path=/run/user/1000/bus"
    assert "DBUS" not in settled.ok("cron", "show").out
    settled.ok("config", "set", "channels.desktop.url", "desktop://")
    assert (
        "DBUS_SESSION_BUS_ADDRESS=unix:path=/run/user/1000/bus " in settled.ok("cron", "show").out
    )


@pytest.mark.parametrize("at", ["24:00", "7", "07:60", "7:5", "noon", ""])
def test_what_is_no_time_of_day_is_refused(settled: Cli, at: str) -> None:
    assert settled("cron", "show", f"--at={at}").exit_code == 2


def test_a_file_that_cannot_be_written_is_refused(settled: Cli, home: Path) -> None:
    for path in ("/nowhere/x.txt", str(home)):
        assert settled("cron", "show", "--to", path).exit_code == 2


def test_without_cron_show_works_and_install_says_what_to_do(
    settled: Cli, crontab: FakeCrontab, file: str, tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    settled.env["PATH"] = str(tmp_path / "empty")
    answer = settled("cron", "install", "--yes", "--to", file)

    assert settled.ok("cron", "show").lines
    assert answer.exit_code == 1
    assert "there is no program crontab" in answer.err
    assert "--systemd" in answer.err


def test_a_crontab_that_cannot_be_read_is_not_written_over(
    settled: Cli, crontab: FakeCrontab, file: str
) -> None:
    """Who is not allowed to use cron must not lose a crontab to it."""
    program(
        crontab.folder / "crontab",
        '#!/bin/sh\n[ "$1" = -l ] || touch "$0.written"\necho "not allowed" >&2\nexit 1\n',
    )
    answer = settled("cron", "install", "--yes", "--to", file)

    assert answer.exit_code == 1
    assert "the crontab cannot be read: not allowed" in answer.err
    assert not (crontab.folder / "crontab.written").exists()


def test_a_file_without_a_name_is_none(settled: Cli, crontab: FakeCrontab) -> None:
    answer = settled("cron", "install", "--yes", "--to", "")

    assert (answer.exit_code, crontab.content) == (2, None)
    assert "--to wants a file" in answer.err


def test_a_crontab_that_cron_does_not_take_is_told(
    settled: Cli, crontab: FakeCrontab, file: str
) -> None:
    program(
        crontab.folder / "crontab",
        '#!/bin/sh\n[ "$1" = -l ] && { echo "no crontab for me" >&2; exit 1; }\n'
        'cat > /dev/null\necho "bad minute" >&2\nexit 1\n',
    )

    assert (
        "cron did not take the crontab: bad minute"
        in settled("cron", "install", "--yes", "--to", file).err
    )


def test_a_half_block_is_left_to_its_owner(settled: Cli, crontab: FakeCrontab, file: str) -> None:
    crontab.content = b"# >>> returnctl\n0 0 * * * mine\n"
    for words in (["install", "--yes", "--to", file], ["remove"], ["show"]):
        assert settled("cron", *words).exit_code == 2

    assert crontab.content == b"# >>> returnctl\n0 0 * * * mine\n"


def test_a_machine_that_is_not_to_announce_says_so(settled: Cli) -> None:
    settled.ok("config", "set", "announcer", "the-other-one")

    assert "the-other-one (config announcer)" in settled.ok("cron", "show").err
    assert settled.ok("cron", "show", "--deadlines").err.count("announcer") == 0


def test_show_tells_of_another_line_that_is_there(
    settled: Cli, crontab: FakeCrontab, file: str
) -> None:
    install(settled, "--to", file, "--at", "6:00")
    shown = settled.data("cron", "show")

    assert shown["there"] == line_of(crontab)
    assert shown["installed"] is False
    assert settled.data("cron", "show", "--to", file, "--at", "6:00")["installed"] is True


def test_plain_is_step_place_line_and_ways(settled: Cli, crontab: FakeCrontab, file: str) -> None:
    fields = install(settled, "--to", file, "--plain").lines[0].split("\t")

    assert fields == ["added", "crontab", line_of(crontab), file]


def test_a_person_sees_the_line_before_the_question() -> None:
    with console() as screen:
        screen.environ["PATH"] = screen.environ["PATH"].split(":")[0] + ":/usr/bin:/bin"
        screen.answers = ["n"]
        refused = screen.run(["cron", "install", "--to", "~/r.txt"])
        asked = refused.shown
        screen.answers = ["y"]
        taken = screen.run(["cron", "install", "--to", "~/r.txt"])

        assert (screen.home / ".crontab").read_text().count(" remind ") == 1
    assert refused.code != 0
    assert asked.index(" remind ") < asked.index("Put this into your crontab?")
    assert "cron install" not in asked
    assert taken.code == 0
    assert "Added to your crontab." in taken.shown


@pytest.mark.skipif(Path("/usr/sbin/sendmail").exists(), reason="this machine can mail")
def test_a_person_without_mail_is_offered_a_file() -> None:
    with console() as screen:
        screen.answers = ["", "y"]
        ran = screen.run(["cron", "install"])

        assert "/returnctl-reminders.txt 2>&1" in (screen.home / ".crontab").read_text()
    assert "Write it to which file?" in ran.shown


# --- systemd


@pytest.fixture
def systemctl(crontab: FakeCrontab) -> Path:
    """A systemctl that notes what it was told; it fails where `fails` is there."""
    told = crontab.folder / "told"
    program(
        crontab.folder / "systemctl",
        f'#!/bin/sh\necho "$@" >> {told}\n[ "$2" != enable ] || [ ! -e {told}.fails ]\n',
    )
    return told


def test_a_timer_is_written_and_started(settled: Cli, systemctl: Path, file: str) -> None:
    data = install(settled, "--systemd", "--to", file, "--json").data
    service, timer = (Path(path).read_text() for path in data["files"])

    assert systemctl.read_text().splitlines()[-2:] == [
        "--user daemon-reload", "--user enable --now returnctl.timer",
    ]  # fmt: skip
    assert f"--db {settled.db} remind" in service
    assert "Persistent=true" in timer
    assert data["place"] == "systemd"


def test_a_timer_twice_is_once_and_goes_again(
    settled: Cli, systemctl: Path, file: str, home: Path
) -> None:
    before = tree(home)
    install(settled, "--systemd", "--to", file)
    assert install(settled, "--systemd", "--to", file, "--json").data["step"] == "unchanged"
    settled.ok("cron", "remove")

    assert tree(home) == before
    assert "--user disable --now returnctl.timer" in systemctl.read_text()


def test_a_timer_that_does_not_start_leaves_no_files(
    settled: Cli, systemctl: Path, file: str, home: Path
) -> None:
    systemctl.with_name("told.fails").touch()
    before = tree(home)
    answer = settled("cron", "install", "--yes", "--systemd", "--to", file)

    assert answer.exit_code == 1
    assert "systemctl --user enable failed" in answer.err
    assert tree(home) == before


def test_a_folder_of_units_that_cannot_be_written_is_told(
    settled: Cli, systemctl: Path, file: str, home: Path
) -> None:
    (home / ".config" / "systemd").write_text("no folder")
    answer = settled("cron", "install", "--yes", "--systemd", "--to", file)

    assert answer.exit_code == 1
    assert "cannot be written" in answer.err


def test_the_timer_of_somebody_else_stays(
    settled: Cli, systemctl: Path, file: str, home: Path
) -> None:
    unit = home / ".config" / "systemd" / "user" / "returnctl.timer"
    unit.parent.mkdir(parents=True)
    unit.write_text("[Timer]\nOnCalendar=daily\n")

    assert settled("cron", "install", "--yes", "--systemd", "--to", file).exit_code == 1
    assert unit.read_text() == "[Timer]\nOnCalendar=daily\n"


def test_cron_and_timer_at_once_are_told_of(
    settled: Cli, systemctl: Path, crontab: FakeCrontab, file: str
) -> None:
    install(settled, "--to", file)

    assert "your crontab runs returnctl already" in install(settled, "--systemd", "--to", file).err
    settled.ok("cron", "remove")
    assert crontab.content is None
    assert settled("cron", "remove").exit_code == 4


def test_a_script_may_say_yes_to_remove_too(settled: Cli, crontab: FakeCrontab, file: str) -> None:
    settled.ok("cron", "install", "--yes", "--to", file)

    settled.ok("cron", "remove", "--yes")

    assert settled("cron", "remove", "--yes").exit_code == 4
