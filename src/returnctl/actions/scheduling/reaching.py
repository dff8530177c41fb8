"""How what a run by itself says reaches the user: channels, cron's mail, a file."""

import os
from collections.abc import Iterator
from typing import Final

from returnctl.actions.configure import set_setting
from returnctl.actions.desk import Desk
from returnctl.actions.scheduling.job import Job
from returnctl.core.crontabs import mail_address
from returnctl.core.errors import Refused
from returnctl.scheduling import mailing
from returnctl.settings.config import Settings, load_settings
from returnctl.settings.paths import Paths, expanded

_STDOUT: Final = "stdout"


def ways(desk: Desk, job: Job, crontab: bytes, user: str) -> Iterator[str]:
    """Yield the ways; none where what is said would be thrown away."""
    names = desk.settings["remind_to"] or (_STDOUT, *desk.settings.section("channels"))
    if job.command != "remind":
        names = (_STDOUT,)
    yield from (name for name in names if name != _STDOUT)
    if _STDOUT not in names:
        return
    if job.to:
        yield job.to
    elif not job.systemd and mailing.can_mail() and (address := mail_address(crontab, user)):
        yield f"mail to {address}"


def output_file(typed: str) -> str:
    """Return the whole path of a file that can be written.

    Raises:
        Refused: it cannot.
    """
    path = expanded(typed).absolute()
    if not typed.strip():
        raise Refused("--to wants a file.", hint="Such as --to ~/returnctl-reminders.txt.")
    if path.is_dir() or not os.access(path if path.exists() else path.parent, os.W_OK):
        raise Refused(f"{path} cannot be written.", hint="Name a file in a folder of yours.")
    return str(path)


def has_desktop() -> bool:
    """Say whether reminders can be shown on a desktop here."""
    return mailing.has_desktop()


def use_desktop(paths: Paths) -> Settings:
    """Make the desktop a channel of reminders, and return the settings that hold now."""
    set_setting(paths, os.environ, "channels.desktop.url", "desktop://")
    return load_settings(paths.config, os.environ)
