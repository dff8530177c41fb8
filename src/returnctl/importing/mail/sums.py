"""Amounts in the text of a mail, behind a word that says what they are."""

import re
from functools import cache
from typing import Final

from returnctl.core.money import Money
from returnctl.importing.amounts import read_amount
from returnctl.importing.mail import labels
from returnctl.importing.way import Unreadable

_AMOUNT: Final = (
    r"((?:[A-Z]{2,3} ?[$]|[A-Z]{3}|[$€£¥₹₽]|zł|kr\.?)? ?\d[\d.,'\u00a0\u202f ]{0,14}"
    r"(?: ?(?:€|£|[$]|zł|kr|[A-Z]{3}))?)"
)
# The currency of `$` and of amounts without a sign, by the shop's site.
_CURRENCIES: Final = {
    "com": "USD", "us": "USD", "ca": "CAD", "com.au": "AUD", "co.uk": "GBP", "com.mx": "MXN",
    "com.br": "BRL", "sg": "SGD", "com.sg": "SGD", "com.hk": "HKD", "co.jp": "JPY", "in": "INR",
    "pl": "PLN", "se": "SEK", "com.tr": "TRY",
    **dict.fromkeys("de it fr es nl com.be be at ie".split(), "EUR"),
}  # fmt: skip


def refund_in(text: str, site: str | None, default: str | None) -> Money | None:
    """Return the amount of a refund that a text names; None where it names none, or not plainly."""
    return _amount(_money_behind(labels.REFUND), text, site, default)


def total_in(text: str, site: str | None, default: str | None) -> Money | None:
    """Return what an order came to; None where a text does not say it plainly."""
    return _amount(_money_behind(labels.TOTAL), text, site, default)


@cache
def _money_behind(words: tuple[str, ...]) -> re.Pattern[str]:
    label = "|".join(words)
    return re.compile(rf"(?i:\b(?:{label}){labels.OF}){_AMOUNT}")


def _amount(
    pattern: re.Pattern[str], text: str, site: str | None, default: str | None
) -> Money | None:
    land = (site or "").partition(".")[2]
    currency = _CURRENCIES.get(land, default)
    for found in pattern.finditer(text):
        try:
            money = read_amount(
                found[1].strip(" .,"), currency=None, default=currency, decimal=None
            )
        except Unreadable:
            continue
        if money and money.minor > 0:
            return money
    return None
