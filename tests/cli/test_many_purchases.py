"""Seven hundred purchases that nobody complained about, a year later: silence."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from returnctl.actions.adding.deciding import event_draft
from returnctl.actions.rulebook import Rulebooks, keep_book
from returnctl.actions.typed import Happened
from returnctl.core.entries import Draft
from returnctl.core.states import Moment
from returnctl.packs.book import Book
from returnctl.packs.shelf import rulebook
from returnctl.store.store import Store
from tests.cli.running import Cli

COUNT = 700
A_YEAR_LATER = "2027-11-21"


def no_holidays(*_: object) -> None:
    return None


def fill(path: Path) -> None:
    """Log the purchases in one transaction; of the packs only those that concern them."""
    moment = Moment(datetime(2026, 11, 21, 11, tzinfo=UTC), "Europe/Berlin")
    rules = Rulebooks(no_holidays)
    store = Store(path, derive=rules.deadlines, device=lambda: "laptop", clock=lambda: moment.now)
    shipped = rulebook()[0].packs
    book = Book.of(shipped[name] for name in ("aliexpress", "eu", "de", "paypal"))
    with store.write("add") as tx:
        book_hash = keep_book(book, tx)
        for number in range(COUNT):
            case_id = tx.new_id()
            order = {
                "level": "order", "shop": "aliexpress", "number": f"{8190000000000000 + number}",
                "country": "DE", "buyer": "consumer", "currency": "EUR", "zone": "Europe/Berlin",
                "seller_country": "CN", "paid_with": "bank", "ref": tx.free_ref(case_id),
                "book": book_hash,
            }  # fmt: skip
            day = date(2026, 10, 1) + timedelta(days=number % 50)
            item = {"level": "item", "title": f"Thing {number}", "quantity": 1}
            tx.record(case_id, [
                Draft("noted", case_id, order),
                Draft("noted", tx.new_id(), item),
                event_draft(case_id, "delivered", Happened(day, None)),
            ])  # fmt: skip


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory, testrun_uid: str) -> bytes:
    """Made by the first worker that comes; the others wait for it."""
    folder = tmp_path_factory.getbasetemp().parent / f"crowd-{testrun_uid}"
    done = folder / "done.db"
    try:
        folder.mkdir()
    except FileExistsError:
        while not done.exists():
            time.sleep(0.1)
    else:
        fill(folder / "returns.db")
        (folder / "returns.db").rename(done)
    return done.read_bytes()


@pytest.fixture
def many(home: Path, crowd: bytes) -> Cli:
    path = home / "returns.db"
    path.write_bytes(crowd)
    return Cli(path, as_of=A_YEAR_LATER)


def test_deadlines_prints_nothing_a_year_later(many: Cli) -> None:
    answer = many("deadlines")

    assert (answer.exit_code, answer.out, answer.err) == (0, "", "")


def test_status_has_one_line_about_them(many: Cli) -> None:
    lines = many.ok("status").lines

    assert len(lines) == 2
    assert "nothing open" in lines[0]
    assert lines[1].startswith("Purchases: ")


def test_while_windows_close_it_is_still_one_line(many: Cli) -> None:
    soon = many.at("2026-11-22")

    assert len(soon.ok("status").lines) == 2
    assert len(soon.ok("deadlines").lines) <= 1


def test_one_problem_among_them_stands_out(many: Cli) -> None:
    many.at("2026-11-21").ok("mark", "8190000000000234", "problem", "--reason", "defective")
    soon = many.at("2026-11-22")

    assert [row["items"] for row in soon.data("status")] == [["Thing 234"]]
    *lines, purchases = soon.ok("deadlines").lines
    assert lines
    assert all("Thing 234" in line for line in lines)
    assert purchases.startswith("Purchases: ")


def test_json_of_deadlines_is_empty_too(many: Cli) -> None:
    assert many.data("deadlines") == []


def test_purchases_can_be_listed(many: Cli) -> None:
    out = many.at("2026-11-22").ok("status", "--purchases").out

    assert out.count("Thing ") >= 500
