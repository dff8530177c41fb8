"""A text that is too long for an argument: from standard input, an editor, or a prompt."""

import os
import shlex
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from returnctl.cli.questions import ask
from returnctl.cli.wiring import Session
from returnctl.core.errors import Refused


def read_written(session: Session, *, what: str, how: str) -> str:
    """Return a text: from a pipe, else written by the person at the terminal.

    Raises:
        Refused: there is neither, or what comes is no text.
    """
    if sys.stdin is not None and not sys.stdin.isatty():
        return _piped(what)
    if not session.on_terminal:
        msg = f"there is no text for the {what}."
        raise Refused(msg, hint=how)
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    return _edited(editor) if editor else ask(f"What was said (one line; {how})") or ""


def _piped(what: str) -> str:
    # Bytes, because a locale that is no UTF-8 must not decide what was said.
    raw = getattr(sys.stdin, "buffer", None)
    try:
        return raw.read().decode("utf-8-sig") if raw else sys.stdin.read()
    except UnicodeDecodeError:
        msg = f"the {what} on standard input is no UTF-8 text."
        raise Refused(msg, hint="Convert it first: iconv -t UTF-8") from None


def _edited(editor: str) -> str:
    """Let the person write in an editor; an empty file is an empty text."""
    with TemporaryDirectory(prefix="returnctl-") as folder:
        file = Path(folder) / "message.txt"
        file.touch(mode=0o600)
        try:
            done = subprocess.run([*shlex.split(editor), str(file)], check=False)
        except (OSError, ValueError) as error:
            msg = f'the editor "{editor}" cannot be started.'
            raise Refused(msg, hint="Set EDITOR, or pipe the text in.") from error
        if done.returncode:
            msg = f'the editor "{editor}" failed.'
            raise Refused(msg, hint="Nothing is recorded.")
        return file.read_text(encoding="utf-8", errors="replace")
