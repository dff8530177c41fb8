"""Whatever strangers write, a page has the elements that this program gave it, and their text."""

from __future__ import annotations

from datetime import date
from html.parser import HTMLParser

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from returnctl.core.dossier.paper import (
    Cell,
    Facts,
    Messages,
    Note,
    Paper,
    Piece,
    Pieces,
    Said,
    Section,
    Table,
)
from returnctl.core.dossier.slip import Check, Slip
from returnctl.core.dossier.timeline import Happening, timeline
from returnctl.core.safe import safe
from returnctl.exporting.casefile_page import casefile_page
from returnctl.exporting.codes import qr_squares
from returnctl.exporting.slip_page import slip_page
from tests.dossier.making import HOSTILE

DAY = date(2026, 11, 21)


class Shape(HTMLParser):
    """The elements of a page with the names of their attributes, and all its text."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.elements: list[tuple[str, tuple[str, ...]]] = []
        self.links: list[str] = []
        self.text = ""
        self.feed(page.decode())
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, tuple(sorted(name for name, _ in attrs))))
        self.links += [value or "" for name, value in attrs if name in {"href", "src"}]

    def handle_data(self, data: str) -> None:
        self.text += data


def casefile_of(text: str) -> bytes:
    """A page with the text in every place that a text can have."""
    cell = Cell(text, below=text, link=text)
    line = timeline([Happening(DAY, text, mine=True)], DAY)
    assert line is not None
    piece = Piece(number=1, kind=text, name=text, told=text, sha256=text, path=text, absent=text)
    return casefile_page(Paper(
        title=text, about=text, made_on=DAY,
        sections=(Section(text, (
            line, Facts(((text, cell),)), Table((text,), ((cell,),), caption=text),
            Messages((Said(text, text),)), Pieces((piece,)), Note(text),
        )),),
    ), {})  # fmt: skip


def slip_of(text: str) -> bytes:
    """A slip with the text everywhere; the first letter keeps it from having bars."""
    return slip_page(Slip(
        code=f"\N{SNOWMAN}{text}", code_name=text, shop=text, order_number=f"no {text}",
        return_code=text, items=((text, 1),), reason=text, return_to=text,
        checks=(Check(text),),
    ), qr_squares("x"))  # fmt: skip


PAGES = pytest.mark.parametrize("make", [casefile_of, slip_of])
# A line, because every line of a text has a break behind it.
LINES = st.text(min_size=1).filter(lambda text: len(text.splitlines()) == 1 and text.strip())


@PAGES
@settings(max_examples=40)
@given(text=LINES)
@example(text=HOSTILE[0])
@example(text=HOSTILE[1])
@example(text=HOSTILE[2])
@example(text=HOSTILE[3])
@example(text=HOSTILE[4])
def test_no_text_becomes_an_element_or_an_attribute(make: object, text: str) -> None:
    assert callable(make)
    plain, found = Shape(make("x")), Shape(make(text))

    assert found.elements == plain.elements
    assert safe(text) in found.text


@given(text=st.text())
@example(text="javascript:alert(1)")
@example(text=" https://x")
@example(text="data:text/html,x")
def test_links_are_addresses_of_the_web_or_nothing(text: str) -> None:
    links = Shape(casefile_of(f"{text} ")).links

    assert [each for each in links if not each.startswith(("https://", "http://"))] == []
