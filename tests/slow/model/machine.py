"""A shopper who does anything in any order, and looks after each step whether the records agree.

The real actions write to a real file; `plainly` says what must be there. What is refused must leave
no entry behind. Two more databases go along: one that takes in an export now and then, and those
that a backup puts back.
"""

from __future__ import annotations

import hashlib
import io
import json
import sqlite3
from collections.abc import Callable
from contextlib import ExitStack, closing
from copy import deepcopy
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from msgspec.structs import replace

from returnctl.actions.add import add
from returnctl.actions.adding.request import AddRequest
from returnctl.actions.backups import back_up, restore
from returnctl.actions.desk import Desk
from returnctl.actions.edit import EditRequest, edit
from returnctl.actions.evidence.adding import AddFiles, add_files
from returnctl.actions.evidence.removing import remove_file
from returnctl.actions.export import ExportRequest, export
from returnctl.actions.importing.incoming import Incoming
from returnctl.actions.importing.merging import merge, survey_all
from returnctl.actions.mark import mark
from returnctl.actions.marking.request import MarkRequest
from returnctl.actions.parcels.adding import AddParcel, add_parcel
from returnctl.actions.rulebook import Rulebooks
from returnctl.actions.snooze import SnoozeRequest, snooze
from returnctl.actions.status import status as status_list
from returnctl.actions.undo import redo, undo
from returnctl.core.errors import Contradiction, ReturnctlError
from returnctl.core.states import Moment
from returnctl.importing.documents import Document
from returnctl.importing.ownlog import OwnLog
from returnctl.packs.shelf import rulebook
from returnctl.settings.config import load_settings
from returnctl.store.store import Store
from tests.cli.running import BERLIN
from tests.slow.faults.ground import in_memory
from tests.slow.model import plainly
from tests.slow.model.plainly import ITSELF, Command, Effect, Records, Refusal

NOW = datetime(2026, 11, 21, 11, tzinfo=UTC)
TODAY = NOW.date()
MOST_ORDERS = 3
DAYS = st.integers(0, 30).map(lambda days: TODAY - timedelta(days=days))
LATER = st.integers(1, 90).map(lambda days: TODAY + timedelta(days=days))
CENTS = st.integers(1, 3_000)
ITEMS = st.dictionaries(
    st.sampled_from(("Cup", "Lamp", "Cable")),
    st.tuples(st.integers(1, 4), st.one_of(st.none(), CENTS)), min_size=1, max_size=3,
)  # fmt: skip
NTH = st.integers(0, 10**6)
PARCELS = ("RR123456785CN", "00340434161094022115", "1Z999AA10123456784")


def euros(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02} EUR"


def moment(now: datetime = NOW) -> Moment:
    return Moment(now, "Europe/Berlin")


@cache
def _book() -> Any:
    return rulebook()[0]


@cache
def _rules() -> Rulebooks:
    """The rules are the same in all databases, and take long to read."""
    return Rulebooks(lambda *_: None)


def a_desk(path: Path, device: str = "laptop") -> Desk:
    store = Store(path, derive=_rules().deadlines, device=lambda: device, clock=lambda: NOW)
    settings = load_settings(path.parent / "none.toml", BERLIN)
    return Desk(store=store, moment=moment(), settings=settings, book=_book, rules=_rules)


def answer(act: Callable[[], Any]) -> Any:
    """What an action says, or how it refuses."""
    try:
        return act()
    except ReturnctlError as error:
        return error


