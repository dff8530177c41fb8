"""Amounts of tables: with a sign or code or none, in quotes, negative, with either decimal sign.

`1,495` is one number or the other: the whole column decides, and where it cannot, `--decimal` must.
"""

import re
from collections.abc import Iterable
from typing import Final

from returnctl.core.currencies import exponent, named_by
from returnctl.core.errors import Refused
from returnctl.core.money import Money
from returnctl.importing.tables import said
from returnctl.importing.way import Decimal, Unreadable, Way

_QUOTES: Final = "'\"\N{RIGHT SINGLE QUOTATION MARK} "
_MINUS: Final = ("-", "\N{MINUS SIGN}", "(")
_NUMBER: Final = re.compile(r"[0-9](?:[0-9., '\N{RIGHT SINGLE QUOTATION MARK}]*[0-9])?")
_GROUPS: Final = re.compile(r"[., '\N{RIGHT SINGLE QUOTATION MARK}]")
_LAST: Final = re.compile(r"[.,](?=[0-9]*$)")
_MOST_DIGITS: Final = 15


def read_amount(
    text: str, *, currency: str | None, default: str | None, decimal: Decimal | None
) -> Money | None:
    """Return an amount, negative ones too; None where the cell says nothing.

    `currency` is what the row says, `default` what holds where neither row nor cell says any.

    Raises:
        Unreadable: it is no amount, or can be two.
    """
    typed = said(" ".join(text.split()).strip(_QUOTES))
    if not typed:
        return None
    found = _NUMBER.search(typed)
    if found is None:
        raise Unreadable(f'"{typed[:40]}" is no amount')
    marks = [typed[: found.start()], typed[found.end() :]]
    negative = any(sign in mark for mark in marks for sign in _MINUS)
    code = _code([m.strip("-()+\N{MINUS SIGN} ") for m in marks], currency, default, typed)
    minor = _minor(found[0], code, decimal, typed)
    return Money(-minor if negative else minor, code)


def _code(marks: list[str], currency: str | None, default: str | None, typed: str) -> str:
    codes = [named_by(mark) for mark in marks if mark]
    if any(not each for each in codes):
        raise Unreadable(f'"{typed[:40]}" is in no known currency')
    if currency and (wanted := named_by(currency)):
        codes.append(wanted)
    if not codes:
        if default is None:
            raise Unreadable(f'"{typed[:40]}" has no currency (config set currency EUR)')
        return default
    shared = [code for code in codes[0] if all(code in each for each in codes)]
    if not shared:
        raise Unreadable(f'"{typed[:40]}" names another currency than its row')
    return default if default in shared else shared[0]


def _minor(number: str, currency: str, decimal: Decimal | None, typed: str) -> int:
    point = decimal or _own_decimal(number, currency, typed)
    whole, part = number, ""
    if point and point in number:
        whole, _, part = number.rpartition(point)
        if point in whole:
            raise Unreadable(f'"{typed[:40]}" has two decimal signs')
    whole = _GROUPS.sub("", whole)
    part = part.rstrip("0") if len(part) > exponent(currency) else part
    if not (whole + part).isascii() or not (whole + part).isdigit():
        raise Unreadable(f'"{typed[:40]}" is no amount')
    if len(part) > exponent(currency):
        raise Unreadable(f'"{typed[:40]}" has more decimals than {currency}')
    if len(whole) > _MOST_DIGITS - exponent(currency):
        raise Unreadable(f'"{typed[:40]}" is too large')
    return int(whole + part.ljust(exponent(currency), "0"))


def _own_decimal(number: str, currency: str, typed: str) -> str | None:
    """Return the decimal sign that a number itself shows; None where it has no decimals."""
    signs = set(_GROUPS.findall(number)) & set(".,")
    last = _LAST.search(number)
    if not signs or last is None:
        return None
    if len(signs) == 2:
        return last[0]
    if number.count(last[0]) > 1 or exponent(currency) == 0:
        return None
    if len(number) - last.end() == 3 and exponent(currency) != 3:
        raise Unreadable(f'"{typed[:40]}" can be two amounts: give --decimal')
    return last[0]


def decide_decimal(values: Iterable[str], way: Way) -> Decimal | None:
    """Return the decimal sign of a column: as the user said, else as its values show.

    Raises:
        Refused: some values can be read in two ways, and no other one tells.
    """
    if way.decimal:
        return way.decimal
    shown: set[str] = set()
    doubtful = ""
    for text in values:
        found = _NUMBER.search(text)
        signs = set(_GROUPS.findall(found[0])) & set(".,") if found else set()
        last = _LAST.search(found[0]) if found else None
        if found is None or last is None:
            continue
        if len(signs) == 1 and (len(found[0]) - last.end() == 3):
            if found[0].count(last[0]) == 1:
                doubtful = doubtful or text
        else:
            shown.add(last[0])
    if len(shown) == 1:
        return "." if "." in shown else ","
    if doubtful and not shown:
        msg = (
            f'"{doubtful.strip()[:40]}" can be two amounts, and no other cell of its column tells.'
        )
        raise Refused(msg, hint="Say which sign comes before the cents: --decimal . or --decimal ,")
    return None
