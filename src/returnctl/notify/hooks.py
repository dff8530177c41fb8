"""Hooks: programs of the user's own that get what happened as JSON on standard input.

A hook comes after everything is done: one that fails or takes too long is told of, and changes
nothing. A file that others may write is not run.
"""

import os
import signal
import stat
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

_SECONDS: Final = 10.0
_SAID_BYTES: Final = 300
# What a hook sees of the environment: no keys of services, nothing that belongs to a session.
_KEPT: Final = ("PATH", "HOME", "USER", "LOGNAME", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR",
                "DISPLAY", "WAYLAND_DISPLAY", "XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS",
                "RETURNCTL_DB", "RETURNCTL_CONFIG")  # fmt: skip


def run_hook(
    folder: Path, name: str, text: str, environ: Mapping[str, str], *, seconds: float = _SECONDS
) -> str | None:
    """Run the hook of that name, if there is one; return what went wrong, as a sentence."""
    path = folder / name
    try:
        found = path.stat()
    except OSError:
        return None
    if not stat.S_ISREG(found.st_mode) or not os.access(path, os.X_OK):
        return f"the hook {name} is no program: chmod +x {path}"
    for each, mode in ((path, found), (folder, folder.stat())):
        if _is_open_to_others(mode):
            return f"the hook {name} is not run, because others may write it: chmod go-w {each}"
    kept = {each: environ[each] for each in _KEPT if each in environ}
    return _run(path, name, text, kept, seconds)


def _is_open_to_others(found: os.stat_result) -> bool:
    if os.name != "posix":
        return False
    return bool(found.st_mode & 0o022) or found.st_uid not in {0, os.getuid()}


def _run(path: Path, name: str, text: str, env: Mapping[str, str], seconds: float) -> str | None:
    # Files and no pipes: a program that the hook leaves behind must not keep us waiting.
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as said:
        given.write(text.encode("utf-8", "backslashreplace"))
        given.seek(0)
        try:
            process = subprocess.Popen(
                [str(path)], stdin=given, stdout=said, stderr=said, env=env,
                cwd=path.parent, start_new_session=True,
            )  # fmt: skip
        except OSError as error:
            return f"the hook {name} cannot be started: {error.strerror}"
        try:
            status = process.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            _end(process)
            return f"the hook {name} took over {seconds:g} seconds and was ended"
        if not status:
            return None
        said.seek(0)
        words = said.read(_SAID_BYTES).decode("utf-8", "replace").strip()
    first = f": {words.splitlines()[0]}" if words else ""
    return f"the hook {name} ended with status {status}{first}"


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the hook and what it started."""
    if os.name == "posix":
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()
