"""What a rendering knows beside its view, and the four forms that every view has."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from returnctl.core.states import Moment
from returnctl.render.blocks import Block


@dataclass(frozen=True, slots=True)
class Page:
    """The clock, the command that is answered, and whether legends and hints are unwanted."""

    moment: Moment
    command: str = ""
    quiet: bool = False

    @property
    def today(self) -> date:
        """The user's calendar day."""
        return self.moment.today


@dataclass(frozen=True, slots=True, kw_only=True)
class Forms:
    """How one type of view is told.

    `data` gives the value of `data` in JSON, `plain` the fields of each record, `text` what a pipe
    reads, `terminal` what a terminal shows (the text where it is None). Views are typed Any here
    because the tables of forms hold every type.
    """

    data: Callable[[Any, Page], Any]
    plain: Callable[[Any, Page], Iterable[Sequence[str]]]
    text: Callable[[Any, Page], Iterable[Block]]
    terminal: Callable[[Any, Page], Iterable[Block]] | None = None
