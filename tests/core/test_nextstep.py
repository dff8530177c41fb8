"""The next step: what must be there first, and the command that records that it was done."""

from typing import Any

import pytest

from returnctl.core.agenda import status_line
from returnctl.core.case import Case
from returnctl.core.derive import deadlines
from returnctl.core.listing import deadline_rows, status_rows
from returnctl.core.nextstep import NextStep, Preparation, next_step
from returnctl.core.rules import Rule
from returnctl.core.states import Moment
from tests.core.building import (
    BERLIN,
    case_of,
    did,
    eur,
    form,
    instant,
    no_holidays,
    noted,
    pack_of,
    return_of,
    rule,
)

HERE = did("delivered", "11-01")
WANTED = did("requested", "11-02", "r")


def step(case: Case, *rules: Rule, on: str = "11-03", shop_channel: str = "seller") -> NextStep:
    """The next step of the newest return, or of the order; `rules` are all there is."""
    moment = Moment(instant(f"2026-{on}T12:00:00"), BERLIN)
    pack = pack_of(*rules, channel=shop_channel)
    found = [each for each in deadlines(case, [pack], no_holidays)
             if each.slug != "check-in"]  # fmt: skip
    rows = deadline_rows(case, tuple(found), "k3f")
    line = status_line(status_rows(case, "k3f")[-1], rows, moment)
    return next_step(line, rows, moment)


def meant(met_by: str, **more: Any) -> Rule:
    return rule("window", form("delivered", "10d", met_by=met_by, **more))


@pytest.mark.parametrize(
    ("met_by", "command"),
    [
        ("sent", "returnctl mark k3f sent --tracking NUMBER"),
        ("tracking_submitted", "returnctl mark k3f tracking-submitted --tracking NUMBER"),
        ("extended", "returnctl mark k3f extended --rule protection --until DATE"),
        ("counter_offer", "returnctl mark k3f counter-offer --amount AMOUNT"),
        ("requested", "returnctl mark k3f requested"),
        ("money_in seller_contacted", "returnctl mark k3f seller-contacted"),
        ("money_in", "returnctl mark k3f"),
        ("", "returnctl mark k3f"),
    ],
)
def test_a_step_of_yours_is_recorded_by_the_act_that_meets_its_rule(
    met_by: str, command: str
) -> None:
    assert step(case_of(HERE), meant(met_by)).command == command


@pytest.mark.parametrize(
    ("met_by", "command"),
    [
        ("money_in sent", "returnctl mark k3f money-in --amount 23.99"),
        ("refund_issued", "returnctl mark k3f refund-issued --amount 23.99"),
        ("decided", "returnctl mark k3f decided --outcome WORD"),
        ("offer_made", "returnctl mark k3f offer-made --amount AMOUNT"),
    ],
)
def test_a_step_of_others_is_recorded_by_the_first_event_that_meets_its_rule(
    met_by: str, command: str
) -> None:
    case = return_of(HERE, WANTED, noted("item", "hub", price=eur(2399)))
    found = step(case, meant(met_by, actor="seller", kind="clock"))
    assert (found.yours, found.command) == (False, command)


def test_an_amount_that_nobody_knows_is_left_to_be_filled_in() -> None:
    found = step(return_of(HERE, WANTED), meant("money_in", actor="seller", kind="clock"))
    assert found.command == "returnctl mark k3f money-in --amount AMOUNT"


@pytest.mark.parametrize(
    ("shop_channel", "command"),
    [
        ("seller", "returnctl mark k3f dispute-opened --channel paypal"),
        ("paypal", "returnctl mark k3f dispute-opened"),
    ],
)
def test_a_channel_is_named_where_it_is_not_the_one_of_the_shop(
    shop_channel: str, command: str
) -> None:
    found = step(case_of(HERE), meant("dispute_opened@paypal"), shop_channel=shop_channel)
    assert found.command == command


def test_a_case_without_any_date_is_yours_and_lists_what_can_follow() -> None:
    found = step(case_of(HERE))
    assert (found.yours, found.due, found.command) == (True, None, "returnctl mark k3f")


def test_a_step_tells_what_started_its_clock() -> None:
    found = step(case_of(HERE), meant("requested")).due
    assert found is not None
    assert (found.row.started_by, str(found.row.starts_on)) == ("delivered", "2026-11-01")


# --- what must be there first


@pytest.mark.parametrize(
    ("facts", "first"),
    [
        ({}, (Preparation("the return address is not saved",
                          'returnctl edit k3f --return-to "..."'),)),
        ({"return_to": "Shop, 1 Way"}, ()),
        ({"label": "prepaid"}, ()),
    ],
)  # fmt: skip
def test_nothing_is_sent_back_without_an_address_or_a_label(
    facts: dict[str, Any], first: tuple[Preparation, ...]
) -> None:
    assert step(return_of(HERE, WANTED, **facts), meant("sent")).first == first


def test_an_address_is_no_matter_where_nothing_is_to_be_sent() -> None:
    assert step(return_of(HERE, WANTED), meant("seller_contacted")).first == ()


@pytest.mark.parametrize(
    ("kind", "command"),
    [
        (None, "returnctl evidence add k3f FILE..."),
        ("tracking", "returnctl evidence add k3f FILE..."),
        ("proof_of_delivery", "returnctl evidence add k3f FILE..."),
        ("photo", ""),
    ],
)
def test_a_proof_is_asked_for_until_a_file_is_kept_that_tracking_did_not_fetch(
    kind: str | None, command: str
) -> None:
    kept = [noted("evidence", "e", kind=kind)] if kind else []
    asked = meant("dispute_opened", first="photos of the damage")
    assert step(case_of(HERE, *kept), asked).first == (
        Preparation("photos of the damage", command),
    )


def test_nothing_comes_first_while_others_must_move() -> None:
    theirs = meant("money_in", first="photos", actor="seller", kind="clock")
    assert step(return_of(HERE, WANTED), theirs).first == ()


# --- clocks of others, beside


@pytest.mark.parametrize(
    ("made", "beside"),
    [
        ({"actor": "seller", "kind": "clock", "watch": False}, ["shop.window"]),
        ({"actor": "seller", "kind": "clock", "watch": True}, []),
        ({"actor": "you", "watch": False}, []),
    ],
)
def test_a_clock_of_others_that_no_list_tells_of_stands_beside_once_it_is_over(
    made: dict[str, Any], beside: list[str]
) -> None:
    quiet = rule("window", form("delivered", "5d", **made))
    assert [each.row.rule for each in step(case_of(HERE), quiet, on="11-05").beside] == []
    assert [each.row.rule for each in step(case_of(HERE), quiet, on="11-08").beside] == beside
