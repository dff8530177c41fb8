"""`track` as people run it: the demo's numbers, a service on this machine, or none at all."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from returnctl.store.alone import alone
from tests.cli.running import Cli
from tests.tracking.server import Heard, Local, Reply, saying, serving

HUB = ("8190123456789012", "USB-C hub", "23.99")
JACKET = (
    "10-04477-51823",
    "Wool jacket",
    "59.90 EUR",
    "--site",
    "ebay.de",
    "--seller-country",
    "DE",
)
TODAY = datetime.now(UTC).date()
DHL = "00340434161094022115"


def ago(days: int) -> str:
    return (TODAY - timedelta(days=days)).isoformat()


@pytest.fixture
def now(cli: Cli) -> Cli:
    """The program under the system's clock: with another one `track` is a rehearsal."""
    return cli.at(None)


def coming(cli: Cli, number: str = "EZ4000000004") -> str:
    return cli.add(*HUB, "--shipped", ago(8), "--tracking", number)


def going(cli: Cli, number: str = "SHIPPO_DELIVERED") -> str:
    ref = cli.add(*JACKET, "--delivered", ago(20), "--requested", ago(15))
    cli.ok("mark", ref, "approved", "--on", ago(14))
    cli.ok("mark", ref, "sent", "--on", ago(6), "--tracking", number)
    return ref


def only(cli: Cli, *args: str) -> dict[str, Any]:
    (row,) = cli.data("track", *args)
    return dict(row)


class TestAsking:
    def test_a_parcel_is_told_with_its_status_and_what_its_scans_suggest(self, now: Cli) -> None:
        ref = coming(now)
        row = only(now)
        assert (row["ref"], row["number"], row["direction"]) == (ref, "EZ4000000004", "inbound")
        assert (row["status"], row["new_scans"], row["provider"]) == ("delivered", 5, "demo")
        assert row["last_scan"]["status"] == "delivered"
        assert row["age_hours"] == 0
        (suggested,) = row["proposals"]
        assert (suggested["event"], suggested["on"]) == ("delivered", ago(1))
        assert suggested["command"] == f"returnctl mark {ref} delivered --on {ago(1)}"

    def test_the_fields_of_a_row_are_promised(self, now: Cli) -> None:
        coming(now)
        assert list(only(now)) == [
            "ref", "number", "carrier", "direction", "status", "last_scan", "age_hours",
            "new_scans", "provider", "url", "done", "proposals", "conflict", "advice", "trouble",
            "accepted",
        ]  # fmt: skip

    def test_a_pipe_gets_sentences(self, now: Cli) -> None:
        ref = coming(now)
        lines = now.ok("track").lines
        assert lines[0].startswith(f"{ref}  USB-C hub, to you  EZ4000000004")
        assert lines[0].endswith("Delivered")
        assert '"Delivered, left with the recipient", Testville' in lines[1]
        assert lines[2] == "  demo: 5 new scans"
        assert lines[3].startswith("  suggests  it was delivered to me, ")
        assert lines[-1] == "Record what they suggest: returnctl track --accept"

    def test_plain_records_have_all_fields(self, now: Cli) -> None:
        ref = coming(now)
        (record,) = now.ok("track", "--plain").lines
        fields = record.split("\t")
        assert fields[:5] == [ref, "EZ4000000004", "inbound", "", "delivered"]
        assert (fields[9], fields[10], fields[12]) == ("demo", "asked", f"delivered={ago(1)}")

    def test_asked_again_nothing_is_recorded_twice(self, now: Cli) -> None:
        coming(now)
        now.ok("track")
        size = now.log_size()
        again = only(now, HUB[0])
        assert (again["done"], again["new_scans"]) == ("asked", 0)
        assert now.log_size() == size

    def test_who_was_asked_lately_rests_unless_named_or_all(self, now: Cli) -> None:
        ref = coming(now, "EZ2000000002")
        now.ok("track")
        assert only(now)["done"] == "resting"
        assert only(now, ref)["done"] == "asked"
        assert only(now, "EZ2000000002")["done"] == "asked"
        assert only(now, "--all")["done"] == "asked"

    def test_parcels_of_closed_orders_are_let_be(self, now: Cli) -> None:
        ref = coming(now)
        now.ok("mark", ref, "kept")
        assert now.data("track") == []
        assert "No parcel to follow" in now.ok("track").out

    def test_a_case_without_a_parcel_is_told_how_to_add_one(self, now: Cli) -> None:
        ref = now.add(*HUB)
        answer = now("track", ref)
        assert answer.exit_code == 4
        assert f"returnctl parcel add {ref} NUMBER" in answer.err

    def test_without_records_the_path_is_named(self, now: Cli) -> None:
        assert now("track").exit_code == 7
        assert not now.db.exists()


