"""`mark`: what happened, in the user's words; what contradicts the records is refused."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Prepared
from tests.cli.running import Cli

HUB = "8190123456789012"
LED = "8190123456780042"


def hub_and_strip(cli: Cli) -> None:
    cli.add(HUB, "USB-C hub", "23.99", "--ordered", "1oct", "--delivered", "8nov",
            "--reason", "defective", "--seller-country", "CN")  # fmt: skip
    cli.add(LED, "LED strip", "12.40", "--delivered", "3nov", "--requested", "12nov",
            "--code", "RMA-1", "--reason", "wrong-item", "--seller-country", "CN")  # fmt: skip


@pytest.fixture
def two(cli: Cli, prepared: Prepared) -> Cli:
    return prepared(cli, hub_and_strip)


def status(cli: Cli, number: str) -> str:
    (row,) = [row for row in cli.data("status", "--all") if row["order_number"] == number]
    label = row["status_label"]
    assert isinstance(label, str)
    return label


@pytest.mark.parametrize(
    ("words", "label"),
    [
        (("approved",), "Return Approved"),
        (("sent", "--tracking", "LX123456789ES"), "Item In Transit"),
        (("arrived-back",), "Item Received"),
        (("refund-issued", "--amount", "12.40"), "Refund Processed"),
        (("money-in", "--amount", "5"), "Refund Processed"),
        (("declined",), "Declined"),
        (("acknowledged",), "Awaiting Seller Approval"),
        (("dispute-opened",), "In Dispute"),
        (("escalated",), "Escalated"),
        (("decided", "--outcome", "refund"), "Decided"),
        (("appealed",), "Appealed"),
        (("exchange-shipped",), "Exchange Shipped"),
        (("cancelled",), "Cancelled"),
        (("kept",), "Kept"),
        (("completed",), "Completed"),
    ],
)
def test_the_status_is_the_one_buyers_know(two: Cli, words: tuple[str, ...], label: str) -> None:
    """Stages may be skipped: nobody must invent dates to get there."""
    two.ok("mark", LED, *words)

    assert status(two, LED) == label


def test_the_whole_amount_back_completes_a_return(two: Cli) -> None:
    two.ok("mark", LED, "sent", "--tracking", "LX123456789ES")
    two.ok("mark", LED, "refund-issued", "--amount", "12.40")
    two.ok("mark", LED, "money-in", "--amount", "12.40")

    assert status(two, LED) == "Completed"


def test_less_than_promised_leaves_it_open_and_says_what_is_missing(two: Cli) -> None:
    two.ok("mark", LED, "sent", "--tracking", "LX123456789ES")
    two.ok("mark", LED, "money-in", "--amount", "10.56")
    (row,) = [row for row in two.data("status") if row["order_number"] == LED]

    assert row["refunded"] == {"amount": "10.56", "currency": "EUR"}
    assert "25.83 EUR not back yet" in two.ok("status").lines[0]


def test_what_an_event_implies_is_shown_without_a_date(two: Cli) -> None:
    two.ok("mark", LED, "sent", "--tracking", "LX123456789ES")

    assert "shipped, date unknown" in two.ok("show", LED).out


def test_several_refs_are_marked_in_one_command(two: Cli) -> None:
    """All or none, and one undo for all."""
    two.ok("mark", HUB, LED, "kept")

    assert (status(two, HUB), status(two, LED)) == ("Kept", "Kept")
    two.ok("undo", "--yes")
    assert (status(two, HUB), status(two, LED)) == ("Problem Noted", "Request Submitted")


def test_one_bad_ref_among_several_records_nothing(two: Cli) -> None:
    before = two.log_size()

    assert two("mark", HUB, "zzz", LED, "kept").exit_code == 4
    assert two.log_size() == before


def test_refs_come_through_a_pipe(two: Cli) -> None:
    two.ok("mark", "-", "kept", stdin=f"{HUB}\n{LED}\n")

    assert (status(two, HUB), status(two, LED)) == ("Kept", "Kept")


def test_an_empty_pipe_marks_nothing(two: Cli) -> None:
    before = two.log_size()

    assert two("mark", "-", "kept", stdin="").exit_code == 2
    assert two.log_size() == before


def test_the_same_ref_twice_is_marked_once(two: Cli) -> None:
    two.ok("mark", HUB, HUB, "seller-contacted")
    events = [e for e in two.data("show", HUB)["events"] if e["kind"] == "seller_contacted"]

    assert len(events) == 1


def test_a_correction_says_what_moved(two: Cli) -> None:
    """Marking a once-only event again corrects it."""
    answer = two.ok("mark", HUB, "delivered", "--on", "7nov")

    assert "open a dispute: Sun 22 Nov -> Sat 21 Nov" in answer.out
    assert two.deadline(HUB, "aliexpress.dispute")["starts_on"] == "2026-11-07"


def test_the_same_event_on_the_same_day_moves_nothing(two: Cli) -> None:
    assert two.data("mark", HUB, "delivered", "--on", "8nov")["moved"] == []


@pytest.mark.parametrize(
    ("word", "meanings"),
    [
        ("refunded", ("refund-issued", "money-in")),
        ("returned", ("sent", "arrived-back")),
        ("received", ("delivered", "arrived-back")),
        ("rejected", ("declined", "dispute-rejected")),
    ],
)
def test_a_word_with_two_meanings_is_refused_with_both(
    two: Cli, word: str, meanings: tuple[str, ...]
) -> None:
    answer = two("mark", HUB, word)

    assert answer.exit_code == 2
    assert all(meaning in answer.err for meaning in meanings)
    assert "Nothing recorded" in answer.err


CONTRADICTIONS = [
    (HUB, "delivered", "--on", "1sep"),
    (HUB, "ordered", "--on", "9nov"),
    (LED, "sent", "--on", "1nov"),
    (LED, "approved", "--on", "11nov"),
]


@pytest.mark.parametrize("words", CONTRADICTIONS)
def test_a_contradiction_is_refused_with_the_way_out(two: Cli, words: tuple[str, ...]) -> None:
    before = two.log_size()
    answer = two("mark", *words)

    assert (answer.exit_code, answer.out) == (5, "")
    assert "--force" in answer.err
    assert two.log_size() == before


@pytest.mark.parametrize("words", CONTRADICTIONS)
def test_force_records_a_contradiction_and_says_so(two: Cli, words: tuple[str, ...]) -> None:
    answer = two.ok("mark", *words, "--force")

    assert "would be" in answer.out + answer.err
    assert two("doctor").exit_code == 0


@pytest.mark.parametrize("event", ["approved", "arrived-back", "inspected", "declined"])
def test_what_cannot_begin_a_return_contradicts_a_closed_one(two: Cli, event: str) -> None:
    two.ok("mark", LED, "kept")
    answer = two("mark", LED, event)

    assert answer.exit_code == 5
    assert "reopened" in answer.err


def test_a_closed_return_is_opened_again(two: Cli) -> None:
    two.ok("mark", LED, "kept")
    two.ok("mark", LED, "reopened")

    assert status(two, LED) == "Reopened"


@pytest.mark.xfail(reason="of two events on one day `reopened` counts as the later, always")
def test_a_reopened_return_goes_on_the_same_day(two: Cli) -> None:
    two.ok("mark", LED, "kept")
    two.ok("mark", LED, "reopened")
    two.ok("mark", LED, "approved")
    assert status(two, LED) == "Return Approved"


def test_sent_without_a_number_is_recorded_with_a_warning(two: Cli) -> None:
    answer = two.ok("mark", LED, "sent")

    assert "No tracking number" in answer.out + answer.err
    assert status(two, LED) == "Item In Transit"


def test_sent_with_a_number_is_not_warned_of(two: Cli) -> None:
    answer = two.ok("mark", LED, "sent", "--tracking", "LX123456789ES")

    assert "No tracking number" not in answer.out + answer.err


def test_the_number_can_be_given_afterwards(two: Cli) -> None:
    two.ok("mark", LED, "sent", "--on", "18nov")
    two.ok("mark", LED, "sent", "--on", "18nov", "--tracking", "LX123456789ES")
    (row,) = [row for row in two.data("status") if row["order_number"] == LED]

    assert [each["number"] for each in row["parcels"]] == ["LX123456789ES"]


def test_mark_ref_alone_lists_what_can_follow_in_plain_words(two: Cli) -> None:
    before = two.log_size()
    answer = two.ok("mark", HUB)

    assert "I opened a dispute" in answer.out
    assert "kept" in answer.out
    assert two.log_size() == before


def test_what_is_listed_can_be_marked(two: Cli) -> None:
    """Everything that `mark REF` offers is accepted, with what it needs."""
    found = two.data("mark", LED)
    needs = {"extended": ("--rule", "seller-response", "--until", "2026-12-24")}
    for choice in (*found["likely"], *found["others"]):
        name = choice["name"]
        day = {"ordered": "1oct", "paid": "1oct", "shipped": "2nov", "delivered": "3nov",
               "receipt-confirmed": "3nov", "requested": "12nov"}.get(name, "today")  # fmt: skip
        answer = two("mark", LED, name, "--on", day, *needs.get(name, ()))
        assert answer.exit_code == 0, (name, answer.err)
        two.ok("undo", "--yes")


def test_mark_list_lists_all_without_a_database(cli: Cli) -> None:
    answer = cli.ok("mark", "--list")

    for word in ("refund-issued", "money-in", "withdrawal-sent", "watch"):
        assert word in answer.out
    assert not cli.db.exists()


def test_kept_closes_and_ends_the_clocks(two: Cli) -> None:
    two.ok("mark", HUB, LED, "kept")

    assert two.data("status") == []
    assert two.data("deadlines") == []
    assert two.query("SELECT * FROM deadlines") == []
    assert len(two.data("status", "--all")) == 2


def test_a_return_of_a_kept_order_is_seen(two: Cli) -> None:
    """Changed my mind after all: what is recorded as open must be in the lists, or refused."""
    two.ok("mark", HUB, "kept")
    answer = two("mark", HUB, "requested")

    listed = [row["order_number"] for row in two.data("status")]
    assert HUB in listed or answer.exit_code == 5


def test_all_counts_what_is_open_only(two: Cli) -> None:
    two.ok("mark", HUB, "kept")

    assert "1 open" in two.ok("status", "--all").lines[0]


def test_a_kept_purchase_is_shown_with_the_closed_ones(cli: Cli) -> None:
    """Whoever marked the wrong one must be able to see it."""
    ref = cli.add("8190123456789013", "Lamp", "5", "--delivered", "10nov")
    cli.ok("mark", ref, "kept")

    assert ref in {row["ref"] for row in cli.data("status", "--all", "--purchases")}


def test_a_closed_case_still_explains_itself(two: Cli) -> None:
    two.ok("mark", HUB, "kept")

    assert two.deadline(HUB, "aliexpress.dispute")["due_on"] == "2026-11-23"


def test_a_problem_with_a_purchase_is_marked(cli: Cli) -> None:
    ref = cli.add("8190123456789013", "Lamp", "5", "--delivered", "10nov")
    assert cli.data("status") == []
    cli.ok("mark", ref, "problem", "--reason", "damaged")

    assert [row["reason"] for row in cli.data("status")] == ["damaged"]


def test_watch_puts_a_purchase_on_the_watch(cli: Cli) -> None:
    ref = cli.add("8190123456789013", "Lamp", "5", "--delivered", "10nov")

    assert cli("mark", ref, "watch").exit_code == 0
    assert "1 watched" in cli.ok("status").out


def test_an_extension_moves_the_rule_it_names(two: Cli) -> None:
    two.ok("mark", HUB, "extended", "--rule", "aliexpress.dispute", "--until", "2026-12-20")
    found = two.deadline(HUB, "aliexpress.dispute")

    assert found["due_on"] == "2026-12-20"


def test_the_pages_date_comes_with_the_approval(two: Cli) -> None:
    two.ok("mark", LED, "approved", "--until", "30nov")
    found = two.deadline(LED, "ship-back")

    assert (found["due_on"], found["basis"]) == ("2026-11-30", "order_page")


def test_a_dispute_belongs_to_the_shops_channel_unless_said(two: Cli) -> None:
    two.ok("mark", HUB, "dispute-opened")
    two.ok("mark", LED, "dispute-opened", "--channel", "card")
    channels = {
        number: [e["channel"] for e in two.data("show", number)["events"] if e["channel"]]
        for number in (HUB, LED)
    }

    assert channels == {HUB: ["platform"], LED: ["card"]}


def test_a_dispute_meets_the_deadline_and_starts_the_sellers_clock(two: Cli) -> None:
    two.ok("mark", HUB, "dispute-opened")
    (row,) = [row for row in two.data("status") if row["order_number"] == HUB]

    assert two.deadline(HUB, "aliexpress.dispute")["state"] == "met"
    assert row["whose_move"] in ("seller", "platform")


def test_met_late_keeps_its_day(two: Cli) -> None:
    late = two.at("2026-11-25")
    late.ok("mark", HUB, "dispute-opened")
    found = late.deadline(HUB, "aliexpress.dispute")

    assert (found["state"], found["met_on"]) == ("met", "2026-11-25")


def test_no_open_problem_is_without_a_date(cli: Cli) -> None:
    """Where no rule runs, a check-in of yours asks after seven days."""
    cli.add("--shop", "pepe", "Coat", "--reason", "defective")
    (row,) = cli.data("status")

    assert (row["whose_move"], row["act_by"]) == ("you", "2026-11-28")


def test_every_stage_of_a_return_has_a_next_date(two: Cli) -> None:
    for event in ("acknowledged", "approved", "sent", "arrived-back", "refund-issued"):
        two.ok("mark", LED, event)
        (row,) = [row for row in two.data("status") if row["order_number"] == LED]
        assert row["next_deadline"], event
        assert row["act_by"], event


def test_only_a_deadline_that_runs_can_be_extended(two: Cli) -> None:
    """A day that the seller granted must not be lost because the rule was misspelt."""
    answer = two("mark", HUB, "extended", "--until", "2026-12-01", "--rule", "xyz")

    assert answer.exit_code == 4
    assert "dispute" in answer.err
    two.ok("mark", HUB, "extended", "--until", "2026-12-01", "--rule", "dispute")
    assert two.deadline(HUB, "aliexpress.dispute")["due_on"] == "2026-12-01"
