"""The command itself: previews, questions, pipes, rejects, and batches under one command."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from returnctl.actions.importing import writing
from tests.cli.running import fingerprint, tree
from tests.importing import exports
from tests.importing.exports import EXPORTS
from tests.importing.importing import only, rows

if TYPE_CHECKING:
    from pathlib import Path

    from tests.importing.importing import Importer

ROW = ("kind", "shop", "order_number", "items", "tracking_numbers", "carrier", "state", "amount",
       "on", "source")  # fmt: skip


def test_json_has_the_rows_that_are_promised(importer: Importer) -> None:
    data = importer.take(*EXPORTS["amazon-refunds-2026"])

    assert {"new", "known", "changed", "skipped"} <= set(data)
    assert all(tuple(row) == ROW for row in data["new"])
    assert all(set(row) == {"source", "reason"} for row in data["skipped"])
    assert [row["kind"] for row in data["new"]] == ["return", "refund"]


def test_a_preview_writes_nothing(importer: Importer) -> None:
    path = importer.write(*EXPORTS["temu"])
    before = tree(importer.folder)

    data = importer.cli.ok("import", path, "--dry-run", "--json").data

    assert len(rows(data, "new")) == 2
    assert data["written"] is False
    assert tree(importer.folder) == before


def test_a_preview_of_records_changes_no_byte(importer: Importer) -> None:
    importer.take(*EXPORTS["temu"])
    before = fingerprint(importer.cli.db)

    importer.cli.ok("import", importer.write(*EXPORTS["amazon"]), "--dry-run")

    assert fingerprint(importer.cli.db) == before


def test_off_a_terminal_nothing_is_written_without_a_word(importer: Importer) -> None:
    answer = importer.run(importer.write(*EXPORTS["temu"]))

    assert answer.exit_code == 2
    assert "--yes" in answer.err
    assert not importer.cli.db.exists()


def test_what_is_known_needs_no_word(importer: Importer) -> None:
    path = importer.write(*EXPORTS["temu"])
    importer.data(path)

    answer = importer.run(path)

    assert answer.exit_code == 0
    assert "Nothing new." in answer.out


def test_a_pipe_is_read(importer: Importer) -> None:
    answer = importer.run("-", "--yes", "--json", stdin=exports.INVENTORY)

    assert rows(answer.data, "new")[0]["source"] == "standard input:2"


def test_skipped_rows_go_into_a_file_that_can_be_mended_and_imported(importer: Importer) -> None:
    text = "Order ID,Title,Price\n,Cup,1.00\n12-34567-89012,=2+3,x\n12-34567-89013,Lid,1.10\n"
    rejects = importer.folder / "rejects.csv"

    importer.take("cups.csv", text, "--rejects", str(rejects))

    kept = rejects.read_text(encoding="utf-8-sig")
    assert kept.splitlines()[0] == "Order ID,Title,Price,returnctl source,returnctl reason"
    assert "'=2+3" in kept
    rejects.write_text(kept.replace(",Cup", "12-34567-89011,Cup").replace(",x,", ",2.00,"))
    data = importer.data(str(rejects))
    assert [row["items"] for row in rows(data, "new")] == [["Cup"], ["=2+3"]]
    assert importer.show("12-34567-89011")["order"]["fields"] == []


def test_rejects_overwrite_nothing_of_the_users(importer: Importer) -> None:
    path = importer.write(*EXPORTS["temu"])

    for other in (path, importer.write("notes.txt", "milk")):
        answer = importer.run("--yes", path, "--rejects", other)
        assert answer.exit_code == 2


@pytest.mark.parametrize("option", ["--format=temuu", "--date-format=soon", "--decimal=;"])
def test_a_word_that_is_no_choice_is_refused(importer: Importer, option: str) -> None:
    assert importer.refused(*EXPORTS["temu"], option)["hint"]


def test_a_format_can_be_named(importer: Importer) -> None:
    assert len(rows(importer.take(*EXPORTS["temu"], "--format", "temu"), "new")) == 2
    answer = importer.run("--yes", importer.write(*EXPORTS["temu"]), "--format", "paypal")
    assert answer.exit_code == 2


def test_batches_are_one_command(importer: Importer) -> None:
    header = "Order ID,Title,Price\n"
    lines = (f"12-34567-{n:05},Cup,1.00\n" for n in range(writing.BATCH + 5))

    data = importer.take("cups.csv", header + "".join(lines))

    assert len(data["command_ids"]) == 1
    found = importer.cli.query("SELECT DISTINCT command_id FROM log")
    assert found == [(data["command_ids"][0],)]


def test_two_shops_with_one_number_are_two_orders(importer: Importer) -> None:
    text = "Order ID,Shop,Title\n12-34567-89012,bergzeit,Rope\n12-34567-89012,eBay,Lamp\n"

    data = importer.take("a.csv", text)

    assert {row["shop"] for row in rows(data, "new")} == {"ebay"}
    assert only(data, "new")["items"] == ["Rope", "Lamp"]


def test_an_error_under_json_is_in_the_envelope(importer: Importer) -> None:
    answer = importer.run("--json", "/nowhere.csv", "--yes")

    assert json.loads(answer.out)["errors"][0]["code"] == "refused"


def test_orders_of_a_shop_that_the_option_names(importer: Importer, tmp_path: Path) -> None:
    data = importer.take("a.csv", "Order ID,Title\nX1,Rope\n", "--shop", "bergzeit")

    assert only(data, "new")["shop"] == "bergzeit"
