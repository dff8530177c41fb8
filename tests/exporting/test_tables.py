"""Lists as CSV and as workbooks: every list, the same rows, and nothing that a spreadsheet runs."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from returnctl.cli.globals import LISTS
from returnctl.core.sheets import Sheet, csv_lines, heads, sheet_of
from returnctl.render.sheets import COLUMNS
from tests.cli.running import Cli

TITLE = '=cmd|"/C calc"!A1'
LIST_COMMANDS = (
    ("status", "--purchases"), ("status", "--all"), ("deadlines", "--all"), ("search", "8190*"),
    ("history",), ("summary",), ("track",), ("parcel", "list"),
    ("parcel", "identify", "LP00712345678901"), ("evidence", "list", "REF"),
    ("evidence", "verify"), ("message", "list", "REF"), ("policy", "list"),
)  # fmt: skip


@pytest.fixture
def cli(home: Path) -> Cli:
    """A shopper with a return that has everything, and a title that wants to be a formula."""
    cli = Cli(home / "records" / "returns.db")
    ref = cli.add("8190123456789012", TITLE, "23.99", "--reason", "defective", "--seller",
                  '"Semi;colon", Ltd.\nShenzhen', "--did", "delivered=8nov")  # fmt: skip
    cli.ok("mark", ref, "requested", "--code", "0012345", "--on", "2026-11-10")
    cli.ok("parcel", "add", ref, "LP00712345678901")
    cli.ok("message", "add", ref, "--from", "seller", stdin="@home, please wait")
    photo = home / "photo.jpg"
    photo.write_bytes(b"\xff\xd8\xff" + bytes(200))
    cli.ok("evidence", "add", ref, str(photo))
    cli.env["REF"] = ref
    return cli


def words(cli: Cli, command: tuple[str, ...]) -> list[str]:
    return [str(cli.env["REF"]) if word == "REF" else word for word in command]


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("command", LIST_COMMANDS, ids=" ".join)
def test_a_list_is_the_same_in_csv_and_as_a_workbook(
    cli: Cli, home: Path, command: tuple[str, ...]
) -> None:
    args = words(cli, command)
    head, *told = rows(cli.ok(*args, "--csv").out)
    assert len(set(head)) == len(head)
    assert all(len(row) == len(head) for row in told)
    plain = cli.ok(*args, "--plain").lines
    missing = [line for line in plain if line.split("\t")[1:2] == ["missing"]]
    assert len(told) == len(plain) - len(missing)

    path = home / "list.xlsx"
    cli.ok(*args, "--xlsx", str(path))
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    assert [cell.value for cell in sheet[1]] == head
    assert sheet.max_row == len(told) + 1
    assert not any(cell.data_type == "f" for row in sheet for cell in row)


def test_every_list_has_a_test() -> None:
    tested = {" ".join(each) for each in LIST_COMMANDS}
    assert all(any(f"{each} ".startswith(f"{name} ") for each in tested) for name in LISTS)


def test_codes_stay_text_days_are_days_and_amounts_are_numbers(cli: Cli, home: Path) -> None:
    path = home / "list.xlsx"
    cli.ok("status", "--xlsx", str(path))
    sheet: Any = openpyxl.load_workbook(path).active
    head, row = ([cell.value for cell in each] for each in sheet.iter_rows(max_row=2))
    found = dict(zip(head, row, strict=True))
    assert found["order_number"] == "8190123456789012"
    assert found["return_code"] == "0012345"
    assert found["amount"] == 23.99
    assert found["amount_currency"] == "EUR"
    assert isinstance(found["act_by"], datetime)
    assert isinstance(found["days_left"], int)
    assert found["items"] == TITLE
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_workbook_of_ours_is_written_over_and_a_users_is_not(cli: Cli, home: Path) -> None:
    path = home / "list.xlsx"
    cli.ok("status", "--xlsx", str(path))
    cli.ok("status", "--xlsx", str(path))
    openpyxl.load_workbook(path).save(path)  # as a spreadsheet does
    before = path.read_bytes()
    answer = cli("status", "--xlsx", str(path))
    assert answer.exit_code == 2
    assert "did not make it" in answer.err
    assert path.read_bytes() == before


def test_csv_is_defused_and_otherwise_as_it_was_typed(cli: Cli) -> None:
    raw = cli.ok("status", "--csv").out
    assert "\r\n" in raw
    head, row = rows(raw)
    found = dict(zip(head, row, strict=True))
    assert found["items"] == f"'{TITLE}"
    assert found["seller"] == '"Semi;colon", Ltd.\nShenzhen'
    assert found["amount"] == "23.99"
    (said,) = rows(cli.ok("message", "list", str(cli.env["REF"]), "--csv").out)[1:]
    assert said[-1] == "'@home, please wait"


def test_what_is_no_list_has_no_table(cli: Cli) -> None:
    assert cli("show", str(cli.env["REF"]), "--csv").exit_code == 2
    assert "one form at a time" in cli("status", "--csv", "--plain").err
    assert cli.ok("status", "--as-of", "2020-01-01", "--csv").lines[0].startswith("ref,kind")


def test_an_empty_list_is_a_row_of_names(home: Path) -> None:
    cli = Cli(home / "records" / "returns.db")
    cli.add("8190123456789012", "Hub", "23.99")
    assert len(rows(cli.ok("search", "nothing", "--csv").out)) == 1


@given(st.lists(st.text(alphabet=st.characters(codec="utf-8")), min_size=1, max_size=4))
def test_no_cell_of_text_begins_a_formula_and_none_is_lost(cells: list[str]) -> None:
    columns = heads(*(f"c{n}" for n in range(len(cells))))
    text = b"".join(csv_lines(sheet_of(columns, [cells]))).decode()
    (row,) = rows(text)[1:]
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) for cell in row)
    assert [cell.removeprefix("'") for cell in row] == [cell.removeprefix("'") for cell in cells]


def test_numbers_below_zero_stay_numbers() -> None:
    sheet: Sheet = sheet_of(heads("left:number", "sum:amount"), [["-3", "-5.00 EUR"]])
    assert b"".join(csv_lines(sheet)) == b"left,sum,sum_currency\r\n-3,-5.00,EUR\r\n"


def test_columns_have_the_names_of_json(cli: Cli) -> None:
    for view, command in (("StatusView", "status"), ("DeadlinesView", "deadlines")):
        (row, *_) = cli.data(command)
        more = {"act_by", "basis", "tracking_numbers", "rule", "name"}
        assert {head.name for head in COLUMNS[view]} <= set(row) | more
