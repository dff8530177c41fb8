"""What issue and readers were promised: every target with its limit, and what was measured."""

from collections.abc import Iterator, Mapping, Sequence
from statistics import median
from typing import Final, NamedTuple

from benchmarks.processes import Cost
from benchmarks.rebuilding import LIMIT, MOST_GROWTH, Rebuilding
from benchmarks.subjects import HELLO, Key, hello_of

Costs = Mapping[Key, Sequence[Cost]]
FEW: Final = 20
TEN_THOUSAND: Final = 10_000
_LISTS: Final = ("deadlines", "status", "next", "show")
_WRITES: Final = ("mark", "add")
_FLAT: Final = (
    ("deadlines", 1.15), ("status", 1.15), ("next", 1.15), ("search", 1.5), ("mark", 1.2),
    ("add", 1.2),
)  # fmt: skip
_WAYS: Final = {False: "off a terminal", True: "on a terminal"}


class Target(NamedTuple):
    """A promise: what, at most how much, and what was measured (None: it was not)."""

    name: str
    limit: float
    measured: float | None

    @property
    def missed(self) -> bool:
        """Whether it was measured, and is above its limit."""
        return self.measured is not None and self.measured > self.limit

    @property
    def verdict(self) -> str:
        """Say how it went."""
        if self.measured is None:
            return "not measured"
        return "not met" if self.missed else "met"


def ratio(costs: Costs, mine: Key, theirs: Key, *, of: str = "cpu") -> float | None:
    """Return the median of the ratios of the same round; None if one was not measured."""
    pairs = list(zip(costs.get(mine, ()), costs.get(theirs, ()), strict=False))
    return median(getattr(a, of) / getattr(b, of) for a, b in pairs) if pairs else None


def targets(costs: Costs) -> list[Target]:
    """Return every target of whole processes."""
    return [*_against_hello(costs), *_against_todo(costs), *_flat(costs)]


def of_rebuilding(found: Sequence[Rebuilding]) -> list[Target]:
    """Return the targets of deadlines computed anew."""
    worst = max((each.ratio for each in found), default=None)
    goals = [Target("deadlines computed and stored, to storing alone", LIMIT, worst)]
    if len(found) > 1:
        name = f"an order of {found[-1].orders:,} rebuilt, to one of {found[0].orders:,}"
        goals.append(Target(name, MOST_GROWTH, found[-1].each / found[0].each))
    return goals


def _against_hello(costs: Costs) -> Iterator[Target]:
    limits = {False: 1.5, True: 2.0}
    for terminal, way in _WAYS.items():
        for name in _LISTS:
            found = _to_hello(costs, Key(name, FEW, terminal))
            yield Target(f"{name} {way}, to a {HELLO}", limits[terminal], found)
    for name in _WRITES:
        found = _to_hello(costs, Key(name, FEW, terminal=False))
        yield Target(f"{name}, to a {HELLO}", 2.0, found)


def _to_hello(costs: Costs, key: Key) -> float | None:
    return ratio(costs, key, hello_of(key))


def _against_todo(costs: Costs) -> Iterator[Target]:
    for size, limit in ((FEW, 0.6), (TEN_THOUSAND, 0.3)):
        for name in _LISTS:
            todo = Key("todo list", size, terminal=False)
            found = ratio(costs, Key(name, size, terminal=False), todo)
            yield Target(f"{name} to todo list, {size:,} entries", limit, found)


def _flat(costs: Costs) -> Iterator[Target]:
    most = max(key.size for key in costs)
    if most == FEW:
        return
    for name, limit in _FLAT:
        for terminal, way in _WAYS.items():
            many, few = Key(name, most, terminal), Key(name, FEW, terminal)
            yield Target(f"{name} {way}, {most:,} to {FEW}", limit, ratio(costs, many, few))
    for name, _ in _FLAT[:3]:
        for terminal, way in _WAYS.items():
            many, few = Key(name, most, terminal), Key(name, FEW, terminal)
            found = ratio(costs, many, few, of="memory")
            yield Target(f"memory of {name} {way}, {most:,} to {FEW}", 1.1, found)
