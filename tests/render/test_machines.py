"""JSON as promised, field by field, and the streams that everything goes to."""

from __future__ import annotations

import json
import subprocess
import sys
from io import BytesIO, StringIO, TextIOWrapper
from typing import Any

import pytest

from returnctl.core.errors import Ambiguous
from returnctl.core.rules import Form as RuleForm
from returnctl.core.rules import Pack, Rule
from returnctl.core.views import View
from returnctl.core.views.day import DemoView, TodayView, WelcomeView
from returnctl.core.views.health import DoctorView, Finding
from returnctl.core.views.rulebook import CheckView, FaultLine, PackLine, PackView, PoliciesView
from returnctl.core.views.settings import PathsView
from returnctl.core.views.stories import HistoryView
from returnctl.core.views.writes import WriteView
from returnctl.render.output import Form, Output, show, show_error
from tests.render.samples import (
    HUB,
    MOMENT,
    PLACE,
    case_view,
    deadline_row,
    deadlines_view,
    held,
    shown,
    status_line,
    status_view,
    why_view,
)

STATUS_FIELDS = [
    "id", "ref", "kind", "order_id", "order_number", "shop", "seller", "items", "return_code",
    "status", "status_label", "reason", "resolution", "amount", "refunded", "short",
    "parcels", "next_deadline", "whose_move", "act_by", "days_left", "updated_on",
]  # fmt: skip
DEADLINE_FIELDS = [
    "id", "ref", "order_id", "return_id", "shop", "seller", "order_number", "return_code", "item",
    "amount", "tracking_numbers", "rule", "name", "kind", "actor", "starts_on", "opens_on",
    "due_on", "due_at", "act_by", "days_left", "state", "met_on", "basis", "override",
    "confidence", "source", "advice", "if_missed", "missing", "snoozed_until",
]  # fmt: skip
CASE_FIELDS = [
    "ref", "id", "source", "updated_at", "order", "order_page", "status", "items", "returns",
    "parcels", "events", "evidence", "messages", "overrides", "snoozes", "misfits", "date_unknown",
    "missing_proof", "deadlines", "disputes", "money", "limits", "rulebook_age_days",
]  # fmt: skip

WRITE = WriteView(place=PLACE, command="add", ref="k3f", id="i", command_id="c", created=True)
PACK = Pack(
    name="ebay", kind="shop", title="eBay", rules=(Rule("ebay.x", "x", (RuleForm(name="x"),)),)
)
VIEWS: list[View] = [
    status_view(),
    deadlines_view(),
    case_view(),
    why_view(),
    WRITE,
    HistoryView(place=PLACE, ref=None, title="", commands=()),
    PoliciesView(packs=(PackLine(name="ebay", kind="shop", title="eBay", origin="shipped", rules=3,
                                 as_of=None),), faults=(FaultLine("f.toml", "r", "n", "bad"),)),
    PackView(PACK),
    CheckView(file="f.toml", pack="f", rules=2, faults=()),
    PathsView(config="/c", database="/d", packs="/p"),
    WelcomeView(database="/d", country=None, country_origin="system"),
    TodayView(deadlines=deadlines_view(), status=status_view()),
    DemoView(database="/d", status=status_view(), deadlines=deadlines_view()),
    DoctorView(path="/d", checks=(Finding("whole", "ok", "yes"), Finding("rights", "bad", "no"))),
]  # fmt: skip
# Lists have two more forms (tests/exporting); whatever is no list has these.
EVERYWHERE = (Form.TERMINAL, Form.TEXT, Form.PLAIN, Form.JSON)
every_view = pytest.mark.parametrize("view", VIEWS, ids=lambda view: type(view).__name__)


def data(view: View) -> Any:
    return json.loads(shown(view, Form.JSON))["data"]


def test_the_envelope_has_its_keys_in_order() -> None:
    text = shown(status_view(lines=()), Form.JSON, command="status")

    assert json.loads(text) == {
        "schema": "returnctl/1",
        "command": "status",
        "as_of": "2026-11-21T12:00:00+01:00",
        "data": [],
        "warnings": [],
        "errors": [],
    }
    assert list(json.loads(text)) == ["schema", "command", "as_of", "data", "warnings", "errors"]
    assert text.endswith("}\n")


def test_status_rows_have_exactly_the_fields_promised() -> None:
    row = data(status_view())[0]

    assert list(row) == STATUS_FIELDS
    assert list(row["next_deadline"]) == DEADLINE_FIELDS
    assert row["amount"] == {"amount": "23.99", "currency": "EUR"}
    assert row["items"] == ["USB-C hub 7-in-1"]
    assert (row["whose_move"], row["act_by"], row["days_left"]) == ("you", "2026-11-22", 1)
    assert (row["refunded"], row["return_code"], row["parcels"]) == (None, None, [])


def test_deadlines_rows_have_exactly_the_fields_promised() -> None:
    rows = data(deadlines_view())

    assert [row["ref"] for row in rows] == ["k3f", "q2d", "m7p", "t9w"]
    assert all(list(row) == DEADLINE_FIELDS for row in rows)
    assert rows[0]["source"] == {
        "title": "AliExpress buyer help (copy)",
        "address": "https://example.org/help",
    }
    assert rows[0]["due_at"] == "2026-11-24T08:59:59+01:00"
    assert (rows[0]["act_by"], rows[0]["state"], rows[0]["missing"]) == (
        "2026-11-22",
        "running",
        [],
    )
    assert rows[1]["act_by"] is None


