"""The short door: the plainest calls of the commands that are asked most, without Typer.

`deadlines` under cron, `status --oneline` in a prompt, `next`, `show REF`: to read such words takes
no parser, and to load Typer is half of the time that the whole answer takes (docs/decisions). Only
a word that stands in the tables is understood here, and a REF; at any other Typer reads them all.
"""

from collections.abc import Callable, Sequence
from typing import Any, Final

from returnctl.cli import reading
from returnctl.cli.given import given

# Word -> the global option that it sets.
_GLOBAL: Final = {
    "--json": ("json", True),
    "--plain": ("plain", True),
    "--quiet": ("quiet", True),
    "--color": ("color", True),
    "--no-color": ("color", False),
}
_LIST: Final = {"--all": "everything", "--purchases": "purchases", "--exit-code": "alarm"}
# Command -> what answers it, the options that it takes without a value, and its number of REFs.
_Command = tuple[Callable[..., int], dict[str, str], range]
_COMMANDS: Final[dict[str, _Command]] = {
    "deadlines": (
        reading.deadlines, _LIST | {"--mine": "mine", "--theirs": "theirs"}, range(1)
    ),
    "status": (reading.status, _LIST | {"--oneline": "oneline"}, range(1)),
    "next": (reading.next_, {}, range(2)),
    "show": (reading.show, {}, range(1, 2)),
}  # fmt: skip


class _Call:
    """A call that Typer has not seen."""

    def __init__(self, command: str) -> None:
        self.command_path = f"returnctl {command}"
        self.meta: dict[str, Any] = {}


def shortcut(words: Sequence[str]) -> Callable[[], int] | None:
    """Return what answers a plain call, and returns the exit code; None where Typer is needed."""
    if not words or words[0] not in _COMMANDS:
        return None
    answer, options, places = _COMMANDS[words[0]]
    refs = [word for word in words[1:] if not word.startswith("-")]
    flags = [word for word in words[1:] if word.startswith("-")]
    if len(refs) not in places or not {*_GLOBAL, *options}.issuperset(flags):
        return None
    asked: dict[str, Any] = {options[flag]: True for flag in flags if flag in options}
    if refs:
        asked["ref"] = refs[0]
    call = _Call(words[0])
    for name, value in (_GLOBAL[flag] for flag in flags if flag in _GLOBAL):
        setattr(given(call), name, value)
    return lambda: _told(call, lambda: answer(call, **asked))


def _told(call: _Call, answer: Callable[[], int]) -> int:
    """Answer; an error of ours is told in one sentence."""
    from returnctl.cli.failing import failed, untold
    from returnctl.core.errors import ReturnctlError

    try:
        return answer()
    except ReturnctlError as error:
        return failed(call, error, error.exit_code)
    except OSError as error:
        return untold(error)
