"""The short door: the plainest calls of the commands that are asked most, without Typer.

`deadlines` under cron, `status --oneline` in a prompt, `next`, `show REF`, `mark REF EVENT`, `add`
with what the order page shows: to read such words takes no parser, and to load Typer is half of the
time that the whole answer takes (docs/decisions). Only words that stand in the tables are
understood here, their values, and words that are no option; at any other, and where one comes
twice, Typer reads them all.
"""

import re
from collections.abc import Callable, Sequence
from typing import Any, Final

from returnctl.cli import reading, recording
from returnctl.cli.given import given

# A value that begins with a dash and is no option: `--delivered -5d`.
_AGO: Final = "-[0-9]+[dw]?"
# Word -> the global option that it sets, and to what; None: to the word after it.
_GLOBAL: Final[dict[str, tuple[str, bool | None]]] = {
    "--json": ("json", True),
    "--plain": ("plain", True),
    "--quiet": ("quiet", True),
    "--color": ("color", True),
    "--no-color": ("color", False),
    "--db": ("db", None),
    "--as-of": ("as_of", None),
}
# Word -> what is asked of the command, in the same way.
_Options = dict[str, tuple[str, bool | None]]
_LIST: Final[_Options] = {
    "--all": ("everything", True),
    "--purchases": ("purchases", True),
    "--exit-code": ("alarm", True),
}
_WHOSE: Final[_Options] = {"--mine": ("mine", True), "--theirs": ("theirs", True)}


def _with_values(*names: str) -> _Options:
    return {f"--{name.replace('_', '-')}": (name, None) for name in names}


_CARRIED: Final = _with_values("on", "amount", "tracking", "carrier", "code", "until", "note")
_OF_ORDERS: Final = _with_values(
    "shop", "seller", "seller_country", "paid_with", "ordered", "delivered", "requested", "reason",
    "code", "tracking", "carrier",
)  # fmt: skip


def _mark(call: "_Call", *words: str, **carried: Any) -> int:
    return recording.mark(call, words[:-1], words[-1], **carried)


def _add(call: "_Call", *words: str, **typed: Any) -> int:
    from returnctl.actions.adding.request import AddRequest

    return recording.add(call, AddRequest.of(words, **typed))


# Command -> what answers it, its options, and how many other words it takes.
_COMMANDS: Final[dict[str, tuple[Callable[..., int], _Options, range]]] = {
    "deadlines": (reading.deadlines, _LIST | _WHOSE | {"--within": ("within", None)}, range(1)),
    "status": (reading.status, _LIST | {"--oneline": ("oneline", True)}, range(1)),
    "next": (reading.next_, {}, range(2)),
    "show": (reading.show, {}, range(1, 2)),
    "mark": (_mark, _CARRIED, range(2, 10)),
    "add": (_add, _OF_ORDERS, range(1, 4)),
}


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
    read = _read(words[1:], options | _GLOBAL)
    if read is None or len(read[1]) not in places:
        return None
    others = read[1]
    call, asked = _Call(words[0]), dict[str, Any]()
    named = {name for name, _ in _GLOBAL.values()}
    for name, value in read[0].items():
        if name in named:
            setattr(given(call), name, value)
        else:
            asked[name] = value
    return lambda: _told(call, lambda: answer(call, *others, **asked))


def _read(words: Sequence[str], options: _Options) -> tuple[dict[str, Any], list[str]] | None:
    """Return the options by name, and the other words; None for a word that is not plain."""
    found: dict[str, Any] = {}
    others: list[str] = []
    waiting = iter(words)
    for word in waiting:
        if word in options:
            name, value = options[word]
            if name in found:
                return None
            found[name] = next(waiting, "-") if value is None else value
            if str(found[name]).startswith("-") and not re.fullmatch(_AGO, found[name]):
                return None
        elif word.startswith("-"):
            return None
        else:
            others.append(word)
    return found, others


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