class TestWithoutAService:
    def test_the_page_to_look_at_is_printed_and_all_is_well(self, now: Cli) -> None:
        coming(now, "RB123456785ES")
        answer = now.ok("track")
        assert "no tracking service is set up for it" in answer.out
        assert "RB123456785ES" in answer.lines[-1]
        assert "https://" in answer.lines[-1]
        row = only(now)
        assert (row["done"], row["provider"], row["status"]) == ("linked", None, "unknown")
        assert row["url"].startswith("https://")

    def test_nothing_is_written(self, now: Cli) -> None:
        coming(now, "RB123456785ES")
        before = now.db.read_bytes()
        now.ok("track")
        assert now.db.read_bytes() == before


class TestAccepting:
    def test_a_return_that_arrived_starts_the_clock_of_the_refund(self, now: Cli) -> None:
        ref = going(now)
        now.ok("track")
        assert now.data("status")[0]["status"] == "in_transit"
        row = only(now, "--accept")
        assert [each["event"] for each in row["accepted"]] == ["arrived_back"]
        assert row["proposals"] == []
        (status,) = now.data("status")
        assert (status["status"], status["whose_move"]) == ("item_received", "seller")
        events = now.data("show", ref)["events"]
        assert [(e["kind"], e["on"], e["source"]) for e in events][-1] == (
            "arrived_back", ago(1), "tracking",
        )  # fmt: skip

    def test_asking_and_accepting_are_one_command(self, now: Cli) -> None:
        ref = going(now)
        before = now.data("show", ref)["events"]
        now.ok("track", "--accept")
        now.ok("undo", "--yes")
        case = now.data("show", ref)
        assert case["events"] == before
        assert case["parcels"][0]["scans"] == []
        assert case["evidence"] == []
        now.ok("redo")
        assert now.data("show", ref)["events"][-1]["kind"] == "arrived_back"

    def test_what_is_told_moves_as_with_mark(self, now: Cli) -> None:
        coming(now)
        out = now.ok("track", "--accept").out
        assert "Recorded   delivered" in out
        assert "open a dispute: new, " in out
        assert out.rstrip().endswith("Wrong? returnctl undo")

    def test_the_users_day_is_not_touched(self, now: Cli) -> None:
        ref = coming(now)
        now.ok("mark", ref, "delivered", "--on", ago(3))
        row = only(now, "--accept")
        assert (row["accepted"], row["proposals"]) == ([], [])
        assert now.data("show", ref)["events"][-1]["on"] == ago(3)

    def test_the_date_on_the_order_page_still_wins(self, now: Cli) -> None:
        ref = coming(now)
        now.ok("edit", ref, "--deadline", f"dispute={(TODAY + timedelta(days=40)).isoformat()}")
        now.ok("track", "--accept")
        assert now.deadline(ref, "dispute")["due_on"] == (TODAY + timedelta(days=40)).isoformat()

    def test_what_went_back_to_the_seller_is_a_problem(self, now: Cli) -> None:
        coming(now, "EZ5000000005")
        row = only(now, "--accept")
        assert [(e["event"], e["reason"]) for e in row["accepted"]] == [("problem", "not_received")]
        (status,) = now.data("status")
        assert (status["kind"], status["reason"]) == ("problem", "not_received")

    def test_of_a_named_case_only(self, now: Cli) -> None:
        hub, jacket = coming(now), going(now)
        now.ok("track", hub, "--accept")
        assert now.data("show", jacket)["status"][0]["status"] == "in_transit"


class TestKeeping:
    def test_the_answer_is_evidence_once_for_each_change(self, now: Cli) -> None:
        ref = coming(now)
        now.ok("track")
        now.ok("track", ref)
        (kept,) = now.data("evidence", "list", ref)["files"]
        assert (kept["kind"], kept["state"]) == ("proof_of_delivery", "ok")
        assert b"EZ4000000004" in Path(kept["path"]).read_bytes()

    def test_of_a_return_it_belongs_to_the_return(self, now: Cli) -> None:
        ref = going(now)
        now.ok("track")
        case = now.data("show", ref)
        (kept,) = now.data("evidence", "list", ref)["files"]
        assert kept["return_id"] == case["returns"][0]["id"]

    def test_rebuilding_gives_the_same_rows(self, now: Cli) -> None:
        coming(now)
        now.ok("track", "--accept")
        rows = now.query("SELECT * FROM checkpoints ORDER BY id")
        before = now.projections()
        now.ok("doctor", "--rebuild")
        assert now.query("SELECT * FROM checkpoints ORDER BY id") == rows
        assert now.projections() == before
        assert len(rows) == 5

    def test_purging_forgets_what_was_asked(self, now: Cli) -> None:
        ref = coming(now)
        now.ok("track")
        assert now.query("SELECT number FROM asked") == [("EZ4000000004",)]
        now.ok("rm", ref, "--purge", "--yes")
        assert now.query("SELECT number FROM asked") == []

    def test_history_counts_the_scans(self, now: Cli) -> None:
        coming(now)
        now.ok("track")
        newest = now.ok("history").out
        assert "scans 5" in newest
        assert "provider" not in newest


