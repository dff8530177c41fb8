"""Text from strangers: shown, never obeyed, and no code or amount suffers from it."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import struct
import subprocess
import termios
from pathlib import Path

import pytest

from tests.cli.running import AS_OF, Cli, command, process_env

HUB = "8190123456789012"
CODE = "RMA20261117-4482"
HOSTILE = {
    "escape": "A\x1b[2J\x1b[31mB\x1b]0;title\x07C",
    "c1": "A\x9b31mB\x85C",
    "bidi": "hub\u202egnp.exe\u2066x\u2069",
    "invisible": "a\u200bb\ufeffc\u00add",
    "markup": "[/x][bold red]A[/][link=https://evil]B[/link] :smile:",
    "backslashes": "\\[bold]\\\\[/",
    "newlines": "ok\nORDER 2 refunded\r\nevil\rdone\x0b\x0c",
    "tabs": "a\tb\tc",
    "emoji": "👨‍👩‍👧‍👦 🏳️‍🌈 ☂️ 傘",
    "long": "x" * 500,
    "long words": "Schirm " * 70,
    "zalgo": "e" + "\u0301" * 50,
    "format": "%s {0} {ref} $HOME `id` ${x}",
    "rtl": "مظلة حمراء",
}
COMMANDS = (
    ("status",), ("deadlines",), ("deadlines", "--all"), ("show", HUB), ("why", HUB),
    ("history", HUB), ("history",), (),
)  # fmt: skip
# What the program itself may send to a terminal: colours and styles, links it made itself.
OWN = re.compile(r"\x1b\[[0-9;]*m")
FOREIGN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069\ufeff\u00ad]")


def infested(cli: Cli, text: str) -> None:
    """Put the text wherever a stranger's text can go."""
    cli.ok("add", HUB, text, "1234.56 EUR", "--delivered", "8nov", "--requested", "12nov",
           "--did", "approved=17nov", "--code", CODE, "--reason", "defective", f"--seller={text}",
           f"--note={text}", "--tracking", "LP00712345678901")  # fmt: skip
    cli.ok("mark", HUB, "seller-replied", f"--note={text}")


@pytest.mark.parametrize("name", HOSTILE)
def test_in_a_pipe_it_is_shown_and_not_obeyed(cli: Cli, name: str) -> None:
    infested(cli, HOSTILE[name])
    for args in COMMANDS:
        out = cli.ok(*args).out
        assert not FOREIGN.search(out), (args, out)
        if args and args[0] in ("status", "deadlines", "show"):
            assert HUB in out
            assert CODE in out
            assert "1234.56 EUR" in out


@pytest.mark.parametrize("name", ["newlines", "escape"])
def test_a_newline_forges_no_row(cli: Cli, name: str) -> None:
    infested(cli, HOSTILE[name])

    assert len(cli.ok("--plain", "status").lines) == 1
    assert not any(line.startswith("ORDER 2") for line in cli.ok("show", HUB).lines)


@pytest.mark.parametrize("name", HOSTILE)
def test_machines_get_the_text_as_it_was(cli: Cli, name: str) -> None:
    infested(cli, HOSTILE[name])

    assert cli.data("show", HUB)["items"][0]["title"] == HOSTILE[name].strip()
    assert not FOREIGN.search(cli.ok("show", HUB, "--json").out)


@pytest.mark.parametrize("name", HOSTILE)
def test_in_an_error_it_is_shown_and_not_obeyed(cli: Cli, name: str) -> None:
    text = HOSTILE[name]
    for args in (
        ("show", text), ("add", HUB, "--delivered", text), ("add", "--shop", f"?{text}", "x"),
        ("mark", HUB, text), ("why", HUB, text), (text,), ("status", f"--{text}"),
        ("add", HUB, "Hub", text), ("config", "get", text), ("policy", "check", text),
    ):  # fmt: skip
        answer = cli(*args)
        assert answer.exit_code in (2, 4, 7), (args, answer)
        assert not FOREIGN.search(answer.err), (args, answer.err)


def on_a_terminal(args: list[str], env: dict[str, str], columns: int) -> str:
    """Run the program on a pseudo-terminal and return what it sent there."""
    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
    process = subprocess.Popen(
        command("--as-of", AS_OF, *args),
        env=env | {"TERM": "xterm-256color"},
        stdin=follower, stdout=follower, stderr=follower, close_fds=True,
    )  # fmt: skip
    os.close(follower)
    found = b""
    try:
        while chunk := os.read(leader, 65536):
            found += chunk
    except OSError:
        pass  # the end of a pseudo-terminal on Linux
    finally:
        os.close(leader)
    assert process.wait(60) == 0, found
    return found.decode("utf-8", "replace").replace("\r\n", "\n")


@pytest.fixture(scope="module")
def crowd_of_strangers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One order for each text."""
    cli = Cli(tmp_path_factory.mktemp("strangers") / "returns.db")
    for number, text in enumerate(HOSTILE.values()):
        cli.ok("add", f"819012345678{number:04}", text, "1234.56 EUR", "--delivered", "8nov",
               "--requested", "12nov", "--did", "approved=17nov", "--code", f"{CODE}-{number:02}",
               "--reason", "defective", f"--seller={text}", f"--note={text}")  # fmt: skip
    return cli.db


@pytest.mark.parametrize("columns", [40, 80, 200])
@pytest.mark.parametrize("name", ["status", "deadlines", "show", "why", "history"])
def test_on_a_terminal_no_foreign_escape_every_code_whole_and_no_line_too_wide(
    crowd_of_strangers: Path, home: Path, name: str, columns: int
) -> None:
    env = process_env(home, RETURNCTL_DB=str(crowd_of_strangers))
    # The orders of the texts that act on terminals most.
    targets = [[name]] if name in ("status", "deadlines") else [[name, "8190123456780000"]]
    for args in targets:
        out = OWN.sub("", on_a_terminal(args, env, columns))
        assert not FOREIGN.search(out.replace("\n", "")), args
        if name == "status":
            for number in range(len(HOSTILE)):
                assert f"{CODE}-{number:02}" in out
        if name != "history":
            assert "1234.56 EUR" in out or name == "why"
        if name in ("status", "deadlines"):
            assert max(len(line) for line in out.splitlines() if line.isascii()) <= columns


def test_no_color_is_obeyed_on_a_terminal(crowd_of_strangers: Path, home: Path) -> None:
    env = process_env(home, RETURNCTL_DB=str(crowd_of_strangers))

    late = ["status", "--as-of", "2026-11-28"]
    assert re.search(r"\x1b\[[0-9;]*3[0-9]", on_a_terminal(late, env, 80))
    for args, more in ((late, {"NO_COLOR": "1"}), ([*late, "--no-color"], {})):
        assert not re.search(r"\x1b\[[0-9;]*3[0-9]", on_a_terminal(args, env | more, 80))
