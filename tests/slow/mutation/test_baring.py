"""Decorated functions laid bare for mutmut do what they did."""

from __future__ import annotations

import ast
from typing import Any

from tests.slow.mutation.baring import bare

_MODULE = '''"""A module."""
from functools import cache, lru_cache

def remembered(question):
    return lambda case, target: ("remembered", question(case, target))

class Thing:
    count = 3

    @property
    def double(self) -> int:
        """Twice."""
        return self.count * 2

    @classmethod
    def of(cls) -> "Thing":
        return cls()

@remembered
def owed(
    case: int,
    target: int,
) -> int:
    return case + target

@lru_cache(maxsize=8)
def half(number: int) -> list[int]:
    return [number // 2]

@cache
def nothing() -> list[int]:
    return []

def last() -> int:
    return Thing.of().double
'''


def _run(source: str) -> dict[str, Any]:
    names: dict[str, Any] = {}
    exec(compile(source, "module", "exec"), names)  # noqa: S102  # the text above
    return names


def _decorated(source: str) -> set[str]:
    functions = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef))
    return {each.name for each in functions if each.decorator_list}


def test_only_class_methods_stay_decorated() -> None:
    assert _decorated(_MODULE) == {"double", "of", "owed", "half", "nothing"}
    assert _decorated(bare(_MODULE)) == {"of"}


def test_a_property_gives_what_the_bare_method_does() -> None:
    names = _run(bare(_MODULE))
    assert names["last"]() == names["Thing"]().bare_double() == 6


def test_what_is_called_is_still_wrapped() -> None:
    names = _run(bare(_MODULE))
    assert names["owed"](2, 3) == ("remembered", names["bare_owed"](2, 3)) == ("remembered", 5)


def test_answers_are_still_kept() -> None:
    names = _run(bare(_MODULE))
    assert names["half"](number=9) == [4]
    assert names["half"](9) is names["half"](9)
    assert names["nothing"]() is names["nothing"]()
    assert names["bare_nothing"]() is not names["bare_nothing"]()
