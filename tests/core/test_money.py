"""Prices as people type them, and the arithmetic of amounts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from returnctl.core.currencies import CURRENCIES, exponent
from returnctl.core.errors import Refused
from returnctl.core.money import Money, parse_money

amounts = st.builds(Money, st.integers(0, 10**15), st.sampled_from(sorted(CURRENCIES)))


@pytest.mark.parametrize(
    ("text", "minor", "currency"),
    [
        ("23.99 EUR", 2399, "EUR"),
        ("23,99€", 2399, "EUR"),
        ("23,99 €", 2399, "EUR"),
        ("€23.99", 2399, "EUR"),
        ("€ 23.99", 2399, "EUR"),
        ("US $23.99", 2399, "USD"),
        ("US$23.99", 2399, "USD"),
        ("AU $23.99", 2399, "AUD"),
        ("C $23.99", 2399, "CAD"),
        ("USD 23.99", 2399, "USD"),
        ("$23.99 CAD", 2399, "CAD"),
        ("23,99 EUR", 2399, "EUR"),
        ("23,99 eur", 2399, "EUR"),
        ("129,46zł", 12946, "PLN"),
        ("1 299 Kč", 129900, "CZK"),
        ("£0.50", 50, "GBP"),
        ("23.9 EUR", 2390, "EUR"),
        ("23 EUR", 2300, "EUR"),
        ("0 EUR", 0, "EUR"),
        ("007 EUR", 700, "EUR"),
        (f"{'0' * 20}7 EUR", 700, "EUR"),
        ("1.234,56 EUR", 123456, "EUR"),
        ("1,234.56 EUR", 123456, "EUR"),
        ("1 234,56 EUR", 123456, "EUR"),
        ("1\u202f234,56\u00a0€", 123456, "EUR"),
        ("1'234.50 CHF", 123450, "CHF"),
        ("1’234.50 CHF", 123450, "CHF"),
        ("1.234.567 EUR", 123456700, "EUR"),
        ("1,234,567.8 EUR", 123456780, "EUR"),
        ("1 234 EUR", 123400, "EUR"),
        ("1234.00 EUR", 123400, "EUR"),
        ("1200 JPY", 1200, "JPY"),
        ("1,200 JPY", 1200, "JPY"),
        ("12.990 CLP", 12990, "CLP"),
        ("1.234 KWD", 1234, "KWD"),
        ("1,234.500 KWD", 1234500, "KWD"),
        ("12,5 TND", 12500, "TND"),
        ("  23.99   EUR ", 2399, "EUR"),
    ],
)
def test_price_is_read_as_it_is_typed(text: str, minor: int, currency: str) -> None:
    assert parse_money(text, currency=None) == Money(minor, currency)


@pytest.mark.parametrize(
    ("text", "said", "default", "currency"),
    [
        ("5", "EUR", None, "EUR"),
        ("5", "eur", None, "EUR"),
        ("5", None, "EUR", "EUR"),
        ("5", "PLN", "EUR", "PLN"),
        ("5 PLN", None, "EUR", "PLN"),
        ("5 PLN", "PLN", "EUR", "PLN"),
        ("$5", None, None, "USD"),
        ("$5", None, "EUR", "USD"),
        ("$5", None, "CAD", "CAD"),
        ("$5", None, "MXN", "MXN"),
        ("$5", "AUD", "CAD", "AUD"),
        ("¥5", None, "CNY", "CNY"),
        ("¥5", "JPY", None, "JPY"),
        ("5 kr", None, "SEK", "SEK"),
        ("¥5 JPY", None, None, "JPY"),
    ],
)
def test_currency_of_the_text_then_said_then_default(
    text: str, said: str | None, default: str | None, currency: str
) -> None:
    assert parse_money(text, currency=said, default=default).currency == currency


@pytest.mark.parametrize(
    ("text", "said", "message"),
    [
        ("1.234", "EUR", '"1.234" can be 1234 or 1.234.'),
        ("1,234", "EUR", '"1,234" can be 1234 or 1.234.'),
        ("12.345 USD", None, '"12.345 USD" can be 12345 or 12.345.'),
        ("1,234", "KWD", '"1,234" can be 1234 or 1.234.'),
        ("-5", "EUR", '"-5" is negative.'),
        ("€-5", None, '"€-5" is negative.'),
        ("−5", "EUR", '"−5" is negative.'),
        ("(12.00)", "EUR", '"(12.00)" is negative.'),
        ("nan", "EUR", '"nan" is not an amount of money.'),
        ("inf", "EUR", '"inf" is not an amount of money.'),
        ("", "EUR", '"" is not an amount of money.'),
        ("EUR", None, '"EUR" is not an amount of money.'),
        ("1e5", "EUR", '"1e5" is not an amount of money.'),
        ("1_000", "EUR", '"1_000" is not an amount of money.'),
        ("12 34", "EUR", '"12 34" is not an amount of money.'),
        ("1.234.56", "EUR", '"1.234.56" is not an amount of money.'),
        ("1..5", "EUR", '"1..5" is not an amount of money.'),
        ("١٢", "EUR", '"١٢" is not an amount of money.'),
        ("5²", "EUR", '"5²" is not an amount of money.'),
        ("12.345678", "EUR", '"12.345678" has more decimals than EUR has.'),
        ("0.234", "EUR", '"0.234" has more decimals than EUR has.'),
        ("1,234.567", "EUR", '"1,234.567" has more decimals than EUR has.'),
        ("12.5", "JPY", '"12.5" has more decimals than JPY has.'),
        ("5 XYZ", None, '"XYZ" is not a known currency.'),
        ("5 XAU", None, '"XAU" is not a known currency.'),
        ("+5", "EUR", '"+" is not a known currency.'),
        ("5", None, '"5" has no currency.'),
        ("5", "EURO", '"EURO" is not a currency code.'),
        ("5 PLN", "EUR", '"5 PLN" names another currency than EUR.'),
        ("$5", "EUR", '"$5" names another currency than EUR.'),
        ("€5 USD", None, '"€5 USD" names another currency than itself.'),
        ("¥5", None, '"¥5" can be CNY or JPY.'),
        ("9" * 5000, "EUR", "That amount is too large to be a price."),
    ],
)
def test_what_is_no_clear_price_is_refused_with_a_hint(
    text: str, said: str | None, message: str
) -> None:
    with pytest.raises(Refused) as refusal:
        parse_money(text, currency=said)
    assert refusal.value.message == message
    assert refusal.value.hint


def test_missing_currency_names_the_option() -> None:
    with pytest.raises(Refused) as refusal:
        parse_money("5", currency=None)
    assert "--currency" in refusal.value.hint


def test_ambiguous_thousands_hint_shows_the_large_reading_as_it_must_be_written() -> None:
    with pytest.raises(Refused) as refusal:
        parse_money("1.234", currency="EUR")
    assert refusal.value.hint == "Write 1234.00 for the large one; EUR has 2 decimals."


def test_largest_price_is_accepted_and_one_more_is_not() -> None:
    assert parse_money("10000000000000.00", currency="EUR").minor == 10**15
    with pytest.raises(Refused, match="too large"):
        parse_money("10000000000000.01", currency="EUR")


@pytest.mark.parametrize(
    ("money", "text"),
    [
        (Money(2399, "EUR"), "23.99"),
        (Money(1200, "JPY"), "1200"),
        (Money(1250, "KWD"), "1.250"),
        (Money(5, "EUR"), "0.05"),
        (Money(-5, "EUR"), "-0.05"),
        (Money(-12345, "CLF"), "-1.2345"),
        (Money(0, "JPY"), "0"),
    ],
)
def test_decimal_text_has_the_decimals_of_the_currency(money: Money, text: str) -> None:
    assert money.decimal == text


@given(amounts)
def test_formatted_amount_is_read_back_as_itself(money: Money) -> None:
    assert parse_money(money.decimal, currency=money.currency) == money
    assert parse_money(str(money), currency=None) == money


@given(amounts.filter(lambda money: exponent(money.currency) != 3))
def test_comma_and_grouped_forms_mean_the_same_amount(money: Money) -> None:
    whole, _, part = money.decimal.partition(".")
    for gap, mark in ((".", ","), (",", "."), (" ", ","), ("'", ".")):
        grouped = f"{int(whole):,}".replace(",", gap) + (mark + part if part else "")
        assert parse_money(grouped, currency=money.currency) == money


def outcome(text: str, currency: str) -> Money | Refused:
    try:
        return parse_money(text, currency=currency)
    except Refused as refusal:
        return refusal


@given(st.text(max_size=12), st.sampled_from(["EUR", "JPY", "KWD"]))
def test_any_text_is_read_or_refused_in_one_sentence(text: str, currency: str) -> None:
    result = outcome(text, currency)
    if isinstance(result, Money):
        assert 0 <= result.minor <= 10**15
    else:
        assert result.message.endswith(".")
        assert result.hint.endswith(".")


def test_amounts_of_one_currency_add_subtract_and_compare() -> None:
    expected, received = Money(2399, "EUR"), Money(2215, "EUR")
    assert expected - received == Money(184, "EUR")
    assert received - expected == Money(-184, "EUR")
    assert expected + received == Money(4614, "EUR")
    assert received < expected
    assert max(received, expected) == expected
    assert expected >= received


def test_amounts_of_two_currencies_do_not_mix() -> None:
    euros, dollars = Money(1, "EUR"), Money(1, "USD")
    assert euros != dollars
    for mix in (lambda: euros + dollars, lambda: euros - dollars, lambda: euros <= dollars):
        with pytest.raises(ValueError, match="different currencies"):
            mix()


@pytest.mark.parametrize("code", ["XYZ", "eur", "", "EURO", "XAU"])
def test_unknown_currency_is_no_money(code: str) -> None:
    with pytest.raises(ValueError, match="is not an ISO 4217 currency code"):
        Money(1, code)


@pytest.mark.parametrize(
    ("code", "digits"), [("EUR", 2), ("JPY", 0), ("KRW", 0), ("KWD", 3), ("CLF", 4), ("HRK", 2)]
)
def test_exponent_follows_iso_4217(code: str, digits: int) -> None:
    assert exponent(code) == digits


def test_an_amount_is_at_most_as_large_as_one_like_it() -> None:
    less, more = Money(100, "EUR"), Money(101, "EUR")
    assert [less <= more, less <= Money(100, "EUR"), more <= less] == [True, True, False]
