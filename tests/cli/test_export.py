"""`export`: what is written where, what it refuses, and what importing it does."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import Cli, tree

HUB, CABLE = "8190123456789012", "8190123456789013"


@pytest.fixture
def cli(home: Path) -> Cli:
    cli = Cli(home / "records" / "returns.db")
    cli.add(HUB, "USB-C hub", "23.99", "--reason", "defective", "--did", "delivered=8nov")
    cli.add(CABLE, "=Cable | <b>", "3.99")
    return cli


@pytest.fixture
def there(home: Path) -> Cli:
    return Cli(home / "there" / "returns.db")


def exported(cli: Cli, *args: str) -> Any:
    return json.loads(cli.ok("export", *args).out)


def test_the_document_is_the_log_and_what_it_adds_up_to(cli: Cli) -> None:
    found = exported(cli)
    assert list(found) == ["schema", "rulebooks", "commands", "purges", "log", "cases"]
    assert found["schema"] == "returnctl-log/1"
    assert len(found["log"]) == cli.log_size()
    assert [case["order"]["number"] for case in found["cases"]] == [HUB, CABLE]
    hub = found["cases"][0]
    assert hub["order"]["price"] == {"amount": "23.99", "currency": "EUR"}
    assert hub["deadlines"]
    assert [each["kind"] for each in hub["events"]] == ["delivered", "problem"]


def test_what_was_undone_is_in_the_log_and_in_no_case(cli: Cli) -> None:
    cli.ok("undo", "--yes")
    found = exported(cli)
    assert len(found["cases"]) == 1
    assert {entry["kind"] for entry in found["log"]} >= {"noted", "void"}


def test_the_same_records_give_the_same_bytes_whatever_the_day(cli: Cli) -> None:
    assert cli.at("2030-01-01").ok("export").out == cli.ok("export").out


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("all.json", '{\n"schema": "returnctl-log/1"'),
        ("all.ndjson", '{"schema":"returnctl-log/1"}\n{"rulebook":'),
        ("all.jsonl", '{"schema":"returnctl-log/1"}\n'),
        ("all.csv", "id,ref,kind,"),
        ("all.md", "# Returns and orders"),
    ],
)
def test_the_files_name_says_the_format(cli: Cli, home: Path, name: str, begins: str) -> None:
    path = home / name
    told = cli.data("export", str(path))
    assert path.read_text(encoding="utf-8").startswith(begins)
    assert path.stat().st_mode & 0o777 == 0o600
    assert (told["path"], told["cases"], told["size"]) == (str(path), 2, path.stat().st_size)


def test_csv_has_a_row_for_each_order_and_return(cli: Cli) -> None:
    cli.ok("mark", HUB, "requested", "--code", "RMA1")
    rows = list(csv.DictReader(io.StringIO(cli.ok("export", "--format", "csv").out, newline="")))
    assert [(row["kind"], row["order_number"]) for row in rows] == [
        ("return", HUB),
        ("purchase", CABLE),
    ]
    assert rows[1]["items"] == "'=Cable | <b>"
    assert (rows[0]["amount"], rows[0]["amount_currency"]) == ("23.99", "EUR")


def test_markdown_is_for_reading_and_marks_of_strangers_are_text(cli: Cli) -> None:
    text = cli.ok("export", "--format", "markdown").out
    assert "## USB-C hub (" in text
    assert "| 2026-11-08 | delivered |" in text
    assert r"=Cable \| \<b\>" in text


def test_one_case_alone_goes_with_what_it_needs(cli: Cli, there: Cli, home: Path) -> None:
    path = str(home / "hub.json")
    cli.ok("export", path, HUB)
    took = there.data("import", path, "--yes")
    assert [row["order_number"] for row in took["new"]] == [HUB]
    assert there.data("status") == cli.data("status")
    everything = exported(cli)
    assert len(json.loads(Path(path).read_text())["commands"]) == 1 < len(everything["commands"])


# --- what it refuses


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("all.xyz",), "does not say which format"),
        (("k3f",), "does not say which format"),
        (("--format", "yaml"), 'no format "yaml"'),
        (("nowhere/all.json",), "There is no folder"),
        (("-", "--json"), "cannot take both"),
        (("--archive", "a.zip", "--format", "json"), "an archive holds everything"),
    ],
)
def test_it_refuses_what_it_cannot_do(
    cli: Cli, home: Path, monkeypatch: pytest.MonkeyPatch, args: tuple[str, ...], told: str
) -> None:
    monkeypatch.chdir(home)
    before = tree(home)
    answer = cli("export", *args)
    assert answer.exit_code == 2
    assert told in answer.err + answer.out
    assert tree(home) == before


@pytest.mark.parametrize("args", [("all.json",), ("--archive", "all.json")])
def test_a_file_is_overwritten_on_request_only(
    cli: Cli, home: Path, monkeypatch: pytest.MonkeyPatch, args: tuple[str, ...]
) -> None:
    monkeypatch.chdir(home)
    Path("all.json").write_text("mine")
    assert "is there already" in cli("export", *args).err
    assert Path("all.json").read_text() == "mine"
    cli.ok("export", *args, "--force")
    assert Path("all.json").read_text(errors="replace") != "mine"


def test_without_records_there_is_nothing_to_export(there: Cli, home: Path) -> None:
    for args in ((str(home / "a.json"),), ("--archive", str(home / "a.zip"))):
        assert there("export", *args).exit_code == 7
    assert not list(home.glob("a.*"))
    assert not there.db.exists()


# --- importing it


def test_it_is_previewed_like_any_import(cli: Cli, there: Cli, home: Path) -> None:
    path = str(home / "all.json")
    cli.ok("export", path)
    told = there.ok("import", path, "--dry-run", "--json").data
    assert (told["written"], told["merged"]) == (False, cli.log_size())
    assert not there.db.exists()
    asked = there("import", path)
    assert asked.exit_code == 2
    assert "entries of another log" in asked.err
    assert there.data("import", path, "--yes")["written"]
    assert there.data("import", path, "--yes")["known"]
    assert there.log_size() == cli.log_size()


def test_it_comes_through_a_pipe_too(cli: Cli, there: Cli) -> None:
    for format_ in ("json", "ndjson"):
        content = cli.ok("export", "--format", format_).out
        there.ok("import", "-", "--yes", stdin=content)
        assert there.log_size() == cli.log_size()


def test_a_table_through_a_pipe_is_still_a_table(there: Cli) -> None:
    table = "Order number,Title,Price,Shop\n1234-5,Hub,23.99 EUR,corner\n"
    took = there.ok("import", "-", "--yes", "--json", stdin=table).data
    assert [row["order_number"] for row in took["new"]] == ["1234-5"]


def test_a_command_of_the_other_log_is_undone_by_its_id(cli: Cli, there: Cli, home: Path) -> None:
    """A merge is no command of its own: `undo` alone takes back what this machine did last."""
    path = str(home / "all.json")
    cli.ok("export", path)
    there.add("555", "Lamp", "9.00", "--shop", "ebay")
    there.ok("import", path, "--yes")
    found = {each["id"]: each for each in there.data("history")}
    theirs = [each["id"] for each in cli.data("history")]
    assert set(theirs) < set(found)

    assert there.ok("undo", theirs[0], "--yes")
    cli.ok("import", str(_exported_to(there, home / "back.json")), "--yes")
    assert cli.data("status", "--all") == there.data("status", "--all")


def _exported_to(cli: Cli, path: Path) -> Path:
    cli.ok("export", str(path))
    return path


def test_what_was_erased_there_is_erased_here_and_said_before(
    cli: Cli, there: Cli, home: Path
) -> None:
    photo = home / "photo.jpg"
    photo.write_bytes(b"\xff\xd8\xff" + bytes(200))
    cli.ok("evidence", "add", CABLE, str(photo))
    there.ok("import", str(_exported_to(cli, home / "one.json")), "--yes")
    (ref,) = (row["ref"] for row in cli.data("search", "Cable"))
    there.ok("rm", CABLE, "--purge", "--yes")
    back = str(_exported_to(there, home / "two.json"))

    preview = cli.ok("import", back, "--dry-run")
    assert f"{ref}: was erased for good there" in preview.out
    assert cli.data("import", back, "--yes")["erased"] == [ref]
    assert cli("show", CABLE).exit_code == 4
    assert b"Cable" not in cli.db.read_bytes()
    assert not list((cli.db.parent / "returns.evidence").glob("??/*"))


def test_what_was_erased_here_does_not_come_back(cli: Cli, home: Path) -> None:
    path = str(_exported_to(cli, home / "all.json"))
    cli.ok("rm", CABLE, "--purge", "--yes")
    took = cli.data("import", path, "--yes")
    assert [each["reason"] for each in took["skipped"]] == ["you erased this order for good"]
    assert cli("show", CABLE).exit_code == 4


def test_one_order_noted_on_both_machines_is_told(cli: Cli, there: Cli, home: Path) -> None:
    """Neither machine may decide which of the two is right; the command that joins them is said."""
    theirs = there.add(HUB, "USB hub", "23.99")
    (ours,) = (row["ref"] for row in cli.data("search", HUB))
    there.ok("import", str(_exported_to(cli, home / "all.json")), "--dry-run")
    answer = there.ok("import", str(home / "all.json"), "--yes")
    first, second = (ours, theirs) if f"edit {theirs} --same-as" in answer.out else (theirs, ours)
    assert f"{first} and {second} have one order number" in answer.out
    there.ok("edit", second, "--same-as", first)
    assert len(there.data("search", HUB)) == 1
    assert there.data("import", str(home / "all.json"), "--yes")["twins"] == []


def test_an_export_in_a_folder_is_listed_and_not_taken_for_a_table(
    cli: Cli, there: Cli, home: Path
) -> None:
    folder = home / "folder"
    folder.mkdir()
    for name in ("all.json", "all.ndjson"):
        cli.ok("export", str(folder / name))
    (folder / "orders.csv").write_text("Order number,Item,Shop\n12-34567-89012,Lamp,ebay\n")
    took = there.data("import", str(folder), "--yes")
    assert [row["order_number"] for row in took["new"]] == ["12-34567-89012"]
    assert {each["reason"] for each in took["skipped"]} == {
        "it is an export of returnctl's: import it by its name"
    }


# --- damaged and hostile ones


def edited(document: Any, change: str) -> Any:
    """Change one thing of an export."""
    entry = document["log"][0]
    changes: dict[str, Any] = {
        "a later schema": lambda: document.update(schema="returnctl-log/2"),
        "an entry of a later release": lambda: entry.update(version=2),
        "an id that is none": lambda: entry.update(id="1"),
        "an id above all others": lambda: entry.update(id="ffffffff-ffff-7fff-bfff-ffffffffffff"),
        "a field more": lambda: entry.update(more=1),
        "a field less": lambda: entry.pop("kind"),
        "a number for a text": lambda: entry.update(kind=7),
        "data that is none": lambda: entry.update(data=[]),
        "half a character": lambda: entry.update(data={"title": "\ud800"}),
        "a command that is missing": lambda: document.update(commands=[]),
        "a rulebook that was changed": lambda: document["rulebooks"][0].update(body="{}"),
        "entries of a case apart": lambda: document["log"].append(document["log"].pop(1)),
        "an instant that is none": lambda: document["commands"][0].update(recorded_at="now"),
    }
    changes[change]()
    return document


@pytest.mark.parametrize(
    "change",
    ["a later schema", "an entry of a later release", "an id that is none",
     "an id above all others", "a field more", "a field less", "a number for a text",
     "data that is none", "half a character", "a command that is missing",
     "a rulebook that was changed", "an instant that is none",
     "entries of a case apart"],
)  # fmt: skip
def test_a_changed_export_is_refused_whole(cli: Cli, there: Cli, home: Path, change: str) -> None:
    path = home / "all.json"
    path.write_text(json.dumps(edited(exported(cli), change)))
    answer = there("import", str(path), "--yes")
    assert answer.exit_code == 2, answer
    assert len(answer.err.splitlines()) == 2
    assert not there.db.exists()


def test_an_entry_that_says_something_else_than_here_is_refused(cli: Cli, home: Path) -> None:
    document = exported(cli)
    document["log"][0]["data"]["seller"] = "Forger"
    path = home / "all.json"
    path.write_text(json.dumps(document))
    before = cli.db.read_bytes()
    answer = cli("import", str(path), "--yes")
    assert answer.exit_code == 2
    assert "says something else than here" in answer.err
    assert cli.db.read_bytes() == before


@pytest.mark.parametrize("format_", ["json", "ndjson"])
def test_an_export_that_was_cut_off_is_refused_or_what_is_there_is_right(
    cli: Cli, there: Cli, home: Path, format_: str
) -> None:
    content = cli.ok("export", "--format", format_).out.encode()
    path = home / "cut"
    for part in (300, len(content) // 2, len(content) - 40):
        path.write_bytes(content[:part])
        assert there("import", str(path), "--yes").exit_code == 2
    assert not there.db.exists()


def test_it_may_be_laid_out_anew(cli: Cli, there: Cli, home: Path) -> None:
    """Other programs indent, and write \\u escapes: it is the same log."""
    path = home / "all.json"
    path.write_text("\ufeff" + json.dumps(exported(cli), indent=4), encoding="utf-8")
    there.ok("import", str(path), "--yes")
    assert there.ok("export").out == cli.ok("export").out


def test_nesting_without_end_is_refused(there: Cli, home: Path) -> None:
    path = home / "all.json"
    path.write_text('{"schema": "returnctl-log/1", "rulebooks": [' + "[" * 100_000)
    assert there("import", str(path), "--yes").exit_code == 2


def test_an_export_beside_a_table_is_refused(cli: Cli, there: Cli, home: Path) -> None:
    path = _exported_to(cli, home / "all.json")
    table = home / "orders.csv"
    table.write_text("Order,Item\n1,Hub\n")
    answer = there("import", str(path), str(table), "--yes")
    assert "one after the other" in answer.err


@pytest.mark.parametrize(
    "data",
    [
        {"price": {"minor": "x", "currency": 7}},
        {"delivered": "2026-13-40"},
        {"expected": [1, "a", None]},
        {"ref": 7},
        {"book": "zz"},
        {"sha256": "zz"},
        {"level": "item", "quantity": 10**30},
        {"zone": "Bogus/Zone", "title": "\x00\x1b[31m"},
    ],
)
def test_data_that_makes_no_sense_is_kept_and_locks_nobody_out(
    cli: Cli, there: Cli, home: Path, data: dict[str, Any]
) -> None:
    """Another release may know what it means: what does not fit is a problem, told by show."""
    document = exported(cli)
    for entry in document["log"][:2]:
        entry["data"] |= data
    path = home / "all.json"
    path.write_text(json.dumps(document))
    there.ok("import", str(path), "--yes")
    for question in (("status", "--all", "--purchases"), ("deadlines", "--all"), ("history",),
                     ("search", "Cable"), ("export", "--format", "markdown")):  # fmt: skip
        there.ok(*question)
    assert exported(there)["log"] == document["log"]
