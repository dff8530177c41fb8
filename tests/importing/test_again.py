"""Imported again, in halves, over what the user typed, taken back: nothing is lost or doubled."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cli.running import Cli
from tests.importing import exports
from tests.importing.exports import EXPORTS
from tests.importing.importing import Importer, only, rows

if TYPE_CHECKING:
    from collections.abc import Sequence

HALVES = ("amazon", "amazon-2026", "aliexpress-lines", "aliexpress-inventory", "temu", "paypal")


def records(text: str) -> tuple[str, list[str]]:
    """The header and the records of a CSV file; a cell may hold a line's end."""
    lines = text.splitlines(keepends=True)
    found: list[str] = []
    for line in lines:
        if found and found[-1].count('"') % 2:
            found[-1] += line
        else:
            found.append(line)
    return found[0], found[1:]


def imported(parts: Sequence[str], *options: str) -> tuple[object, int]:
    """What the records say after some files, and how long the log is."""
    with tempfile.TemporaryDirectory() as folder:
        importer = Importer(Cli(Path(folder) / "returns.db"), Path(folder))
        for number, part in enumerate(parts):
            importer.take(f"part{number}.csv", part, *options)
        return importer.told(), importer.cli.log_size()


@settings(max_examples=12)
@given(st.data())
def test_overlapping_halves_tell_what_the_whole_tells(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(HALVES))
    text = EXPORTS[name][1]
    assert isinstance(text, str)
    header, lines = records(text)
    end = data.draw(st.integers(0, len(lines)))
    start = data.draw(st.integers(0, end))
    halves = [header + "".join(lines[:end]), header + "".join(lines[start:])]
    options = ("--date-format", "dmy") if name == "paypal" else ()
    if data.draw(st.booleans()) and name != "paypal":
        halves.reverse()

    told, size = imported(halves, *options)
    whole, _ = imported([text], *options)

    assert told == whole
    assert imported([*halves, text, *halves], *options) == (told, size)


def test_what_the_user_typed_stays(importer: Importer) -> None:
    importer.cli.add("8190123456789012", "USB-C hub", "99 EUR", "--ordered", "2026-02-20")

    data = importer.take(*EXPORTS["aliexpress-inventory"])

    kept = {each["name"]: (each["yours"], each["theirs"]) for each in data["kept"]}
    assert kept["title"] == ("USB-C hub", "USB-C hub, 7-in-1")
    assert kept["ordered"] == ("2026-02-20", "2026-02-21")
    shown = importer.show("8190123456789012")
    assert [item["title"] for item in shown["items"]] == ["USB-C hub"]
    assert shown["order"]["price"] == {"amount": "99.00", "currency": "EUR"}
    assert shown["order"]["seller"] == "DigiHome"


def test_an_edit_after_the_import_stays(importer: Importer) -> None:
    importer.take(*EXPORTS["temu"])
    importer.cli.ok("edit", "PO-211-0001", "--url", "https://www.temu.com/mine")

    data = importer.take(*EXPORTS["temu"])

    assert [each["name"] for each in data["kept"]] == ["url"]
    assert importer.show("PO-211-0001")["order"]["url"] == "https://www.temu.com/mine"


def test_what_the_user_removed_stays_removed(importer: Importer) -> None:
    importer.take(*EXPORTS["temu"])
    importer.cli.ok("rm", "PO-211-0001", "--yes")

    data = importer.take(*EXPORTS["temu"])

    assert [each["reason"] for each in data["skipped"]] == ["you removed this order"]
    assert importer.cli("show", "PO-211-0001").exit_code == 4


def test_what_the_file_says_otherwise_now_is_changed(importer: Importer) -> None:
    importer.take("a.csv", exports.TEMU)

    data = importer.take("b.csv", exports.TEMU.replace("15,00", "16,00"))

    assert only(data, "changed")["order_number"] == "PO-211-0002"
    assert importer.show("PO-211-0002")["order"]["price"]["amount"] == "16.00"


def test_an_item_that_was_not_sent_yet_gets_its_parcel_and_no_twin(importer: Importer) -> None:
    row = exports.AMAZON_2026.splitlines(keepends=True)
    before = exports.AMAZON_2026.replace("DHL(00340434161094022115)", exports.NA)
    importer.take("before.csv", before.replace("2026-10-21T08:00:00Z", exports.NA))
    assert row

    data = importer.take("after.csv", exports.AMAZON_2026)

    assert only(data, "new", "shipment")["tracking_numbers"] == ["00340434161094022115"]
    assert len(importer.show("302-7654321-1234567")["items"]) == 2


def test_money_that_was_typed_is_not_counted_twice(importer: Importer) -> None:
    header = exports.PAYPAL_HEADER
    importer.take("oct.csv", exports.table(header, exports.PAYPAL_PAID))
    importer.cli.ok("mark", "4AB12345CD678901E", "money-in", "--amount", "59.90", "--on", "4nov")

    data = importer.take("nov.csv", exports.table(header, exports.PAYPAL_BACK),
                         "--date-format", "dmy")  # fmt: skip

    assert [row["kind"] for row in data["known"]] == ["refund"]
    kinds = [kind for kind, _ in importer.events("4AB12345CD678901E")]
    assert kinds.count("money_in") == 1


