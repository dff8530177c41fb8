"""What a rendering knows beside its view, and the four forms that every view has."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from returnctl.core.states import Moment
from returnctl.core.structs import Struct
from returnctl.render.blocks import Block


class Page(Struct, frozen=True):
    """The clock, the command that is answered, and whether legends and hints are unwanted.

    `blocks`: the stream can show block characters, so that bars may be drawn.
    """

    moment: Moment
    command: str = ""
    quiet: bool = False
    blocks: bool = True

    @property
    def today(self) -> date:
        """The user's calendar day."""
        return self.moment.today


class Forms(Struct, frozen=True):
    """How one type of view is told.

    `data` gives the value of `data` in JSON, `plain` the fields of each record, `text` what a pipe
    reads, `terminal` what a terminal shows (the text where it is None), `warnings` sentences of the
    text that JSON tells beside its data. Views are typed Any here because the tables of forms hold
    every type.
    """

    data: Callable[[Any, Page], Any]
    plain: Callable[[Any, Page], Iterable[Sequence[str]]]
    text: Callable[[Any, Page], Iterable[Block]]
    terminal: Callable[[Any, Page], Iterable[Block]] | None = None
    warnings: Callable[[Any, Page], Iterable[str]] | None = None
