"""docs/data.md names exactly the tables, views and columns that the database has."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from returnctl.cli.globals import LISTS
from returnctl.exporting.logfile import json_lines
from scripts.make_pages import ROOT
from tests.cli.running import Cli

PAGE = (ROOT / "docs" / "data.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^### (\w+)\n(.*?)(?=^#|\Z)", PAGE, flags=re.MULTILINE | re.DOTALL))
ENDING = PAGE.rpartition("What remains is the program's own")[2]


def columns_told(name: str) -> list[str]:
    """The columns below a heading: the paragraph that is nothing but names."""
    paragraphs = [each for each in SECTIONS[name].split("\n\n") if re.fullmatch(r"[`\w\s]+", each)]
    names = [each for each in paragraphs if each.strip().startswith("`")]
    return re.findall(r"`(\w+)`", names[0])


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's records."""
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    Cli(path.with_name("none.db"), as_of=None).ok("demo", "--keep", str(path))
    return path


@pytest.mark.parametrize("name", SECTIONS)
def test_every_documented_column_can_be_read_and_no_other_is_there(
    database: Path, name: str
) -> None:
    with closing(sqlite3.connect(database)) as conn:
        told = columns_told(name)
        listed = ", ".join(f"t.{column}" for column in told)
        conn.execute(f"SELECT {listed} FROM {name} AS t").fetchall()  # noqa: S608
        there = [row[1] for row in conn.execute(f"PRAGMA table_info({name})")]
    assert told == there


def test_every_table_is_told(database: Path) -> None:
    with closing(sqlite3.connect(database)) as conn:
        rows = conn.execute("SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')")
        found = {name for (name,) in rows if not name.startswith(("sqlite_", "search_index_"))}
    assert found == set(SECTIONS) | (set(re.findall(r"`(\w+)`", ENDING)))


def test_the_views_have_rows_in_the_demo_and_whole_amounts(database: Path) -> None:
    with closing(sqlite3.connect(database)) as conn:
        for view in ("open_cases", "due", "timeline", "money_back"):
            assert conn.execute(f"SELECT count(*) FROM {view}").fetchone()[0] > 0  # noqa: S608
        (hub,) = conn.execute("SELECT amount, amount_currency FROM open_cases "
                              "WHERE items LIKE 'USB-C hub%'").fetchall()  # fmt: skip
    assert hub == (23.99, "EUR")


def test_a_yen_is_a_yen_and_a_dinar_has_a_thousand_fils(home: Path) -> None:
    cli = Cli(home / "returns.db")
    for number, price in (("1", "1200 JPY"), ("2", "1.250 KWD"), ("3", "12.50 EUR")):
        cli.add("--order", number, "--item", "Thing", "--price", price, "--shop", "corner",
                "--reason", "defective")  # fmt: skip
    found = cli.query("SELECT amount, amount_currency FROM open_cases ORDER BY order_number")
    assert found == [(1200.0, "JPY"), (1.25, "KWD"), (12.5, "EUR")]


def test_the_lists_that_make_tables_are_told() -> None:
    section = PAGE.partition("## Lists as tables")[2].partition("take `--csv`")[0]
    assert set(re.findall(r"`([a-z ]+)`", " ".join(section.split()))) == LISTS


def test_the_members_of_an_export_are_told() -> None:
    document = b"".join(json_lines((), ())).decode()
    members = re.findall(r'^"(\w+)"', document, flags=re.MULTILINE)
    told = PAGE.partition("has these members, in this order")[2].partition("A case in")[0]
    assert re.findall(r"^\| `(\w+)` \|", told, flags=re.MULTILINE) == members
