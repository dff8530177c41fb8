"""Answers worked out once, kept by values that never change (docs/decisions/deriving.md)."""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

Answer = TypeVar("Answer")


class Answers:
    """Answers by all that they depend on; before there are too many, all are forgotten."""

    __slots__ = ("_known", "_most")

    def __init__(self, most: int) -> None:
        """Keep at most so many."""
        self._known: dict[Hashable, Any] = {}
        self._most = most

    def to(self, asked: Hashable, work_out: Callable[[], Answer]) -> Answer:
        """Return the answer to what was asked, worked out where it is not known."""
        if asked not in self._known:
            if len(self._known) == self._most:
                self._known.clear()
            self._known[asked] = work_out()
        answer: Answer = self._known[asked]
        return answer
