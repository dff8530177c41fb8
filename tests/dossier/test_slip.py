"""`slip`: the sheet for the parcel, with a code that machines read and nothing private."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from returnctl.core.case import Case, Event, Evidence, Item, Order, Return
from returnctl.core.dossier.slip import Slip, slip
from returnctl.exporting.codes import bars, qr_squares
from returnctl.exporting.slip_page import slip_page
from returnctl.render.slip import square_lines
from tests.cli.running import Cli
from tests.dossier.browser import decoded, needs_chromium, needs_zbar, photographed
from tests.dossier.making import ADDRESS, CODE, ORDER

DAY = date(2026, 11, 12)
# What shops print, and what could go wrong: long, with signs, digits only, with spaces.
CODES = (CODE, "8190123456789012", "RMA 17/42_b.(7)", "RMA-" + "Z" * 26)


def made(code: str | None = CODE, **more: object) -> Slip:
    case = Case(
        id="o", order=Order(shop="lamps", number=ORDER), items=(Item(id="i", title="Lamp"),),
        returns=(Return(id="r", code=code),), **more,  # type: ignore[arg-type]
    )  # fmt: skip
    found = slip(case, case.returns[0], "Lamps")
    assert found is not None
    return found


def ticked(found: Slip) -> list[str]:
    return [each.text for each in found.checks if each.done]


# --- what is on it


def test_it_has_what_the_shop_needs(cli: Cli, hub: str) -> None:
    told = cli.data("slip", hub)

    assert told["code"] == told["return_code"] == CODE
    assert told["order_number"] == ORDER
    assert told["items"] == [{"title": "USB-C hub 7-in-1", "quantity": 1}]
    assert told["reason"] == "defective"
    assert told["return_to"] == ADDRESS


@pytest.mark.parametrize("form", [("--json",), ("--plain",), ()])
def test_it_has_no_price_no_way_to_pay_and_no_seller(
    cli: Cli, hub: str, form: tuple[str, ...]
) -> None:
    told = cli.ok("slip", hub, *form).out

    assert [each for each in ("23.99", "4.95", "EUR", "isa", "script") if each in told] == []


def test_without_a_return_code_the_order_number_stands_in_its_place() -> None:
    found = made(None)

    assert (found.code, found.code_name) == (ORDER, "Order number")


def test_a_return_of_some_of_the_items_names_those_only(cli: Cli) -> None:
    items = ("--item", "50 x Cable @ 1.20", "--item", "Lamp @ 9", "--return", "Cable=3")
    ref = cli.add("405-1234567-7654321", *items, "--delivered", "4nov", "--code", "RMA-3-CABLES")

    assert cli.data("slip", ref)["items"] == [{"title": "Cable", "quantity": 3}]


def test_the_packing_list_ticks_what_is_kept() -> None:
    agreed = (Event(id="e", kind="approved", target="r", on=DAY),)
    photo, label, receipt = (
        Evidence(id=kind, kind=kind, taken=DAY) for kind in ("photo", "label", "receipt")
    )

    assert ticked(made()) == []
    assert ticked(made(events=agreed, evidence=(photo,))) == [
        "Photo or video of the item as it leaves"
    ]
    assert ticked(made(events=agreed, evidence=(photo, label, receipt))) == [
        "Photo or video of the item as it leaves",
        "Photo of the closed box with its label",
        "Receipt of the counter kept",
    ]


# --- what it refuses


def test_a_case_with_nothing_to_send_back_has_no_slip(cli: Cli) -> None:
    ref = cli.add(ORDER, "Hub", "--reason", "defective")

    answer = cli("slip", ref)

    assert answer.exit_code == 4
    assert f"returnctl mark {ref} requested --code CODE" in answer.err


def test_a_return_without_any_number_has_no_slip(cli: Cli) -> None:
    ref = cli.add("--shop", "lamps", "--item", "Lamp", "--requested", "12nov")

    answer = cli("slip", ref)

    assert answer.exit_code == 4
    assert f"returnctl edit {ref} --code CODE" in answer.err


def test_of_several_returns_one_must_be_named(cli: Cli) -> None:
    number = "405-1234567-7654321"
    ref = cli.add(number, "--item", "Red @ 9.99", "--item", "Blue @ 20", "--delivered", "4nov")
    for color in ("Red", "Blue"):
        cli.ok("add", number, "--return", f"{color}=1", "--code", f"RMA-{color}-77")

    assert cli("slip", ref).exit_code == 4
    assert cli.data("slip", f"{ref}.2")["code"] == "RMA-Blue-77"


def test_a_file_that_is_there_stays_and_nothing_else_is_written(
    cli: Cli, hub: str, tmp_path: Path
) -> None:
    pdf, page = tmp_path / "slip.pdf", tmp_path / "slip.html"
    pdf.write_bytes(b"mine")

    answer = cli("slip", hub, "--html", str(page), "--pdf", str(pdf))

    assert answer.exit_code == 2
    assert pdf.read_bytes() == b"mine"
    assert not page.exists()


# --- codes, read back by somebody else


def drawn(lines: list[str], path: Path, *, size: int = 8) -> Path:
    """Paint block characters as a terminal does: what is drawn is light."""
    picture = Image.new("L", (len(lines[0]) * size, len(lines) * 2 * size), 0)
    paint = ImageDraw.Draw(picture)
    for row, text in enumerate(lines):
        for column, sign in enumerate(text):
            for half, signs in enumerate(("\u2588\u2580", "\u2588\u2584")):
                if sign in signs:
                    x, y = column * size, (2 * row + half) * size
                    paint.rectangle((x, y, x + size - 1, y + size - 1), fill=255)
    picture.save(path)
    return path


@needs_zbar
@pytest.mark.parametrize("code", [*CODES, "返品-42", "Ä" * 60])
def test_the_code_on_the_terminal_is_read_back(code: str, tmp_path: Path) -> None:
    lines = list(square_lines(qr_squares(code)))

    assert decoded(drawn(lines, tmp_path / "terminal.png")) == [f"QR-Code:{code}"]


@needs_chromium
@needs_zbar
@pytest.mark.parametrize("code", CODES[2:])
def test_both_codes_on_the_page_are_read_back(code: str, tmp_path: Path) -> None:
    page = slip_page(made(code), qr_squares(code))

    found = decoded(photographed(page, tmp_path, width=1280, height=1000))

    assert found == [f"CODE-128:{code}", f"QR-Code:{code}"]


@needs_chromium
@needs_zbar
def test_a_telephone_shows_codes_that_are_read_back(tmp_path: Path) -> None:
    page = slip_page(made(), qr_squares(CODE))

    found = decoded(photographed(page, tmp_path, width=360, height=1400))

    assert found == [f"CODE-128:{CODE}", f"QR-Code:{CODE}"]


@pytest.mark.parametrize("code", ["返品-42", "A" * 31, "a\nb"])
def test_what_code_128_cannot_say_is_a_qr_code_only(code: str) -> None:
    assert bars(code) is None
    assert qr_squares(code)


def test_a_pipe_gets_the_code_in_letters_only(cli: Cli, hub: str) -> None:
    assert "\N{FULL BLOCK}" not in cli.ok("slip", hub).out
