"""One's own tables: columns by what people call them, by `--map`, and remembered."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests.cli.running import process_env, run_process
from tests.importing.exports import EXPORTS
from tests.importing.importing import only, rows

if TYPE_CHECKING:
    from tests.importing.importing import Importer

MASTER = (
    "Order #,Source,Cost,Bought,SKU,Lot,Sold On\n"
    "8190123456789012,AE,$3.50,03/25/2026,A-1,L7,eBay\n"
    "12-34567-89012,ebay,$12.00,03/26/2026,A-2,L7,\n"
)
MAP = (
    "--map", "Order #=order_number", "--map", "Source=shop", "--map", "Cost=price",
    "--map", "Bought=ordered", "--map", "AE=aliexpress",
)  # fmt: skip


def test_columns_and_shops_are_mapped(importer: Importer) -> None:
    data = importer.take("master.csv", MASTER, *MAP)

    assert [(r["shop"], r["on"], r["amount"]) for r in rows(data, "new")] == [
        ("aliexpress", "2026-03-25", {"amount": "3.50", "currency": "USD"}),
        ("ebay", "2026-03-26", {"amount": "12.00", "currency": "USD"}),
    ]


def test_columns_that_mean_nothing_here_stay_with_the_order(importer: Importer) -> None:
    importer.take("master.csv", MASTER, *MAP)

    assert importer.show("8190123456789012")["order"]["fields"] == [
        ["SKU", "A-1"], ["Lot", "L7"], ["Sold On", "eBay"],
    ]  # fmt: skip
    assert "A-1" in importer.cli.ok("show", "8190123456789012").out


def test_a_mapping_is_remembered_for_the_same_columns(importer: Importer) -> None:
    importer.take("january.csv", MASTER, *MAP)
    header, *lines = MASTER.replace("8190123456789012", "8190123456789999").splitlines()
    later = "\n".join([header, *lines]) + "\n"

    data = importer.take("february.csv", later)

    assert only(data, "new")["shop"] == "aliexpress"


def test_a_preview_remembers_nothing(importer: Importer) -> None:
    path = importer.write("master.csv", MASTER.replace("Order #", "Ref"))
    importer.cli.ok("import", path, "--dry-run", "--map", "Ref=order_number", *MAP[2:])

    data = importer.data(path)

    assert data["new"] == []
    assert "nobody here knows its columns" in data["skipped"][0]["reason"]


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("Order #=order_nmber", "Did you mean order_number?"),
        ("Ordr #=order_number", "Did you mean Order #?"),
        ("Cost", "--map"),
        ("AE=aliexpres", "aliexpress"),
        ("Cost=wardrobe", "Fields: order_number, shop"),
    ],
)
def test_a_misspelt_mapping_is_refused(importer: Importer, typed: str, hint: str) -> None:
    error = importer.refused("master.csv", MASTER, "--map", typed)

    assert hint in error["hint"]


@pytest.mark.parametrize(
    ("other", "message"),
    [
        ("Cost=total", 'the column "Cost" is mapped to price and to total.'),
        ("Lot=price", "two columns are mapped to price."),
    ],
)
def test_a_mapping_that_contradicts_itself_is_refused(
    importer: Importer, other: str, message: str
) -> None:
    error = importer.refused("master.csv", MASTER, "--map", "Cost=price", "--map", other)

    assert error["message"] == message


def test_a_later_mapping_of_a_field_takes_the_place_of_the_kept_one(importer: Importer) -> None:
    table = "Order ID,Name,Label,Date\n8190123456789012,A-1,Lamp,2026-03-25\n"
    importer.take("one.csv", table.replace("9012", "9013"), "--map", "Name=title")

    assert only(importer.take("one.csv", table, "--map", "Label=title"), "new")["items"] == ["Lamp"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_any_delimiter_is_found(importer: Importer, delimiter: str) -> None:
    text = f"sep={delimiter}\n" + "\n".join(
        delimiter.join(cells)
        for cells in (
            ["Order ID", "Title", "Price"],
            ["12-34567-89012", '"Cup, set of 2"', "7 EUR"],
        )
    )

    order = only(importer.take("cups.csv", text), "new")

    assert (order["shop"], order["items"]) == ("ebay", ["Cup, set of 2"])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_any_encoding_is_found(importer: Importer, encoding: str) -> None:
    text = "Order ID;Title;Price\r\n12-34567-89012;M\u00fctze;7 EUR\r\n"

    assert only(importer.take("hat.csv", text.encode(encoding)), "new")["items"] == ["M\u00fctze"]


@pytest.mark.parametrize(
    ("column", "options", "days"),
    [
        (["03/25/2026", "04/05/2026"], (), ["2026-03-25", "2026-04-05"]),
        (["25.03.2026", "05.04.2026"], (), ["2026-03-25", "2026-04-05"]),
        (["04/05/2026", "05/06/2026"], ("--date-format", "mdy"), ["2026-04-05", "2026-05-06"]),
        (["4/5/26", "5/6/26"], ("--date-format", "%d/%m/%y"), ["2026-05-04", "2026-06-05"]),
        (["8 nov 2026", "Nov 9, 2026"], (), ["2026-11-08", "2026-11-09"]),
    ],
)
def test_the_whole_column_tells_days_from_months(
    importer: Importer, column: list[str], options: tuple[str, ...], days: list[str]
) -> None:
    lines = [f'12-34567-8901{n};Cup;7 EUR;"{day}"' for n, day in enumerate(column)]
    text = "\n".join(["Order ID;Title;Price;Date", *lines])

    data = importer.take("cups.csv", text, *options)

    assert [row["on"] for row in rows(data, "new")] == days


@pytest.mark.parametrize(
    ("column", "hint"),
    [(["04/05/2026", "05/06/2026"], "--date-format"), (["25/03/2026", "03/25/2026"], "dmy or mdy")],
)
def test_days_that_nothing_tells_apart_are_refused(
    importer: Importer, column: list[str], hint: str
) -> None:
    lines = [f"12-34567-8901{n};Cup;7 EUR;{day}" for n, day in enumerate(column)]

    error = importer.refused("cups.csv", "\n".join(["Order ID;Title;Price;Date", *lines]))

    assert hint in error["hint"]


@pytest.mark.parametrize(
    ("column", "options", "amounts"),
    [
        (["1.495", "2,50"], (), ["1495.00", "2.50"]),
        (["1,495", "2.50"], (), ["1495.00", "2.50"]),
        (["1,495", "2,100"], ("--decimal", "."), ["1495.00", "2100.00"]),
        (["1'495.50", "\u20ac 2"], (), ["1495.50", "2.00"]),
        (["1 495,50", "2,5"], (), ["1495.50", "2.50"]),
    ],
)
def test_the_whole_column_tells_the_decimal_sign(
    importer: Importer, column: list[str], options: tuple[str, ...], amounts: list[str]
) -> None:
    lines = [f"12-34567-8901{n};Cup;{amount}" for n, amount in enumerate(column)]

    data = importer.take("cups.csv", "\n".join(["Order ID;Title;Price", *lines]), *options)

    assert [row["amount"]["amount"] for row in rows(data, "new")] == amounts


def test_amounts_that_can_be_two_are_refused(importer: Importer) -> None:
    error = importer.refused("cups.csv", "Order ID;Title;Price\n12-34567-89012;Cup;1,495\n")

    assert "--decimal" in error["hint"]


@pytest.mark.parametrize(
    "numbers",
    [["8.19012E+15"], ["8,19012E+15", "12-34567-89012"],
     ["8190123456789010", "8190123456789020", "8190123456780045"]],
)  # fmt: skip
def test_numbers_that_a_spreadsheet_damaged_are_refused(
    importer: Importer, numbers: list[str]
) -> None:
    text = "\n".join(["Order ID;Title", *(f'"{number}";Cup' for number in numbers)])

    error = importer.refused("cups.csv", text)

    assert "spreadsheet" in error["message"]
    assert "--trust-numbers" in error["hint"]


def test_numbers_that_really_end_in_nought_are_taken(importer: Importer) -> None:
    text = "Order ID;Title\n8190123456789010;Cup\n"

    assert only(importer.take("cups.csv", text, "--trust-numbers"), "new")


def test_a_workbook_is_a_table_too(importer: Importer) -> None:
    from io import BytesIO

    from openpyxl import Workbook

    book, out = Workbook(), BytesIO()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Order ID", "Title", "Price", "Qty"])
    sheet.append(["8190123456789012", "=1+1", 3.5, 2])
    sheet.append(["8190123456789013", "Cup", 4, 1])
    book.save(out)

    data = importer.take("own.xlsx", out.getvalue())

    assert [row["items"] for row in rows(data, "new")] == [[], ["Cup"]]
    assert rows(data, "new")[1]["amount"] == {"amount": "4.00", "currency": "EUR"}


def test_long_numbers_in_number_cells_are_refused(importer: Importer) -> None:
    from io import BytesIO

    from openpyxl import Workbook

    book, out = Workbook(), BytesIO()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Order ID", "Title"])
    sheet.append([8190123456789010, "Cup"])
    book.save(out)

    assert "spreadsheet" in importer.refused("own.xlsx", out.getvalue())["message"]


def test_without_openpyxl_a_workbook_says_what_to_install(importer: Importer) -> None:
    importer.write("no/openpyxl.py", "raise ImportError\n")
    path = importer.write(*EXPORTS["aliexpress-data"])
    env = process_env(importer.folder)
    env["PYTHONPATH"] = f"{importer.folder / 'no'}{os.pathsep}{env['PYTHONPATH']}"

    answer = run_process(["import", "--yes", path], env)

    assert answer.exit_code == 2
    assert "returnctl[xlsx]" in answer.err
