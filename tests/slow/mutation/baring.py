"""Lays bare what is decorated: mutmut changes no function under a decorator but `classmethod`.

Properties, and questions whose answers are kept, are much of the core. Each becomes a function of
its own with the decorated one behind it, which does what it did:

    def bare_reconcile(case, target): ...
    reconcile = remembered(lambda *asked, **named: bare_reconcile(*asked, **named))
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

_OF_A_VALUE = frozenset({"property", "cached_property"})
_OF_ANSWERS = frozenset({"cache", "lru_cache", "remembered"})


def bare(source: str) -> str:
    """Return the source of a module with each such function laid bare."""
    lines = source.splitlines()
    # From the end, so that the lines before stay where they are.
    for found in sorted(_decorated(ast.parse(source)), key=lambda found: -found.lineno):
        (decorator,) = found.decorator_list
        indent = " " * found.col_offset
        worn, named = ast.unparse(decorator), f"bare_{found.name}"
        call = f"lambda *asked, **named: {named}(*asked, **named)"
        if worn in _OF_A_VALUE:
            call = f"lambda self: self.{named}()"
        lines.insert(found.end_lineno or 0, f"{indent}{found.name} = {worn}({call})")
        first = found.lineno - 1
        lines[first] = re.sub(rf"\bdef {found.name}\b", f"def {named}", lines[first], count=1)
        del lines[decorator.lineno - 1 : first]
    return "\n".join(lines) + "\n"


def _decorated(module: ast.Module) -> Iterator[ast.FunctionDef]:
    """Yield the functions of a module that wear one such decorator, and those of its classes."""
    for node in module.body:
        for each in (node, *(node.body if isinstance(node, ast.ClassDef) else ())):
            if isinstance(each, ast.FunctionDef) and len(each.decorator_list) == 1:
                name = ast.unparse(each.decorator_list[0]).partition("(")[0]
                if name in (_OF_ANSWERS if each is node else _OF_A_VALUE):
                    yield each