class TestShowing:
    def test_show_tells_every_scan_and_the_age_of_what_is_known(self, now: Cli) -> None:
        ref = coming(now)
        now.ok("track")
        lines = now.ok("show", ref).lines
        (head,) = [n for n, line in enumerate(lines) if line.startswith("PARCEL")]
        assert "EZ4000000004" in lines[head]
        assert "Delivered, as of just now" in lines[head]
        assert lines[head + 1].strip().endswith('Pre-transit, "Shipping label created", Testville')
        assert lines[head + 6].strip().startswith("Suggests: it was delivered to me")

    def test_show_needs_no_network_and_no_service(self, now: Cli) -> None:
        ref = coming(now)
        now.ok("track")
        later = now.at((TODAY + timedelta(days=3)).isoformat())
        (parcel,) = later.data("show", ref)["parcels"]
        assert parcel["status"] == "delivered"
        assert 48 <= parcel["age_hours"] <= 96
        assert len(parcel["scans"]) == 5

    def test_status_has_where_each_parcel_stands(self, now: Cli) -> None:
        going(now)
        (before,) = now.data("status")[0]["parcels"]
        assert (before["status"], before["last_scan"]) == ("unknown", None)
        now.ok("track")
        (parcel,) = now.data("status")[0]["parcels"]
        assert (parcel["number"], parcel["direction"]) == ("SHIPPO_DELIVERED", "return")
        assert (parcel["status"], parcel["last_scan"]["on"]) == ("delivered", ago(1))

    def test_a_duty_at_the_door_is_in_every_list(self, now: Cli) -> None:
        ref = coming(now, "EZ6000000006")
        now.ok("track")
        (due,) = [row for row in now.data("deadlines") if row["rule"] == "parcels.mend-address"]
        assert (due["ref"], due["kind"], due["actor"]) == (ref, "duty", "you")
        assert "mend the address" in now.ok("deadlines").out
        assert [step["what"] for step in now.data("next")] == ["mend the address"]
        assert "told by demo" in now.ok("why", ref, "mend-address").out


def test_with_another_clock_it_only_says_what_it_would_do(now: Cli) -> None:
    coming(now)
    before = now.db.read_bytes()
    rehearsal = now.at(ago(0))
    assert only(rehearsal, "--accept")["done"] == "would_ask"
    assert "would be asked" in rehearsal.ok("track").out
    assert now.db.read_bytes() == before


# --- with a service, on this machine


@contextmanager
def dhl(answer: Any) -> Iterator[Local]:
    """A config whose DHL is a server here."""
    folder = Path(os.environ["XDG_CONFIG_HOME"]) / "returnctl"
    with serving(answer) as local:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "config.toml").write_text(f'[providers.dhl]\nurl = "{local.url}"\n')
        yield local


@pytest.fixture
def keyed(now: Cli) -> Cli:
    return Cli(now.db, {**now.env, "RETURNCTL_DHL_KEY": "a-secret-key"}, None)


def shipment(*events: tuple[str, int]) -> Reply:
    """What DHL says: states with their days ago, the newest first."""
    told = [
        {"timestamp": f"{ago(days)}T1{9 - days}:00:00", "statusCode": status, "status": status,
         "description": f"It is {status}"}
        for status, days in events
    ]  # fmt: skip
    return saying({"shipments": [{"id": DHL, "status": told[0], "events": told}]})


ON_ITS_WAY = shipment(("transit", 2), ("pre-transit", 4))
THERE = shipment(("delivered", 1), ("transit", 2), ("pre-transit", 4))
# Down for longer than is waited for. One that hangs up is asked three times, seconds apart: that is
# tried with a clock of its own (tests/tracking/test_any_service.py).
DOWN = saying({}, 503, Retry_After="3600")


