"""Made-up returns, as the commands that log them: finished ones, and such as are still open."""

import random
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from typing import Final

Words = list[str]
_KINDS: Final = "steel oak glass cotton folding mini solar magnetic vintage padded".split()
_THINGS: Final = (
    "cable lamp case strip hub jacket mug mouse brush fan clip tape band lens kettle drill scale "
    "stool rack torch"
).split()
_SELLERS: Final = ("Lucky Store", "Bright Home", "Nine Dragons", "Tool Depot", "Ms Li Crafts")
_REASONS: Final = ("defective", "damaged", "not-as-described", "wrong-item", "missing-parts")
# The word that only open cases have: what a search for one case looks for.
RARE: Final = "periscope"
# The word of a twentieth of all cases.
COMMON: Final = "kettle"


def finished(number: int, *, prefix: str, clock: date) -> Iterator[Words]:
    """Yield the commands of a case that was over years before the clock's day.

    Its order number, return code and tracking number are the prefix and the case's number.
    """
    chance = random.Random(number)
    order = f"{prefix}{number:04}"
    bought = clock - timedelta(days=chance.randrange(100, 4 * 365))
    day = _days_after(bought)
    price = f"{chance.randrange(2, 90)}.{chance.randrange(100):02}"
    title = f"{chance.choice(_KINDS)} {_THINGS[number % len(_THINGS)]} {chance.randrange(10**6)}"
    order_words = [
        "add", order, title, price, "--seller", chance.choice(_SELLERS), "--seller-country", "CN",
        "--ordered", day(0), "--delivered", day(14),
    ]  # fmt: skip
    if number % 2 == 0:
        yield [*order_words, "--did", f"kept={day(30)}"]
        return
    yield [
        *order_words, "--reason", chance.choice(_REASONS), "--requested", day(16),
        "--code", f"RMA{order}", "--did", f"approved={day(18)}", "--did", f"sent={day(20)}",
        "--did", f"arrived-back={day(33)}", "--tracking", f"LP{order}",
    ]  # fmt: skip
    yield ["mark", order, "money-in", "--on", day(40), "--amount", price]
    yield ["mark", order, "completed", "--on", day(41)]
    if number % 3 == 1:
        said = "please send it back, we refund when it is here"
        yield ["message", "add", order, said, "--from", "seller", "--on", day(18)]


def still_open(count: int, *, prefix: str = "819100000000") -> Iterator[Words]:
    """Yield the commands of open returns at every stage, all with something due these weeks."""
    for number in range(count):
        order = f"{prefix}{number:04}"
        words = [
            "add", order, f"{RARE} {_KINDS[number % 10]} {number}", f"{number + 5}.90",
            "--seller", _SELLERS[number % 5], "--seller-country", "CN", "--paid-with", "visa",
            "--ordered", "-25d", "--delivered", f"-{4 + number % 5}d",
            "--reason", _REASONS[number % 5],
        ]  # fmt: skip
        stages: Sequence[str] = (
            "", "--requested -3d", "--requested -3d --did approved=-2d",
            f"--requested -3d --did approved=-2d --did sent=-1d --tracking LP{order}",
        )  # fmt: skip
        yield [*words, *stages[number % 4].split()]


def _days_after(start: date) -> Callable[[int], str]:
    return lambda days: (start + timedelta(days=days)).isoformat()
