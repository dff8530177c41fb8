"""What of this machine can carry a message: a program that takes mail, a desktop."""

import os
from shutil import which
from typing import Final

# Where cron looks for it.
_SENDMAIL: Final = ("/usr/sbin/sendmail", "/usr/lib/sendmail", "/usr/bin/sendmail")


def can_mail() -> bool:
    """Say whether cron finds a program that takes mail; if it arrives, nobody can say."""
    return any(os.access(path, os.X_OK) for path in _SENDMAIL) or which("sendmail") is not None


def has_desktop() -> bool:
    """Say whether a program is there that shows a notice, and a desktop to show it on."""
    if not any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY")):
        return which("osascript") is not None
    return which("notify-send") is not None
