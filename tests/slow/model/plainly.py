"""Our own idea of what must be recorded, in plain dictionaries, to hold the program against.

It keeps a list of commands. A command is a list of effects; an undo names the command that it takes
back, and a command counts while nothing that counts takes it back. What an order looks like is
found out anew each time, by doing the effects of the commands that count, from the first to the
last. Statuses come from a table of words, deadlines from adding days, money from adding cents.

Nothing of `returnctl` is used here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

Effect = dict[str, Any]
# The order itself, where things happen to it and not to a return.
ITSELF = 0


@dataclass(frozen=True)
class Word:
    """What an event does: whose it is, what it makes of it, and what cannot be later than it."""

    of: str
    status: str = ""
    not_before: tuple[str, ...] = ()
    again: bool = False
    ends: bool = False


# In the order of life: of two events on one day the lower one came later.
WORDS = {
    "shipped": Word("order", "shipped"),
    "delivered": Word("order", "delivered", ("shipped",)),
    "problem": Word("order", "problem_noted"),
    "seller_contacted": Word("claim", again=True),
    "requested": Word("return", "request_submitted"),
    "declined": Word("return", "declined", ("requested",)),
    "approved": Word("return", "approved", ("requested",)),
    "sent": Word("return", "in_transit", ("delivered", "requested", "approved")),
    "arrived_back": Word("return", "item_received", ("sent",)),
    "refund_issued": Word("claim", "refund_processed", again=True),
    "money_in": Word("claim", "refund_processed", again=True),
    "kept": Word("claim", "kept", ends=True),
    "completed": Word("claim", "completed", ends=True),
    "reopened": Word("claim", "reopened", again=True, ends=True),
}
AGE = {kind: age for age, kind in enumerate(WORDS)}
OVER = frozenset(("kept", "completed"))
AFTER_THE_END = frozenset(("refund_issued", "money_in", "kept", "completed", "reopened"))
LATE_NEWS = frozenset(("refund_issued", "money_in", "reopened"))
SETTLING = frozenset(("refund_issued", "money_in", "sent", "arrived_back"))
CLAIMS = frozenset(("problem", "refund_issued", "money_in"))


class Refusal(Exception):
    """The program must refuse this, and record nothing."""


@dataclass
class Command:
    """What was done to an order; `takes_back` is the id of the command that an undo voids."""

    id: str
    name: str
    number: str
    effects: list[Effect] = field(default_factory=list)
    takes_back: str | None = None


def seen(effects: list[Effect]) -> dict[str, Any] | None:
    """What an order looks like after these effects; nothing where it was never noted."""
    order: dict[str, Any] = {
        "items": {}, "seller": None, "price": None, "promise": None, "window": None,
        "returns": [], "parcels": set(), "proofs": {}, "events": [],
    }  # fmt: skip
    noted = False
    gone = {each["key"] for each in effects if each["do"] == "drop"}
    for each in effects:
        match each["do"]:
            case "note":
                noted = True
                order["items"] = each["items"]
            case "seller" | "price" | "promise" | "window":
                order[each["do"]] = each["to"]
            case "return":
                order["returns"].append(each["key"])
            case "parcel":
                order["parcels"].add(each["number"])
            case "proof" if each["key"] not in gone:
                order["proofs"][each["key"]] = each["sha256"]
            case "event":
                _happen(order["events"], each)
    known = (ITSELF, *order["returns"])
    order["events"] = [each for each in order["events"] if each["who"] in known]
    return order if noted else None


def _happen(events: list[Effect], new: Effect) -> None:
    if not WORDS[new["kind"]].again:
        events[:] = [e for e in events if (e["who"], e["kind"]) != (new["who"], new["kind"])]
    events.append(new)


def life(order: dict[str, Any], who: int) -> list[Effect]:
    """What happened to the order or to a return, as it happened."""
    mine = [(n, each) for n, each in enumerate(order["events"]) if each["who"] == who]
    mine.sort(key=lambda e: (e[1]["on"], WORDS[e[1]["kind"]].ends, AGE[e[1]["kind"]], e[0]))
    return [each for _, each in mine]


def about(order: dict[str, Any], who: int) -> list[Effect]:
    """The same; of the only return what happened to its order is told, too."""
    if who == ITSELF or len(order["returns"]) != 1:
        return life(order, who)
    return [each for one in (ITSELF, who) for each in life(order, one)]


def price(order: dict[str, Any]) -> int | None:
    """What was paid in cents: what was said, else the sum of the items, if all have a price."""
    if order["price"] is not None:
        return int(order["price"])
    prices = [(n, each) for n, each in order["items"].values()]
    if not prices or any(each is None for _, each in prices):
        return None
    return int(sum(n * each for n, each in prices))


def received(order: dict[str, Any], who: int) -> int | None:
    """The sum of the money that came, in cents."""
    came: list[int] = [
        e["cents"] for e in about(order, who) if e["kind"] == "money_in" and e["cents"]
    ]
    return sum(came) if came else None


def status(order: dict[str, Any], who: int) -> str:
    """The word of the last event that has one; settled where all money came and nothing is owed."""
    told = [each for each in life(order, who) if WORDS[each["kind"]].status]
    if not told:
        return "request_submitted" if who else "purchased"
    if told[-1]["kind"] in SETTLING and _settled(order, who):
        return "completed"
    return WORDS[told[-1]["kind"]].status


def _settled(order: dict[str, Any], who: int) -> bool:
    kinds = {each["kind"] for each in about(order, who)}
    if "money_in" not in kinds or ("approved" in kinds and not kinds & {"sent", "arrived_back"}):
        return False
    wanted = price(order)
    promised = [
        e["cents"] for e in about(order, who) if e["kind"] == "refund_issued" and e["cents"]
    ]
    told = received(order, who) or (sum(promised) if promised else None)
    return wanted is None or told is None or told >= wanted


def is_over(order: dict[str, Any], who: int) -> bool:
    return status(order, who) in OVER


def open_returns(order: dict[str, Any]) -> list[int]:
    return [each for each in order["returns"] if not is_over(order, each)]


def open_problem(order: dict[str, Any]) -> bool:
    """Whether something is wrong with the order itself, and no return took it up."""
    claims = [each["on"] for each in life(order, ITSELF) if each["kind"] in CLAIMS]
    if not claims or is_over(order, ITSELF):
        return False
    for each in order["returns"]:
        mine = life(order, each)
        if not (is_over(order, each) and mine and mine[-1]["on"] < claims[-1]):
            return False
    return True


def closed(order: dict[str, Any]) -> bool:
    """Whether all clocks have stopped."""
    if is_over(order, ITSELF):
        return True
    if open_problem(order) or not order["returns"]:
        return False
    return all(is_over(order, each) for each in order["returns"])


def deadlines(order: dict[str, Any]) -> dict[str, date]:
    """The two dates that are the user's own word: a promise, and the length of the window."""
    if closed(order):
        return {}
    told: dict[str, date] = {}
    if order["promise"]:
        told["own.promise"] = order["promise"]
    if order["window"]:
        came = [each["on"] for each in life(order, ITSELF) if each["kind"] == "delivered"]
        if came:
            told["generic.return-window"] = came[0] + timedelta(days=order["window"])
    return told


