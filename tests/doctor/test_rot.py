"""Bits that rot in a row: found by flipping 2,000 bytes, each of these ended as a bug."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.running import Cli

DAMAGED = 7
ROT = {
    "a text of the log": "UPDATE log SET data = CAST(X'7B22FF227D' AS TEXT)",
    "another value of the log": "UPDATE log SET data = '5'",
    "a text of a table": "UPDATE deadlines SET advice = CAST(X'FFFE' AS TEXT)",
    "a list of a table": "UPDATE status SET items = '[\"hub'",
    "a day of a table": "UPDATE deadlines SET due_on = '2026-1&-01'",
    "kept rules that are none": "UPDATE rulebooks SET body = '{' WHERE kind = 'pack'",
    "kept rules in no encoding": "UPDATE rulebooks SET body = CAST(X'FF' AS TEXT)",
    "kept rules with another number": "UPDATE rulebooks SET body = replace(body, '15d', '75d')",
}
COMMANDS = ("status --all", "show REF", "export --format json", "mark REF requested")


@pytest.fixture
def cli(home: Path) -> Cli:
    return Cli(home / "records" / "returns.db")


@pytest.mark.parametrize("what", ROT)
def test_rot_is_told_by_doctor_and_is_no_bug_anywhere(cli: Cli, what: str) -> None:
    ref = cli.add("8190123456789012", "USB-C hub", "23.99 EUR", "--delivered", "8nov")
    rot(cli, ROT[what])

    told = json.loads(cli("doctor", "--json").out)
    wrong = [] if told["data"] is None else told["data"]["checks"]
    assert told["errors"] or any(each["verdict"] in ("bad", "damaged") for each in wrong)
    for words in COMMANDS:
        answer = cli(*words.replace("REF", ref).split())
        assert answer.exit_code in (0, 1, DAMAGED), answer


def test_an_entry_without_anything_in_it_is_no_bug_of_export(cli: Cli) -> None:
    """A page that is cut off leaves NULL where the schema knows none."""
    cli.add("8190123456789012", "USB-C hub", "23.99 EUR", "--delivered", "8nov")
    loose = "replace(sql, 'data TEXT NOT NULL', 'data TEXT')"
    with closing(sqlite3.connect(cli.db, isolation_level=None)) as conn:
        conn.execute("PRAGMA writable_schema = ON")
        conn.execute(f"UPDATE sqlite_schema SET sql = {loose} WHERE name = 'log'")  # noqa: S608
    rot(cli, "UPDATE log SET data = NULL")

    answer = cli("export", "-", "--format", "json")

    assert answer.exit_code == DAMAGED
    assert "is damaged" in answer.err


def test_no_date_is_computed_from_rules_that_changed(cli: Cli) -> None:
    ref = cli.add("8190123456789012", "USB-C hub", "23.99 EUR", "--delivered", "8nov")
    rot(cli, ROT["kept rules with another number"])

    answer = cli("mark", ref, "delivered", "--on", "9nov")

    assert answer.exit_code == DAMAGED
    assert "are damaged" in answer.err
    assert "returnctl restore" in answer.err


def test_why_the_tables_could_not_be_mended_is_told(cli: Cli) -> None:
    """`doctor --fix` told that they are wrong, and to run `doctor --fix`."""
    cli.add("8190123456789012", "USB-C hub", "23.99 EUR", "--delivered", "8nov")
    rot(cli, ROT["kept rules with another number"])
    rot(cli, "UPDATE deadlines SET act_by = '2027-01-01'")

    told = cli("doctor", "--fix").out

    assert "  not rebuilt: the rules that were kept as " in told


def test_doctor_repeats_nothing_of_a_row_that_it_cannot_read(cli: Cli) -> None:
    """It told what SQLite says, which is the text of the row; and answers go into reports."""
    ref = cli.add("8190123456789012", "USB-C hub", "23.99 EUR", "--delivered", "8nov")
    cli.ok("message", "add", ref, "--from", "me", "my account is DE89370400440532013000, Muster")
    rot(cli, "UPDATE log SET data = replace(data, 'Muster', CAST(X'4DFF' AS TEXT))")

    told, as_json, mended = cli("doctor"), cli("doctor", "--json"), cli("doctor", "--fix")

    assert "rows cannot be read (OperationalError)" in told.out
    assert not [each for each in (told, as_json, mended) if "DE89" in each.out + each.err]


def rot(cli: Cli, statement: str) -> None:
    """Change rows behind the program's back, guards and all."""
    with closing(sqlite3.connect(cli.db)) as conn:
        triggers = conn.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        for (name,) in triggers:
            conn.execute(f"DROP TRIGGER {name}")
        conn.execute(statement)
        conn.commit()
