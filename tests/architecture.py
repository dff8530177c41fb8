"""Reads the imports of a package and says where they break the rules of the house.

The rules are the tables at the top; CONTRIBUTING.md tells them in words. Everything works on source
text, so that the tests can also check made-up modules that break a rule on purpose.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Self

PACKAGE = "returnctl"
MAX_LINES = 300

SIDE_ROOMS = frozenset(
    "store packs calendars settings tracking importing exporting notify scheduling".split()
)

# Room -> the rooms it may import. Every room may import itself and the version in `returnctl`.
MAY_IMPORT: Mapping[str, frozenset[str]] = {
    "core": frozenset(),
    **dict.fromkeys(SIDE_ROOMS, frozenset({"core"})),
    "policies": frozenset(),
    "render": frozenset({"core"}),
    "actions": SIDE_ROOMS | {"core"},
    "cli": frozenset({"actions", "render", "core"}),
    "cli.wiring": SIDE_ROOMS | {"actions", "render", "core"},
    "__main__": frozenset({"cli"}),
    "__init__": frozenset(),
}

# Library (or a part of it) -> the rooms, or the one module, that may import it. What is not listed
# here is not used.
LIBRARIES: Mapping[str, frozenset[str]] = {
    "typer": frozenset({"cli", "cli.wiring"}),
    "rich": frozenset({"render"}),
    "sqlite3": frozenset({"store"}),
    "sqlite_utils": frozenset({"store"}),
    "httpx": frozenset({"tracking", "notify"}),
    "apprise": frozenset({"notify"}),
    "tomlkit": frozenset({"settings"}),
    "openpyxl": frozenset({"importing", "exporting"}),
    "segno": frozenset({"exporting"}),
    "barcode": frozenset({"exporting"}),
    "typst": frozenset({"exporting"}),
    "PIL": frozenset({"exporting"}),
    "keyring": frozenset({"settings"}),
    "platformdirs": frozenset({"settings", "cli.wiring"}),
    "holidays": frozenset({"calendars"}),
    "icalendar": frozenset({"exporting"}),
    "dateutil.relativedelta": frozenset({"core"}),
    # How a class of values is defined (docs/decisions/structs.md); what reads and writes stays out.
    **dict.fromkeys(
        ("msgspec.Struct", "msgspec.field", "msgspec.structs", "msgspec._core"),
        frozenset({"core.structs"}),
    ),
}

# Parts of the standard library that would bring the world into `core`.
WORLDLY = frozenset(
    "asyncio getpass http logging os shutil smtplib socket ssl subprocess tempfile "
    "threading time urllib.request webbrowser".split()
)

# Today's date and the present instant reach these rooms as arguments.
CLOCKLESS = frozenset({"core", "actions", "render"})
CLOCKS = frozenset({"today", "now", "utcnow"})


@dataclass(frozen=True)
class Import:
    name: str
    line: int
    at_runtime: bool = True


@dataclass(frozen=True)
class Module:
    """One source file: its dotted name below the package, and what can be read off its text."""

    name: str
    source: str
    tree: ast.Module = field(repr=False, compare=False)
    is_package: bool = False

    @classmethod
    def parse(cls, name: str, source: str, *, is_package: bool = False) -> Self:
        return cls(name, source, ast.parse(source), is_package)

    @property
    def room(self) -> str:
        if self.name == "cli.wiring" or self.name.startswith("cli.wiring_"):
            return "cli.wiring"
        return self.name.partition(".")[0]

    @property
    def lines(self) -> int:
        return len(self.source.splitlines())

    @cached_property
    def nodes(self) -> list[ast.AST]:
        return list(ast.walk(self.tree))

    @cached_property
    def imports(self) -> tuple[Import, ...]:
        return tuple(self._imports())

    def _imports(self) -> Iterator[Import]:
        typing_only = {
            id(node)
            for block in self.nodes
            if isinstance(block, ast.If) and "TYPE_CHECKING" in ast.unparse(block.test)
            for statement in block.body
            for node in ast.walk(statement)
        }
        for node in self.nodes:
            at_runtime = id(node) not in typing_only
            match node:
                case ast.Import():
                    for alias in node.names:
                        yield Import(alias.name, node.lineno, at_runtime)
                case ast.ImportFrom():
                    base = self._absolute(node)
                    for alias in node.names:
                        yield Import(f"{base}.{alias.name}", node.lineno, at_runtime)
                case ast.Call(func=ast.Name("import_module" | "__import__") | ast.Attribute()):
                    if name := _imported_by_name(node):
                        yield Import(name, node.lineno, at_runtime)

    def _absolute(self, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        here = [PACKAGE, *self.name.split(".")]
        keep = len(here) - node.level + self.is_package
        return ".".join([*here[:keep], *([node.module] if node.module else [])])


def _imported_by_name(node: ast.Call) -> str | None:
    """Return the module that `importlib.import_module("x.y")` names, if the text can be read."""
    called = ast.unparse(node.func)
    if called not in {"import_module", "importlib.import_module", "__import__"} or not node.args:
        return None
    name = node.args[0]
    return name.value if isinstance(name, ast.Constant) and isinstance(name.value, str) else None


def read_package(folder: Path) -> list[Module]:
    modules = []
    for path in sorted(folder.rglob("*.py")):
        parts = path.relative_to(folder).with_suffix("").parts
        is_package = parts[-1] == "__init__" and len(parts) > 1
        name = ".".join(parts[:-1] if is_package else parts)
        source = path.read_text(encoding="utf-8")
        modules.append(Module.parse(name, source, is_package=is_package))
    return modules


def broken_rules(modules: list[Module]) -> list[str]:
    """Return every broken rule as one sentence that starts with where."""
    return [
        *(found for module in modules for found in _broken_by(module)),
        *(f"{' -> '.join(cycle)}: import each other in a circle" for cycle in cycles(modules)),
    ]


def _broken_by(module: Module) -> Iterator[str]:
    if module.room not in MAY_IMPORT:
        yield f"{module.name}: {module.room} is no room of the house"
        return
    if module.name.rpartition(".")[2] in {"utils", "util", "helpers", "misc", "common"}:
        yield f"{module.name}: name a module after what it holds"
    if module.lines > MAX_LINES:
        yield f"{module.name}: {module.lines} lines, at most {MAX_LINES}"
    for found in module.imports:
        if complaint := _complaint(module, found.name):
            yield f"{module.name}:{found.line}: {complaint}"
    for node in module.nodes:
        if isinstance(node, ast.Call) and (complaint := _call_complaint(module.room, node)):
            yield f"{module.name}:{node.lineno}: {complaint}"


def _complaint(module: Module, name: str) -> str | None:
    room = module.room
    top, _, rest = name.partition(".")
    if top == PACKAGE:
        target = rest.partition(".")[0]
        if target in {"", "__version__", room.partition(".")[0]} or target in MAY_IMPORT[room]:
            return None
        return f"{room} may not import {target}"
    library = next((known for known in LIBRARIES if _within(name, known)), None)
    if library:
        allowed = LIBRARIES[library]
        return None if {room, module.name} & allowed else f"{room} may not import {library}"
    if top not in sys.stdlib_module_names:
        return f"{name} is on no list of libraries"
    if room == "core" and any(_within(name, part) for part in WORLDLY):
        return f"core is pure and may not import {name}"
    return None


def _within(name: str, library: str) -> bool:
    return name == library or name.startswith(library + ".")


def _call_complaint(room: str, node: ast.Call) -> str | None:
    match node.func:
        case ast.Name("print"):
            return "print() belongs to render"
        case ast.Name("open") if room == "core":
            return "core is pure and opens no file"
        case ast.Attribute(ast.Name("date" | "datetime" | "dt"), attr) if attr in CLOCKS:
            return f"{attr}() in {room}: the clock is an argument" if room in CLOCKLESS else None
        case ast.Attribute(ast.Attribute(_, "date" | "datetime"), attr) if attr in CLOCKS:
            return f"{attr}() in {room}: the clock is an argument" if room in CLOCKLESS else None
    return None


def cycles(modules: list[Module]) -> list[list[str]]:
    """Return the circles among imports that happen at run time, inside functions too."""
    names = {module.name for module in modules}
    graph = {
        module.name: {
            target
            for found in module.imports
            if found.at_runtime and (target := _target(found.name, names)) != module.name
        }
        - {""}
        for module in modules
    }
    found: list[list[str]] = []
    done: set[str] = set()

    def visit(name: str, path: list[str]) -> None:
        if name in path:
            found.append([*path[path.index(name) :], name])
        elif name not in done:
            for target in sorted(graph[name]):
                visit(target, [*path, name])
            done.add(name)

    for name in sorted(graph):
        visit(name, [])
    return found


def _target(name: str, known: set[str]) -> str:
    """Return the module of the package that an imported name lies in: itself or a parent."""
    top, _, rest = name.partition(".")
    if top != PACKAGE:
        return ""
    while rest and rest not in known:
        rest = rest.rpartition(".")[0]
    return rest