def whose(order: dict[str, Any], kind: str) -> int | None:
    """Whose event it would be; None for a return that does not exist yet."""
    word = WORDS[kind]
    if word.of == "order":
        return ITSELF
    running = open_returns(order)
    if len(running) > 1:
        raise Refusal("which return?")
    if running:
        return running[0]
    late = kind in LATE_NEWS or word.of == "return"
    if order["returns"] and late and kind != "requested":
        return int(order["returns"][-1])
    return ITSELF if word.of == "claim" else None


def marked(order: dict[str, Any], kind: str, on: date, cents: int | None, key: int) -> list[Effect]:
    """What marking an event does; a new return, if it opens one, gets the key."""
    who = whose(order, kind)
    around = [e for e in order["events"] if e["who"] in (ITSELF, who) and e["kind"] != kind]
    for each in around:
        if each["kind"] in WORDS[kind].not_before and each["on"] > on:
            raise Refusal(f"before {each['kind']}")
        if kind in WORDS[each["kind"]].not_before and each["on"] < on:
            raise Refusal(f"after {each['kind']}")
    over = is_over(order, ITSELF) or (who is not None and is_over(order, who))
    if over and kind not in AFTER_THE_END:
        raise Refusal("it is over")
    opened: list[Effect] = [{"do": "return", "key": key}] if who is None else []
    event = {"do": "event", "who": key if who is None else who, "kind": kind, "on": on,
             "cents": cents}  # fmt: skip
    return [*opened, event]


class Records:
    """Everything that was done, and what of it counts."""

    def __init__(self) -> None:
        self.commands: list[Command] = []

    def counts(self, command: Command) -> bool:
        """Whether no command that counts takes it back."""
        return not any(e.takes_back == command.id and self.counts(e) for e in self.commands)

    def order(self, number: str) -> dict[str, Any] | None:
        return seen([
            effect for command in self.commands
            if command.number == number and self.counts(command) for effect in command.effects
        ])  # fmt: skip

    def orders(self) -> dict[str, dict[str, Any]]:
        numbers = dict.fromkeys(command.number for command in self.commands)
        found = {number: self.order(number) for number in numbers}
        return {number: order for number, order in found.items() if order is not None}

    def last(self, *, undo: bool) -> Command | None:
        """The last command that counts and is an undo, or is neither undo nor redo."""
        for command in reversed(self.commands):
            is_undo = command.name == "undo"
            fits = is_undo if undo else command.name not in ("undo", "redo")
            if fits and self.counts(command):
                return command
        return None

    def later(self, command: Command) -> bool:
        """Whether a later command that counts is about the same order."""
        after = self.commands[self.commands.index(command) + 1 :]
        return any(e.number == command.number and e.effects and self.counts(e) for e in after)
