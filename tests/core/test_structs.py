"""Structs are msgspec's own, and it costs no more than they do."""

import os
import subprocess
import sys
from pathlib import Path

import msgspec

from returnctl.core import structs

SOURCE = Path(structs.__file__).parents[2]


def said(code: str, *before: Path) -> list[str]:
    """Return the words that a fresh interpreter prints."""
    path = os.pathsep.join(map(str, (*before, SOURCE)))
    done = subprocess.run(
        [sys.executable, "-c", code],
        check=True, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": path},
    )  # fmt: skip
    return done.stdout.split()


def test_they_are_those_of_the_library() -> None:
    """Whoever else uses msgspec meets the same classes."""
    assert structs.Struct is msgspec.Struct
    assert structs.replace is msgspec.structs.replace
    assert structs.astuple is msgspec.structs.astuple


def test_a_default_is_made_for_each_value() -> None:
    """A field with a factory shares nothing between two values."""

    class Box(structs.Struct):
        things: list[str] = structs.field(default_factory=list)

    first = Box()
    first.things.append("lamp")
    assert Box().things == []


def test_nothing_that_decodes_is_loaded() -> None:
    """A command that reads must not wait for what it never uses."""
    code = """if True:
        import sys
        import returnctl.core.structs
        print(*(name for name in sys.modules if "msgspec" in name or name == "inspect"))
    """
    assert sorted(said(code)) == ["msgspec._core", "msgspec._utils"]


def test_the_library_is_whole_for_whoever_imports_it_later() -> None:
    """Nothing that stood in while structs were loaded is left behind."""
    code = """if True:
        from returnctl.core.structs import Struct
        import msgspec, typing_extensions
        class Box(Struct):
            thing: str
        print(msgspec.json.decode(b'{"thing": "lamp"}', type=Box).thing, typing_extensions.__name__)
    """
    assert said(code) == ["lamp", "typing_extensions"]


def test_a_release_that_keeps_them_elsewhere_is_imported_as_it_wants(tmp_path: Path) -> None:
    """The compiled part is msgspec's own business: where it is not, the front door is used."""
    package = tmp_path / "msgspec"
    package.mkdir()
    (package / "__init__.py").write_text("class Struct: pass\ndef field(): pass\n")
    (package / "structs.py").write_text("def astuple(): pass\ndef replace(): pass\n")
    code = "from returnctl.core.structs import Struct, replace; print(Struct.__module__, replace)"
    assert said(code, tmp_path)[0] == "msgspec"