class Shopper(RuleBasedStateMachine):
    """The machine; `calls` counts the rules of all its runs, `forgetful` spoils the model."""

    calls = 0
    forgetful = False
    checks_every = 12

    def __init__(self) -> None:
        super().__init__()
        self.beside = ExitStack()
        self.folder = self.beside.enter_context(in_memory())
        self.path = self.folder / "here" / "returns.db"
        self.desk = a_desk(self.path)
        self.there = a_desk(self.folder / "there" / "returns.db", "desktop")
        self.known = Records()
        self.ids: dict[str, str] = {}
        self.keys = self.added = self.steps = self.others = 0
        self.log: dict[str, Any] = {}
        self.kept: tuple[str, Records, dict[str, Any]] | None = None

    def teardown(self) -> None:
        if self.path.exists():
            self.checked()
        self.beside.close()

    # --- doing

    def numbers(self) -> list[str]:
        return sorted(self.known.orders())

    def pick(self, nth: int) -> str:
        numbers = self.numbers()
        return numbers[nth % len(numbers)]

    def do(
        self, name: str, number: str, effects: Callable[[], list[Effect]], act: Callable[[], Any]
    ) -> None:
        """Do something, which the model refuses, finds to be no news, or takes note of."""
        before = len(self.entries())
        try:
            wanted: list[Effect] | None = effects()
        except Refusal:
            wanted = None
        view = answer(act)
        if isinstance(view, ReturnctlError):
            assert wanted is None, (name, number, view)
            assert len(self.entries()) == before, "refused, and recorded all the same"
            return
        assert wanted is not None, (name, number, view)
        assert (len(self.entries()) > before) == bool(wanted), (name, wanted)
        if wanted:
            self.known.commands.append(Command(view.command_id, name, number, wanted))
            self.ids.setdefault(number, view.id)

    def key(self) -> int:
        self.keys += 1
        return self.keys

    @initialize(items=ITEMS)
    def first(self, items: dict[str, tuple[int, int | None]]) -> None:
        self._add(items, None)

    @precondition(lambda self: self.added < MOST_ORDERS)
    @rule(items=ITEMS, on=st.one_of(st.none(), DAYS))
    def add(self, items: dict[str, tuple[int, int | None]], on: date | None) -> None:
        self._add(items, on)

    def _add(self, items: dict[str, tuple[int, int | None]], on: date | None) -> None:
        self.added += 1
        number = f"A-100{self.added}"
        typed = tuple(
            f"{n} x {title}" + (f" @ {euros(each)}" if each is not None else "")
            for title, (n, each) in items.items()
        )
        happened: dict[str, str | None] = {"delivered": on.isoformat()} if on else {}
        came = [{"do": "event", "who": ITSELF, "kind": "delivered", "on": on, "cents": None}]
        effects: list[Effect] = [{"do": "note", "items": items}, *(came if on else [])]
        request = AddRequest(order=number, shop="littleshop", items=typed, happened=happened)
        self.do("add", number, lambda: effects, lambda: add(request, self.desk))

    @precondition(lambda self: self.numbers())
    @rule(nth=NTH)
    def add_again(self, nth: int) -> None:
        number = self.pick(nth)
        request = AddRequest(order=number, shop="littleshop")
        self.do("add", number, list, lambda: add(request, self.desk))

    @precondition(lambda self: self.numbers())
    @rule(nth=NTH, kind=st.sampled_from(sorted(plainly.WORDS)), on=DAYS, cents=CENTS)
    def mark(self, nth: int, kind: str, on: date, cents: int) -> None:
        number, key = self.pick(nth), self.key()
        order = self.known.order(number)
        assert order is not None
        paid = cents if kind in ("refund_issued", "money_in") else None
        request = MarkRequest(refs=(number,), event=kind.replace("_", "-"), on=on.isoformat(),
                              amount=euros(cents) if paid else None)  # fmt: skip
        self.do("mark", number, lambda: plainly.marked(order, kind, on, paid, key),
                lambda: mark(request, self.desk))  # fmt: skip

    @precondition(lambda self: self.numbers())
    @rule(nth=NTH, kind=st.sampled_from(("refund", "stolen", "sent", "declined")))
    def mark_nonsense(self, nth: int, kind: str) -> None:
        """A word with two meanings or none, or a day to come."""
        number = self.pick(nth)

        def refused() -> list[Effect]:
            raise Refusal

        request = MarkRequest(refs=(number,), event=kind, on="2026-12-24")
        self.do("mark", number, refused, lambda: mark(request, self.desk))

    def _edit(self, nth: int, fact: str, to: Any, **typed: Any) -> None:
        number = self.pick(nth)
        order = self.known.order(number)
        assert order is not None
        news = [{"do": fact, "to": to}] if order[fact] != to else []
        request = EditRequest(ref=number, **typed)
        self.do("edit", number, lambda: news, lambda: edit(request, self.desk))

    @precondition(lambda self: self.numbers())
    @rule(nth=NTH, seller=st.sampled_from(("Digi", "Home & Co", "[red]x[/red]")))
    def edit_seller(self, nth: int, seller: str) -> None:
        self._edit(nth, "seller", seller, facts={"seller": seller})

    @precondition(lambda self: self.numbers())
    @rule(nth=NTH, cents=CENTS)
    def edit_price(self, nth: int, cents: int) -> None:
        self._edit(nth, "price", cents, price=euros(cents))

    @precondition(lambda self: self.numbers())
    @rule(nth=NTH, day=LATER)
    def promise(self, nth: int, day: date) -> None:
        self._edit(nth, "promise", day, deadlines=(f"promise={day.isoformat()}",))

    @precondition(lambda self: self.numbers())
    @rule(nth=NTH, days=st.integers(10, 90))
    def window(self, nth: int, days: int) -> None:
        self._edit(nth, "window", days, window=f"{days}d")

    @precondition(lambda self: self.numbers())
    @rule(nth=NTH, parcel=st.sampled_from(PARCELS))
    def parcel(self, nth: int, parcel: str) -> None:
        number = self.pick(nth)
        order = self.known.order(number)
        assert order is not None
        news = [{"do": "parcel", "number": parcel}] if parcel not in order["parcels"] else []
        request = AddParcel(ref=number, number=parcel, direction="inbound")
        self.do("parcel add", number, lambda: news, lambda: add_parcel(request, self.desk))

    @precondition(lambda self: self.numbers())
    @rule(nth=NTH, which=st.integers(1, 3))
    def prove(self, nth: int, which: int) -> None:
        number, content = self.pick(nth), f"photo {which}".encode()
        order = self.known.order(number)
        assert order is not None
        path = self.folder / f"photo-{which}.jpg"
        path.write_bytes(content)
        sha256 = hashlib.sha256(content).hexdigest()
        proof: Effect = {"do": "proof", "key": self.key(), "sha256": sha256}
        news = [] if sha256 in order["proofs"].values() else [proof]
        request = AddFiles(ref=number, files=(path,))
        self.do("evidence add", number, lambda: news, lambda: add_files(request, self.desk))

    @precondition(lambda self: self.numbers())
    @rule(nth=NTH, which=st.integers(1, 3))
    def disprove(self, nth: int, which: int) -> None:
        number = self.pick(nth)
        order = self.known.order(number)
        assert order is not None
        sha256 = hashlib.sha256(f"photo {which}".encode()).hexdigest()

        def dropped() -> list[Effect]:
            found = [key for key, each in order["proofs"].items() if each == sha256]
            if not found:
                raise Refusal
            return [{"do": "drop", "key": found[0]}]

        act = lambda: remove_file(self.desk, number, f"photo-{which}.jpg")  # noqa: E731
        self.do("evidence rm", number, dropped, act)

    @precondition(lambda self: self.numbers())
    @rule(nth=NTH, day=LATER)
    def snooze(self, nth: int, day: date) -> None:
        """Reminders are quiet: nothing else changes, whether there was one to quieten or not."""
        number, before = self.pick(nth), len(self.entries())
        request = SnoozeRequest(ref=number, until=day.isoformat())
        view = answer(lambda: snooze(request, self.desk))
        if isinstance(view, ReturnctlError):
            assert len(self.entries()) == before
        elif view.command_id:
            effects: list[Effect] = [{"do": "snooze"}]
            self.known.commands.append(Command(view.command_id, "snooze", number, effects))

    # --- taking back

    @rule()
    def undo(self) -> None:
        self._void(self.known.last(undo=False), "undo", lambda: undo(self.desk, None))

    @precondition(lambda self: self.known.commands)
    @rule(nth=NTH)
    def undo_one(self, nth: int) -> None:
        """Any command, an undo and a redo among them."""
        command = self.known.commands[nth % len(self.known.commands)]
        wanted = command if self.known.counts(command) else None
        self._void(wanted, "undo", lambda: undo(self.desk, command.id))

    @rule()
    def redo(self) -> None:
        self._void(self.known.last(undo=True), "redo", lambda: redo(self.desk))

    def _void(self, command: Command | None, name: str, act: Callable[[], Any]) -> None:
        before, view = len(self.entries()), answer(act)
        if isinstance(view, ReturnctlError):
            assert len(self.entries()) == before
            builds = command is not None and self.known.later(command)
            assert builds if isinstance(view, Contradiction) else command is None, (command, view)
        else:
            assert command is not None
            voided = None if self.forgetful else command.id
            made = Command(view.writes[0].command_id, name, command.number, takes_back=voided)
            self.known.commands.append(made)

    # --- other files

    @rule()
    def open_anew(self) -> None:
        self.desk = a_desk(self.path)

    @rule()
    def take_along(self) -> None:
        """An export into another database, twice: what was there is there, and nothing twice."""
        content = self.exported(self.desk)
        for _ in range(2):
            log = OwnLog(Document("out.json", len(content), lambda: io.BytesIO(content)))
            surveys = survey_all([Incoming(log)], self.there)
            merge(surveys, self.there, packs=self.folder / "packs")
        there = self.rows(self.there.store.path)
        here = self.rows(self.path)
        for name, rows in here.items():
            assert rows <= there[name], name

    @rule()
    def back_up(self) -> None:
        view = back_up(self.desk, self.folder / "disk", rehearsed=False)
        self.kept = (str(view.backup.path), deepcopy(self.known), dict(self.log))

    @precondition(lambda self: self.kept is not None)
    @rule()
    def restore(self) -> None:
        assert self.kept is not None
        path, known, log = self.kept
        restore(self.desk, path)
        self.known, self.log = deepcopy(known), dict(log)
        # The other may know what came after the backup: what it makes of that is another status.
        self.others += 1
        self.there = a_desk(self.folder / f"there-{self.others}" / "returns.db", "desktop")

    @staticmethod
    def exported(desk: Desk) -> bytes:
        out = io.BytesIO()
        export(ExportRequest(format="json"), desk, pipe=out)
        return out.getvalue()

    # --- looking

    @rule(days=st.integers(-400, 400))
    def look(self, days: int) -> None:
        """Reading twice gives the same bytes, and another day changes no status and no money."""
        assert self.exported(self.desk) == self.exported(self.desk)
        then = replace(self.desk, moment=moment(NOW + timedelta(days=days)))
        told = [
            sorted((line.row.id, line.row.status, str(line.row.refunded))
                   for line in status_list(desk, closed_too=True).lines)
            for desk in (self.desk, self.desk, then)
        ]  # fmt: skip
        assert told[0] == told[1] == told[2]

    def query(self, statement: str, *values: object, path: Path | None = None) -> list[Any]:
        with closing(sqlite3.connect(path or self.path)) as conn:
            return conn.execute(statement, values).fetchall()

    def entries(self) -> list[Any]:
        if not self.path.exists():
            return []
        return self.query("SELECT id, case_id, target, kind, data, command_id FROM log")

    def rows(self, path: Path) -> dict[str, set[Any]]:
        names = ("orders", "items", "returns", "events", "refunds", "parcels", "evidence", "status")
        return {
            name: set(self.query(f"SELECT * FROM {name}", path=path))  # noqa: S608
            for name in names
        }

    @invariant()
    def counted(self) -> None:
        type(self).calls += 1
        self.steps += 1
        if self.steps % self.checks_every == 0 and self.path.exists():
            self.checked()

    def checked(self) -> None:
        """The log is whole, and every table is what the log gives."""
        wrong = [each for each in self.desk.store.check() if each.verdict not in ("ok", "note")]
        assert not [each for each in wrong if each.check != "entries that do not fit"], wrong

    @invariant()
    def the_log_only_grows(self) -> None:
        now = {entry[0]: entry[1:] for entry in self.entries()}
        assert self.log.items() <= now.items()
        self.log = now

    @invariant()
    def the_records_agree(self) -> None:
        if not self.path.exists():
            return
        orders = self.known.orders()
        assert {number for (number,) in self.query("SELECT number FROM orders")} == set(orders)
        for number, order in orders.items():
            self._agrees(self.ids[number], order)

    def _agrees(self, case: str, order: dict[str, Any]) -> None:
        [told] = self.query("SELECT seller, price_minor FROM orders WHERE id = ?", case)
        assert told == (order["seller"], order["price"])
        items = self.query("SELECT title, quantity, price_minor FROM items WHERE case_id = ?", case)
        assert {title: rest for title, *rest in items} == {
            title: list(each) for title, each in order["items"].items()
        }
        parcels = self.query("SELECT number FROM parcels WHERE case_id = ?", case)
        assert {each for (each,) in parcels} == order["parcels"]
        proofs = self.query("SELECT sha256 FROM evidence WHERE case_id = ?", case)
        assert sorted(each for (each,) in proofs) == sorted(order["proofs"].values())
        found = self.query("SELECT id FROM returns WHERE case_id = ? ORDER BY id", case)
        who = {case: ITSELF} | dict(
            zip((each for (each,) in found), sorted(order["returns"]), strict=True)
        )
        self._events_agree(case, order, who)
        self._money_agrees(case, order, who)
        self._deadlines_agree(case, order)

    def _events_agree(self, case: str, order: dict[str, Any], who: dict[str, int]) -> None:
        events = self.query(
            "SELECT target, kind, happened_on, amount_minor FROM events WHERE case_id = ?", case
        )
        assert sorted(((who[each[0]], *each[1:]) for each in events), key=repr) == sorted(
            ((e["who"], e["kind"], e["on"].isoformat(), e["cents"]) for e in order["events"]),
            key=repr,
        )

    def _money_agrees(self, case: str, order: dict[str, Any], who: dict[str, int]) -> None:
        rows = self.query(
            "SELECT id, status, closed, refunded_minor FROM status WHERE order_id = ?", case
        )
        assert {who[each[0]] for each in rows} >= set(order["returns"])
        assert rows
        for target, status, closed, refunded in rows:
            one = who[target]
            assert status == plainly.status(order, one), (one, plainly.life(order, one))
            assert refunded == plainly.received(order, one)
            if not order["returns"]:
                assert bool(closed) == plainly.closed(order)

    def _deadlines_agree(self, case: str, order: dict[str, Any]) -> None:
        rows = self.query(
            "SELECT rule, due_on FROM deadlines WHERE order_id = ? "
            "AND rule IN ('own.promise', 'generic.return-window')",
            case,
        )
        told = {rule: due and date.fromisoformat(due) for rule, due in rows}
        wanted = plainly.deadlines(order)
        if order["window"] is None:
            told.pop("generic.return-window", None)
        assert told == wanted, (told, wanted, json.dumps(order, default=str))
