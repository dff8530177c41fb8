"""`casefile`: one ZIP with a page, the evidence and the sums of all of it."""

from __future__ import annotations

import hashlib
import stat
from pathlib import Path, PurePosixPath

import pytest

from tests.cli.running import Cli, tree
from tests.dossier.conftest import Made
from tests.dossier.making import (
    CODE,
    ORDER,
    RETURN_TRACKING,
    Bundle,
    add_file,
    packed,
)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "case.zip"


# --- what is in it


def test_it_has_the_page_the_evidence_and_a_manifest(cli: Cli, hub: str, out: Path) -> None:
    found = packed(cli, hub, out)

    assert list(found.files) == [
        "index.html",
        "evidence/01-2026-11-09-photo-hub.png",
        "evidence/02-2026-11-21-listing-listing.html",
        "evidence/03-2026-11-21-message-chat.txt",
        "manifest.json",
    ]


def test_the_manifest_has_the_sum_of_every_other_file(cli: Cli, hub: str, out: Path) -> None:
    found = packed(cli, hub, out)

    told = {each["path"]: (each["size"], each["sha256"]) for each in found.manifest["files"]}
    assert told == {
        path: (len(data), hashlib.sha256(data).hexdigest())
        for path, data in found.files.items()
        if path != "manifest.json"
    }


def test_the_evidence_is_byte_for_byte_what_was_added(
    cli: Cli, hub: str, out: Path, made: Made
) -> None:
    found = packed(cli, hub, out)

    photo = (made.files / "hub.png").read_bytes()
    assert found.files["evidence/01-2026-11-09-photo-hub.png"] == photo


def test_the_page_tells_every_code_amount_and_sum_whole(cli: Cli, hub: str, out: Path) -> None:
    found = packed(cli, hub, out)

    sums = [each["sha256"] for each in found.manifest["files"] if "evidence" in each["path"]]
    facts = [ORDER, CODE, RETURN_TRACKING, "LP00712345678901", "6007123412341234", "23.99 EUR",
             "4.95 EUR", "Sun 8 Nov 2026", "No power at all.", "28001 Madrid", *sums]  # fmt: skip
    assert [fact for fact in facts if fact not in found.page] == []


def test_deadlines_come_with_their_sources(cli: Cli, hub: str, out: Path) -> None:
    found = packed(cli, hub, out)

    assert found.manifest["rules"]
    addresses = [rule["address"] for rule in found.manifest["rules"] if rule["address"]]
    assert [each for each in addresses if f'href="{each}"' not in found.page] == []


def test_the_answer_names_the_file_and_its_sum(cli: Cli, hub: str, out: Path) -> None:
    told = cli.data("casefile", hub, "--out", str(out))

    assert told["path"] == str(out)
    assert told["sha256"] == hashlib.sha256(out.read_bytes()).hexdigest()
    assert [each["path"] for each in told["files"]] == list(Bundle(out).files)


def test_a_purchase_without_anything_else_has_a_case_file_too(cli: Cli, out: Path) -> None:
    ref = cli.add("--shop", "bergzeit", "--item", "Lamp")

    assert list(packed(cli, ref, out).files) == ["index.html", "manifest.json"]


# --- the same again


@pytest.mark.parametrize("options", [(), ("--pdf",)])
def test_two_runs_give_the_same_bytes(
    cli: Cli, hub: str, tmp_path: Path, options: tuple[str, ...]
) -> None:
    for name in ("one.zip", "two.zip"):
        cli.ok("casefile", hub, "--out", str(tmp_path / name), *options)

    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


def test_no_time_of_day_and_no_path_of_this_machine_is_in_it(
    cli: Cli, hub: str, out: Path, home: Path
) -> None:
    found = packed(cli, hub, out, "--pdf")

    assert {info.date_time for info in found.infos} == {(1980, 1, 1, 0, 0, 0)}
    assert [name for name, data in found.files.items() if str(home).encode() in data] == []


# --- what is left out


def test_messages_and_pictures_of_them_can_stay_private(cli: Cli, hub: str, out: Path) -> None:
    found = packed(cli, hub, out, "--without-messages")

    assert "no power." not in found.page
    assert [name for name in found.files if "chat" in name] == []
    assert "chat.txt" not in found.page
    assert found.manifest["left_out"] == ["3 private messages"]
    assert "3 private messages" in found.page


def test_the_files_can_stay_at_home_and_their_sums_are_told(
    cli: Cli, hub: str, out: Path, made: Made
) -> None:
    found = packed(cli, hub, out, "--without-evidence")

    assert list(found.files) == ["index.html", "manifest.json"]
    assert hashlib.sha256((made.files / "hub.png").read_bytes()).hexdigest() in found.page
    assert "data:image" not in found.page
    assert found.manifest["left_out"] == ["3 files of evidence, listed with their sums"]


