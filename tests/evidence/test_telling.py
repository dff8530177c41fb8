"""`show` and `status` tell which proof is missing before the next step."""

from __future__ import annotations

from tests.cli.running import Cli
from tests.evidence.conftest import File


def proof_line(cli: Cli, ref: str) -> str:
    return next((line for line in cli.ok("show", ref).lines if line.startswith("PROOF")), "")


def test_show_tells_what_is_there_and_what_is_missing(cli: Cli, hub: str, file: File) -> None:
    missing = "MISSING: photo or video of the defect, seller chat"
    assert proof_line(cli, hub) == f"PROOF   {missing}"
    cli.ok("evidence", "add", hub, str(file("listing.html")))
    assert proof_line(cli, hub) == f"PROOF   listing.  {missing}"
    cli.ok("evidence", "add", hub, str(file("1.jpg", b"1")), str(file("2.jpg", b"2")))
    assert proof_line(cli, hub) == "PROOF   listing, 2 x photo.  MISSING: seller chat"


def test_show_gives_machines_the_same(cli: Cli, hub: str, file: File) -> None:
    cli.ok("evidence", "add", hub, str(file("1.jpg")))
    data = cli.data("show", hub)
    assert [each["kind"] for each in data["evidence"]] == ["photo"]
    assert [each["name"] for each in data["missing_proof"]] == ["chat"]
    plain = cli.ok("show", hub, "--plain").out
    assert "evidence\tphoto\t\t1.jpg\n" in plain
    assert "missing-proof\tchat\t\tseller chat\n" in plain


def test_status_tells_what_is_missing_below_what_to_do(cli: Cli, hub: str, file: File) -> None:
    told = "open a dispute; proof missing: photo or video of the defect, seller chat"
    assert told in cli.ok("status").out
    cli.ok("evidence", "add", hub, str(file("1.jpg", b"1")), str(file("chat.png", b"2")))
    assert "proof missing" not in cli.ok("status").out
    assert "open a dispute" in cli.ok("status").out


def test_before_the_parcel_leaves_other_proof_is_missing(cli: Cli, hub: str, file: File) -> None:
    cli.ok("mark", hub, "requested", "--on", "12nov")
    cli.ok("mark", hub, "approved", "--on", "14nov")
    assert proof_line(cli, hub) == (
        "PROOF   MISSING: photo or video of the item as it leaves, "
        "photo of the packed box with its label, receipt of the counter"
    )
    cli.ok("evidence", "add", hub, str(file("1.jpg", b"1")), str(file("label.jpg", b"2")))
    assert "MISSING: receipt of the counter" in proof_line(cli, hub)
    cli.ok("mark", hub, "sent", "--on", "20nov", "--tracking", "LX123456789DE")
    cli.ok("evidence", "add", hub, str(file("receipt.pdf")))
    assert "MISSING" not in proof_line(cli, hub)


def test_from_delivery_on_seeds_of_a_case_are_worth_keeping(cli: Cli, file: File) -> None:
    ref = cli.add("8190123456780042", "LED strip", "12.40 EUR", "--delivered", "8nov")
    assert proof_line(cli, ref).startswith("PROOF   Worth keeping: listing screenshot, order conf")
    assert "proof missing" not in cli.ok("status", "--purchases").out


def test_a_closed_case_asks_for_nothing(cli: Cli, hub: str) -> None:
    cli.ok("mark", hub, "kept")
    assert proof_line(cli, hub) == ""
    assert "proof missing" not in cli.ok("status", "--all").out


def test_a_rebuild_makes_the_same_rows(cli: Cli, hub: str, file: File) -> None:
    cli.ok("evidence", "add", hub, str(file()))
    tables = ("evidence", "status")
    before = [cli.query(f"SELECT * FROM {name}") for name in tables]  # noqa: S608
    cli.ok("doctor", "--rebuild")
    assert [cli.query(f"SELECT * FROM {name}") for name in tables] == before  # noqa: S608
