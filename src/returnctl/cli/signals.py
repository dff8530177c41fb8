"""SIGTERM and SIGHUP, from cron, systemd or a closed terminal: the program leaves nothing behind.

They end it as Ctrl-C does, block by block: what was begun is taken back, temporary files go. Then
the signal has its usual way, so that whoever sent it sees what it did (143 or 129 for a shell).
"""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final, NoReturn

_NAMES: Final = ("SIGTERM", "SIGHUP")


class Ended(BaseException):
    """A signal asked the program to end; no error, and nothing to catch on the way."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


@contextmanager
def heeded() -> Iterator[None]:
    """Heed the signals in the block; one that is ignored (`nohup`) stays ignored."""
    for name in _NAMES:
        number = getattr(signal, name, None)  # Windows has no SIGHUP
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _end)
    sys.unraisablehook = _unheard
    try:
        yield
    except Ended as end:
        _let_go(end)
        os.kill(os.getpid(), end.number)


def _let_go(end: Ended) -> None:
    """Put away what it came through: a block whose very exit it interrupted was not left yet."""
    from traceback import clear_frames

    clear_frames(end.__traceback__)


def _unheard(found: Any) -> None:
    """End at once where the signal came amid what Python lets nothing out of."""
    if isinstance(found.exc_value, Ended):
        os.kill(os.getpid(), found.exc_value.number)
    sys.__unraisablehook__(found)


def _end(number: int, _frame: Any) -> NoReturn:
    # The next one ends the program at once, whatever it is busy with.
    signal.signal(number, signal.SIG_DFL)
    raise Ended(number)
