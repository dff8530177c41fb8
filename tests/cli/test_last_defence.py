"""What no command foresaw: a bug, an answer that nobody can be told, a signal."""

from __future__ import annotations

import json
import os
import re
import signal
import stat
import subprocess
from pathlib import Path

import pytest

from tests.cli.running import TIMEOUT, Cli, command, process_env

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals and modes of POSIX")

# What a shopper has there: in the message, in variables, on the command line, in folder names.
SECRETS = ("tok-3f9c1b", "Martina-Muster", "DE89370400440532013000", "8190123456789012")
_FAILING = f"""
import os, sys
import returnctl.actions.status as status
from returnctl.cli import main
def read(*_a, **_k):
    iban, token = {SECRETS[2]!r}, {SECRETS[0]!r}
    raise ValueError(f"no {{iban}} of {SECRETS[1]} for {SECRETS[3]} at https://x/?key={{token}}")
status.read_status = read
sys.argv = ["returnctl", "status"]
main()
"""


def script(text: str, cli: Cli, home: Path, *args: str, **more: str) -> tuple[int, str, str]:
    done = subprocess.run(
        [command()[0], "-c", text, *args], env=process_env(home, RETURNCTL_DB=str(cli.db), **more),
        capture_output=True, text=True, check=False, timeout=TIMEOUT,
    )  # fmt: skip
    return done.returncode, done.stdout, done.stderr


def reports(home: Path) -> list[Path]:
    return sorted((home / ".local" / "state" / "returnctl").glob("crash-*.txt"))


@pytest.fixture
def one(cli: Cli) -> Cli:
    cli.add(SECRETS[3], "Hub")
    return cli


# --- a bug


def test_a_bug_is_one_sentence_exit_3_and_a_report(one: Cli, home: Path) -> None:
    code, out, err = script(_FAILING, one, home)
    (report,) = reports(home)

    assert (code, out) == (3, "")
    assert err == f"returnctl: this is a bug (ValueError).\n  Report: {report}\n"


@pytest.mark.parametrize("words", ['["--json", "status"]', '["status", "--json"]'])
def test_a_bug_under_json_has_the_one_envelope(one: Cli, home: Path, words: str) -> None:
    text = _FAILING.replace('["returnctl", "status"]', f'["returnctl", *{words}]')
    code, out, err = script(text, one, home)
    (report,) = reports(home)
    envelope = json.loads(out)

    assert (code, err) == (3, "")
    assert (envelope["schema"], envelope["command"]) == ("returnctl/1", "status")
    assert (envelope["data"], envelope["warnings"]) == (None, [])
    assert envelope["errors"] == [
        {"code": "bug", "message": "this is a bug (ValueError).", "hint": f"Report: {report}"}
    ]


def test_the_report_says_where_it_was(one: Cli, home: Path) -> None:
    script(_FAILING, one, home)
    text = reports(home)[0].read_text(encoding="utf-8")

    assert text.startswith("ValueError in returnctl ")
    assert re.search(r'File "returnctl/cli/reading\.py", line \d+, in status', text)


def test_the_report_is_for_its_owner_alone(one: Cli, home: Path) -> None:
    """Under an umask that gives everything away."""
    script("import os\nos.umask(0)\n" + _FAILING, one, home)
    (report,) = reports(home)

    assert stat.S_IMODE(report.stat().st_mode) == 0o600
    assert stat.S_IMODE(report.parent.stat().st_mode) == 0o700


def test_a_report_holds_nothing_of_the_shopper(one: Cli, home: Path) -> None:
    """Neither what the error said, nor values, nor where the home folder is."""
    _, _, err = script(_FAILING, one, home, RETURNCTL_TOKEN_17TRACK=SECRETS[0])
    text = reports(home)[0].read_text(encoding="utf-8")

    assert [word for word in (*SECRETS, str(home)) if word in text] == []
    assert [word for word in SECRETS if word in err] == []


def test_an_error_that_nobody_can_catch_tells_nothing_either(one: Cli, home: Path) -> None:
    """The interpreter told what an error in a finaliser says, once."""
    text = _FAILING.replace("def read(", "class Kept:\n    def __del__(self): fail()\ndef fail(")
    keeping = "lambda *a, **k: (Kept(), read(*a, **k))[1]"
    was, kept = "status.read_status = read", "read = status.read_status\nstatus.read_status = "
    text = text.replace(was, kept + keeping)
    code, out, err = script(text, one, home)
    (report,) = reports(home)

    assert (code, out != "") == (0, True)
    told = f"returnctl: this is a bug (ValueError); the answer is whole.\n  Report: {report}\n"
    assert err.endswith(told)
    assert [word for word in SECRETS if word in err + report.read_text(encoding="utf-8")] == []


def test_the_planted_secrets_would_be_in_a_traceback(one: Cli, home: Path) -> None:
    """The control: Python's own words tell them."""
    _, _, err = script(_FAILING.replace("main()\n", "status.read_status()\n"), one, home)

    assert [word for word in SECRETS if word in err] == list(SECRETS)


def test_a_program_in_the_home_folder_does_not_name_it(one: Cli, home: Path) -> None:
    """As pipx installs it: the modules lie below the user's name."""
    (home / "lib").mkdir()
    package = Path(process_env(home)["PYTHONPATH"]) / "returnctl"
    (home / "lib" / "returnctl").symlink_to(package)
    script(_FAILING, one, home, PYTHONPATH=str(home / "lib"))
    text = reports(home)[0].read_text(encoding="utf-8")

    assert str(home) not in text
    assert 'File "returnctl/cli/process.py"' in text


