"""Holds the map of the rooms (CONTRIBUTING.md) against the imports in src/returnctl."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.architecture import LIBRARIES, MAY_IMPORT, Module, broken_rules, read_package

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "returnctl"


def test_the_package_keeps_to_the_map_of_its_rooms() -> None:
    modules = read_package(SOURCE)

    assert len(modules) > 3
    assert broken_rules(modules) == []


BAD = [
    pytest.param("core.rules", "import returnctl.store", "core may not import store", id="outward"),
    pytest.param("core.rules", "from .. import store", "may not import store", id="relative"),
    pytest.param("core.rules", "from returnctl import store", "may not import store", id="from"),
    pytest.param("core.rules", "import rich", "core may not import rich", id="rich-in-core"),
    pytest.param("core.rules", "import sqlite3", "core may not import sqlite3", id="sql-in-core"),
    pytest.param("core.rules", "from dateutil import parser", "no list", id="dateutil-parser"),
    pytest.param("core.rules", "import os.path", "core is pure", id="files-in-core"),
    pytest.param("core.rules", "import urllib.request", "core is pure", id="network-in-core"),
    pytest.param("core.rules", "open('x')", "opens no file", id="open-in-core"),
    pytest.param(
        "core.rules",
        "from datetime import date\ndef due(): return date.today()",
        "the clock is an argument",
        id="clock-in-core",
    ),
    pytest.param(
        "actions.add",
        "import datetime as dt\ndef due(): return dt.datetime.now(dt.UTC)",
        "the clock is an argument",
        id="clock-in-actions",
    ),
    pytest.param(
        "core.rules",
        "def late():\n    import returnctl.packs",
        "core may not import packs",
        id="inside-a-function",
    ),
    pytest.param(
        "core.rules",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import returnctl.packs",
        "core may not import packs",
        id="for-typing-only",
    ),
    pytest.param(
        "store.log",
        "import importlib\nimportlib.import_module('returnctl.packs')",
        "store may not import packs",
        id="by-name",
    ),
    pytest.param(
        "store.log", "from returnctl.packs import load", "not import packs", id="sideways"
    ),
    pytest.param("store.log", "import returnctl.actions", "not import actions", id="back"),
    pytest.param("actions.add", "import returnctl.render", "may not import render", id="shows"),
    pytest.param("actions.add", "import returnctl.cli", "may not import cli", id="upward"),
    pytest.param("actions.add", "import typer", "actions may not import typer", id="typer"),
    pytest.param("actions.add", "print('done')", "belongs to render", id="print"),
    pytest.param("render.table", "import returnctl.actions", "may not import actions", id="asks"),
    pytest.param("cli.add", "import returnctl.store", "cli may not import store", id="cli-store"),
    pytest.param("cli.add", "import click", "no list of libraries", id="click"),
    pytest.param("packs.utils", "", "after what it holds", id="utils"),
    pytest.param("attic.box", "", "no room of the house", id="unknown-room"),
    pytest.param("core.rules", "\n" * 301, "301 lines", id="too-long"),
]


@pytest.mark.parametrize(("name", "source", "complaint"), BAD)
def test_a_broken_rule_is_found(name: str, source: str, complaint: str) -> None:
    found = broken_rules([Module.parse(name, source)])

    assert len(found) == 1
    assert complaint in found[0]


GOOD = [
    ("core.rules", "from dateutil.relativedelta import relativedelta\nfrom .lengths import Length"),
    ("core.rules", "from datetime import date\nfrom zoneinfo import ZoneInfo"),
    ("store.log", "import sqlite3\nfrom sqlite_utils import Database\nimport returnctl.core.fold"),
    ("actions.add", "from returnctl.store.log import Log\nfrom returnctl.core import fold"),
    (
        "cli.add",
        "import typer\nfrom returnctl import __version__\nfrom returnctl.actions import add",
    ),
    ("cli.wiring", "from returnctl.store import open_store\nfrom returnctl.settings import load"),
    ("render.human", "from rich.table import Table\nfrom returnctl.core.case import Case"),
]


@pytest.mark.parametrize(("name", "source"), GOOD)
def test_what_the_map_allows_passes(name: str, source: str) -> None:
    assert broken_rules([Module.parse(name, source)]) == []


def test_two_modules_that_import_each_other_are_found() -> None:
    found = broken_rules(
        [
            Module.parse("core.rules", "from returnctl.core.lengths import Length"),
            Module.parse("core.lengths", "def late():\n    from returnctl.core import rules"),
        ]
    )

    assert found == ["core.lengths -> core.rules -> core.lengths: import each other in a circle"]


def test_a_circle_through_typing_alone_is_none() -> None:
    typed = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import returnctl.core.rules"

    assert not broken_rules(
        [
            Module.parse("core.rules", "from returnctl.core.lengths import Length"),
            Module.parse("core.lengths", typed),
        ]
    )


def test_a_package_and_its_own_modules_may_import_downward() -> None:
    assert not broken_rules(
        [
            Module.parse("store", "from .log import Log", is_package=True),
            Module.parse("store.log", "from ..core import fold"),
            Module.parse("core.fold", ""),
        ]
    )


def test_contributing_names_every_room_and_every_confined_library() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    rooms = {room.partition(".")[0] for room in MAY_IMPORT} - {"__init__", "__main__"}

    assert not [room for room in rooms if f"`{room}/`" not in text]
    assert not [library for library in LIBRARIES if f"`{library}`" not in text]
