"""How values go into statements when many rows do.

The sqlite3 module asks whatever is no number and no text how it wants to be stored, and takes half
a microsecond to learn that None and a yes or no have no opinion: a rebuild stores two hundred of
them for an order. Told once, it asks no more.
"""

import sqlite3
from typing import Any, Final

_NOTHING: Final[dict[None, Any]] = {}


def settle_types() -> None:
    """Tell sqlite3, for all of this process, that yes and no are 1 and 0, and None is NULL."""
    sqlite3.register_adapter(bool, int)
    # Whatever is looked up in it is None, and it is C that looks.
    sqlite3.register_adapter(type(None), _NOTHING.get)
