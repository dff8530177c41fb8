"""For any record and width: codes, amounts and dates in one piece, and no control character."""

from __future__ import annotations

import re
import string
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from returnctl.core.money import Money
from returnctl.core.rows import DeadlineRow
from returnctl.core.views import View
from returnctl.render.output import Form
from tests.render.samples import (
    HUB,
    LATE,
    MOMENT,
    case_view,
    deadline_row,
    deadlines_view,
    held,
    hub_case,
    shown,
    status_line,
    status_view,
    why_view,
)

CODES = st.text(string.ascii_uppercase + string.digits + "-_/", min_size=1, max_size=45)
TITLES = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=60)
HOSTILE = st.text(
    st.sampled_from(
        "a[/]\\:\x1b\x9b\x9d\x07\r\n\t\x00\x7f\u202e\u2066\u200b\u200d\ufeff\u0301é日👍"
    ),
    max_size=25,
)
OWN = re.compile(r"\x1b\[[0-9;]*m")


@st.composite
def rows(draw: st.DrawFn) -> DeadlineRow:
    return deadline_row(
        draw(st.text("abcdefghjkmnpqrstvwxyz0123456789", min_size=3, max_size=6)),
        item=draw(st.none() | TITLES),
        shop=draw(st.sampled_from(["aliexpress", "ebay", "a shop of its own"])),
        return_code=draw(CODES),
        amount=Money(draw(st.integers(0, 10**11)), draw(st.sampled_from(["EUR", "JPY", "KWD"]))),
        act_by=MOMENT.today + timedelta(days=draw(st.integers(-40, 400))),
        basis=draw(st.sampled_from(["order_page", "computed", "fact_missing"])),
        missing=draw(st.sampled_from([(), ("seller_country",), ("paid_with", "free_return")])),
        last_at=LATE,
    )


def values(row: DeadlineRow, *, safe_day: bool = True) -> list[str]:
    assert row.act_by
    day = [f"{row.act_by.day} {row.act_by:%b}"] if safe_day else []
    return [row.return_code or "", str(row.amount), row.ref, *day]


@given(found=st.lists(rows(), min_size=1, max_size=5), width=st.integers(20, 200))
def test_every_code_amount_and_date_is_there_in_one_piece(
    found: list[DeadlineRow], width: int
) -> None:
    status = status_view(lines=tuple(status_line(row, "Delivered") for row in found))
    due = deadlines_view(yours=tuple(map(held, found)))
    for text in (shown(status, width=width), shown(due, width=width)):
        assert [value for row in found for value in values(row) if value not in text] == []


@given(row=rows())
def test_a_sentence_cuts_nothing_either(row: DeadlineRow) -> None:
    text = shown(deadlines_view(yours=(held(row),)), Form.TEXT)

    # The last chance is told by the instant until which it lasts.
    expected = values(row, safe_day=held(row).state != "last_chance")
    assert [value for value in expected if value not in text] == []


def hostile_views(text: str) -> list[View]:
    row = replace(HUB,
        item=text, seller=text, name=text, advice=text, return_code=text, order_number=text,
        shop=text, source_title=text, missing=(text,),
    )  # fmt: skip
    case = hub_case()
    order = replace(case.order, seller=text, number=text, note=text)
    case = replace(case, order=order, items=(replace(case.items[0], title=text),))
    return [
        status_view(lines=(status_line(row, text),)),
        deadlines_view(yours=(held(row),)),
        case_view(case=case, order_page=text, deadlines=(held(row),)),
        replace(why_view(), title=text),
    ]


@pytest.mark.parametrize("form", [Form.TERMINAL, Form.TEXT, Form.PLAIN])
@given(text=HOSTILE)
def test_only_our_own_colours_reach_the_terminal(form: Form, text: str) -> None:
    for view in hostile_views(text):
        output = OWN.sub("", shown(view, form, color=True))
        told = output.replace("\n", "").replace("\t", "") if form is Form.PLAIN else output
        bad = [char for char in told if (char < " " and char != "\n") or "\x7f" <= char <= "\x9f"]
        assert bad == []
        assert not set("\u202e\u2066\u200b\ufeff") & set(output)


@pytest.mark.parametrize("text", ["[/x]", "[bold]", ":smiley:", "a\\", "[link=https://x]y[/link]"])
def test_markup_of_strangers_is_text(text: str) -> None:
    for view in hostile_views(text):
        for form in (Form.TERMINAL, Form.TEXT):
            assert text in shown(view, form, width=200)


def test_a_forged_row_stays_in_its_own() -> None:
    row = replace(HUB, item="ok\nm7p  LED strip  Completed")
    view = status_view(lines=(status_line(row, "Delivered"),))

    assert not any(line.startswith("m7p") for line in shown(view).splitlines())
