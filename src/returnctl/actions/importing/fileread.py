"""A FILE argument after it was read."""

from returnctl.core.imported import Skipped
from returnctl.core.importing.bundles import Gathering
from returnctl.core.structs import Struct


class FileRead(Struct, frozen=True):
    """A FILE argument and what it says: orders, and rows that cannot be used."""

    name: str
    orders: Gathering
    skipped: tuple[Skipped, ...]
