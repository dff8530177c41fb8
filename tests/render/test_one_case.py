"""`show`, `why`, writes and the smaller answers, as people see them."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from returnctl.core.case import Misfit, Override, Return
from returnctl.core.deadline import Step
from returnctl.core.views.day import TodayView, WelcomeView
from returnctl.core.views.settings import SettingLine, SettingsView
from returnctl.core.views.stories import CommandLine, EventChoice, EventsView, HistoryView
from returnctl.core.views.writes import Moved, Recorded, WritesView, WriteView
from returnctl.render.output import Form
from tests.render.samples import (
    HUB,
    PLACE,
    case_view,
    deadline_row,
    deadlines_view,
    held,
    hub_case,
    shown,
    status_view,
    why_view,
)

SHOW_80 = """\
k3f  USB-C hub 7-in-1                            Problem Noted: defective    YOU
AliExpress 8190123456789012   seller DigiHome (CN)   23.99 EUR   Visa credit
Page  https://www.aliexpress.com/p/order/detail.html?orderId=8190123456789012
HAPPENED                        CLOCKS
12 Oct  paid 23.99 EUR          Sun 22 Nov ~ YOU  open a dispute
15 Oct  shipped                 Sun 10 Jan ? YOU  free return (depends on
 8 Nov  delivered                            whether the item had free returns)
 9 Nov  problem: defective      Mon  8 Mar ~ YOU  Visa chargeback
PARCEL  in   LP00712345678901 Cainiao
CODE    none yet. AliExpress gives it with the return request
LIMITS  one for each order
~ computed: returnctl why REF   ? a fact is missing
"""

WHY_80 = """\
k3f  USB-C hub 7-in-1: open a dispute                  act by Sun 22 Nov 2026  ~
  Sun  8 Nov   delivered (typed by you on Mon 9 Nov; no "receipt confirmed"
               recorded)
  + 15 days    Mon 23 Nov
    or         Sun 22 Nov if the first day counts: the source does not say
  ends         Mon 23 Nov 23:59 Pacific time = Tue 24 Nov 08:59 in Madrid
  act by       Sun 22 Nov, the last whole day that is safe
  still try    until Tue 24 Nov 08:59 in Madrid
  rule         aliexpress.dispute, MEDIUM: copies or several sources agree, the
               official text was not seen. Read Aug 2026.
  source       AliExpress buyer help (copy), https://example.org/help
  your page    not compared. Same date? returnctl edit k3f --deadline dispute=ok
               Another one?  returnctl edit k3f --deadline dispute=DATE
               A countdown?  returnctl edit k3f --deadline dispute=+2d14h
  do           Open it on the order page.
  where        My Orders
  if missed    seller's goodwill; then Visa chargeback until Mon 8 Mar 2027
