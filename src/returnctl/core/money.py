"""Amounts of money, and the grammar for the prices people type or paste.

Convention: an amount is a whole number of minor units (cents) of one ISO 4217 currency; nothing is
ever a float. A price as typed is zero or more; differences of amounts may be negative.
"""

import re
from typing import Final

from returnctl.core.currencies import CURRENCIES, exponent, named_by
from returnctl.core.errors import Refused
from returnctl.core.structs import Struct

_MOST_MINOR: Final = 10**15
_MINUS: Final = frozenset("-\N{MINUS SIGN}\N{EN DASH}(")

_TEXT: Final = r"([^0-9]*)([0-9](?:[0-9., ']*[0-9])?)([^0-9]*)"
_WHOLE: Final = r"(?P<whole>[0-9]+)(?P<part>)"
_POINT: Final = r"(?P<whole>[0-9]+)[.,](?P<part>[0-9]+)"
_GROUPS: Final = (
    r"(?P<whole>[1-9][0-9]{0,2}(?P<gap>[., '])[0-9]{3}(?:(?P=gap)[0-9]{3})*)"
    r"(?:(?!(?P=gap))[.,](?P<part>[0-9]+))?"
)


class Money(Struct, frozen=True):
    """An amount in minor units of a currency; mixing currencies is a ValueError.

    All four comparisons are written out: `functools.total_ordering` takes a struct's for its own.
    """

    minor: int
    currency: str

    def __post_init__(self) -> None:
        exponent(self.currency)

    @property
    def decimal(self) -> str:
        """The amount as text with a point and all its decimals: 23.99, 1200 (JPY), 1.250 (KWD)."""
        digits = exponent(self.currency)
        whole, part = divmod(abs(self.minor), 10**digits)
        sign = "-" if self.minor < 0 else ""
        return f"{sign}{whole}.{part:0{digits}}" if digits else f"{sign}{whole}"

    def __str__(self) -> str:
        return f"{self.decimal} {self.currency}"

    def __add__(self, other: "Money") -> "Money":
        return Money(self.minor + self._same(other), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.minor - self._same(other), self.currency)

    def __lt__(self, other: "Money") -> bool:
        return self.minor < self._same(other)

    def __le__(self, other: "Money") -> bool:
        return self.minor <= self._same(other)

    def __gt__(self, other: "Money") -> bool:
        return self.minor > self._same(other)

    def __ge__(self, other: "Money") -> bool:
        return self.minor >= self._same(other)

    def _same(self, other: "Money") -> int:
        if other.currency != self.currency:
            raise ValueError(f"{self} and {other} are different currencies.")
        return other.minor


# An amount by component (`vocabulary.COMPONENTS`).
Parts = tuple[tuple[str, Money], ...]


def parse_money(text: str, *, currency: str | None, default: str | None = None) -> Money:
    """Read a price as people type it: `23,99`, `US $23.99`, `1.234,56 EUR`, `1'234.50`.

    `currency` is what the user said for this amount (`--currency`): the text may not contradict it.
    `default` is what the settings say: a currency in the text wins over it. Refused for anything
    that is negative, ambiguous, without a currency, or not an amount of that currency.
    """
    typed = " ".join(text.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").split())
    found = re.fullmatch(_TEXT, typed)
    if found is None or any(char.isdigit() and not char.isascii() for char in typed):
        raise _no_amount(typed)
    before, number, after = found.groups()
    if _MINUS & set(before):
        raise Refused(f'"{typed}" is negative.', hint="Write the amount without a sign: 23.99.")
    readings = [_codes(mark.strip()) for mark in (before, after) if mark.strip()]
    code = _decide(typed, readings, said=_known(currency), default=_known(default))
    whole, part = _split(typed, number, code)
    return Money(_minor(typed, whole, part, code), code)


def _no_amount(typed: str) -> Refused:
    return Refused(f'"{typed}" is not an amount of money.', hint="Write it as 23.99 or 23.99 EUR.")


def _known(code: str | None) -> str | None:
    if code is None or code.upper() in CURRENCIES:
        return code and code.upper()
    raise Refused(f'"{code}" is not a currency code.', hint="Use three letters: EUR, USD, GBP.")


def _codes(mark: str) -> tuple[str, ...]:
    codes = named_by(mark)
    if not codes:
        raise Refused(f'"{mark}" is not a known currency.', hint="Write its code: 23.99 EUR.")
    return codes


def _decide(
    typed: str, readings: list[tuple[str, ...]], *, said: str | None, default: str | None
) -> str:
    if said:
        readings = [*readings, (said,)]
    elif not readings:
        if default:
            return default
        raise Refused(f'"{typed}" has no currency.', hint="Add --currency EUR, or write 23.99 EUR.")
    shared = [code for code in readings[0] if all(code in codes for codes in readings)]
    if not shared:
        raise Refused(
            f'"{typed}" names another currency than {said or "itself"}.',
            hint="Name one currency, in the price or with --currency.",
        )
    if default in shared:
        return default
    if len(shared) > 1 and "USD" not in shared:
        raise Refused(f'"{typed}" can be {" or ".join(shared)}.', hint="Add --currency CODE.")
    return shared[0]


def _split(typed: str, number: str, currency: str) -> tuple[str, str]:
    """The digits before and after the decimal sign."""
    point, groups = re.fullmatch(_POINT, number), re.fullmatch(_GROUPS, number)
    if point and groups:  # 1.234 or 1,234
        digits = exponent(currency)
        if digits == 0:
            point = None  # without decimals a separator can only group
        elif digits == 3 and "." in number:
            groups = None
        else:
            raise _two_readings(typed, point["whole"], point["part"], currency)
    found = groups or point or re.fullmatch(_WHOLE, number)
    if found is None:
        raise _no_amount(typed)
    return re.sub(r"[^0-9]", "", found["whole"]), found["part"] or ""


def _two_readings(typed: str, whole: str, part: str, currency: str) -> Refused:
    digits = exponent(currency)
    large = Money(int(whole + part) * 10**digits, currency)
    return Refused(
        f'"{typed}" can be {whole}{part} or {whole}.{part}.',
        hint=f"Write {large.decimal} for the large one; {currency} has {digits} decimals.",
    )


def _minor(typed: str, whole: str, part: str, currency: str) -> int:
    digits = exponent(currency)
    if len(part) > digits:
        raise Refused(
            f'"{typed}" has more decimals than {currency} has.',
            hint=f"{currency} has {digits or 'none'}.",
        )
    figures = (whole + part.ljust(digits, "0")).lstrip("0") or "0"
    # The length is looked at first: Python itself refuses to read 5,000 digits.
    if len(figures) > len(str(_MOST_MINOR)) or int(figures) > _MOST_MINOR:
        raise Refused("That amount is too large to be a price.", hint="Check the digits.")
    return int(figures)