def test_other_orders_are_not_in_it(cli: Cli, hub: str, out: Path) -> None:
    cli.add("8190123456780042", "Secret lamp", "12.40", "--code", "RMA-OTHER-1")

    found = packed(cli, hub, out)

    assert [
        name for name, data in found.files.items() if b"Secret" in data or b"OTHER" in data
    ] == []


def test_a_return_of_several_is_told_alone(cli: Cli, out: Path, tmp_path: Path) -> None:
    ref = cli.add("405-1234567-7654321", "--item", "Red cable @ 9.99", "--item", "Blue lamp @ 20",
                  "--delivered", "4nov")  # fmt: skip
    cli.ok("add", "405-1234567-7654321", "--return", "Red cable=1", "--code", "RMA-RED-77")
    cli.ok("add", "405-1234567-7654321", "--return", "Blue lamp=1", "--code", "RMA-BLUE-88")

    alone, whole = packed(cli, f"{ref}.1", out), packed(cli, ref, tmp_path / "whole.zip")

    assert "RMA-RED-77" in alone.page
    assert "RMA-BLUE-88" not in alone.page
    assert alone.manifest["left_out"] == ["1 other return of the same order"]
    assert "RMA-RED-77" in whole.page
    assert "RMA-BLUE-88" in whole.page


def test_private_notes_are_not_in_it(cli: Cli, hub: str, out: Path) -> None:
    cli.ok("edit", hub, "--note", "the seller is my cousin")

    assert "cousin" not in packed(cli, hub, out).page


def test_clocks_that_only_may_apply_and_reminders_are_not_told(
    cli: Cli, hub: str, out: Path
) -> None:
    rows = cli.data("show", hub)["deadlines"]
    unsure = {row["rule"] for row in rows if row["state"] == "possible" or row["missing"]}

    told = {rule["rule"] for rule in packed(cli, hub, out).manifest["rules"]}

    assert unsure
    assert told
    assert not told & unsure
    assert not [rule for rule in told if rule.startswith("returnctl.")]


def test_a_clock_of_the_sellers_that_ran_out_is_told_first(cli: Cli, hub: str, out: Path) -> None:
    page = packed(cli.at("2026-12-20"), hub, out).page

    assert "ran out" in page
    assert page.index("ran out") < page.index("done on")


def test_a_right_that_was_used_in_time_is_told_and_one_that_was_not_needed_is_not(
    cli: Cli, hub: str, out: Path
) -> None:
    """No bank may read that the right to a chargeback has ended because a refund was promised."""
    cli.ok("mark", hub, "refund-issued", "--on", "20nov", "--amount", "23.99")
    met = {row["rule"]: row["met_on"] for row in cli.data("show", hub)["deadlines"]}

    told = {rule["rule"] for rule in packed(cli, hub, out).manifest["rules"]}

    assert met["visa.chargeback"] == "2026-11-20"
    assert "visa.chargeback" not in told
    assert met["aliexpress.dispute"] == "2026-11-10"
    assert "aliexpress.dispute" in told


def test_a_refund_that_was_only_promised_is_not_called_processed(
    cli: Cli, hub: str, out: Path, tmp_path: Path
) -> None:
    cli.ok("mark", hub, "dispute-closed", "--on", "20nov", "--channel", "platform")
    cli.ok("mark", hub, "refund-issued", "--on", "20nov", "--amount", "23.99")

    promised = packed(cli, hub, out).page
    cli.ok("mark", hub, "money-in", "--on", "21nov", "--amount", "23.99")
    there = packed(cli, hub, tmp_path / "there.zip").page

    assert "Refund promised by the shop, not all of it received" in promised
    assert "Refund Processed" not in promised
    assert "not all of it received" not in there


def test_a_word_before_it_is_sent(cli: Cli, hub: str, tmp_path: Path) -> None:
    ref = cli.add("8190123456780042", "Lamp", "--reason", "defective")
    add_file(cli, tmp_path)(ref, "lamp.jpg", b"a photo")

    said = cli.ok("casefile", hub, "--out", str(tmp_path / "one.zip")).out
    photos = cli.ok("casefile", ref, "--out", str(tmp_path / "two.zip")).out

    assert "Read it before you send it: it has your notes, 2 messages." in said
    assert "the place and time that a phone wrote into them" in photos


# --- evidence that is not what it was


