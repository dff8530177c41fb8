"""`status` and `deadlines` as people see them, at the widths of real screens and in a pipe."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
from msgspec.structs import replace

from returnctl.core.views.lists import StatusView
from returnctl.render.output import Form
from tests.render.samples import (
    HUB,
    JACKET,
    LATE,
    LED,
    PLACE,
    deadline_row,
    deadlines_view,
    euros,
    held,
    nothing_due,
    purchases,
    shown,
    status_line,
    status_view,
    theirs,
)

STATUS_80 = """\
Sat 21 Nov 2026, Madrid    1 due tomorrow   4 open   104.44 EUR not back yet

REF  ITEM              STATUS            MOVE    BY                    AMOUNT
k3f  USB-C hub 7-in-1  Problem Noted     YOU     Sun 22 Nov  1 d ~  23.99 EUR
     open a dispute
m7p  LED strip 5 m     Return Approved   YOU     Fri 27 Nov  6 d =  12.40 EUR
     send it, give number; code RMA20261117-4482
q2d  Wool jacket       Item In Transit   seller  Mon 23 Nov  2 d ~  59.90 EUR
t9w  Phone case        Refund Processed  bank    Mon 30 Nov  9 d ~   8.15 EUR

Purchases: 31 watched, next window Tue 24 Nov: Rain cover [d8n]  (--purchases)
= from the order page   ~ computed: returnctl why REF
"""

STATUS_60 = """\
Sat 21 Nov 2026, Madrid    1 due tomorrow   4 open
104.44 EUR not back yet

REF  ITEM              MOVE    BY                    AMOUNT
k3f  USB-C hub 7-in-1  YOU     Sun 22 Nov  1 d ~  23.99 EUR
     Problem Noted; open a dispute
m7p  LED strip 5 m     YOU     Fri 27 Nov  6 d =  12.40 EUR
     Return Approved; send it, give number;
     code RMA20261117-4482
q2d  Wool jacket       seller  Mon 23 Nov  2 d ~  59.90 EUR
     Item In Transit
t9w  Phone case        bank    Mon 30 Nov  9 d ~   8.15 EUR
     Refund Processed

Purchases: 31 watched, next window Tue 24 Nov: Rain cover
[d8n]  (--purchases)
= from the order page   ~ computed: returnctl why REF
"""

DEADLINES_80 = """\
Sat 21 Nov 2026, Madrid                                             next 14 days
TOMORROW Sun 22 Nov ~  k3f  USB-C hub 7-in-1  open a dispute        23.99 EUR
  6 days Fri 27 Nov =  m7p  LED strip 5 m     send it, give number  12.40 EUR
                            code RMA20261117-4482
Waiting for others (no action until they run out)
  2 days Mon 23 Nov ~  q2d  Wool jacket       seller: refund        59.90 EUR
  9 days Mon 30 Nov ~  t9w  Phone case        bank: money arrives    8.15 EUR
