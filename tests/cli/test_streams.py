"""Where the answer goes: envelope, lines, colours, pipes that break and disks that are full."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import Prepared
from tests.cli.running import AS_OF, TIMEOUT, Cli, command, process_env, run_process

HUB = "8190123456789012"
LED = "8190123456780042"
STATUS_FIELDS = (
    "id ref kind order_id order_number shop seller items return_code status status_label reason "
    "resolution amount refunded parcels next_deadline whose_move act_by days_left updated_on"
).split()
DEADLINE_FIELDS = (
    "id ref order_id return_id shop seller order_number return_code item amount tracking_numbers "
    "rule name kind actor starts_on opens_on due_on due_at act_by days_left state met_on basis "
    "override confidence source advice if_missed"
).split()
WRITE_FIELDS = "ref id command_id created recorded moved deadlines".split()
ESCAPE = "\x1b"


def hub_and_strip(cli: Cli) -> None:
    cli.add(HUB, "USB-C hub", "23.99", "--delivered", "8nov", "--reason", "defective")
    cli.add(LED, "LED strip", "12.40", "--delivered", "3nov", "--requested", "12nov",
            "--did", "approved=17nov", "--code", "RMA-1", "--reason", "wrong-item",
            "--tracking", "LP00712345678901")  # fmt: skip


@pytest.fixture
def two(cli: Cli, prepared: Prepared) -> Cli:
    return prepared(cli, hub_and_strip)


READS: tuple[tuple[str, ...], ...] = (
    (), ("status",), ("status", "--all"), ("status", "--purchases"), ("deadlines",),
    ("deadlines", "--all"), ("show", HUB), ("why", HUB), ("why", HUB, "aliexpress.dispute"),
    ("mark", HUB), ("mark", "--list"), ("history",), ("history", LED), ("policy", "list"),
    ("policy", "show", "visa"), ("config", "show"), ("config", "get", "country"),
    ("config", "path"), ("doctor",),
)  # fmt: skip
WRITES: tuple[tuple[str, ...], ...] = (
    ("add", "8190123456789999", "Cable"), ("add", HUB, "USB-C hub"),
    ("mark", HUB, "seller-contacted"),
    ("mark", HUB, LED, "seller-contacted"),
    ("edit", HUB, "--seller", "Digi"), ("undo", "--yes"),
    ("doctor", "--rebuild"), ("config", "set", "currency", "USD"),
    ("config", "unset", "currency"),
)  # fmt: skip
FAILURES: tuple[tuple[tuple[str, ...], int], ...] = (
    (("show", "zzz"), 4), (("mark", HUB, "refunded"), 2), (("add", HUB, "--delivered", "1nov"), 5),
    (("retrun",), 2), (("status", "--nope"), 2), (("--nope",), 2), (("config", "get", "x"), 2),
    (("status", "--db", "/nowhere/returns.db"), 7), (("redo",), 4), (("status", "--as-of", "x"), 2),
)  # fmt: skip


def check_envelope(document: dict[str, object]) -> None:
    assert list(document) == ["schema", "command", "as_of", "data", "warnings", "errors"]
    assert document["schema"] == "returnctl/1"
    assert isinstance(document["warnings"], list)
    assert isinstance(document["errors"], list)


@pytest.mark.parametrize("args", READS + WRITES, ids=" ".join)
def test_every_command_answers_in_the_one_envelope(two: Cli, args: tuple[str, ...]) -> None:
    answer = two(*args, "--json")
    document = answer.envelope

    assert (answer.exit_code, answer.err, document["errors"]) == (0, "", [])
    check_envelope(document)
    assert document["data"] is not None
    assert document["as_of"] == "2026-11-21T12:00:00+01:00"
    words = [word for word in args if not word.startswith("-")]
    assert document["command"].split() == words[: len(document["command"].split())]


@pytest.mark.parametrize(("args", "code"), FAILURES)
def test_a_failure_answers_in_the_same_envelope(two: Cli, args: tuple[str, ...], code: int) -> None:
    answer = two("--json", *args)
    document = answer.envelope

    assert (answer.exit_code, answer.err, document["data"]) == (code, "", None)
    check_envelope(document)
    (error,) = document["errors"]
    assert set(error) == {"code", "message", "hint"}


@pytest.mark.parametrize(
    "args", [("parcel", "add"), ("parcel", "add", "nope", "1"), ("cron", "show", "--nope"),
             ("config", "set", "nope", "x"), ("evidence", "list", "nope"), ("show", "nope")],
    ids=" ".join,
)  # fmt: skip
def test_a_failure_names_the_whole_command(two: Cli, args: tuple[str, ...]) -> None:
    """As an answer does: `parcel add`, not `parcel`."""
    command = two(*args, "--json").envelope["command"]

    assert command == " ".join(args[: len(command.split())])
    assert len(command.split()) == (1 if args[0] == "show" else 2)


def test_status_rows_have_the_promised_fields(two: Cli) -> None:
    for row in two.data("status"):
        assert set(STATUS_FIELDS) <= set(row)
        assert set(DEADLINE_FIELDS) <= set(row["next_deadline"])


def test_deadlines_rows_have_the_promised_fields(two: Cli) -> None:
    rows = two.data("deadlines", "--all")
    assert rows
    for row in rows:
        assert set(DEADLINE_FIELDS) <= set(row)


def test_purchases_have_the_fields_of_status(cli: Cli) -> None:
    cli.add(HUB, "Lamp", "--delivered", "10nov")
    (row,) = cli.data("status", "--purchases")

    assert set(STATUS_FIELDS) <= set(row)
    assert row["kind"] == "purchase"


@pytest.mark.parametrize("args", [WRITES[0], WRITES[1], WRITES[2], WRITES[4]], ids=" ".join)
def test_a_write_answers_what_it_did(two: Cli, args: tuple[str, ...]) -> None:
    assert set(WRITE_FIELDS) <= set(two.data(*args))


def test_amounts_are_text_with_a_currency(two: Cli) -> None:
    assert two.data("status")[0]["amount"] == {"amount": "23.99", "currency": "EUR"}


@pytest.mark.parametrize("args", READS + WRITES, ids=" ".join)
def test_plain_is_tabs_and_lines_only(two: Cli, args: tuple[str, ...]) -> None:
    answer = two.ok("--plain", *args)

    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f]", answer.out)


@pytest.mark.parametrize("name", ["status", "deadlines"])
def test_plain_has_the_same_columns_in_every_line(two: Cli, name: str) -> None:
    lines = two.ok(name, "--plain").lines

    assert len(lines) >= 2
    assert len({line.count("\t") for line in lines}) == 1
    assert "2026-11-22" in lines[0]


# --- global options


@pytest.mark.parametrize("where", ["before", "after"])
def test_global_options_work_before_and_after_the_command(two: Cli, where: str) -> None:
    options = ["--db", str(two.db), "--as-of", "2026-11-10", "--json"]
    bare = Cli(two.db.parent / "other.db", two.env, as_of=None)
    args = [*options, "status"] if where == "before" else ["status", *options]

    assert bare(*args).envelope["as_of"] == "2026-11-10T12:00:00+01:00"


def test_they_work_behind_the_command_of_a_group(two: Cli) -> None:
    assert two("config", "get", "country", "--json").envelope["command"] == "config get"
    assert two("config", "--json", "get", "country").envelope["command"] == "config get"


def test_the_later_option_wins(two: Cli) -> None:
    assert (
        two("status", "--as-of", "2026-11-10", "--json").envelope["as_of"].startswith("2026-11-10")
    )


@pytest.mark.parametrize(
    ("as_of", "told"),
    [
        ("2026-11-21", "2026-11-21T12:00:00+01:00"),
        ("2026-11-21 23:30", "2026-11-21T23:30:00+01:00"),
        ("2026-07-01", "2026-07-01T12:00:00+02:00"),
        ("2028-02-29 00:00", "2028-02-29T00:00:00+01:00"),
    ],
)
def test_as_of_is_noon_unless_it_has_a_time(two: Cli, as_of: str, told: str) -> None:
    assert two.at(as_of)("status", "--json").envelope["as_of"] == told


def test_as_of_changes_the_clock_and_nothing_else(two: Cli) -> None:
    """What was recorded later still counts."""
    assert len(two.at("2026-11-01").data("status")) == 2


def test_quiet_leaves_notes_and_legends_out(two: Cli) -> None:
    assert "Not legal advice" not in two.ok("why", HUB, "--quiet").out


def test_the_database_may_be_named_by_the_environment(two: Cli) -> None:
    other = Cli(two.db.parent / "other.db", two.env)
    other.add(LED, "Other")

    answer = two("show", LED, "--json", env={"RETURNCTL_DB": str(other.db)})
    assert answer.data["items"][0]["title"] == "Other"


# --- colour


@pytest.mark.parametrize("args", READS, ids=" ".join)
def test_a_pipe_gets_no_colour(two: Cli, args: tuple[str, ...]) -> None:
    assert ESCAPE not in two(*args).out


# --- processes


def env_of(cli: Cli, home: Path, **more: str) -> dict[str, str]:
    return process_env(home, RETURNCTL_DB=str(cli.db), **more)


def shell(script: str, env: dict[str, str]) -> subprocess.CompletedProcess[bytes]:
    program = " ".join(command("--as-of", AS_OF))
    return subprocess.run(
        ["sh", "-c", script.replace("returnctl", program)],
        env=env, capture_output=True, check=False, timeout=TIMEOUT,
    )  # fmt: skip


@pytest.mark.parametrize("args", ["why 9012", "status", "--json deadlines --all"])
def test_a_reader_that_leaves_early_is_no_error(two: Cli, home: Path, args: str) -> None:
    done = shell(f"returnctl {args} | head -1", env_of(two, home))

    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.count(b"\n") == 1


def test_a_reader_that_never_reads_gives_exit_0(two: Cli, home: Path) -> None:
    done = shell("{ returnctl why 9012; echo $? >&2; } | true", env_of(two, home))

    assert done.stderr.decode().strip() in ("0", "141")


def test_a_full_disk_behind_the_output_is_told(two: Cli, home: Path) -> None:
    done = shell("returnctl status >/dev/full", env_of(two, home))

    assert done.returncode not in (0, 3)
    assert b"Traceback" not in done.stderr
    assert done.stderr.startswith(b"returnctl: ")
    assert b"bug" not in done.stderr


def test_a_write_into_a_full_disk_is_recorded_all_the_same(two: Cli, home: Path) -> None:
    """Commit first, then print."""
    done = shell("returnctl mark 9012 kept >/dev/full", env_of(two, home))

    assert [row["order_number"] for row in two.data("status")] == [LED]
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("closed", [">&-", "<&-", "2>&-", ">&- 2>&- <&-"])
def test_closed_streams_are_no_crash(two: Cli, home: Path, closed: str) -> None:
    done = shell(f"returnctl deadlines {closed}", env_of(two, home))

    assert done.returncode in (0, 74), done.stderr
    assert b"Traceback" not in done.stderr


def test_the_module_and_the_console_script_are_the_same(two: Cli, home: Path) -> None:
    answer = run_process(["--as-of", AS_OF, "status"], env_of(two, home))

    assert (answer.exit_code, answer.out) == (0, two.ok("status").out)


def test_help_of_every_command_is_exit_0(home: Path, two: Cli) -> None:
    from returnctl.cli.app import COMMANDS

    for name in COMMANDS:
        answer = two(name, "--help")
        assert answer.exit_code == 0, name
        assert answer.out.startswith("Usage: returnctl"), name


@pytest.mark.parametrize("group", [(), ("parcel",), ("cron",), ("evidence",), ("message",)])
def test_a_list_of_commands_cuts_no_sentence(two: Cli, group: tuple[str, ...]) -> None:
    listed = two(*group, "--help").out.partition("Commands:")[2]

    assert listed
    assert "..." not in listed


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.parametrize("words", [["status"], ["--quiet", "status"]], ids=["short", "typer"])
def test_ctrl_c_is_exit_130_without_a_traceback(home: Path, cli: Cli, words: list[str]) -> None:
    script = (
        "import os, signal, sys\n"
        "from returnctl.cli import main\n"
        "import returnctl.actions.status as status\n"
        "def interrupt(*_a, **_k): os.kill(os.getpid(), signal.SIGINT)\n"
        "status.read_status = interrupt\n"
        f"sys.argv = ['returnctl', *{words}]\n"
        "main()\n"
    )
    cli.add(HUB, "Hub")
    done = subprocess.run(
        [command()[0], "-c", script], env=env_of(cli, home), capture_output=True, check=False,
        timeout=TIMEOUT,
    )  # fmt: skip

    assert done.returncode == 130
    assert b"Traceback" not in done.stderr
