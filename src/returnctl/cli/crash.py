"""The last line of defence: a bug becomes one sentence, exit code 3, and a private report."""

import os
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

BUG: Final = 3


def report(error: BaseException) -> str:
    """Write the traceback to a file that only its owner can read; return where, or why not.

    Values of variables are left out: they may hold names, codes and addresses.
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
    frames = traceback.extract_tb(error.__traceback__)
    lines = [f"{type(error).__name__} in returnctl, Python {sys.version.split()[0]}\n"]
    lines += traceback.format_list(frames)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as file:
        file.writelines(lines)
    return path
