"""Lines at a width: what is whole stays whole, nothing else is wider than the screen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from returnctl.render.blocks import (
    Beside,
    Block,
    Column,
    Line,
    Row,
    Spread,
    Table,
    labelled,
    line,
    plain_text,
    whole,
)
from returnctl.render.layout import lay_out


def lines(*blocks: Block, width: int | None = 40) -> list[str]:
    return [" " * each.indent + plain_text(each) for each in lay_out(blocks, width, len)]


def table(*rows: Row | Line) -> Table:
    columns = (
        Column("ref", "REF"),
        Column("item", "ITEM", least=8),
        Column("status", "STATUS", least=8, spare=True, below=""),
        Column("amount", "AMOUNT", right=True),
        Column("shop", "SHOP", extra=True, varied=True, below="from "),
    )
    return Table(columns, rows, under="item")


def row(ref: str, item: str, amount: str, shop: str = "ebay", *below: str) -> Row:
    cells = {
        "ref": line(whole(ref)),
        "item": line(item),
        "status": line("Problem Noted"),
        "amount": line(whole(amount)),
        "shop": line(shop),
    }
    return Row(cells, tuple(line(text) for text in below))


def test_a_line_breaks_at_spaces_and_hangs() -> None:
    assert lines(labelled("rule", "one two three four five six seven", width=6), width=24) == [
        "  rule  one two three",
        "        four five six",
        "        seven",
    ]


def test_what_is_whole_is_not_broken() -> None:
    assert lines(line("act by ", whole("Sun 22 Nov 2026"), " or lose it"), width=18) == [
        "act by",
        "Sun 22 Nov 2026 or",
        "lose it",
    ]


def test_a_code_wider_than_the_screen_is_left_to_the_terminal() -> None:
    assert lines(line("code ", whole("RMA-2026-0000-4482")), width=10) == [
        "code RMA-2026-0000-4482"
    ]


def test_a_long_word_is_folded() -> None:
    assert lines(line("x" * 25), width=10) == ["x" * 10, "x" * 10, "x" * 5]


def test_a_pipe_has_no_width() -> None:
    assert lines(line("word " * 100), width=None) == ["word " * 100]


def test_text_is_made_safe_before_it_is_measured() -> None:
    assert lines(table(row("a\x1b", "i", "1")), width=60)[1].startswith(r"a\x1b  i")


def test_a_table_uses_the_width_it_needs() -> None:
    assert lines(table(row("k3f", "USB-C hub", "23.99"), row("m7p", "LED", "1.00")), width=60) == [
        "REF  ITEM       STATUS         AMOUNT",
        "k3f  USB-C hub  Problem Noted   23.99",
        "m7p  LED        Problem Noted    1.00",
    ]


def test_a_column_that_varies_is_shown_where_there_is_room() -> None:
    two = table(row("k3f", "hub", "23.99"), row("m7p", "LED", "1.00", "amazon"))

    assert lines(two, width=60)[2] == "m7p  LED   Problem Noted    1.00  amazon"
    assert lines(two, width=36) == [
        "REF  ITEM  STATUS         AMOUNT",
        "k3f  hub   Problem Noted   23.99",
        "     from ebay",
        "m7p  LED   Problem Noted    1.00",
        "     from amazon",
    ]


def test_a_spare_column_goes_below_when_nothing_else_helps() -> None:
    assert lines(table(row("k3f", "USB-C hub 7-in-1", "23.99", "ebay", "open it")), width=24) == [
        "REF  ITEM         AMOUNT",
        "k3f  USB-C hub     23.99",
        "     7-in-1",
        "     Problem Noted; open",
        "     it",
    ]


def test_a_screen_too_narrow_for_a_table_gets_blocks() -> None:
    assert lines(table(row("k3f", "USB-C hub", "23.99")), width=16) == [
        "k3f  USB-C hub",
        "  23.99",
        "  Problem Noted",
    ]


def test_a_heading_among_the_rows_spans_the_table() -> None:
    found = lines(table(row("k3f", "hub", "1"), line("Waiting"), row("m7p", "LED", "2")), width=60)

    assert found[2] == "Waiting"


def test_spread_and_beside_stack_on_a_narrow_screen() -> None:
    spread = Spread(line("left"), line("right"))
    beside = Beside((line("one"), line("two")), (line("three"),))

    assert lines(spread, width=12) == ["left   right"]
    assert lines(spread, width=9) == ["left", "  right"]
    assert lines(beside, width=80) == ["one" + " " * 29 + "three", "two"]
    assert lines(beside, width=79) == ["one", "two", "three"]


TEXTS = st.text("ab cé日本", max_size=30)
ROWS = st.builds(row, st.text("k3f", min_size=1, max_size=6), TEXTS, st.text("129.", max_size=9))


@pytest.mark.parametrize("width", [20, 33, 60, 80, 200])
@given(rows=st.lists(ROWS, min_size=1, max_size=4))
def test_no_line_of_a_table_is_wider_than_the_screen(width: int, rows: list[Row]) -> None:
    assert max(map(len, lines(table(*rows), width=width))) <= width


def test_a_code_amid_a_text_is_never_folded() -> None:
    """On a terminal of 20 columns `why` broke a tracking number into two lines."""
    said = "sent as JJD000390007800000001, see RMA20261117-4482-LONG-ONE."
    found = "\n".join(lines(line(said), width=18))

    assert "JJD000390007800000001," in found
    assert "RMA20261117-4482-LONG-ONE." in found
    assert max(map(len, lines(line("x" * 50), width=18))) == 18
