"""Odd texts in every option that takes one: found by their words, kept as they are, or refused."""

from __future__ import annotations

import json
import re
import sqlite3
import unicodedata
from collections.abc import Callable
from contextlib import closing
from itertools import product
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from returnctl.actions.add import add
from returnctl.actions.adding.request import AddRequest
from returnctl.actions.desk import Desk
from returnctl.actions.edit import EditRequest, edit
from returnctl.actions.messages.saying import SayRequest, add_message
from returnctl.actions.search import search
from returnctl.actions.show import show
from returnctl.core.errors import NotFound, Refused, ReturnctlError
from tests.cli.running import Cli
from tests.slow.faults.ground import in_memory
from tests.slow.model.machine import a_desk
from tests.slow.tally import Tally

STARTS = (
    "hub", "'", '"', "%", "_", "lamp' ", 'cup" ', "x%' ", "\\", "*", "o'brien", "", "(", "AND",
    "body:", "^hub", "-hub", "{hub", "hub*", "NEAR(hub lamp)", "NULL", "1",
)  # fmt: skip
ENDS = (
    "", "' OR '1'='1", "' OR 1=1 --", "'; DROP TABLE log; --", '" OR ""="', "') UNION SELECT 1 --",
    " UNION SELECT data FROM log", "/*", "*/", ";", " OR hub", " AND lamp", " NOT cup", " NEAR cup",
    '"; SELECT 1', "%' ESCAPE '\\", "\x1a", " --", "||(SELECT 1)", "' COLLATE NOCASE", "#",
    "`", "$$", "0x27", "%00", "' AND sleep(5) --",
)  # fmt: skip
STRINGS = tuple(dict.fromkeys(a + b for a, b in product(STARTS, ENDS)))[:520]
TITLES = (
    "hub", "Lamp 100%", "cup_a", "O'Brien's kettle", 'says "hub"', "NULL", "or 1 1", "union",
    "select log", "drop table", "hub lamp", "Crème brûlée", "body hub", "near cup",
)  # fmt: skip


def tokens(text: str) -> list[str]:
    plain = unicodedata.normalize("NFD", text.casefold())
    return re.findall(r"[^\W_]+", "".join(c for c in plain if not unicodedata.combining(c)))


def holds(title: str, typed: str) -> bool:
    """Whether each word that was typed begins some word; one with `_` in it begins several."""
    there = tokens(title)
    for word in re.findall(r"\w+", typed):
        wanted = tokens(word)
        if not any(
            there[at : at + len(wanted) - 1] == wanted[:-1]
            and there[at + len(wanted) - 1].startswith(wanted[-1])
            for at in range(len(there) - len(wanted) + 1)
            if wanted
        ):
            return False
    return bool(re.findall(r"\w+", typed))


def numbered(at: int) -> str:
    return f"A-10{at:02}"


def found_by(typed: str) -> list[str]:
    """The titles whose orders hold the words: in shop, number or title."""
    bodies = {title: f"zz {numbered(at)} {title}" for at, title in enumerate(TITLES)}
    return sorted(title for title, body in bodies.items() if holds(body, typed))


def a_shelf(path: Path) -> Desk:
    desk = a_desk(path)
    for number, title in enumerate(TITLES):
        add(AddRequest(order=numbered(number), shop="zz", items=(title,)), desk)
    return desk


def rows(path: Path) -> str:
    with closing(sqlite3.connect(path)) as conn:
        return "\n".join(conn.iterdump())


def astray(desk: Desk, strings: tuple[str, ...]) -> tuple[list[str], int]:
    """Type each; return what did not give what a filter in Python gives, and naive surprises."""
    wrong, surprised = [], 0
    for text in strings:
        told = sorted(line.row.items[0] for line in search(desk, text).lines)
        wanted = found_by(text)
        if told != wanted:
            wrong.append(f"{text!r}: {told}, not {wanted}")
        try:
            show(desk, text)
            wrong.append(f"{text!r} names a case")
        except ReturnctlError as error:
            if not isinstance(error, NotFound | Refused):
                wrong.append(f"{text!r}: {error}")
        surprised += naive(desk.store.path, text)
    return wrong, surprised


def naive(path: Path, text: str) -> bool:
    """The control: the text put into the statement; whether that fails, or finds others."""
    statement = f"SELECT title FROM items WHERE title LIKE '%{text}%'"  # noqa: S608 - that is it
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as conn:
        try:
            found = [title for (title,) in conn.execute(statement)]
        except (sqlite3.Error, ValueError):
            return True
    return len(found) > len(TITLES) or any(text.casefold() not in str(t).casefold() for t in found)


