"""What strangers wrote in each form that leaves the program, in large numbers.

Views and files are made in this process; that the commands make the same is tested beside their
rooms. Each count has a control: the form as one writes it without a thought for strangers.
"""

from __future__ import annotations

import csv
import io
import random
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import pytest
from rich.console import Console
from rich.errors import MarkupError
from rich.markup import escape
from rich.table import Table

from returnctl.core.money import Money
from returnctl.core.rows import DeadlineRow
from returnctl.core.safe import safe
from returnctl.core.sheets import csv_lines, heads, sheet_of
from returnctl.exporting.ics import to_ics
from returnctl.exporting.workbook import write_workbook
from returnctl.render.output import Form
from tests.dossier.test_hostile_text import Shape, casefile_of, slip_of
from tests.render.samples import LATE, MOMENT, deadline_row, held, shown, status_line, status_view
from tests.render.samples import deadlines_view as due_view
from tests.render.test_whatever_the_text import values
from tests.scheduling.calendars import by_icalendar, by_vobject
from tests.scheduling.test_ics_text import an_appointment
from tests.slow.tally import Tally
from tests.slow.text.strings import FOREIGN, NAMED, random_strings

Tallies = Callable[[Tally], None]
_MARKUP = ("[", "]", "[/", "[/]", "[b]", "[red]", "[link=x]", "\\", "\\[", ":", ":smile:", "{", "}",
           "*", "_", "a", "B", "7", "(", "&", "#")  # fmt: skip
_FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", ";=", " =", ",=", '"=', "'=",
             "=cmd|' /C calc'!A0", '=HYPERLINK("https://evil.example")', "-2+3+cmd|' /C calc'!A0",
             "@SUM(1+1)*cmd|' /C calc'!A0", "=1\t=2", "+49 151", "-5", "\0=1")  # fmt: skip
_SCRIPTS = (
    "<script>alert(1)</script>", "</td><script src=//x></script>", '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)", "javascript:alert(1)", "<svg/onload=alert(1)>", "]]><b>", "<!--",
    "</style><style>*{background:url(//x)}", "&lt;script&gt;", "<iframe srcdoc=x>", "\x00<b>",
    '<a href="data:text/html,x">', "<base href=//x>", "<meta http-equiv=refresh content=0>",
    "{{7*7}}", "{% include 'x' %}", "</title><h1>", "<link rel=stylesheet href=//x>", "`${x}`",
)  # fmt: skip


def mixed(parts: Sequence[str], number: int, *, most: int, seed: int) -> list[str]:
    """Return texts made of some parts; each begins with a letter and ends with one."""
    chance = random.Random(seed)
    return [f"H{''.join(chance.choices(parts, k=chance.randint(1, most)))}z" for _ in range(number)]


