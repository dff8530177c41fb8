"""A FILE argument after it was read."""

from dataclasses import dataclass

from returnctl.core.imported import Skipped
from returnctl.core.importing.bundles import Gathering


@dataclass(frozen=True, slots=True)
class FileRead:
    """A FILE argument and what it says: orders, and rows that cannot be used."""

    name: str
    orders: Gathering
    skipped: tuple[Skipped, ...]
