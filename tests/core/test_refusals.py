"""What cannot be used is refused word by word: what is wrong with it, and what to type instead."""

from collections.abc import Callable
from datetime import date
from functools import partial

import pytest

from returnctl.core.crontabs import crontab_line
from returnctl.core.dates import Looks, Order, parse_countdown, parse_when
from returnctl.core.errors import Refused
from returnctl.core.events import event_kind
from returnctl.core.money import parse_money
from returnctl.core.periods import read_period
from returnctl.core.vocabulary import choose

SATURDAY = date(2026, 11, 21)


def refusal(refuse: Callable[[], object]) -> tuple[str, str]:
    with pytest.raises(Refused) as caught:
        refuse()
    return caught.value.message, caught.value.hint


@pytest.mark.parametrize(
    ("text", "said", "message", "hint"),
    [
        ("a lot", "EUR", '"a lot" is not an amount of money.', "Write it as 23.99 or 23.99 EUR."),
        ("-5", "EUR", '"-5" is negative.', "Write the amount without a sign: 23.99."),
        ("5", "EURO", '"EURO" is not a currency code.', "Use three letters: EUR, USD, GBP."),
        ("5 XYZ", None, '"XYZ" is not a known currency.', "Write its code: 23.99 EUR."),
        ("5", None, '"5" has no currency.', "Add --currency EUR, or write 23.99 EUR."),
        ("5 PLN", "EUR", '"5 PLN" names another currency than EUR.',
         "Name one currency, in the price or with --currency."),
        ("¥5", None, '"¥5" can be CNY or JPY.', "Add --currency CODE."),
        ("1.234", "EUR", '"1.234" can be 1234 or 1.234.',
         "Write 1234.00 for the large one; EUR has 2 decimals."),
        ("2.345", "EUR", '"2.345" can be 2345 or 2.345.',
         "Write 2345.00 for the large one; EUR has 2 decimals."),
        ("0.2345", "EUR", '"0.2345" has more decimals than EUR has.', "EUR has 2."),
        ("12.5", "JPY", '"12.5" has more decimals than JPY has.', "JPY has none."),
        ("9" * 20, "EUR", "That amount is too large to be a price.", "Check the digits."),
    ],
)  # fmt: skip
def test_a_price_that_cannot_be_read(text: str, said: str | None, message: str, hint: str) -> None:
    assert refusal(partial(parse_money, text, currency=said)) == (message, hint)


@pytest.mark.parametrize(
    ("text", "order", "looks", "message", "hint"),
    [
        ("soon", None, "back", '"soon" is not a date.',
         "Write 8nov, 2026-11-08, yesterday or -3d."),
        ("soon", None, "forward", '"soon" is not a date.',
         "Write 8nov, 2026-11-08, tomorrow or +3d."),
        ("1999-12-31", None, "back", '"1999-12-31" is not between 2000 and 2100.',
         "Check the year."),
        ("mon 8 nov 2026", None, "back", '"mon 8 nov 2026" is a Sunday.',
         "Correct the date, or leave the weekday out."),
        ("today 24:00", None, "back", '"today 24:00" has a time that does not exist.',
         "Times go from 00:00 to 23:59."),
        ("2026-02-30", None, "back", '"2026-02-30" does not exist.',
         "Check the day and the month."),
        ("25/10/2026", "mdy", "back", '"25/10/2026" does not exist.', "Your date_order is mdy."),
        ("+99999y", None, "back", '"+99999y" leads too far.',
         "Write 8nov, 2026-11-08, yesterday or -3d."),
        ("10", None, "back", '"10" has no month.', "Write 10nov or 2026-11-10."),
        ("2026", None, "back", '"2026" has no day and month.', "Write 8nov2026 or 2026-11-08."),
        ("nov 2026", None, "back", '"nov 2026" has no day.', "Write 8nov or 2026-11-08."),
        ("2026-11", None, "back", '"2026-11" has no day.', "Write 8nov2026 or 2026-11-08."),
        ("12:30", None, "back", '"12:30" has no day.',
         'Write "today 12:30" or "2026-11-08 12:30".'),
        ("8/11/26", None, "back", '"8/11/26" has no full year.', "Write 2026, not 26."),
        ("5 jan", None, "back",
         '"5 jan" can be 2026-01-05 or 2027-01-05: one is nearly a year away.',
         "Write the year: 2026-01-05 or 2027-01-05."),
    ],
)  # fmt: skip
def test_a_date_that_cannot_be_read(
    text: str, order: Order | None, looks: Looks, message: str, hint: str
) -> None:
    asked = partial(parse_when, text, today=SATURDAY, order=order, looks=looks)

    assert refusal(asked) == (message, hint)


@pytest.mark.parametrize(
    ("year", "month", "message", "hint"),
    [
        ("26", None, '"26" is not a year.', "Write it as 2026."),
        ("２０２６", None, '"２０２６" is not a year.', "Write it as 2026."),
        (None, "26-11", '"26" is not a year.', "Write it as 2026."),
        (None, "13", '"13" is not a month.', "Write it as 2026-11 or nov."),
        (None, "0", '"0" is not a month.', "Write it as 2026-11 or nov."),
    ],
)
def test_a_period_that_cannot_be_read(
    year: str | None, month: str | None, message: str, hint: str
) -> None:
    assert refusal(partial(read_period, year, month, SATURDAY)) == (message, hint)


@pytest.mark.parametrize(
    ("refuse", "message", "hint"),
    [
        (partial(parse_countdown, "+2d14"), '"+2d14" is not a countdown.',
         "Write it as +2d14h or +14h30m."),
        (partial(event_kind, "returned"),
         (
             '"returned" can mean sent (I sent it back) or arrived-back (the seller got it back).'
             " Nothing recorded."
         ),
         "Say which one."),
        (partial(choose, "Sea", ["by_sea", "by_air"], what="way"), '"Sea" is no way.',
         "Did you mean by-sea?"),
        (partial(choose, "rail", ["by_sea", "by_air"], what="way"), '"rail" is no way.',
         "One of: by-sea, by-air"),
        (partial(crontab_line, "0 7 * * *", ["x" * 990], {}), "the line is too long for cron.",
         "Give a shorter --db or --to."),
        (partial(crontab_line, "0 7 * * *", ["a\nb"], {}),
         "cron cannot run a path with a backslash or a line break in it.",
         "Move the file, or use returnctl cron install --systemd."),
    ],
)  # fmt: skip
def test_a_word_or_a_command_that_cannot_be_used(
    refuse: Callable[[], object], message: str, hint: str
) -> None:
    assert refusal(refuse) == (message, hint)