def test_undo_takes_a_file_back_whole(importer: Importer) -> None:
    importer.cli.add("8190123456789012", "USB-C hub")
    before = importer.told()
    data = importer.take(*EXPORTS["aliexpress-inventory"])
    (command,) = data["command_ids"]

    importer.cli.ok("undo", command, "--yes")

    assert importer.told() == before


def test_what_was_undone_can_be_imported_again(importer: Importer) -> None:
    importer.take(*EXPORTS["temu"])
    importer.cli.ok("undo", "--yes")

    assert len(rows(importer.take(*EXPORTS["temu"]), "new")) == 2


def test_two_files_are_two_commands(importer: Importer) -> None:
    files = [importer.write(*EXPORTS[name]) for name in ("temu", "amazon")]

    assert len(importer.data(*files)["command_ids"]) == 2


def test_old_orders_are_put_away_and_young_ones_are_not(importer: Importer) -> None:
    importer.take(*EXPORTS["aliexpress-inventory"])

    found = dict(importer.cli.query("SELECT order_number, closed FROM status"))
    assert found == {"8190123456789012": 0, "8190123456780042": 0}
    old = exports.INVENTORY.replace("Feb 21, 2026", "Feb 21, 2025").replace("789012", "799999")
    importer.take("old.csv", old)
    found = dict(importer.cli.query("SELECT order_number, closed FROM status"))
    assert found["8190123456799999"] == 1


def test_imported_purchases_are_not_watched(importer: Importer) -> None:
    importer.take(*EXPORTS["aliexpress-inventory"])

    assert importer.cli.query("SELECT * FROM deadlines") == []
    assert importer.cli.data("deadlines") == []


def test_news_of_an_order_that_was_put_away_take_it_out_again(importer: Importer) -> None:
    old = exports.AMAZON_2026.replace("2026-10-2", "2024-10-2")
    importer.take("old.csv", old)
    assert importer.cli.query("SELECT closed FROM status") == [(1,)]

    importer.take(*EXPORTS["amazon-refunds-2026"])

    assert [row["status"] for row in importer.cli.data("status")] == ["refund_processed"]


def test_undo_of_many_orders_is_told_by_numbers(importer: Importer) -> None:
    lines = (f"12-34567-{n:05},Cup,1.00\n" for n in range(60))
    path = importer.write("cups.csv", "Order ID,Title,Price\n" + "".join(lines))
    importer.data(path)

    assert "60 cases" in importer.cli("undo").err
    assert "60 cases" in importer.cli.ok("history").out
    assert importer.cli.ok("undo", "--yes").lines == ["Taken back in 60 cases."]
    assert importer.told() == []
    assert importer.cli.ok("redo").lines == ["Done again in 60 cases."]
    assert importer.data(path)["new"] == []


def test_an_import_that_died_is_finished_by_running_it_again(importer: Importer) -> None:
    """Some batches are there, as a kill leaves them: the rest comes, and nothing twice."""
    header, lines = records(exports.AMAZON_OLD)
    whole, _ = imported([exports.AMAZON_OLD])
    importer.take("a.csv", header + "".join(lines[:3]))

    data = importer.take("a.csv", exports.AMAZON_OLD)

    assert len(rows(data, "new")) == 2
    assert importer.told() == whole


def test_two_at_once_record_everything_once(importer: Importer) -> None:
    """A second import that read before the first one wrote compares again as it writes."""
    from concurrent.futures import ThreadPoolExecutor

    from tests.cli.running import AS_OF, process_env, run_process

    path = importer.write(*EXPORTS["amazon"])
    env = process_env(importer.folder, RETURNCTL_DB=str(importer.cli.db))
    command = ["--as-of", AS_OF, "import", "--yes", path]
    with ThreadPoolExecutor() as pool:
        runs = [pool.submit(run_process, command, env) for _ in range(4)]

    assert [run.result().exit_code for run in runs] == [0] * 4
    assert len(importer.cli.query("SELECT id FROM orders")) == 3
    assert importer.told() == imported([exports.AMAZON_OLD])[0]


def test_redo_of_an_import_tells_each_fact_once(importer: Importer) -> None:
    """Its undo holds a void for each order, which together mean one import."""
    lines = [f"819012345678901{n},Lamp {n},3.50,EUR,2026-11-01" for n in range(3)]
    importer.take("own.csv", "\n".join(["Order ID,Title,Price,Currency,Date", *lines]))

    undone = importer.cli.data("undo", "--yes")
    redone = importer.cli.data("redo")

    assert [each["recorded"] for each in redone] == [each["recorded"] for each in undone]