def test_some_texts_of_sql_are_words(tmp_path: Path) -> None:
    desk = a_shelf(tmp_path / "returns.db")
    before = rows(desk.store.path)

    assert astray(desk, STRINGS[::25])[0] == []
    assert rows(desk.store.path) == before


@pytest.mark.slow
def test_texts_of_sql_are_words(tmp_path: Path, tallies: Callable[[Tally], None]) -> None:
    desk = a_shelf(tmp_path / "returns.db")
    before = rows(desk.store.path)
    wrong, surprised = astray(desk, STRINGS)
    torn = rows(desk.store.path) != before
    tallies(Tally(row="F7", what="texts of SQL and FTS searched for and named as a REF",
                  tried=len(STRINGS), lost=len(wrong), torn=int(torn),
                  control=f"put into the statement: {surprised} fail or find others"))  # fmt: skip
    assert wrong == []
    assert not torn
    assert len(STRINGS) >= 500
    assert surprised > 100


ANY = st.text(st.characters(codec=None), max_size=60) | st.sampled_from(
    ("\0", "\ud800", "x" * 10_001, "e\u0301", "\u00e9", "a\u202eb", "\x1b[31m", " x ", "\r\n", "")
)


def kept(desk: Desk, cli: Cli, texts: list[str]) -> tuple[int, int]:
    """Say each, and read all back; count what is not as it was, and what was refused."""
    number = f"A-{len(list(desk.store.path.parent.glob('said-*'))):04}"
    (desk.store.path.parent / f"said-{number}").touch()
    add(AddRequest(order=number, shop="zz", items=("Cup",)), desk)
    wanted, lost, refused = [], 0, 0
    for text in texts:
        try:
            add_message(SayRequest(ref=number, sender="me", text=text), desk)
            edit(EditRequest(ref=number, facts={"seller": text}), desk)
            wanted.append("\n".join(text.splitlines()).strip())
        except Refused as error:
            refused += 1
            plain = text.strip()
            fits = plain and "\0" not in plain and len(plain) <= 10_000
            lost += bool(fits and plain.isprintable() and not re.search("[\ud800-\udfff]", plain))
            lost += not error.message
    told = json.loads(cli("message", "list", number, "--json").out)["data"]
    lost += sorted(each["text"] for each in told) != sorted(wanted)
    seller = cli.data("show", number)["order"]["seller"]
    lost += bool(wanted) and "\n".join(str(seller).splitlines()).strip() != wanted[-1]
    return lost, refused


def naive_keep(text: str) -> bool:
    """The control: a text written to a file of lines; whether it comes back as another."""
    try:
        return text.encode().decode().splitlines() != [text]
    except UnicodeError:
        return True


def many(folder: Path, examples: int) -> tuple[int, int, int, int]:
    """Try so many lists of 50 texts; return tried, lost, refused and naive losses."""
    desk, cli = a_desk(folder / "returns.db"), Cli(folder / "returns.db")
    sums = [0, 0, 0, 0]

    @settings(max_examples=examples, deadline=None, phases=[Phase.generate], database=None,
              suppress_health_check=list(HealthCheck), derandomize=True)  # fmt: skip
    @given(st.lists(ANY, min_size=50, max_size=50))
    def some(texts: list[str]) -> None:
        lost, refused = kept(desk, cli, texts)
        for at, more in enumerate((len(texts), lost, refused, sum(map(naive_keep, texts)))):
            sums[at] += more

    some()
    return sums[0], sums[1], sums[2], sums[3]


def test_some_texts_are_kept_or_refused(tmp_path: Path) -> None:
    assert many(tmp_path, 1)[1] == 0


@pytest.mark.slow
def test_five_thousand_texts_are_kept_or_refused(
    tallies: Callable[[Tally], None],
) -> None:
    with in_memory() as folder:
        tried, lost, refused, naive_lost = many(folder, 100)
    what = f"texts recorded and read back as JSON ({refused} refused in a sentence)"
    tallies(Tally(row="F8", what=what, tried=tried, lost=lost,
                  control=f"a file of lines: {naive_lost} come back otherwise"))  # fmt: skip
    assert tried >= 5000
    assert lost == 0
    assert 0 < refused < tried / 2
