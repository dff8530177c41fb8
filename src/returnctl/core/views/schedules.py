"""The view of `cron`."""

from dataclasses import dataclass
from typing import Literal

from returnctl.core.views import View

Place = Literal["crontab", "systemd"]
Step = Literal["shown", "added", "replaced", "unchanged", "removed", "absent"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CronView(View):
    """`cron`: the line, where it is or would be, and how what it says reaches the user.

    `line` is None where nothing was installed to be removed. `text` is what stands in the crontab
    or the unit files; `files` are those files. `ways` are names of channels, `mail to X`, a file.
    """

    step: Step
    place: Place
    line: str | None
    text: str
    installed: bool
    ways: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
