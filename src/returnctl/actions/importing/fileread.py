"""A FILE argument after it was read."""

from msgspec import Struct

from returnctl.core.imported import Skipped
from returnctl.core.importing.bundles import Gathering


class FileRead(Struct, frozen=True):
    """A FILE argument and what it says: orders, and rows that cannot be used."""

    name: str
    orders: Gathering
    skipped: tuple[Skipped, ...]
