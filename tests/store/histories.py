"""Random histories: what people, importers and strangers may record, in any order."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final, cast

from hypothesis import strategies as st

from returnctl.core.entries import Draft, Kind, Source
from returnctl.store.store import Store
from returnctl.store.writer import Writer
from tests.store.records import add_within, event, undo

_EVENTS: Final = (
    "ordered", "delivered", "problem", "requested", "sent", "refund_issued", "money_in", "kept",
    "archived", "watch", "no-such-event",
)  # fmt: skip
_FACTS: Final[tuple[dict[str, Any], ...]] = (
    {"seller": "Shenzhen Store"}, {"seller": None}, {"price": {"minor": 2399, "currency": "EUR"}},
    {"zone": "Europe/Berlin"}, {"zone": "Bogus/Zone"}, {"zone": "Europe"}, {"transit_days": 10**30},
    {"price": {"minor": 10**15, "currency": "EUR"}}, {"colour": "red"}, {"number": "12-345 6"},
    {"ref": "abc"},
)  # fmt: skip


@dataclass(frozen=True)
class Step:
    """One command: what it does, to which of the cases or commands there are, and with which."""

    does: str
    which: int
    choice: int


STEPS: Final = st.builds(
    Step,
    st.sampled_from(
        ("add", "event", "event", "fact", "return", "item", "parcel", "remove", "override", "void",
         "void", "junk", "twice")
    ),
    st.integers(0, 20),
    st.integers(0, 40),
)  # fmt: skip
HISTORIES: Final = st.lists(STEPS, max_size=14)


def play(store: Store, steps: Sequence[Step]) -> None:
    """Run a command for each step."""
    for step in steps:
        if step.does == "void":
            _undo_one(store, step)
        else:
            with store.write(step.does) as writer:
                _do(writer, step)


def _undo_one(store: Store, step: Step) -> None:
    if not store.exists():
        return
    with store.read() as reader:
        commands = reader.commands()
    if commands:
        undo(store, commands[step.which % len(commands)].id)


def _do(writer: Writer, step: Step) -> None:
    cases = writer.case_ids()
    if step.does == "add" or not cases:
        add_within(writer, number=str(10**9 + step.choice))
        return
    chosen = [cases[step.which % len(cases)]]
    if step.does == "twice":
        chosen = cases[:2]
    sources: tuple[Source, ...] = ("user", "import", "tracking")
    for case_id in chosen:
        writer.record(case_id, [_draft(writer, case_id, step)], source=sources[step.choice % 3])


def _draft(writer: Writer, case_id: str, step: Step) -> Draft:
    case = writer.case(case_id)
    returns = [each.id for each in case.returns] if case else []
    target = ([case_id, *returns])[step.choice % (len(returns) + 1)]
    day = (date(2026, 10, 1) + timedelta(days=step.choice)).isoformat()
    match step.does:
        case "fact":
            return Draft("fact", case_id, _FACTS[step.choice % len(_FACTS)])
        case "return":
            facts = {"level": "return", "number": len(returns) + 1, "code": f"RMA-{step.choice}"}
            return Draft("noted", writer.new_id(), facts)
        case "item":
            price = {"minor": 100 * step.choice, "currency": "EUR"}
            facts = {"level": "item", "title": "Hub", "quantity": step.which, "price": price}
            return Draft("noted", writer.new_id(), facts)
        case "parcel":
            facts = {"level": "parcel", "number": f"LX {step.choice} CN", "returns": returns[:1]}
            return Draft("noted", writer.new_id(), facts)
        case "remove":
            gone = [case_id, *returns, *(each.id for each in writer.entries(case_id))]
            return Draft("removed", gone[step.choice % len(gone)])
        case "override":
            return Draft("override", target, {"rule": "shop.dispute", "day": day})
        case "junk":
            return Draft(cast("Kind", "weighed"), target, {"grams": step.choice})
        case _:
            amount = {"minor": step.choice * 100, "currency": "EUR"}
            return event(target, _EVENTS[step.which % len(_EVENTS)], day, amount=amount)