class TestAService:
    def test_is_asked_and_its_answer_kept(self, keyed: Cli) -> None:
        going(keyed, DHL)
        with dhl(lambda _: ON_ITS_WAY) as local:
            row = only(keyed)
        assert (row["status"], row["provider"], row["new_scans"]) == ("in_transit", "dhl", 2)
        assert row["conflict"] is None
        assert [heard.query["trackingNumber"] for heard in local.heard] == [DHL]

    def test_that_is_down_fails_with_one_sentence_and_keeps_the_last_snapshot(
        self, keyed: Cli
    ) -> None:
        ref = going(keyed, DHL)
        with dhl(lambda _: ON_ITS_WAY):
            keyed.ok("track")
        size = keyed.log_size()
        _age(keyed, hours=30)
        with dhl(lambda _: DOWN):
            answer = keyed("track", ref, "--json")
        assert answer.exit_code == 6
        (error,) = answer.envelope["errors"]
        assert error["code"] == "network"
        assert "503" in error["message"]
        assert "a-secret-key" not in answer.out + answer.err
        assert answer.envelope["data"] is None
        assert keyed.log_size() == size
        (parcel,) = keyed.data("show", ref)["parcels"]
        assert (parcel["status"], parcel["age_hours"]) == ("in_transit", 30)

    def test_that_fails_does_not_stop_the_others(self, keyed: Cli) -> None:
        going(keyed, DHL)
        coming(keyed)
        with dhl(lambda _: DOWN):
            answer = keyed.ok("track")
        assert "demo: 5 new scans" in answer.out
        assert "no answer" in answer.out
        assert "DHL" in answer.err + answer.out

    def test_that_knows_nothing_is_an_answer(self, keyed: Cli) -> None:
        going(keyed, DHL)
        with dhl(lambda _: saying({"title": "No result found", "status": 404}, 404)):
            row = only(keyed)
        assert row["done"] == "failed"
        assert row["trouble"]
        assert row["age_hours"] == 0

    def test_that_goes_backwards_is_a_conflict_and_proposes_nothing(self, keyed: Cli) -> None:
        ref = going(keyed, DHL)
        back = shipment(("transit", 0), ("delivered", 1), ("pre-transit", 4))
        with dhl(lambda _: back):
            answer = keyed.ok("track", "--accept")
        assert "CONFLICT" in answer.out
        row = only(keyed)
        assert row["proposals"] == []
        assert "the scans contradict each other" in row["conflict"]
        assert "CONFLICT" in keyed.ok("show", ref).out
        assert keyed.data("status")[0]["status"] == "in_transit"

    def test_the_order_of_answers_makes_no_difference(self, keyed: Cli, tmp_path: Path) -> None:
        told = []
        for name, answers in (("a", (ON_ITS_WAY, THERE)), ("b", (THERE, ON_ITS_WAY))):
            cli = Cli(tmp_path / name / "r.db", keyed.env, None)
            ref = going(cli, DHL)
            for answer in answers:
                _age(cli, hours=30)
                with dhl(lambda _, answer=answer: answer):
                    cli.ok("track", ref)
            (parcel,) = cli.data("show", ref)["parcels"]
            told.append((parcel["status"], parcel["scans"], parcel["proposals"][0]["event"]))
        assert told[0] == told[1]
        assert told[0][0] == "delivered"

    def test_nobody_is_asked_twice_about_one_number(self, keyed: Cli) -> None:
        """Two orders came in one parcel: it is asked after once, and both are told."""
        keyed.add(*HUB, "--shipped", ago(8), "--tracking", DHL)
        keyed.add("8190123456789099", "Lamp", "9.99", "--shipped", ago(8), "--tracking", DHL)
        heard: list[Heard] = []

        def answer(question: Heard) -> Reply:
            heard.append(question)
            return THERE

        with dhl(answer):
            rows = keyed.data("track", "--accept")
        assert [row["status"] for row in rows] == ["delivered", "delivered"]
        assert [len(row["accepted"]) for row in rows] == [1, 1]
        assert len(heard) == 1


def _age(cli: Cli, *, hours: int) -> None:
    """Put every answer back in time."""
    then = datetime.now(UTC) - timedelta(hours=hours, minutes=1)
    with closing(sqlite3.connect(cli.db)) as conn, conn:
        conn.execute("UPDATE asked SET answered_at = ?", (then.strftime("%Y-%m-%dT%H:%M:%SZ"),))


def test_a_second_track_asks_nobody(keyed: Cli) -> None:
    """Cron starts it again while another one hangs; what is recorded is shown all the same."""
    with dhl(lambda _: ON_ITS_WAY) as local:
        keyed.add(*HUB, "--shipped", ago(8), "--tracking", DHL)
        with alone(keyed.db, "track", patience=0) as first:
            beside = keyed.ok("track", "--json")
        asked = len(local.heard)
        after = keyed.ok("track", "--json")

    assert first
    assert [row["number"] for row in beside.data] == [DHL]
    assert "another track is running" in beside.envelope["warnings"][0]
    assert (asked, len(local.heard)) == (0, 1)
    assert after.data[0]["new_scans"] == 2
