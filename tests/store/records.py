"""Made-up records for the tests of the store: a clock, drafts, deadlines, and what a file holds."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from returnctl.core.case import Case
from returnctl.core.deadline import Deadline
from returnctl.core.entries import Draft
from returnctl.core.rules import Form
from returnctl.store.derive import Derive
from returnctl.store.log import LogCopy
from returnctl.store.store import Store
from returnctl.store.tables import TABLES
from returnctl.store.writer import Writer

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
TODAY = NOON.date()
Book = Callable[[str], str | None]


class Clock:
    """A clock that moves by a step whenever it is looked at, and else stands still."""

    def __init__(self, now: datetime = NOON, step: timedelta = timedelta(0)) -> None:
        self.now = now
        self.step = step

    def __call__(self) -> datetime:
        self.now += self.step
        return self.now


def no_deadlines(_case: Case, _book: Book) -> tuple[Deadline, ...]:
    return ()


def thirty_days(case: Case, _book: Book) -> tuple[Deadline, ...]:
    """A right of thirty days from delivery, met by a request; and ten days of the seller's."""
    found = []
    for event in case.events:
        if event.kind == "delivered":
            met = next((e.on for e in case.events if e.kind == "requested"), None)
            found.append(deadline(case.id, "shop.dispute", event.on, 30, met_on=met))
        if event.kind == "requested":
            clock = deadline(event.target, "shop.seller-response", event.on, 10, actor="seller")
            found.append(clock)
    return tuple(found)


def deadline(
    owner: str,
    rule: str,
    start: date,
    days: int,
    *,
    actor: str = "you",
    met_on: date | None = None,
    case_id: str = "",
) -> Deadline:
    """A deadline some days after a start; a right of yours lapses, a clock of others does not."""
    end = start + timedelta(days=days)
    last = datetime(end.year, end.month, end.day, 23, 59, 59, tzinfo=UTC)
    yours = actor == "you"
    return Deadline(
        id=f"{rule} of {owner}", case_id=case_id or owner, owner=owner, rule=rule, slug=rule,
        form=Form(name=rule, actor=actor, kind="right" if yours else "clock"),
        starts_on=start, due_on=end, due_at=last, last_at=last, act_by=end if yours else None,
        met_on=met_on, lapses=yours,
    )  # fmt: skip


def a_store(
    path: Path,
    *,
    derive: Derive = thirty_days,
    device: str = "laptop",
    clock: Clock | None = None,
    patience: float = 30,
) -> Store:
    return Store(
        path, derive=derive, device=lambda: device, clock=clock or Clock(), patience=patience
    )


def add(
    store: Store, *drafts: Draft, number: str = "8190123456789012", shop: str = "aliexpress"
) -> str:
    """Note an order with one command, and return its case."""
    with store.write("add") as writer:
        return add_within(writer, *drafts, number=number, shop=shop)


def add_within(
    writer: Writer, *drafts: Draft, number: str = "8190123456789012", shop: str = "aliexpress"
) -> str:
    case_id = writer.new_id()
    facts = {"level": "order", "shop": shop, "number": number, "ref": writer.free_ref(case_id)}
    writer.record(case_id, [Draft("noted", case_id, facts), *drafts])
    return case_id


def record(store: Store, command: str, case_id: str, *drafts: Draft) -> str:
    """Record drafts with one command, and return its id."""
    with store.write(command) as writer:
        writer.record(case_id, drafts)
        return writer.command_id


def undo(store: Store, command_id: str, *, name: str = "undo") -> str:
    """Void a command in every case it touched, and return the undo's id."""
    with store.write(name) as writer:
        cases = dict.fromkeys(entry.case_id for entry in writer.command_entries(command_id))
        for case_id in cases:
            writer.record(case_id, [Draft("void", case_id, {"command": command_id})])
        return writer.command_id


def event(target: str, kind: str, on: str = "2026-11-08", **more: Any) -> Draft:
    return Draft("event", target, {"event": kind, "on": on, **more})


def projections(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Everything that the cases project, in an order of its own."""
    return _tables(path, [table.name for table in TABLES])


def all_projections(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """The same, with what is kept for the log itself."""
    return _tables(path, [*(table.name for table in TABLES), "case_refs", "undone"])


def everything(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    return _tables(path, ["log", "commands", "rulebooks", "purges", "about"]) | all_projections(
        path
    )


def _tables(path: Path, names: list[str]) -> dict[str, list[tuple[Any, ...]]]:
    with closing(sqlite3.connect(path)) as conn:
        return {name: sorted(conn.execute(f"SELECT * FROM {name}"), key=repr) for name in names}  # noqa: S608


def fingerprint(path: Path) -> tuple[bytes, int]:
    """The bytes of a file and when it was changed."""
    return path.read_bytes(), path.stat().st_mtime_ns


def names(folder: Path) -> list[str]:
    """What lies in a folder."""
    return sorted(path.name for path in folder.iterdir())


def copy_of(store: Store) -> LogCopy:
    with store.read() as reader:
        return reader.export_log()


def take(store: Store, *copies: LogCopy) -> tuple[str, ...]:
    touched: set[str] = set()
    for copy in copies:
        with store.write("import") as writer:
            touched.update(writer.merge(*copy))
    return tuple(sorted(touched))


def two_machines(folder: Path) -> tuple[Store, Store]:
    """A laptop, and a desktop whose clock is a week ahead."""
    ahead = Clock(NOON + timedelta(days=7))
    laptop = a_store(folder / "laptop.db")
    return laptop, a_store(folder / "desktop.db", device="desktop", clock=ahead)