def groups(found: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    return (found[start : start + size] for start in range(0, len(found), size))


# --- D2: markup


def markup_faults(texts: Sequence[str]) -> Iterator[str]:
    """Every text is there, letter for letter, on a wide terminal and in a pipe."""
    for some in groups(texts, 10):
        rows = [deadline_row(f"k{number}f", item=text) for number, text in enumerate(some)]
        view = status_view(lines=tuple(status_line(row, "Delivered") for row in rows))
        for form in (Form.TERMINAL, Form.TEXT):
            told = shown(view, form, width=200)
            yield from (f"lost {text!r} ({form})" for text in some if text not in told)


def naive_markup(texts: Sequence[str]) -> int:
    def told(text: str) -> str:
        out = io.StringIO()
        with suppress(MarkupError):
            Console(file=out, width=200).print(text)
        return out.getvalue()

    return sum(text not in told(text) for text in texts)


def test_markup_is_text() -> None:
    texts = mixed(_MARKUP, 60, most=7, seed=2)

    assert list(markup_faults(texts)) == []
    assert naive_markup(texts)


@pytest.mark.slow
def test_markup_is_text_many_times(tallies: Tallies) -> None:
    texts = mixed(_MARKUP, 20_000, most=7, seed=3)
    wrong = list(markup_faults(texts))
    tallies(Tally(row="D2", what="texts of markup, links and names of emoji in lists, on a "
                  "terminal and in a pipe", tried=len(texts), lost=len(wrong),
                  control=f"Rich's print(): {naive_markup(texts[:1000])} of 1,000 lost or "
                  "crashed"))  # fmt: skip

    assert wrong == []


# --- D3: what hides or reorders


def hidden_faults(texts: Sequence[str]) -> Iterator[str]:
    for text in texts:
        told = safe(text)
        if found := FOREIGN.search(told):
            yield f"leaked {found[0]!r} of {text!r}"
        letters = [each for each in text if unicodedata.category(each)[0] in "LN"]
        if [each for each in letters if each not in told and not FOREIGN.search(each)]:
            yield f"lost a letter of {text!r}"


@pytest.mark.slow
def test_nothing_hides_or_reorders(tallies: Tallies) -> None:
    chance = random.Random(4)
    every = [chr(chance.randrange(0x110000)) for _ in range(10_000)]
    texts = [*NAMED.values(), *random_strings(10_000, seed=5), *(f"a{each}b" for each in every)]
    wrong = list(hidden_faults(texts))
    naive = sum(bool(FOREIGN.search(escape(text))) for text in texts)
    tallies(Tally(row="D3", what="texts with signs that hide, reorder or control, and signs of all "
                  "planes, made safe to show", tried=len(texts),
                  lost=sum("lost" in each for each in wrong),
                  leaked=sum("leaked" in each for each in wrong),
                  control=f"Rich's escape(): {naive:,} of {len(texts):,} let through"))  # fmt: skip

    assert wrong == []


# --- D4: codes, amounts and days in one piece


def random_rows(number: int) -> list[DeadlineRow]:
    chance = random.Random(6)
    signs = "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789-_/"
    return [
        deadline_row(
            "".join(chance.choices("abcdefghjkmnpqrstvwxyz", k=4)),
            item=" ".join(chance.choices(list(NAMED.values()), k=2))[:60],
            return_code="".join(chance.choices(signs, k=chance.randint(1, 45))),
            amount=Money(chance.randrange(10**11), chance.choice(("EUR", "JPY", "KWD"))),
            act_by=MOMENT.today + timedelta(days=chance.randint(-40, 400)),
            basis=chance.choice(("order_page", "computed", "fact_missing")), last_at=LATE,
        )
        for _ in range(number)
    ]  # fmt: skip


@pytest.mark.slow
def test_no_code_amount_or_day_is_cut_at_any_width(tallies: Tallies) -> None:
    tried, wrong, naive, of = 0, list[str](), 0, 0
    every = random_rows(500)
    for start in range(0, len(every), 5):
        rows = every[start : start + 5]
        told = [v for row in rows for v in values(row)]
        views = (status_view(lines=tuple(status_line(row, "Delivered") for row in rows)),
                 due_view(yours=tuple(map(held, rows))))  # fmt: skip
        for width in (20 + start // 5 % 10, 33, 47, 64, 80, 100, 140, 200):
            for view in views:
                text = shown(view, width=width)
                tried += len(told)
                wrong += [f"{width}: {each!r}" for each in told if each not in text]
        table = Table("Code", "Amount", "Item")
        for row in rows:
            table.add_row(row.return_code, str(row.amount), escape(row.item or ""))
        out = io.StringIO()
        Console(file=out, width=80).print(table)
        naive += sum(str(row.return_code) not in out.getvalue() for row in rows)
        of += len(rows)
    tallies(Tally(row="D4", what="codes, amounts and days of 500 random records at widths of 20 to "
                  "200", tried=tried, lost=len(wrong),
                  control=f"Rich's table at 80 columns: {naive} of {of} codes cut"))  # fmt: skip

    assert wrong == []


# --- D6: formulas


def formula_faults(texts: Sequence[str], path: Path) -> Iterator[str]:
    """No cell begins a formula, in CSV and in a workbook; each text comes back."""
    columns = heads("text", "left:number", "sum:amount")
    records = [[text, "-3", "-5.00 EUR"] for text in texts]
    raw = b"".join(csv_lines(sheet_of(columns, records))).decode()
    rows = list(csv.reader(io.StringIO(raw, newline=""), strict=True))[1:]
    for text, row in zip(texts, rows, strict=True):
        if row[0][:1] in "=+-@\t\r\n" and row[0]:
            yield f"leaked {text!r}"
        if row[0].removeprefix("'") != text.removeprefix("'"):
            yield f"lost {text!r}: {row[0]!r}"
        if row[1:] != ["-3", "-5.00", "EUR"]:
            yield f"lost a number beside {text!r}: {row}"
    write_workbook(path, sheet_of(columns, records), title="List")
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    for cells_ in sheet.iter_rows(min_row=2):
        yield from (f"leaked {c.value!r} in a workbook" for c in cells_ if c.data_type == "f")


def naive_csv(texts: Sequence[str]) -> int:
    return sum(text[:1] in "=+-@\t\r" for text in texts)


@pytest.mark.slow
def test_no_cell_is_a_formula(tmp_path: Path, tallies: Tallies) -> None:
    ends = ("", "1", "A1", "cmd|' /C calc'!A0", "SUM(1)")
    texts = [f"{a}{b}{c}" for a in _FORMULAS for b in ("", *_FORMULAS[:12]) for c in ends]
    texts = [text for text in dict.fromkeys(texts) if text]
    wrong = list(formula_faults(texts, tmp_path / "list.xlsx"))
    tallies(Tally(row="D6", what="texts that want to be formulas, as cells of CSV and of a "
                  "workbook, read back", tried=len(texts) * 2,
                  lost=sum("lost" in each for each in wrong),
                  leaked=sum("leaked" in each for each in wrong),
                  control=f"csv.writer: {naive_csv(texts)} of {len(texts)} begin a "
                  "formula"))  # fmt: skip

    assert wrong == []


# --- D7: properties of a calendar


def calendar_faults(texts: Sequence[str]) -> Iterator[str]:
    """Two readers find each entry, and nothing but its texts in it."""
    for some in groups(texts, 20):
        made = [an_appointment(n, text, text[::-1]) for n, text in enumerate(some)]
        content = to_ics(made)
        for read in (by_icalendar, by_vobject):
            told = read(content)
            if [(each.title, each.text) for each in told] != [(e.title, e.text) for e in made]:
                yield f"lost or forged: {some}"


def naive_calendar(texts: Sequence[str]) -> int:
    """Lines put together by hand."""
    bad = 0
    for text in texts:
        lines = f"BEGIN:VEVENT\r\nSUMMARY:{text}\r\nEND:VEVENT".splitlines()
        bad += lines[1:-1] != [f"SUMMARY:{text}"] or "\\" in text or "," in text or ";" in text
    return bad


@pytest.mark.slow
def test_no_text_is_a_property_of_a_calendar(tallies: Tallies) -> None:
    forged = ("\nEND:VEVENT\nBEGIN:VEVENT", "\r\nATTACH:http://x/", "\rRRULE:FREQ=DAILY", "\\n\\,",
              "x" * 2000, "\U0001f600" * 300, 'X";ALTREP="http://x/":', "\u2028DESCRIPTION:forged",
              "\x85URL:x", "\x0bUID:1", "\n ")  # fmt: skip
    texts = [*NAMED.values(), *mixed(forged, 400, most=3, seed=7), *random_strings(4_600, seed=8)]
    wrong = list(calendar_faults(texts))
    tallies(Tally(row="D7", what="texts in a calendar file, read back by two libraries",
                  tried=len(texts) * 2, torn=len(wrong),
                  control=f"lines put together by hand: {naive_calendar(texts):,} of "
                  f"{len(texts):,} forged or changed"))  # fmt: skip

    assert wrong == []


# --- D8: elements of a page


def page_faults(texts: Sequence[str]) -> Iterator[str]:
    plain = {make: Shape(make("x")).elements for make in (casefile_of, slip_of)}
    for text in texts:
        for make, elements in plain.items():
            found = Shape(make(text))
            if found.elements != elements:
                yield f"leaked an element: {text!r}"
            if [each for each in found.links if not each.startswith(("https://", "http://"))]:
                yield f"leaked a link: {text!r}"
            if safe(text) not in found.text:
                yield f"lost {text!r}"


def naive_page(texts: Sequence[str]) -> int:
    class Tags(HTMLParser):
        def __init__(self, page: str) -> None:
            super().__init__()
            self.found: list[str] = []
            self.feed(page)
            self.close()

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            self.found += [tag, *(name for name, _ in attrs)]

    pages = (f'<p title="{text}">{text}</p>' for text in texts)
    return sum(Tags(page).found != ["p", "title"] for page in pages)


@pytest.mark.slow
def test_no_text_is_an_element_of_a_page(tallies: Tallies) -> None:
    texts = [*_SCRIPTS, *mixed([*_SCRIPTS, "<", ">", '"', "'", "&", "="], 480, most=4, seed=9)]
    wrong = list(page_faults(texts))
    tallies(Tally(row="D8", what="texts of scripts, elements and addresses in every place of a "
                  "case file and a slip", tried=len(texts) * 2,
                  lost=sum("lost" in each for each in wrong),
                  leaked=sum("leaked" in each for each in wrong),
                  control=f"a page put together by hand: {naive_page(texts)} of {len(texts)} with "
                  "elements of their own"))  # fmt: skip

    assert wrong == []
