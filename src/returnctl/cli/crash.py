"""The last line of defence: a bug becomes one sentence, exit code 3, and a private report."""

import os
import sys
import traceback
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from returnctl.cli import streams

BUG: Final = 3


def tell(error: BaseException) -> None:
    """Tell of a bug: a sentence, or the envelope where JSON was asked for.

    Nothing of the program is asked for that but the words that were typed.
    """
    message, hint = f"this is a bug ({type(error).__name__}).", f"Report: {report(error)}"
    if "--json" not in sys.argv[1:]:
        streams.tell(f"returnctl: {message}\n  {hint}\n")
        return
    from returnctl.cli.app import COMMANDS
    from returnctl.render.envelope import write_envelope

    command = next((each for each in sys.argv[1:] if each in COMMANDS), "")
    told = {"code": "bug", "message": message, "hint": hint}
    # A full disk or a reader that left is told when the stream is emptied.
    with suppress(OSError):
        write_envelope(sys.stdout, command=command, moment=None, data=None, errors=[told])


def tell_beside(error: BaseException) -> None:
    """Tell of a bug that changes neither the answer nor the exit code."""
    streams.tell(
        f"returnctl: this is a bug ({type(error).__name__}); the answer is whole.\n"
        f"  Report: {report(error)}\n"
    )


def report(error: BaseException) -> str:
    """Write the traceback to a file that only its owner can read; return where, or why not.

    What the error says, values of variables, what was typed and the folders of this machine are
    left out: they may hold names, codes, keys and addresses.
    """
    try:
        from returnctl.cli.wiring import state_folder

        folder = state_folder()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        name = f"crash-{datetime.now(UTC):%Y%m%dT%H%M%S}-{os.getpid()}.txt"
        return str(_write(folder / name, error))
    except Exception as trouble:  # noqa: BLE001 - nothing may hide the first error
        return f"no report could be written ({trouble})"


def _write(path: Path, error: BaseException) -> Path:
    from returnctl import __version__

    python = sys.version.split()[0]
    lines = [f"{type(error).__name__} in returnctl {__version__}, Python {python}\n"]
    frames = traceback.extract_tb(error.__traceback__)
    lines += [
        f'  File "{_place(each.filename)}", line {each.lineno}, in {each.name}\n'
        f"    {each.line or ''}\n"
        for each in frames
    ]
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as file:
        file.writelines(lines)
    return path


def _place(file: str) -> str:
    """Return where a module is below the folder it was imported from: that one may name a user."""
    above = [folder for folder in map(Path, filter(None, sys.path)) if folder in Path(file).parents]
    nearest = max(above, key=lambda folder: len(folder.parts), default=Path(file).parent)
    return Path(file).relative_to(nearest).as_posix()
