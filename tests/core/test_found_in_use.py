"""Faults that were found by trying the program, each told as the behaviour that was wanted."""

from typing import Any

import pytest

from returnctl.core.events import EVENTS
from returnctl.core.lifecycle import date_clash, stage_clash, visible_dates
from returnctl.core.rules import Pause
from returnctl.core.statuses import is_closed, status_of
from returnctl.core.triggers import parse_trigger
from tests.core.building import (
    CASE,
    case_of,
    day,
    derived,
    did,
    eur,
    fact,
    folded,
    form,
    noted,
    order,
    pack_of,
    return_of,
    rule,
    told,
)


def test_a_chargeback_may_follow_a_lost_platform_case() -> None:
    """Disputes on two channels run beside each other; their dates cannot clash."""
    case = case_of(did("dispute_opened", "11-01", channel="platform"),
                   did("decided", "11-08", channel="platform"))  # fmt: skip

    assert date_clash("dispute_opened", day("11-10"), visible_dates(case, CASE, "card")) is None
    assert date_clash("dispute_opened", day("11-10"), visible_dates(case, CASE, "platform"))


def test_a_cancelled_order_can_still_be_refunded() -> None:
    """The shop sends the money back after the end of an order."""
    case = case_of(did("ordered", "11-01"), did("cancelled", "11-02"))

    assert stage_clash(case, CASE, EVENTS["refund_issued"]) is None


def test_a_named_date_counts_where_no_form_applies() -> None:
    """What the order page says is not lost because the pack thinks of another reason."""
    pack = pack_of(rule("dispute", form(when={"reason": "defective"})))
    case = case_of(did("delivered", "11-05"), did("problem", "11-06", reason="late"),
                   told("dispute", day="2026-12-01"))  # fmt: skip

    found = derived(case, pack)["dispute"]

    assert (found.due_on, found.basis) == (day("12-01"), "order_page")


@pytest.mark.parametrize("word", [{"ok": True}, {"length": "30d"}])
def test_a_word_without_a_date_makes_no_form_apply(word: dict[str, Any]) -> None:
    """ "It agrees" says nothing of a rule that is about another reason."""
    pack = pack_of(rule("dispute", form(when={"reason": "defective"})))
    case = case_of(did("delivered", "11-05"), did("problem", "11-06", reason="late"),
                   told("dispute", **word))  # fmt: skip
    assert "dispute" not in derived(case, pack)


def test_a_named_date_without_a_start_belongs_to_one_thing_only() -> None:
    """An order's override is not told again for each return."""
    pack = pack_of(rule("dispute", form()))
    case = return_of(did("requested", "11-05", "r"), told("dispute", day="2026-12-01"))

    assert [name for name in derived(case, pack) if "dispute" in name] == ["dispute"]


def test_pauses_that_overlap_count_once() -> None:
    """Asking twice for a repair does not make the window stand still twice."""
    pause = Pause(parse_trigger("seller_contacted"), parse_trigger("seller_replied"))
    pack = pack_of(rule("window", form(pause=pause)))
    case = case_of(did("delivered", "11-01"), did("seller_contacted", "11-03"),
                   did("seller_contacted", "11-04"), did("seller_replied", "11-06"))  # fmt: skip

    assert derived(case, pack)["window"].due_on == day("11-14")


def test_a_timer_can_be_extended() -> None:
    """The day that was granted replaces the hours."""
    pack = pack_of(rule("window", form(closes="48h")))
    case = case_of(did("delivered", "11-05"),
                   did("extended", "11-06", until="2026-11-20", rule="window"))  # fmt: skip

    assert derived(case, pack)["window"].due_on == day("11-20")


def test_a_year_out_of_reach_is_no_date() -> None:
    """A date at the end of the calendar is a misfit, before any rule adds to it."""
    case = folded(order(), did("delivered", "9999-12-31"))

    assert case.events == ()
    assert case.misfits


def test_a_problem_stays_when_its_return_is_cancelled() -> None:
    """Whoever takes a request back still has the problem, and a date to look again."""
    case = return_of(did("problem", "11-05"), did("requested", "11-06", "r"),
                     did("cancelled", "11-07", "r"))  # fmt: skip

    assert list(derived(case, pack_of())) == ["check-in"]


def test_a_return_is_not_excused_by_the_reason_of_another() -> None:
    """Each return has its own reason."""
    case = return_of(noted("return", "s"), did("requested", "11-05", "s", reason="late"))

    assert case.reason_of("r") is None
    assert case.reason_of("s") == "late"


def test_a_partial_return_leaves_the_order_open() -> None:
    """One item settled is not the order settled: the others still have their windows."""
    case = return_of(noted("item", "i", title="Cable", quantity=50), did("completed", "11-09", "r"),
                     items=[["i", 3]])  # fmt: skip

    assert not is_closed(case)


def test_two_returns_never_share_a_number() -> None:
    """Two machines that each noted a second return mean two."""
    case = case_of(*(noted("return", name, number=1) for name in ("r", "s")))

    assert [each.number for each in case.returns] == [1, 2]


def test_kept_reopened_and_kept_again_on_one_day_is_kept() -> None:
    """What ends a case goes by the time of day."""
    case = case_of(*(did(event, "11-09", at=f"2026-11-09T{hour}:00:00+00:00")
                     for event, hour in (("kept", "08"), ("reopened", "09"))))  # fmt: skip

    assert status_of(case, CASE).name == "reopened"


def test_the_amount_that_was_agreed_settles_a_return() -> None:
    """A partial refund that was agreed is all that is owed."""
    case = return_of(
        fact(price=eur(2399)),
        did("refund_agreed", "11-05", "r", amount=eur(500)),
        did("money_in", "11-09", "r", amount=eur(500)),
    )

    assert status_of(case, "r").name == "completed"