def test_a_report_that_cannot_be_written_hides_no_bug(one: Cli, home: Path) -> None:
    (home / "file").write_text("no folder", encoding="utf-8")
    code, _, err = script(_FAILING, one, home, XDG_STATE_HOME=str(home / "file"))

    assert code == 3
    assert err.startswith("returnctl: this is a bug (ValueError).\n  Report: no report could be")
    assert "Traceback" not in err


def test_a_bug_that_nobody_can_be_told_is_exit_3(one: Cli, home: Path) -> None:
    full = "import os\nos.dup2(os.open('/dev/full', os.O_WRONLY), 2)\n"
    code, _, _ = script(full + _FAILING, one, home)

    assert code == 3
    assert len(reports(home)) == 1


# --- an answer that cannot be told

ANSWERS = (("--help", 1), ("--version", 1), ("status --help", 1), ("status", 1),
           ("--json status", 1), ("--json nope", 2), ("--json show zzz", 4))  # fmt: skip


def shell(line: str, cli: Cli, home: Path) -> tuple[int, str]:
    env = process_env(home, RETURNCTL_DB=str(cli.db))
    done = subprocess.run(
        ["sh", "-c", line.replace("returnctl", " ".join(command()))],
        env=env, capture_output=True, text=True, check=False, timeout=TIMEOUT,
    )  # fmt: skip
    return done.returncode, done.stderr


@pytest.mark.parametrize(("args", "code"), ANSWERS)
def test_a_full_disk_behind_any_answer_is_told_and_is_no_bug(
    one: Cli, home: Path, args: str, code: int
) -> None:
    """`--help`, `--version` and refusals in JSON were bugs once."""
    ended, err = shell(f"returnctl {args} >/dev/full", one, home)

    assert ended == code
    assert err.startswith("returnctl: the answer could not be written: No space left on device.")
    assert reports(home) == []


@pytest.mark.parametrize("args", ["nope", "show zzz"])
def test_a_refusal_keeps_its_code_where_stderr_is_full(one: Cli, home: Path, args: str) -> None:
    assert shell(f"returnctl {args} 2>/dev/full", one, home) == (2 if args == "nope" else 4, "")


@pytest.mark.parametrize(
    ("args", "code"), [(name, code if code > 1 else 0) for name, code in ANSWERS]
)
def test_a_reader_that_is_gone_changes_no_code(one: Cli, home: Path, args: str, code: int) -> None:
    """Not even for `--help | true`, which Typer ends with 1."""
    line = f"{{ sleep 0.2; returnctl {args}; echo $? >&2; }} | true"

    assert shell(line, one, home) == (0, f"{code}\n")


# --- signals

_STRUCK = """
import os, sys
from returnctl.cli import main
from returnctl.store.writer import Writer
record = Writer.record
def struck(*args, **more):
    done = record(*args, **more)
    os.kill(os.getpid(), {signal})
    return done
Writer.record = struck
sys.argv = ["returnctl", "mark", "9012", "kept"]
main()
"""


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_a_signal_amid_a_write_leaves_all_or_nothing(one: Cli, home: Path, name: str) -> None:
    """Nothing of the command is there afterwards, and the next one needs no help."""
    before = one.log_size()
    number = int(signal.Signals[name])
    code, out, err = script(_STRUCK.format(signal=number), one, home)

    assert (code, out, err) == (130 if name == "SIGINT" else -number, "", "")
    assert one.log_size() == before
    assert one.ok("mark", "9012", "kept").exit_code == 0
    assert one.data("doctor", "--quiet") is not None


def test_without_the_signal_the_same_write_is_recorded(one: Cli, home: Path) -> None:
    """The control."""
    before = one.log_size()
    code, _, _ = script(_STRUCK.format(signal=0), one, home)

    assert code == 0
    assert one.log_size() > before


def test_ctrl_c_before_the_program_is_loaded_is_quiet(one: Cli, home: Path) -> None:
    early = (
        "import sys\n"
        "class Struck:\n"
        "    def find_spec(self, name, *_):\n"
        "        if name == 'typer': raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Struck())\n"
        "from returnctl.cli import main\n"
        "main()\n"
    )
    assert script(early, one, home) == (130, "", "")


_UNPACKING = """
import os, sys, tempfile
import returnctl.actions.importing.reading as reading
from returnctl.cli import main
def struck(*_a, **_k):
    print(len(os.listdir(tempfile.gettempdir())), flush=True)
    os.kill(os.getpid(), {signal})
reading.read_files = struck
sys.argv = ["returnctl", "import", sys.argv[1], "--yes"]
main()
"""


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_a_signal_leaves_no_temporary_folder(one: Cli, home: Path, name: str) -> None:
    """SIGTERM and SIGHUP left those of `import` behind once."""
    temp, table = home / "temp", home / "orders.csv"
    temp.mkdir()
    table.write_text("order,item\nA1,Hub\n", encoding="utf-8")
    number = int(signal.Signals[name])
    code, out, err = script(
        _UNPACKING.format(signal=number), one, home, str(table), TMPDIR=str(temp)
    )

    assert (code, out, err) == (130 if name == "SIGINT" else -number, "1\n", "")
    assert list(temp.iterdir()) == []