Computed from the sources named. Not legal advice.
"""


def test_show_looks_like_this() -> None:
    assert shown(case_view(), width=80) == SHOW_80


def test_show_stacks_its_columns_on_a_narrow_screen() -> None:
    lines = shown(case_view(), width=60).splitlines()

    assert lines.index("HAPPENED") < lines.index("CLOCKS")


def test_show_tells_each_return_with_its_code_address_and_misfits() -> None:
    returns = (
        Return(id="r1", number=1, code="RMA-1", return_to="Depot 7\nLange Str. 1\n10115 Berlin"),
        Return(id="r2", number=2, code="RMA-2"),
    )
    case = replace(hub_case(), returns=returns, misfits=(Misfit("entry-9", "unknown kind"),))
    text = shown(case_view(case=case, implied={"k3f": ("ordered",)}), width=80)

    assert "CODE    RMA-1  (k3f.1)\nSEND TO Depot 7  (k3f.1)\n        Lange Str. 1\n" in text
    assert "CODE    RMA-2  (k3f.2)\n" in text
    assert "MISFIT  unknown kind (kept without effect: entry entry-9)\n" in text
    assert "     ?  ordered (k3f), date unknown" in text


def test_why_reads_like_a_calculation() -> None:
    assert shown(why_view(), width=80) == WHY_80


def test_why_in_a_pipe_is_not_broken() -> None:
    assert (
        "  rule         aliexpress.dispute, MEDIUM: copies or several sources agree, the official"
        in (shown(why_view(), Form.TEXT))
    )


COMPARED = [
    (Override(id="o", target="t", rule="dispute", day=date(2026, 11, 29)), "says Sun 29 Nov"),
    (Override(id="o", target="t", rule="dispute", ok=True), "compared: it says the same"),
]


@pytest.mark.parametrize(("override", "words"), COMPARED)
def test_why_says_what_the_page_said(override: Override, words: str) -> None:
    assert f"  your page    {words}\n" in shown(why_view(override=override), width=80)


def test_why_tells_a_step_without_a_day() -> None:
    steps = (Step(None, "no holidays known for DE 2101: only weekends were skipped"),)

    assert "\n               no holidays known for DE 2101" in shown(
        why_view(steps=steps), width=99
    )


def write_view() -> WriteView:
    return WriteView(
        place=PLACE,
        command="mark",
        ref="k3f",
        id="order-k3f",
        command_id="command-1",
        title="USB-C hub 7-in-1",
        recorded=(
            Recorded("event", "delivered", "2026-11-08"),
            Recorded("carried", "tracking", "LP00712345678901"),
        ),
        moved=(
            Moved("aliexpress.dispute", "open a dispute", date(2026, 11, 22), date(2026, 11, 23)),
            Moved("visa.chargeback", "chargeback", None, date(2027, 3, 8)),
        ),
        deadlines=(held(HUB),),
        next=held(HUB),
        unknown=("seller_country",),
    )


WRITE = """\
k3f  USB-C hub 7-in-1
  Recorded   delivered Sun 8 Nov 2026, tracking LP00712345678901
  Moved      open a dispute: Sun 22 Nov -> Mon 23 Nov
             chargeback: new, Mon 8 Mar
  Act by     Sun 22 Nov 2026 ~ tomorrow: open a dispute
  Not known  the seller's country: returnctl edit k3f --seller-country XX
  Next       returnctl next k3f
