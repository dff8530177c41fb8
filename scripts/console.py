"""Runs `returnctl` as the pages of the documentation show it: the program itself, in this process.

Conventions: a home folder of its own, a terminal of 80 columns without colour, a shopper in Madrid.
The only thing taken away is chance: ids are drawn from a fixed row, so that the refs and ids on a
page are the same whenever it is made. The clock is set as anybody can set it, with `--as-of`.
"""

import contextlib
import hashlib
import io
import os
import re
import shlex
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self
from unittest import mock

from returnctl.cli.process import run
from returnctl.cli.wiring_schedule import program

# As long as the folder that stands for it, so that nothing is laid out differently: mkdtemp adds
# eight characters to "/tmp/".
HOME: Final = "/home/martina"
_ALPHABET: Final = "0123456789abcdefghjkmnpqrstvwxyz"
# The refs of what `add` notes, in their order; more are made up where they run out.
_REFS: Final = ("k3f", "m7p", "q2d", "t9w", "d8n", "x4b", "h6r", "v5c", "n2j", "z8g")
# The machine's own crontab is nothing to write examples into.
_CRONTAB: Final = """#!/bin/sh
case "$1" in
  -l) cat "$HOME/.crontab" 2>/dev/null || { echo "no crontab for martina" >&2; exit 1; } ;;
  -r) rm "$HOME/.crontab" ;;
  *) cat > "$HOME/.crontab" ;;
esac
"""
_SHOPPER: Final = {
    "RETURNCTL_COUNTRY": "ES",
    "RETURNCTL_TIMEZONE": "Europe/Madrid",
    "RETURNCTL_CURRENCY": "EUR",
}


@dataclass(frozen=True, slots=True)
class Ran:
    """What came of one command; `shown` is both streams as a terminal shows them."""

    code: int
    out: str
    err: str
    shown: str


class _Stream(io.StringIO):
    """A stream that is, or is not, a terminal; what is written goes to the screen as well."""

    def __init__(self, screen: io.StringIO, *, terminal: bool) -> None:
        super().__init__()
        self._screen, self._terminal = screen, terminal

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return "utf-8"

    def isatty(self) -> bool:
        return self._terminal

    def write(self, text: str) -> int:
        self._screen.write(text)
        return super().write(text)


class _Keyboard(io.StringIO):
    """Standard input: with answers it is a terminal, and they are seen as they are typed."""

    def __init__(self, answers: Sequence[str], screen: io.StringIO) -> None:
        super().__init__("".join(f"{each}\n" for each in answers))
        self._screen, self._typing = screen, bool(answers)

    def isatty(self) -> bool:
        return self._typing

    def readline(self, size: int | None = -1, /) -> str:  # type: ignore[override]
        typed = super().readline(-1 if size is None else size)
        self._screen.write(typed)
        return typed


