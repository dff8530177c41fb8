"""Text from strangers: nothing that acts on a terminal, and everything that is just text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from returnctl.core.safe import safe

HOSTILE = [
    ("a\x1b[31mred", r"a\x1b[31mred"),
    ("\x1b]52;c;cm0gLXJm\x07", r"\x1b]52;c;cm0gLXJm\x07"),
    ("\x1b]8;;https://x\x1b\\", "\\x1b]8;;https://x\\x1b\\"),
    ("\x9b31m", r"\x9b31m"),
    ("\x9d0;title\x9c", r"\x9d0;title\x9c"),
    ("nul\x00", r"nul\x00"),
    ("del\x7f", r"del\x7f"),
    ("REFUSED\rREFUND", r"REFUSED\rREFUND"),
    ("ok\nORDER 2 refunded", r"ok\nORDER 2 refunded"),
    ("tab\tbed", r"tab\tbed"),
    ("bell\x07back\x08", r"bell\x07back\x08"),
    ("shop\u202egnp.exe", "shop<U+202E>gnp.exe"),
    ("\u2066iso\u2069", "<U+2066>iso<U+2069>"),
    ("\u200eltr\u200frtl\u061c", "<U+200E>ltr<U+200F>rtl<U+061C>"),
    ("zero\u200bwidth", "zero<U+200B>width"),
    ("word\u2060join\ufeff", "word<U+2060>join<U+FEFF>"),
    ("pay\u200dpal", "pay<U+200D>pal"),
    ("pay\u200d👍", "pay<U+200D>👍"),
    ("👍\u200dpal", "👍<U+200D>pal"),
    ("soft\xadhyphen", "soft<U+00AD>hyphen"),
    ("line\u2028para\u2029", "line<U+2028>para<U+2029>"),
    ("tag\U000e0041", "tag<U+E0041>"),
    ("filler\u3164\uffa0", "filler<U+3164><U+FFA0>"),
    ("style\ufe0f", "style<U+FE0F>"),
    ("lone\ud800", "lone<U+D800>"),
    ("argv\udcff", "argv<U+DCFF>"),
    ("\u0301" * 5, "\u0301" * 4 + "<U+0301>"),
    ("z" + "\u0301" * 6, "z" + "\u0301" * 4 + "<U+0301>" * 2),
]

ORDINARY = [
    "",
    "USB-C hub, 23.99 EUR",
    "[/x] [bold]markup[/bold] :smiley: \\",
    "Łódź, Straße, año, Ærø",
    "Ελληνικά, русский, 日本語, 한국어",
    "مرحبا بالعالم",
    "שלום",
    "क्‍ष हिन्दी",
    "می‌خواهم",
    "👩‍👩‍👧 👍🏽 ❤️ 👩🏽‍🚀 🏳️‍🌈 ☎️ 1️⃣",
    "non\xa0breaking",
]


@pytest.mark.parametrize(("text", "shown"), HOSTILE)
def test_what_acts_hides_or_reorders_is_shown(text: str, shown: str) -> None:
    assert safe(text) == shown


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_text_of_any_script_stays_as_it_is(text: str) -> None:
    assert safe(text) == text


@given(st.text(st.characters(codec=None), max_size=40))
def test_nothing_that_a_terminal_acts_upon_comes_through(text: str) -> None:
    shown = safe(text)

    assert not {unicodedata.category(char) for char in shown} & {"Cc", "Cs", "Zl", "Zp"}
    assert not set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\ufeff") & set(
        shown
    )


@given(st.text(max_size=40))
def test_what_is_safe_stays_so(text: str) -> None:
    assert safe(safe(text)) == safe(text)
