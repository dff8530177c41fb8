"""A date is read right or refused, never guessed: texts of many hands, through the real command."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any, Final

import pytest

from returnctl.core.dates import parse_when
from returnctl.core.errors import Refused
from tests.cli.running import Cli
from tests.slow.tally import Tally
from tests.slow.typed.dates import TODAY, Text, texts

_USAGE: Final = 2
MANY: Final = 500


def guessed(text: Text, taken: date | None) -> str:
    """Say what is wrong with what was made of a text; nothing where it is right."""
    if taken is None:
        return f"refused: {text.typed!r}" if text.promised else ""
    return "" if text.means == {taken} else f"guessed: {text.typed!r} as {taken}"


def read(cli: Cli, text: str, number: int) -> date | None:
    """Record a parcel as delivered on a day; None where that was refused, and nothing recorded."""
    order = f"81901234{number:08}"
    before = cli.log_size()
    answer = cli("add", order, "--item", "Hub", f"--delivered={text}")
    if answer.exit_code:
        assert answer.exit_code == _USAGE, answer
        assert answer.err.startswith("returnctl: "), answer
        assert cli.log_size() == before
        return None
    events = cli.data("show", order)["events"]
    (day,) = [each["on"] for each in events if each["kind"] == "delivered"]
    return date.fromisoformat(day)


def try_all(cli: Cli, given: Sequence[Text]) -> list[str]:
    found = (guessed(each, read(cli, each.typed, number)) for number, each in enumerate(given))
    return [each for each in found if each]


def by_dateutil(given: Sequence[Text]) -> list[str]:
    """The control: what everybody uses."""
    from dateutil import parser

    def parse(text: str) -> date | None:
        try:
            found: Any = parser.parse(text, default=datetime(TODAY.year, TODAY.month, TODAY.day))  # noqa: DTZ001
        except (ValueError, OverflowError, parser.UnknownTimezoneWarning):
            return None
        return date(found.year, found.month, found.day)

    found = (guessed(each._replace(promised=False), parse(each.typed)) for each in given)
    return [each for each in found if each]


def test_every_text_is_read_right_or_refused() -> None:
    """Of the long run: what the command asks."""
    given = list(texts(MANY))

    def parse(text: str) -> date | None:
        try:
            found = parse_when(text, today=TODAY).day
        except Refused:
            return None
        return found if found <= TODAY else None

    assert [wrong for each in given if (wrong := guessed(each, parse(each.typed)))] == []
    assert by_dateutil(given)


def test_a_command_takes_the_right_day_or_none(cli: Cli) -> None:
    given = list(texts(MANY))[-3:]

    assert try_all(cli, given) == []


@pytest.mark.slow
def test_five_hundred_texts_are_read_right_or_refused(
    cli: Cli, tallies: Callable[[Tally], None]
) -> None:
    given = list(texts(MANY))
    wrong = try_all(cli, given)
    naive = by_dateutil(given)
    readable = sum(each.promised for each in given)
    tallies(
        Tally(row="H4", what=f"texts like dates typed as the day of delivery: {readable} that the "
              "grammar promises to read, the others to be read right or refused",
              tried=len(given), torn=len(wrong),
              control=f"dateutil.parser: {len(naive)} of {len(given)} guessed")
    )  # fmt: skip

    assert wrong == []
    assert naive
