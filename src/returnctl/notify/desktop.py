"""A notice on this machine's desktop, by the program that its system has for that."""

import subprocess
import sys
from typing import Final

from returnctl.core.errors import Unreachable
from returnctl.core.secret import Secret

_SECONDS: Final = 10.0
_SCRIPT: Final = (
    "on run words\ndisplay notification (item 2 of words) with title (item 1 of words)\nend run"
)


def post(name: str, _: Secret, title: str, text: str) -> None:
    """Show a notice that stays until it is seen.

    Raises:
        Unreachable: there is no such program, or no desktop (cron often has none).
    """
    command = ["notify-send", "--app-name=returnctl", "--urgency=critical", "--", title, text]
    if sys.platform == "darwin":
        command = ["osascript", "-e", _SCRIPT, title, text]
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, timeout=_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        msg = f"the channel {name} needs {command[0]}, which does not answer here."
        raise Unreachable(msg, hint="On Debian and Ubuntu: apt install libnotify-bin") from None
    if done.returncode:
        msg = f"the channel {name} finds no desktop."
        hint = "Under cron set DBUS_SESSION_BUS_ADDRESS, or use a systemd user timer."
        raise Unreachable(msg, hint=hint)