class Console:
    """A home folder of its own and a clock; use it as a context manager."""

    def __init__(self) -> None:
        self.day: str | None = None
        self.answers: list[str] = []
        self.environ: dict[str, str] = {}
        self._drawn = 0
        self._named = 0
        self._home = Path()

    def __enter__(self) -> Self:
        self.new_home()
        return self

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self._home, ignore_errors=True)

    @property
    def home(self) -> Path:
        """The folder that is shown as `HOME`."""
        return self._home

    def new_home(self) -> None:
        """Start again: no records, no settings but the shopper's, the first refs."""
        if self._home.name:
            shutil.rmtree(self._home)
        self._home = Path(tempfile.mkdtemp(prefix="", dir="/tmp"))
        self._drawn = self._named = 0
        state = self._home / ".local" / "state" / "returnctl"
        state.mkdir(parents=True, mode=0o700)
        (state / "device").write_text("5d3f0c81a2b94e67", encoding="ascii")
        self.environ = {"HOME": str(self._home), "COLUMNS": "80", "TERM": "dumb", **_SHOPPER}
        self.environ |= {"LANG": "es_ES.UTF-8", "TZ": "Europe/Madrid"}
        programs = self._home / ".local" / "bin"
        programs.mkdir()
        (programs / "crontab").write_text(_CRONTAB, encoding="ascii")
        (programs / "crontab").chmod(0o755)
        self.environ["PATH"] = f"{programs}:{os.defpath}"

    def run(self, words: Sequence[str], *, terminal: bool = True) -> Ran:
        """Run one command: the words behind `returnctl`."""
        screen = io.StringIO()
        out = _Stream(screen, terminal=terminal)
        # Pages quote what is said beside an answer as it is, wherever a terminal would break it.
        err = _Stream(screen, terminal=False)
        keyboard, self.answers = _Keyboard(self.answers, screen), []
        clock = ["--as-of", self.day] if self.day else []
        ref = self._next_ref() if "add" in words else None
        with contextlib.ExitStack() as stack:
            stack.enter_context(mock.patch.dict(os.environ, self.environ, clear=True))
            stack.enter_context(mock.patch("secrets.randbits", self._drawing(ref)))
            stack.enter_context(mock.patch.object(sys, "argv", ["returnctl", *clock, *words]))
            stack.enter_context(mock.patch.object(sys, "stdin", keyboard))
            stack.enter_context(contextlib.redirect_stdout(out))
            stack.enter_context(contextlib.redirect_stderr(err))
            stack.enter_context(contextlib.chdir(self._home))
            code = _exit_code()
        if ref and ref in out.getvalue():
            self._named += 1
        texts = (self._told(each.getvalue()) for each in (out, err, screen))
        return Ran(code, *texts)

    def type(self, line: str) -> str:
        """Return what a line shows when it is typed: `returnctl ... [| cat] [> FILE] [; echo $?]`.

        Raises:
            ValueError: it ended with an error, and the line does not show that it would.
        """
        command, echo, _ = line.partition("; echo $?")
        command, _, file = command.partition(" > ")
        command, piped, _ = command.partition(" | cat")
        words = shlex.split(command)
        if words[0] == "cat":
            return (self._home / words[1]).read_text(encoding="utf-8")
        if words[0] != "returnctl":
            raise ValueError(line)
        ran = self.run(words[1:], terminal=not piped and not file)
        if ran.code and not echo:
            msg = f"{line}\nended with {ran.code}:\n{ran.shown}"
            raise ValueError(msg)
        if file:
            (self._home / file.strip()).write_text(ran.out, encoding="utf-8")
        shown = ran.err if file else ran.shown
        return shown + (f"{ran.code}\n" if echo else "")

    def _told(self, text: str) -> str:
        """Leave out what differs from machine to machine: the folders, and two versions."""
        text = text.replace(shlex.join(program()), f"{HOME}/.local/bin/returnctl")
        text = re.sub(r"^(  ok  SQLite +)[0-9.]+$", r"\g<1>3.40.1", text, flags=re.MULTILINE)
        text = re.sub(r"(a local disk )\([a-z0-9.]+\)", r"\g<1>(ext4)", text)
        text = re.sub(r"^(  ok  Python +)[0-9.]+$", r"\g<1>3.11.7", text, flags=re.MULTILINE)
        return text.replace(str(self._home), HOME)

    def _next_ref(self) -> str:
        if self._named < len(_REFS):
            return _REFS[self._named]
        tens, ones = divmod(self._named, 10)
        return f"{_ALPHABET[10 + tens % 22]}{ones}y"

    def _drawing(self, ref: str | None) -> Callable[[int], int]:
        def draw(bits: int) -> int:
            self._drawn += 1
            digest = hashlib.sha256(str(self._drawn).encode()).digest()
            rest = int.from_bytes(digest[:8], "big")
            return (rest if ref is None else _naming(ref, rest)) % (1 << bits)

        return draw


def _naming(ref: str, rest: int) -> int:
    """Return random bits that are told as this ref (see core/ids.py), with others above them."""
    first, second, third = (_ALPHABET.index(each) for each in ref)
    low = (first - 10) + 22 * (second + 32 * third)
    return low + 22 * 32 * 32 * (rest & ((1 << 47) - 1))


def _exit_code() -> int:
    try:
        run()
    except SystemExit as left:
        return left.code if isinstance(left.code, int) else int(left.code is not None)
    return 0


@contextlib.contextmanager
def console(day: str | None = None) -> Iterator[Console]:
    """Give a console with a new home, looking from a day."""
    with Console() as found:
        found.day = day
        yield found