def test_a_case_is_whole() -> None:
    case = data(case_view())

    assert list(case) == CASE_FIELDS
    assert case["order"]["price"] == {"amount": "23.99", "currency": "EUR"}
    assert case["events"][3]["reason"] == "defective"
    assert case["parcels"][0]["number"] == "LP00712345678901"


def test_why_has_the_deadline_and_its_steps() -> None:
    (found,) = data(why_view())

    assert list(found) == [*DEADLINE_FIELDS, "zone", "last_at", "read_on", "start", "steps"]
    assert found["steps"][0] == {"day": "2026-11-23", "text": "+ 15 days"}
    assert found["start"]["instead_of"] == "receipt_confirmed"


def test_a_write_has_exactly_the_fields_promised() -> None:
    assert data(WRITE) == {
        "ref": "k3f", "id": "i", "command_id": "c", "created": True, "recorded": [], "moved": [],
        "deadlines": [],
    }  # fmt: skip


def test_json_keeps_the_text_and_escapes_what_acts_on_a_terminal() -> None:
    hostile = "é 日本 \x1b[31m \x9b \x7f \u202e \u200b \ud800 \U000e0041 [/x]\n"
    text = shown(
        status_view(lines=(status_line(deadline_row(item=hostile), "Delivered"),)), Form.JSON
    )

    assert json.loads(text)["data"][0]["items"] == [hostile]
    assert "é 日本" in text
    assert not set("\x1b\x9b\x7f\u202e\u200b\ud800\U000e0041") & set(text)
    text.encode()


@every_view
@pytest.mark.parametrize("form", EVERYWHERE)
def test_every_view_has_every_form(view: View, form: Form) -> None:
    text = shown(view, form, width=80)

    assert text.endswith("\n") or (isinstance(view, HistoryView | CheckView) and not text)
    assert not any(line != line.rstrip() for line in text.splitlines() if form is Form.TEXT)
    assert text.isascii()


@every_view
@pytest.mark.parametrize("form", EVERYWHERE)
@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_a_stream_that_is_no_utf_8_is_no_trouble(view: View, form: Form, encoding: str) -> None:
    raw = BytesIO()
    out = TextIOWrapper(raw, encoding=encoding, errors="backslashreplace")
    title = status_view(lines=(status_line(deadline_row(item="日本 é"), "Delivered"),))
    for each in (view, title):
        show(each, command="x", moment=MOMENT, output=Output(form, out, StringIO(), width=80))
    out.flush()

    if form is Form.JSON:
        second = raw.getvalue().decode(encoding).rpartition("\n{\n")[2]
        assert json.loads("{" + second)["data"][0]["items"] == ["日本 é"]


def streams(form: Form, *, quiet: bool = False) -> tuple[Output, StringIO, StringIO]:
    out, err = StringIO(), StringIO()
    return Output(form, out, err, quiet=quiet), out, err


ERROR = Ambiguous('"hub\x1b" can mean 2 cases.', hint="k3f USB-C hub\nm7p hub \u202e cap")


@pytest.mark.parametrize("form", [Form.TERMINAL, Form.TEXT, Form.PLAIN])
def test_an_error_is_a_sentence_and_a_hint_on_stderr(form: Form) -> None:
    output, out, err = streams(form, quiet=True)
    show_error(ERROR, command="show", moment=None, output=output)

    assert out.getvalue() == ""
    assert err.getvalue().splitlines() == [
        r'returnctl: "hub\x1b" can mean 2 cases.',
        "  k3f USB-C hub",
        "  m7p hub <U+202E> cap",
    ]


def test_an_error_in_json_is_in_the_envelope() -> None:
    output, out, err = streams(Form.JSON)
    show_error(ERROR, command="show", moment=MOMENT, output=output)

    told = json.loads(out.getvalue())
    assert told["data"] is None
    assert told["errors"] == [{"code": "ambiguous", "message": ERROR.message, "hint": ERROR.hint}]
    assert err.getvalue() == ""


@pytest.mark.parametrize("form", [Form.TERMINAL, Form.TEXT, Form.PLAIN])
def test_warnings_go_to_stderr_unless_quiet(form: Form) -> None:
    for quiet, expected in ((False, "note: odd \\x1b\n"), (True, "")):
        output, out, err = streams(form, quiet=quiet)
        show(WRITE, command="add", moment=MOMENT, output=output, warnings=["odd \x1b"])

        assert err.getvalue() == expected
        assert "odd" not in out.getvalue()


def test_warnings_in_json_are_in_the_envelope() -> None:
    output, out, err = streams(Form.JSON, quiet=True)
    show(WRITE, command="add", moment=MOMENT, output=output, warnings=["odd"])

    assert json.loads(out.getvalue())["warnings"] == ["odd"]
    assert err.getvalue() == ""


LOADED = """
import sys
from tests.render.samples import *
from returnctl.render.output import show_error
from returnctl.core.errors import Refused
for form in (Form.TEXT, Form.PLAIN, Form.JSON):
    for view in (status_view(), deadlines_view(), case_view(), why_view()):
        shown(view, form)
output = Output(Form.TERMINAL, StringIO(), StringIO())
show_error(Refused("no"), command="", moment=None, output=output)
print("rich" in sys.modules)
shown(status_view())
print("rich" in sys.modules)
"""


def test_only_a_terminal_loads_rich() -> None:
    answer = subprocess.run(
        [sys.executable, "-c", LOADED], capture_output=True, text=True, check=True
    )

    assert answer.stdout.split() == ["False", "True"]


def test_due_dates_are_the_row_s_own() -> None:
    assert held(HUB).day == HUB.act_by
