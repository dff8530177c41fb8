"""A systemd user timer as text: a service that runs once, and when it does.

`Persistent=true` makes up for a time at which the machine was off. In a unit `%` and `$` mean
something, and are written twice.
"""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from returnctl.core.errors import Refused

NAME: Final = "returnctl"
# By which a unit of ours is known.
_OURS: Final = "# returnctl cron remove takes this file away."


class Units(NamedTuple):
    """The two files of a timer."""

    service: str
    timer: str


def units(
    when: str, command: Sequence[str], environ: Mapping[str, str], file: str | None = None
) -> Units:
    """Return the service and its timer; `when` as `OnCalendar=` takes it.

    Raises:
        Refused: a path cannot stand in a unit.
    """
    service = [_OURS, "[Unit]", "Description=Reminders of returnctl", "", "[Service]",
               "Type=oneshot"]  # fmt: skip
    service += [f"Environment={_quoted(f'{name}={value}')}" for name, value in environ.items()]
    service.append(f"ExecStart={' '.join(_argument(word) for word in command)}")
    if file:
        service += [f"StandardOutput=append:{_plain(file)}", "StandardError=inherit"]
    timer = [_OURS, "[Unit]", "Description=When returnctl reminds", "", "[Timer]",
             f"OnCalendar={when}", "Persistent=true", "", "[Install]",
             "WantedBy=timers.target"]  # fmt: skip
    return Units("\n".join(service) + "\n", "\n".join(timer) + "\n")


def is_ours(unit: str) -> bool:
    """Say whether a unit file is one that returnctl made."""
    return unit.startswith(_OURS)


def _argument(word: str) -> str:
    return _quoted(word.replace("$", "$$"))


def _quoted(text: str) -> str:
    escaped = _plain(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"' if any(each in text for each in " \"'\\;") else escaped


def _plain(text: str) -> str:
    if not text.isprintable():
        raise Refused("a systemd unit takes no line break in a path.", hint="Move the file.")
    return text.replace("%", "%%")
