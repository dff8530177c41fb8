"""`evidence add` and `rm`: what is recorded of a file, and that nothing is recorded twice."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import Cli
from tests.evidence.conftest import File
from tests.evidence.folder import everything, folder, kept


def rows(cli: Cli) -> list[tuple[Any, ...]]:
    return cli.query("SELECT kind, name, size, taken, note, sha256 FROM evidence ORDER BY id")


def test_a_file_is_copied_and_recorded(cli: Cli, hub: str, file: File) -> None:
    photo = file("IMG_1.jpg", b"a photo")
    answer = cli.data("evidence", "add", hub, str(photo), "--taken", "9nov", "--note", "cracked")
    sha256 = hashlib.sha256(b"a photo").hexdigest()
    assert rows(cli) == [("photo", "IMG_1.jpg", 7, "2026-11-09", "cracked", sha256)]
    assert [path.name for path in kept(cli)] == [sha256]
    assert photo.read_bytes() == b"a photo"
    assert answer["ref"] == hub
    assert answer["created"] is False
    assert answer["recorded"] == [
        {"kind": "evidence", "name": "photo", "value": "IMG_1.jpg"},
        {"kind": "carried", "name": "taken", "value": "2026-11-09"},
        {"kind": "carried", "name": "note", "value": "cracked"},
    ]
    assert answer["moved"] == []


def test_several_files_are_numbered_as_they_were_named(cli: Cli, hub: str, file: File) -> None:
    paths = [str(file(name, name.encode())) for name in ("b.jpg", "a.jpg", "c.mp4")]
    cli.ok("evidence", "add", hub, *paths, paths[0])
    listed = cli.data("evidence", "list", hub)["files"]
    assert [(each["number"], each["name"]) for each in listed] == [
        (1, "b.jpg"), (2, "a.jpg"), (3, "c.mp4"),
    ]  # fmt: skip


def test_the_same_file_again_is_nothing_new(cli: Cli, hub: str, file: File) -> None:
    cli.ok("evidence", "add", hub, str(file("a.jpg")), "--kind", "photo")
    size = cli.log_size()
    again = cli.data("evidence", "add", hub, str(file("other name.jpg")), "--kind", "photo")
    assert again["recorded"] == []
    assert again["command_id"] is None
    assert cli.log_size() == size
    assert len(kept(cli)) == 1
    assert "Nothing new." in cli.ok("evidence", "add", hub, str(file("a.jpg"))).out


def test_what_is_newly_told_of_a_file_is_recorded(cli: Cli, hub: str, file: File) -> None:
    cli.ok("evidence", "add", hub, str(file("1.pdf")))
    cli.ok("evidence", "add", hub, str(file("1.pdf")), "--kind", "receipt", "--note", "paid")
    [(kind, name, _, _, note, _)] = rows(cli)
    assert (kind, name, note) == ("receipt", "1.pdf", "paid")


def test_one_file_can_prove_things_of_two_orders(cli: Cli, hub: str, file: File) -> None:
    other = cli.add("8190123456780042", "LED strip", "12.40 EUR", "--delivered", "8nov")
    cli.ok("evidence", "add", hub, str(file("receipt.pdf")))
    cli.ok("evidence", "add", other, str(file("receipt.pdf")))
    assert len(rows(cli)) == 2
    assert len(kept(cli)) == 1


def test_a_kind_that_was_guessed_is_told(cli: Cli, hub: str, file: File) -> None:
    told = cli.ok("evidence", "add", hub, str(file("1.png"))).out
    assert "Kind by its name: screenshot. Another? Add it again with --kind." in told
    told = cli.ok("evidence", "add", hub, str(file("2.png", b"2")), "--kind", "listing").out
    assert "Kind by its name" not in told


def test_what_is_still_missing_is_told_with_its_command(cli: Cli, hub: str, file: File) -> None:
    told = cli.ok("evidence", "add", hub, str(file("a.jpg"))).out
    assert "defect" not in told
    assert f"Proof missing: seller chat: returnctl evidence add {hub} FILE --kind message" in told


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--kind", "selfie"), '"selfie" is no kind of evidence.'),
        (("--taken", "2026-12-01"), "is in the future."),
        (("--taken", "10"), ""),
        (("--note", " "), "the note is empty."),
    ],
)
def test_what_cannot_be_read_is_refused(
    cli: Cli, hub: str, file: File, options: tuple[str, ...], message: str
) -> None:
    answer = cli("evidence", "add", hub, str(file()), *options)
    assert answer.exit_code == 2
    assert message in answer.err
    assert not everything(cli)


def test_of_several_files_all_are_added_or_none(cli: Cli, hub: str, file: File) -> None:
    size = cli.log_size()
    answer = cli("evidence", "add", hub, str(file()), "/no/such/file")
    assert answer.exit_code == 2
    assert "There is no file /no/such/file." in answer.err
    assert cli.log_size() == size
    assert not everything(cli)


def test_an_unknown_case_is_told_before_anything_is_copied(cli: Cli, hub: str, file: File) -> None:
    assert cli("evidence", "add", "zzz", str(file())).exit_code == 4
    assert not folder(cli).exists()


def test_without_records_nothing_is_made(cli: Cli, file: File) -> None:
    assert cli("evidence", "add", "k3f", str(file())).exit_code == 7
    assert not cli.db.parent.exists()


def test_names_of_strangers_are_kept_and_shown_safely(cli: Cli, hub: str, tmp_path: Path) -> None:
    names = [
        b"\xff\xfe.jpg",
        b"\x1b[31mred\n.jpg",
        b"--kind",
        b"-",
        "\u202egpj.exe".encode(),
        b"=1+1",
    ]
    for number, name in enumerate(names):
        path = os.fsencode(tmp_path) + b"/" + name
        with open(path, "wb") as file:  # noqa: PTH123 - the name is no text
            file.write(str(number).encode())
        cli.ok("evidence", "add", hub, os.fsdecode(path))
    told = cli.ok("evidence", "list", hub)
    assert "\x1b" not in told.out
    assert "\u202e" not in told.out
    assert [each["name"] for each in cli.data("evidence", "list", hub)["files"]] == [
        "\\xff\\xfe.jpg", "\x1b[31mred\n.jpg", "--kind", "-", "\u202egpj.exe", "=1+1",
    ]  # fmt: skip
    assert cli("evidence", "verify").exit_code == 0


def test_evidence_of_one_return_belongs_to_it(cli: Cli, file: File) -> None:
    ref = cli.add("8190123456780042", "--item", "2 x LED strip @ 6.20", "--delivered", "8nov",
                  "--requested", "9nov", "--return", "LED strip=1", "--code", "RMA-1")  # fmt: skip
    cli.ok("evidence", "add", "RMA-1", str(file()))
    [(of,)] = cli.query("SELECT of FROM evidence")
    [(return_id,)] = cli.query("SELECT id FROM returns")
    assert of == return_id
    assert cli.data("evidence", "list", ref)["files"][0]["return_id"] == return_id


def test_undo_takes_it_back_and_redo_finds_the_file(cli: Cli, hub: str, file: File) -> None:
    before = cli.projections()
    cli.ok("evidence", "add", hub, str(file()))
    after = cli.projections()
    cli.ok("undo", "--yes")
    assert cli.projections() == before
    assert rows(cli) == []
    cli.ok("doctor", "--clean", "--yes")
    cli.ok("redo")
    assert cli.projections() == after
    assert cli("evidence", "verify").exit_code == 0


def test_history_names_the_file_and_not_its_hash(cli: Cli, hub: str, file: File) -> None:
    cli.ok("evidence", "add", hub, str(file("a.jpg")))
    cli.ok("evidence", "rm", hub, "1")
    told = cli.ok("history", hub).out
    assert "photo a.jpg" in told
    assert "removed photo a.jpg" in told
    assert hashlib.sha256(b"a photo").hexdigest() not in told


@pytest.mark.parametrize("which", ["2", "b.jpg", "B.JPG", hashlib.sha256(b"b").hexdigest()[:8]])
def test_rm_takes_a_number_a_name_or_a_hash(cli: Cli, hub: str, file: File, which: str) -> None:
    cli.ok("evidence", "add", hub, str(file("a.jpg", b"a")), str(file("b.jpg", b"b")))
    cli.ok("evidence", "rm", hub, which)
    assert [row[1] for row in rows(cli)] == ["a.jpg"]
    assert len(kept(cli)) == 2, "the file stays until it is cleaned away"
    cli.ok("undo", "--yes")
    assert [row[1] for row in rows(cli)] == ["a.jpg", "b.jpg"]


def test_rm_of_what_is_not_there_is_told(cli: Cli, hub: str, file: File) -> None:
    for folder_name, content in (("x", b"1"), ("y", b"2")):
        path = file("tmp", content).parent / folder_name / "same.jpg"
        path.parent.mkdir()
        path.write_bytes(content)
        cli.ok("evidence", "add", hub, str(path))
    assert cli("evidence", "rm", hub, "3").exit_code == 4
    answer = cli("evidence", "rm", hub, "same.jpg")
    assert answer.exit_code == 4
    assert "can mean 2 files" in answer.err


def test_every_form_of_the_answer(cli: Cli, hub: str, file: File, home: Path) -> None:
    path = str(file("a.jpg"))
    assert cli.ok("evidence", "add", hub, path, "--plain").out.count("\t") == 6
    for command in (("list", hub), ("open", hub), ("verify", hub), ("copy", hub, str(home / "c"))):
        assert cli.ok("evidence", *command).out
        fields = cli.ok("evidence", *command, "--plain").lines[0].split("\t")
        assert len(fields) == 11, command
        assert (
            cli.ok("evidence", *command, "--json").envelope["command"] == f"evidence {command[0]}"
        )
