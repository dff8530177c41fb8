"""Random days of a shopper, against a few lines of plain dictionaries."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from returnctl.actions.add import add
from returnctl.actions.adding.request import AddRequest
from returnctl.actions.desk import Desk
from returnctl.actions.edit import EditRequest, edit
from returnctl.actions.mark import mark
from returnctl.actions.marking.request import MarkRequest
from returnctl.actions.rulebook import Rulebooks
from returnctl.actions.undo import redo, undo
from returnctl.core.errors import ReturnctlError
from returnctl.core.states import Moment
from returnctl.packs.shelf import rulebook
from returnctl.settings.config import load_settings
from returnctl.store.store import Store
from tests.cli.running import BERLIN, Cli

NUMBERS = tuple(f"819012345678{n:04}" for n in range(3))
EVENTS = ("problem", "seller-contacted", "dispute-opened", "requested", "approved", "kept")
MOMENT = Moment(datetime(2026, 11, 21, 11, tzinfo=UTC), "Europe/Berlin")
BOOK = rulebook()[0]


def a_desk(path: Path) -> Desk:
    rules = Rulebooks(lambda *_: None)
    store = Store(path, derive=rules.deadlines, device=lambda: "laptop", clock=lambda: MOMENT.now)
    settings_ = load_settings(path.parent / "none.toml", BERLIN)
    return Desk(
        store=store, moment=MOMENT, settings=settings_, book=lambda: BOOK, rules=lambda: rules
    )


@dataclass(frozen=True)
class Known:
    """What must be visible of the orders: which there are, their sellers, which are closed."""

    sellers: dict[str, str] = field(default_factory=dict)
    closed: frozenset[str] = frozenset()

    def with_seller(self, number: str, seller: str) -> Known:
        return replace(self, sellers={**self.sellers, number: seller})


Step = tuple[str, str, str]
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("add"), st.sampled_from(NUMBERS), st.just("")),
        st.tuples(st.just("mark"), st.sampled_from(NUMBERS), st.sampled_from(EVENTS)),
        st.tuples(st.just("edit"), st.sampled_from(NUMBERS), st.sampled_from(("Digi", "Home"))),
        st.tuples(st.just("undo"), st.just(""), st.just("")),
        st.tuples(st.just("redo"), st.just(""), st.just("")),
    ),
    max_size=12,
)  # fmt: skip


def play(step: Step, desk: Desk) -> bool:
    """Do a step; say whether it appended to the log."""
    kind, number, what = step
    with desk.store.read() as reader:
        before = len(reader.export_log().entries)
    try:
        if kind == "add":
            add(AddRequest(words=(number, "Thing"), happened={"delivered": "8nov"}), desk)
        elif kind == "mark":
            mark(MarkRequest(refs=(number,), event=what), desk)
        elif kind == "edit":
            edit(EditRequest(ref=number, facts={"seller": what}), desk)
        elif kind == "undo":
            undo(desk, None)
        else:
            redo(desk)
    except ReturnctlError:
        pass
    with desk.store.read() as reader:
        return len(reader.export_log().entries) > before


def after(known: Known, step: Step) -> Known:
    """What a step that was recorded changes."""
    kind, number, what = step
    if kind == "add":
        return known if number in known.sellers else known.with_seller(number, "")
    if kind == "edit":
        return known.with_seller(number, what)
    if what == "kept":
        return replace(known, closed=known.closed | {number})
    return known


def seen(cli: Cli) -> Known:
    sellers = cli.query("SELECT number, coalesce(seller, '') FROM orders")
    closed = cli.query("SELECT order_number FROM status WHERE closed = 1")
    return Known(dict(sellers), frozenset(number for (number,) in closed))


# Without shrinking: each step is a write to a disk.
@settings(max_examples=15, phases=[Phase.generate])
@given(STEPS)
def test_what_is_visible_is_what_was_recorded_and_not_undone(steps: list[Step]) -> None:
    """Each undo brings back the rows of before, each redo those of after; a model agrees."""
    with TemporaryDirectory() as folder:
        cli = Cli(Path(folder) / "returns.db")
        desk = a_desk(cli.db)
        add(AddRequest(words=("8190123456789999", "First")), desk)
        past: list[tuple[Known, object]] = []
        undone: list[tuple[Known, object]] = []
        known = Known({"8190123456789999": ""})
        rows = cli.projections()
        for step in steps:
            # What may follow the end is told in test_mark.
            if (step[0] == "undo" and not past) or step[1] in known.closed:
                continue
            recorded = play(step, desk)
            if not recorded:
                assert cli.projections() == rows, step
                continue
            if step[0] == "undo":
                undone.append((known, rows))
                known, expected = past.pop()
                assert cli.projections() == expected, step
            elif step[0] == "redo":
                past.append((known, rows))
                known, expected = undone.pop()
                assert cli.projections() == expected, step
            else:
                past.append((known, rows))
                known = after(known, step)
            rows = cli.projections()
            assert seen(cli) == known, step
        desk.store.rebuild()
        assert cli.projections() == rows
