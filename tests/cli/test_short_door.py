"""The short door answers what Typer's would: the same bytes and the same exit code."""

from __future__ import annotations

import io
import re
from contextlib import redirect_stderr, redirect_stdout

import pytest

from returnctl.cli.app import build
from returnctl.cli.shortcuts import shortcut
from tests.cli.running import BERLIN, Cli
from tests.test_startup import loaded_by

PLAIN = [
    "deadlines", "deadlines --all", "deadlines --mine", "deadlines --theirs --json",
    "deadlines --mine --theirs", "deadlines --purchases --plain", "deadlines --exit-code",
    "deadlines --json --plain", "status", "status --all --json", "status --purchases",
    "status --oneline", "status --oneline --all", "status --oneline --exit-code --quiet",
    "status --exit-code", "status --color", "status --no-color", "next", "next --json",
    "next REF", "next nothing", "next nothing --json", "show REF", "show --plain REF",
    "show nothing", "show nothing --json", "deadlines --within 3", "deadlines --within 2w --mine",
    "deadlines --within never", "deadlines --as-of 2027-01-01", "status --as-of never --json",
    "status --db nowhere.db", "show REF --as-of 2026-11-16", "show --as-of 2026-11-16 REF",
    "deadlines --within -3", "mark REF nothing", "mark nothing sent --json",
    "mark REF sent --on 2x",
    "mark REF sent --on 2031-01-01 --json", "add 8190123456789012 --delivered never",
    "add 819 Hub 1,2,3 --shop aliexpress", "add 819 Hub x --json",
]  # fmt: skip
TYPERS = [
    "", "--json status", "-h", "status -h", "status --help", "deadlines --within",
    "deadlines --within=3", "show", "show a b", "next a b",
    "status x", "status --csv", "status --xlsx f", "status --db", "status --db=f", "--db f status",
    "status --within 3",
    "deadlines --as-of --json", "show -- REF", "show -", "show --all REF", "next --mine",
    "deadlines --exit", "deadlines --oneline", "add", "mark", "mark REF", "mark - sent",
    "mark REF sent --force",
    "mark REF sent --on -x", "mark REF sent --code A --code B", "add a b c d", "add 819 --item Hub",
    "add 819 --did approved=17nov", "add --list", "statuses", "show REF --exit-code",
]  # fmt: skip


@pytest.fixture
def ref(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> str:
    """The ref of the one case in the records; the environment names them."""
    for name, value in {**BERLIN, "RETURNCTL_DB": str(cli.db)}.items():
        monkeypatch.setenv(name, value)
    return cli.add("--shop", "aliexpress", "--item", "Lamp", "--reason", "defective",
                   "--delivered", "2026-11-15")  # fmt: skip


def answered(words: list[str], *, short: bool) -> tuple[int, str, str]:
    """Answer by one door or the other; return exit code, output and errors."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        if short:
            answer = shortcut(words)
            assert answer is not None, words
            code = answer()
        else:
            with pytest.raises(SystemExit) as end:
                build()(words, prog_name="returnctl")
            assert isinstance(end.value.code, int)
            code = end.value.code
    return code, re.sub(r'"as_of": "[^"]+"', "now", out.getvalue()), err.getvalue()


@pytest.mark.parametrize("call", PLAIN)
def test_both_doors_answer_the_same(ref: str, call: str) -> None:
    words = call.replace("REF", ref).split()

    assert answered(words, short=True) == answered(words, short=False)


@pytest.mark.parametrize("call", TYPERS)
def test_what_is_not_plain_is_left_to_typer(call: str) -> None:
    assert shortcut(call.split()) is None


RECORDED = [
    "mark REF requested", "mark REF requested --on -1d --code RMA1 --note odd",
    "mark REF other seller-contacted", "add 8190123456789099 Hub 5,90 --delivered -5d",
    "add 8190123456789098 --reason defective --seller-country CN --json",
]  # fmt: skip


_GIVEN = re.compile('[0-9a-f]{8}-[0-9a-f-]{27}|"ref":"[0-9a-z]+"')


def _entries(cli: Cli) -> list[tuple[str, str]]:
    """What the log says, without the ids and refs that were given."""
    found = cli.query("SELECT kind, data FROM log ORDER BY id")
    return [(kind, _GIVEN.sub("given", data)) for kind, data in found]


@pytest.mark.parametrize("call", RECORDED)
def test_both_doors_record_the_same(ref: str, cli: Cli, call: str) -> None:
    """The entries of the log are the same, but for their ids and instants."""
    words = call.replace("REF", ref).replace("other", ref).split()

    kept = []
    for short in (True, False):
        before = len(_entries(cli))
        told = answered(words, short=short)
        kept.append((told[0], _entries(cli)[before:]))
        assert cli("undo", "--yes").exit_code == 0

    assert kept[0][0] == 0
    assert kept[0] == kept[1]


def test_a_plain_call_loads_neither_typer_nor_rich(ref: str) -> None:
    loaded = loaded_by(
        "import io, returnctl.cli.process as process\n"
        "process.sys.argv, kept, sys.stdout = ['', 'status'], sys.stdout, io.StringIO()\n"
        "assert process._answer() == 0\n"
        "sys.stdout = kept"
    )

    assert "returnctl.actions.status" in loaded
    assert not {"typer", "rich"} & loaded
