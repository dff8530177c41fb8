"""The base of all classes of values: msgspec's structs, without what only its decoding would need.

msgspec's package loads all that it can do, and asks typing_extensions for two functions; with both
come inspect, ast and dis, and twice the time that the structs take. So its compiled part is asked
for alone: that package runs no code of its own, and typing_extensions looks absent, for the
imports in here. Where a release of msgspec keeps its structs elsewhere, it is imported as it wants.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.machinery import PathFinder
from types import ModuleType
from typing import TYPE_CHECKING


def _bare(package: str) -> ModuleType:
    """Return a package that finds its modules, and runs no code of its own."""
    spec = PathFinder.find_spec(package)
    module = ModuleType(package)
    module.__path__ = (spec and spec.submodule_search_locations) or []
    return module


@contextmanager
def _standing_in(**modules: ModuleType | None) -> Iterator[None]:
    """Put these in the place of modules that are not loaded yet, for imports in here.

    None is the import system's word for what is not installed.
    """
    away = [name for name in modules if name not in sys.modules]
    sys.modules.update({name: modules[name] for name in away})  # type: ignore[misc]
    try:
        yield
    finally:
        for name in away:
            del sys.modules[name]


if TYPE_CHECKING:
    from msgspec import Struct, field
    from msgspec.structs import astuple, replace
else:
    try:
        with _standing_in(typing_extensions=None, msgspec=_bare("msgspec")):
            from msgspec import _core
        Struct, field = _core.Struct, _core.Field
        astuple, replace = _core.astuple, _core.replace
    except (ImportError, AttributeError):
        from msgspec import Struct, field
        from msgspec.structs import astuple, replace

__all__ = ["Struct", "astuple", "field", "replace"]