Purchases: 3 windows close by Sat 5 Dec, first Tue 24 Nov  (--purchases)
"""


def test_status_looks_like_this() -> None:
    assert shown(status_view(), width=80) == STATUS_80
    assert shown(status_view(), width=60) == STATUS_60


def test_a_wide_terminal_has_room_for_codes_and_order_numbers() -> None:
    lines = shown(status_view(), width=200).splitlines()

    assert lines[2].split() == ["REF", "ITEM", "STATUS", "MOVE", "BY", "AMOUNT", "CODE", "ORDER"]
    assert lines[5].endswith("12.40 EUR  RMA20261117-4482  8190123456780042")


def test_several_shops_are_told_apart() -> None:
    view = status_view(
        lines=(
            status_line(HUB, "Awaiting Seller Approval"),
            status_line(replace(LED, shop="ebay"), "Delivered"),
        )
    )

    assert "  SHOP" in shown(view, width=200)
    assert "     open a dispute; aliexpress\n" in shown(view, width=80)


def test_deadlines_look_like_this() -> None:
    assert shown(deadlines_view(), width=80) == DEADLINES_80


def test_nothing_due_is_said_with_what_comes_next() -> None:
    assert shown(nothing_due(), width=80).splitlines()[1:] == [
        "Nothing to do in the next 14 days. 2 returns open; the next date is Mon 7 Dec",
        "(LED strip). 31 purchases watched.",
    ]


def test_a_pipe_is_told_nothing_when_nothing_is_due() -> None:
    assert shown(nothing_due(), Form.TEXT) == ""
    assert shown(replace(nothing_due(), running=(held(JACKET),)), Form.TEXT) == ""


def test_a_pipe_is_told_in_sentences() -> None:
    assert shown(deadlines_view(), Form.TEXT).splitlines() == [
        (
            "TOMORROW Sun 22 Nov 2026: open a dispute. USB-C hub 7-in-1, 23.99 EUR, "
            "aliexpress 8190123456789012 [k3f] computed"
        ),
        (
            "in 6 days Fri 27 Nov 2026: send it, give number. LED strip 5 m, 12.40 EUR, "
            "aliexpress 8190123456780042, code RMA20261117-4482 [m7p] order page"
        ),
        (
            "Purchases: 3 windows close by Sat 5 Dec 2026, first Tue 24 Nov 2026: Rain cover [d8n]"
            "  (--purchases)"
        ),
    ]


def last(day: int, hour: int) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=UTC)


URGENCY = [
    (deadline_row(act_by=date(2026, 11, 21)), "TODAY Sat 21 Nov 2026: open a dispute. "),
    (deadline_row(act_by=date(2026, 11, 20)), "LAST CHANCE until Tue 24 Nov 2026 08:59: open a "),
    (
        deadline_row(act_by=date(2026, 11, 18), last_at=last(19, 8)),
        "LATE 3 days Wed 18 Nov 2026: open a dispute. ",
    ),
    (
        deadline_row(act_by=date(2026, 11, 20), last_at=last(20, 8)),
        "LATE 1 day Fri 20 Nov 2026: open a dispute. ",
    ),
    (
        theirs("q2d", "seller", "refund", date(2026, 11, 19), advice="escalate the dispute."),
        "seller LATE 2 days (refund by Thu 19 Nov 2026): escalate the dispute. USB-C hub",
    ),
    (
        deadline_row(missing=("seller_country",), basis="fact_missing"),
        (
            "TOMORROW Sun 22 Nov 2026: open a dispute. USB-C hub 7-in-1, 23.99 EUR, aliexpress "
            "8190123456789012 [k3f] a fact is missing; depends on the seller's country"
        ),
    ),
    (
        deadline_row(met_on=date(2026, 11, 9)),
        "done Mon 9 Nov 2026: open a dispute. ",
    ),
]


@pytest.mark.parametrize(("row", "start"), URGENCY)
def test_every_state_has_its_words(row: object, start: str) -> None:
    due = held(row)  # type: ignore[arg-type]
    view = deadlines_view(yours=(due,), purchases=purchases(closing=0))
    if not due.yours:
        view = replace(view, yours=(), run_out=(due,))

    assert shown(view, Form.TEXT).startswith(start)


def test_running_clocks_of_others_are_told_a_pipe_only_when_asked_for() -> None:
    view = deadlines_view(yours=(), purchases=purchases(closing=0))

    assert shown(view, Form.TEXT) == ""
    assert shown(replace(view, running_told=True), Form.TEXT).startswith(
        "in 2 days Mon 23 Nov 2026: seller: refund. Wool jacket"
    )


def test_what_ran_out_comes_with_advice() -> None:
    view = deadlines_view(
        run_out=(held(theirs("zz1", "seller", "answer", date(2026, 11, 15), advice="Escalate.")),)
    )
    text = shown(view, width=80)

    assert "Ran out without an answer: your move\nLATE 6 d Sun 15 Nov ~  zz1" in text
    assert "Escalate.\n" in text


def test_what_is_done_or_over_stands_last() -> None:
    met = held(deadline_row("abc", met_on=date(2026, 11, 9)))
    text = shown(deadlines_view(yours=(met, held(LED))), width=80)

    assert text.index("m7p") < text.index("Done or over") < text.index("abc")


def test_urgency_has_its_colours() -> None:
    soon = held(deadline_row("abc", act_by=date(2026, 11, 24), last_at=LATE))
    text = shown(deadlines_view(yours=(held(HUB), soon, held(LED))), color=True)

    assert "\x1b[1;31mTOMORROW" in text
    assert "\x1b[33mTue 24 Nov" in text
    assert "\x1b[2m2 days" in text
    assert "\x1b" not in shown(deadlines_view(), color=False)


def test_in_a_pipe_colours_are_there_when_asked_for() -> None:
    """`--color` into a pager, as docs/grammar.md has it: the lines of a pipe, uncut, in colour."""
    view = deadlines_view(yours=(held(HUB),))
    plain, colored = (shown(view, Form.TEXT, color=color) for color in (None, True))

    assert "\x1b[1;31mTOMORROW" in colored
    assert re.sub(r"\x1b\[[0-9;]*m", "", colored) == plain
    assert "\x1b" not in plain


def test_nothing_open_is_one_line_and_the_purchases_another() -> None:
    view = StatusView(
        place=PLACE, lines=(), purchases=purchases(watched=0, logged=2000, first=None)
    )

    assert shown(view).splitlines() == [
        "Sat 21 Nov 2026, Madrid    nothing open",
        "",
        "Purchases: 2000 logged, no window to watch",
    ]


def test_status_in_a_pipe_is_a_line_for_each() -> None:
    lines = shown(status_view(), Form.TEXT).splitlines()

    assert lines[1] == (
        "Problem Noted: USB-C hub 7-in-1, 23.99 EUR, aliexpress 8190123456789012 [k3f]. "
        "YOU by Sun 22 Nov 2026 (tomorrow, computed): open a dispute"
    )
    assert len(lines) == 6


def test_status_in_a_pipe_says_who_did_not_and_what_to_do_now() -> None:
    late = theirs("q2d", "seller", "refund", date(2026, 11, 19), advice="escalate.")

    assert (
        "seller did not: refund, by Thu 19 Nov 2026 (2 days ago, computed). YOU: escalate.\n"
    ) in shown(status_view(lines=(status_line(late, "In Dispute"),)), Form.TEXT)


def test_quiet_leaves_out_legends_and_hints_but_no_data() -> None:
    text = shown(status_view(), quiet=True)

    assert "= from the order page" not in text
    assert "--purchases" not in text
    assert "RMA20261117-4482" in text


def test_listed_purchases_stand_under_their_heading() -> None:
    listed = (status_line(deadline_row("d8n", item="Rain cover"), "Delivered", kind="purchase"),)
    text = shown(status_view(listed_purchases=listed))

    assert "\nPurchases\nREF  ITEM" in text
    assert "d8n  Rain cover" in text


def test_a_part_of_the_money_that_is_back_is_told() -> None:
    view = status_view(lines=(status_line(LED, "Refund Processed", refunded=euros(500)),))

    assert "5.00 EUR is back" in shown(view)
    assert "5.00 EUR is back" in shown(view, Form.TEXT)


def test_a_plain_record_has_the_fields_that_are_documented() -> None:
    status = shown(status_view(), Form.PLAIN).splitlines()[1].split("\t")
    due = shown(deadlines_view(), Form.PLAIN).splitlines()[2].split("\t")

    assert status == [
        "m7p", "return", "return_approved", "you", "2026-11-27", "6", "order_page", "12.40 EUR",
        "LED strip 5 m", "aliexpress", "DigiHome", "8190123456780042", "RMA20261117-4482", "",
        "aliexpress.ship-back", "send it, give number", "2026-11-20",
    ]  # fmt: skip
    assert due == [
        "2026-11-27", "2026-11-27", "6", "running", "you", "m7p", "send it, give number",
        "aliexpress.ship-back", "order_page", "12.40 EUR", "LED strip 5 m", "aliexpress",
        "DigiHome", "8190123456780042", "RMA20261117-4482", "", "Open it on the order page.",
    ]  # fmt: skip


def test_a_tab_or_newline_in_a_title_makes_no_field_and_no_record() -> None:
    view = status_view(lines=(status_line(replace(HUB, item="a\tb\nc"), "Delivered"),))

    (record,) = shown(view, Form.PLAIN).splitlines()
    assert record.split("\t")[8] == r"a\tb\nc"


@pytest.mark.parametrize(("closes", "told"), [("2026-11-22", True), ("2026-12-03", False)])
def test_a_pipe_hears_of_purchases_alone_on_the_last_days(closes: str, told: bool) -> None:
    """A line from cron is for a window that is about to close, not for every day before."""
    window = held(deadline_row(act_by=date.fromisoformat(closes), purchase=True, last_at=LATE))
    view = replace(nothing_due(), purchases=purchases(first=window))

    assert bool(shown(view, Form.TEXT)) is told


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({"override": "2026-11-22"}, "order page"),
        ({"rule": "own.promise", "override": "2026-11-22"}, "your own date"),
        ({}, "as you were told"),
    ],
)
def test_a_date_that_was_not_computed_says_whose_word_it_is(
    facts: dict[str, Any], told: str
) -> None:
    """What the user set, or was told with --until, was labelled as the order page's."""
    row = replace(HUB, basis="order_page", **facts)

    assert shown(deadlines_view(yours=(held(row),)), Form.TEXT).splitlines()[0].endswith(told)