def kept_file(cli: Cli, hub: str, number: int) -> Path:
    files = cli.data("evidence", "list", hub)["files"]
    return Path(files[number - 1]["path"])


def test_an_altered_file_is_left_out_and_said(cli: Cli, hub: str, out: Path) -> None:
    path = kept_file(cli, hub, 1)
    path.chmod(0o600)
    path.write_bytes(b"something else")

    answer = cli("casefile", hub, "--out", str(out), "--json")

    assert answer.exit_code == 1
    assert answer.envelope["data"]["faults"] == [{"name": "hub.png", "state": "altered"}]
    found = Bundle(out)
    assert [name for name in found.files if "hub" in name] == []
    assert "is not what it was" in found.page


def test_a_file_that_is_gone_is_said(cli: Cli, hub: str, out: Path) -> None:
    kept_file(cli, hub, 3).unlink()

    answer = cli("casefile", hub, "--out", str(out))

    assert answer.exit_code == 1
    assert "chat.txt: MISSING" in answer.out
    assert "is not there any more" in Bundle(out).page


# --- where it goes


def test_only_its_owner_may_read_it(cli: Cli, hub: str, out: Path) -> None:
    packed(cli, hub, out)

    assert stat.S_IMODE(out.stat().st_mode) == 0o600


def test_a_file_that_is_there_stays_unless_told(cli: Cli, hub: str, out: Path) -> None:
    out.write_bytes(b"mine")

    refused = cli("casefile", hub, "--out", str(out))

    assert refused.exit_code == 2
    assert "is there already" in refused.err
    assert out.read_bytes() == b"mine"
    assert list(packed(cli, hub, out, "--force").files)


def test_a_folder_gets_it_under_its_own_name(cli: Cli, hub: str, tmp_path: Path) -> None:
    told = cli.data("casefile", hub, "--out", str(tmp_path))

    assert told["path"] == str(tmp_path / f"casefile-{hub}-2026-11-21.zip")


def test_nothing_stays_behind_when_the_folder_is_closed(cli: Cli, hub: str, tmp_path: Path) -> None:
    before = tree(tmp_path)

    answer = cli("casefile", hub, "--out", str(tmp_path / "nowhere" / "case.zip"))

    assert answer.exit_code == 2
    assert tree(tmp_path) == before


def test_the_records_are_not_changed(cli: Cli, hub: str, out: Path) -> None:
    before = cli.db.read_bytes()

    packed(cli, hub, out)

    assert cli.db.read_bytes() == before


# --- names of strangers

NAMES = (
    "..%2f..%2fetc%2fpasswd", "<script>alert(1)</script>.jpg", "a\nb.jpg", "\u202egpj.exe",
    "CON.jpg", "照片.jpg", "-rf.txt", ".bashrc", "a" * 200 + ".jpg",
)  # fmt: skip


def test_names_of_files_lead_nowhere_else(cli: Cli, out: Path, tmp_path: Path) -> None:
    ref = cli.add(ORDER, "Hub", "--reason", "defective")
    add = add_file(cli, tmp_path / "files")
    for number, name in enumerate(NAMES):
        add(ref, name.replace("/", "_"), b"%d" % number)

    found = packed(cli, ref, out)

    paths = [PurePosixPath(name) for name in found.files if name.startswith("evidence")]
    assert len(paths) == len(set(paths)) == len(NAMES)
    assert all(len(path.parts) == 2 and path.name.isascii() for path in paths)
    assert [path.name for path in paths if not path.name[0].isdigit()] == []


def test_two_files_of_one_name_are_both_there(cli: Cli, out: Path, tmp_path: Path) -> None:
    ref = cli.add(ORDER, "Hub", "--reason", "defective")
    add_file(cli, tmp_path / "one")(ref, "photo.jpg", b"one")
    add_file(cli, tmp_path / "two")(ref, "photo.jpg", b"two")

    found = packed(cli, ref, out)

    assert {data for name, data in found.files.items() if "photo" in name} == {b"one", b"two"}


def test_what_may_be_a_program_is_named_and_not_linked(cli: Cli, hub: str, out: Path) -> None:
    found = packed(cli, hub, out)

    assert 'href="evidence/01-2026-11-09-photo-hub.png"' in found.page
    assert "listing.html" in found.page
    assert 'href="evidence/02' not in found.page


def test_a_reference_that_names_nothing_writes_nothing(cli: Cli, hub: str, tmp_path: Path) -> None:
    answer = cli("casefile", "nothing", "--out", str(tmp_path / "x.zip"))

    assert answer.exit_code == 4
    assert not (tmp_path / "x.zip").exists()
