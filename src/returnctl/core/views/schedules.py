"""The view of `cron`."""

from typing import Literal

from returnctl.core.views import View

Place = Literal["crontab", "systemd"]
Step = Literal["shown", "planned", "added", "replaced", "unchanged", "removed"]


class CronView(View, frozen=True, kw_only=True):
    """`cron`: the line, where it is or would be, and how what it says reaches the user.

    `line` is what is run. `text` is what stands, or would, in the crontab or the unit files;
    `files` are those files, and `there` is what stands there now. `ways` are names of channels,
    `mail to X`, a file.
    """

    step: Step
    place: Place
    line: str
    text: str
    there: str | None = None
    ways: tuple[str, ...] = ()
    files: tuple[str, ...] = ()

    @property
    def installed(self) -> bool:
        """Whether just this is installed."""
        return self.there == self.text
