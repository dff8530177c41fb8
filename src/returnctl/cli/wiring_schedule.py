"""The part of the wiring that knows how this program is started, and by whom."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from returnctl.cli.wiring import Session

if TYPE_CHECKING:
    from returnctl.actions.scheduling.job import Machine


def machine_of(session: Session) -> "Machine":
    """Return where things are on this machine."""
    from returnctl.actions.scheduling.job import Machine
    from returnctl.settings.paths import platform_folder

    return Machine(
        program=program(),
        user=_user(),
        environ=os.environ,
        config=session.paths.config,
        units=platform_folder("config", "systemd") / "user",
    )


def _user() -> str:
    """Return the name that cron mails to; a container may have none."""
    from getpass import getuser

    try:
        return getuser()
    except (KeyError, OSError, ImportError):
        return "the user of the crontab"


def program() -> tuple[str, ...]:
    """Return the words that start this program from anywhere: whole paths, without PATH."""
    script = Path(sys.executable).absolute().with_name("returnctl")
    if os.access(script, os.X_OK):
        return (str(script),)
    return (str(Path(sys.executable).absolute()), "-m", "returnctl")
