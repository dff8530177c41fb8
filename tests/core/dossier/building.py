"""Cases as papers are made of: values only, no file."""

from __future__ import annotations

from datetime import date
from typing import Any

from returnctl.core.case import Case, Event
from returnctl.core.dossier.material import Material
from returnctl.core.dossier.paper import Cell, Facts, Section, Table
from returnctl.core.money import Money
from tests.core.building import day

TODAY = date(2026, 11, 21)


def euros(minor: int) -> Money:
    return Money(minor, "EUR")


def event(kind: str, on: str, target: str = "o", **more: Any) -> Event:
    return Event(id=f"{kind}-{on}-{target}", kind=kind, target=target, on=day(on), **more)


def material(case: Case, **more: Any) -> Material:
    given = {"ref": "k3f", "whole": case, "case": case, "today": TODAY, "names": {}}
    return Material(**{**given, **more})


def rows(section: Section | None, block: int = 0) -> list[tuple[str, Cell]]:
    """The labels of facts with what is known of them."""
    assert section is not None
    found = section.blocks[block]
    assert isinstance(found, Facts)
    return list(found.rows)


def table(section: Section | None, block: int = 0) -> Table:
    assert section is not None
    found = section.blocks[block]
    assert isinstance(found, Table)
    return found
