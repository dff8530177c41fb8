"""The base of all classes of values: msgspec's structs, without what only its decoding would need.

msgspec takes two functions from typing_extensions, and from typing where that is not installed.
They are asked for when something is decoded, which is never done here; and with typing_extensions
come inspect, ast and dis, which cost more than all else that msgspec loads.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

_SPARED: Final = "typing_extensions"


@contextmanager
def _absent(module: str) -> Iterator[None]:
    """Have a module that is not loaded yet be one that is not installed, for imports in here."""
    if module in sys.modules:
        yield
        return
    sys.modules[module] = None  # type: ignore[assignment]  # the import system's word for it
    try:
        yield
    finally:
        del sys.modules[module]


with _absent(_SPARED):
    from msgspec import Struct, field
    from msgspec.structs import astuple, replace

__all__ = ["Struct", "astuple", "field", "replace"]