Wrong? returnctl undo
"""


@pytest.mark.parametrize("form", [Form.TERMINAL, Form.TEXT])
def test_a_write_says_what_it_took_recorded_and_moved(form: Form) -> None:
    assert shown(write_view(), form) == WRITE


def test_several_writes_have_one_way_back() -> None:
    text = shown(WritesView(writes=(write_view(), write_view())))

    assert text.count("k3f  USB-C hub") == 2
    assert text.count("returnctl undo") == 1


def test_a_new_case_is_told_without_what_the_settings_said() -> None:
    recorded = (
        Recorded("order", "shop", "aliexpress"),
        Recorded("order", "country", "ES"),
        Recorded("item", "title", "hub"),
        Recorded("item", "quantity", "1"),
        Recorded("item", "price", "23.99 EUR"),
    )
    view = replace(write_view(), command="add", created=True, recorded=recorded, moved=())

    assert shown(view).splitlines()[:2] == [
        "k3f  USB-C hub 7-in-1  new",
        "  Recorded   shop aliexpress; item hub; price 23.99 EUR",
    ]


def test_nothing_new_is_said() -> None:
    view = replace(write_view(), recorded=(), moved=(), command_id=None, unknown=())

    assert "  Nothing new.\n" in shown(view)
    assert "Wrong?" not in shown(view)


def test_an_undo_says_what_was_taken_back() -> None:
    text = shown(replace(write_view(), command="undo"))

    assert "  Taken back delivered Sun 8 Nov 2026" in text
    assert "Wrong?" not in text


def test_advice_by_a_word_is_told_in_words() -> None:
    text = shown(replace(write_view(), then=("sent-without-tracking", "forced: it is closed")))

    assert "returnctl mark k3f sent --tracking NUMBER" in " ".join(text.split())
    assert "  forced: it is closed\n" in text


def test_history_tells_commands_with_ids_that_can_be_copied() -> None:
    command = CommandLine(
        id="0193a5b2-7c1e-7d3f-9a4b-5c6d7e8f9a0b", name="mark", device="d",
        recorded_at="2026-11-09T10:00:00+00:00", undone=True, refs=("k3f",),
        recorded=(Recorded("event", "delivered", "2026-11-08"),),
    )  # fmt: skip
    text = shown(HistoryView(place=PLACE, ref="k3f", title="hub", commands=(command,)))

    assert "Mon 9 Nov 11:00  mark (undone)  delivered Sun 8 Nov 2026\n" in text
    assert "id 0193a5b2-7c1e-7d3f-9a4b-5c6d7e8f9a0b\n" in text


def test_a_long_name_of_a_file_is_folded_in_history() -> None:
    """It made lines wider than a narrow terminal once; a tracking number stays in one piece."""
    name, number = f"{'x' * 200}.jpg", "JJD000390007882823477"
    told = (Recorded("evidence", "photo", name), Recorded("parcel", "number", number))
    command = CommandLine(
        id="0193", name="evidence add", device="d", recorded_at="2026-11-09T10:00:00+00:00",
        undone=False, refs=("k3f",), recorded=told,
    )  # fmt: skip
    view = HistoryView(place=PLACE, ref="k3f", title="hub", commands=(command,))
    text = shown(view, width=40)

    assert max(map(len, text.splitlines())) <= 40
    assert number in text
    assert name in "".join(text.split())


def test_what_can_be_marked_is_listed_in_plain_words() -> None:
    view = EventsView(
        ref="k3f",
        title="USB-C hub",
        status_label="Problem Noted",
        likely=(EventChoice("dispute-opened", "I opened a dispute", ("amount",), ("order",)),),
        others=(EventChoice("kept", "I keep it, close this", (), ("order",)),),
    )

    assert shown(view).splitlines() == [
        "k3f  USB-C hub, Problem Noted. What happened?",
        "  1  dispute-opened  I opened a dispute  --amount",
        "  others: kept",
        "  all in plain words: returnctl mark --list",
    ]


def test_one_setting_is_its_value_alone() -> None:
    view = SettingsView(
        path="/c", settings=(SettingLine("country", "ES", "config file", "whose law"),)
    )

    assert shown(view, command="config get") == "ES\n"
    assert shown(view, command="config show").splitlines()[1].split() == [
        "country", "ES", "config", "file", "whose", "law",
    ]  # fmt: skip


def test_the_welcome_says_what_to_do_first_and_where_records_lie() -> None:
    view = WelcomeView(database="/home/marta/returns.db", country="ES", country_origin="system")

    assert shown(view).splitlines() == [
        "No returns yet. Log one:  returnctl add",
        "Bring your orders:        returnctl import FILE  (an export or a spreadsheet)",
        "Look first:               returnctl demo",
        "Records:                  /home/marta/returns.db",
        "Rights:                   ES (from your system; returnctl config set country XX)",
    ]


def test_the_state_of_the_day_has_one_headline() -> None:
    text = shown(TodayView(deadlines=deadlines_view(), status=status_view()))

    assert text.count("Sat 21 Nov 2026, Madrid") == 1
    assert "TOMORROW" in text
    assert text.count("k3f") == 1


def test_the_state_of_the_day_tells_of_cases_that_are_not_due() -> None:
    nothing_due = replace(deadlines_view(), yours=(), running=())
    text = shown(TodayView(deadlines=nothing_due, status=status_view()))

    assert "REF  ITEM" in text


def test_a_deadline_without_a_date_says_so() -> None:
    row = deadline_row(act_by=None, due_on=None, last_at=None)

    assert "no date ~ YOU  open a dispute (see the order page)" in shown(
        case_view(deadlines=(held(row),)), width=120
    )
