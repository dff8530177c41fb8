"""What `slip` and `casefile` say on a terminal, through a pipe and to programs."""

from __future__ import annotations

from datetime import date
from io import BytesIO, StringIO, TextIOWrapper

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from returnctl.core.dossier.slip import Check, Slip
from returnctl.core.views.papers import CasefileView, PackedFile, SlipView
from returnctl.exporting.codes import qr_squares
from returnctl.render.output import Form, Output, show
from tests.render.samples import MOMENT, shown

CODE = "RMA20261110-4482"
SUM = "0" * 64
SLIP = SlipView(
    ref="k3f",
    slip=Slip(
        code=CODE, code_name="Return code", shop="AliExpress", order_number="8190123456789012",
        return_code=CODE, items=(("USB-C hub", 2),), reason="defective",
        return_to="Warehouse 4\n28001 Madrid", checks=(Check("Photo", done=True), Check("Manuals")),
    ),
    squares=qr_squares(CODE),
)  # fmt: skip
CASEFILE = CasefileView(
    ref="k3f", title="USB-C hub", path="/home/martina/casefile-k3f-2026-11-21.zip", size=4_200_000,
    sha256=SUM, made_on=date(2026, 11, 21), files=(PackedFile("index.html", 1, SUM),),
    left_out=("2 private messages",), faults=(("hub.jpg", "altered"),), evidence=1, messages=3,
)  # fmt: skip


@pytest.mark.parametrize("width", [20, 32, 40, 80, 120])
def test_a_code_is_whole_at_any_width(width: int) -> None:
    lines = shown(SLIP, Form.TERMINAL, width=width).splitlines()

    assert any(CODE in line for line in lines)
    assert any("8190123456789012" in line for line in lines)


@pytest.mark.parametrize("width", [20, 80])
def test_the_path_of_a_case_file_is_whole_at_any_width(width: int) -> None:
    assert CASEFILE.path in shown(CASEFILE, Form.TERMINAL, width=width)


@pytest.mark.parametrize("view", [SLIP, CASEFILE])
@pytest.mark.parametrize("form", [Form.TERMINAL, Form.TEXT, Form.PLAIN, Form.JSON])
def test_every_form_tells_it(view: SlipView | CasefileView, form: Form) -> None:
    told = shown(view, form, width=80)

    assert "k3f" in told or CODE in told or SUM in told
    assert told.endswith("\n")


@pytest.mark.parametrize("form", [Form.TEXT, Form.PLAIN, Form.JSON])
def test_block_characters_are_for_terminals(form: Form) -> None:
    assert "\N{FULL BLOCK}" not in shown(SLIP, form, width=80)


def test_a_terminal_that_has_no_block_characters_gets_none() -> None:
    raw = BytesIO()
    out = TextIOWrapper(raw, encoding="latin-1")

    show(SLIP, command="slip", moment=MOMENT, output=Output(Form.TERMINAL, out, StringIO()))
    out.flush()

    assert CODE.encode() in raw.getvalue()


def test_what_is_not_in_the_case_file_is_said_in_every_form() -> None:
    assert "hub.jpg: ALTERED" in shown(CASEFILE, Form.TEXT, width=80)
    assert "2 private messages" in shown(CASEFILE, Form.TEXT, width=80)
    assert '"state": "altered"' in shown(CASEFILE, Form.JSON, width=80)


@given(st.text(st.sampled_from("a\x1b\x9b\x07\r\n\t\u202e\u200b[/]é"), min_size=1, max_size=20))
def test_nothing_that_strangers_wrote_acts_on_a_terminal(text: str) -> None:
    slip = replace(
        SLIP.slip, shop=text, items=((text, 1),), return_to=text, checks=(Check(text),), code=text
    )

    for form in (Form.TERMINAL, Form.TEXT, Form.PLAIN):
        told = shown(replace(SLIP, slip=slip), form, width=80)
        assert not set("\x1b\x9b\x07\r\u202e\u200b") & set(told)
