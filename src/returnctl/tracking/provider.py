"""What a tracking service is: a row of facts, and the module that speaks its language."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Protocol

from returnctl.core.sightings import Round, Wanted
from returnctl.core.structs import Struct
from returnctl.tracking.line import Line


class Dialect(Protocol):
    """The functions that each service's module has."""

    def takes(self, wanted: Wanted) -> bool:
        """Whether the service can know that number."""

    def headers(self, key: str) -> Mapping[str, str]:
        """Return the headers that carry the key."""

    def ask(self, line: Line, batch: Sequence[Wanted]) -> Round:
        """Ask about a batch.

        Raises:
            Failed: there is no usable answer.
        """


class Provider(Struct, frozen=True, kw_only=True):
    """A tracking service.

    `batch` is how many numbers one question may hold, `min_interval` the seconds between two
    questions, `min_refresh` how long an answer about a number stays good. An unofficial service is
    asked only where the user enabled it. `quota` asks how much is left, where a service says.
    """

    name: str
    title: str
    dialect: Dialect
    url: str
    needs_key: bool
    official: bool
    batch: int
    min_interval: float
    min_refresh: timedelta
    quota: Callable[[Line], int | None] | None = None
