"""Words for dates, amounts, actors and what is not known: the same in every list.

Conventions: a terminal leaves out the year of dates near today, a pipe never does. You are YOU.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from returnctl.core.dayformat import format_day, format_short
from returnctl.core.money import Money
from returnctl.core.states import Moment
from returnctl.core.vocabulary import ACTORS

GROUND_WORDS: Final = {
    "order_page": "order page",
    "own": "your own date",
    "told": "as you were told",
    "computed": "computed",
    "fact_missing": "a fact is missing",
}

# A fact that decides a rule, in words, and the command that records it ("" where none does).
_FACTS: Final = {
    "country": ("your country", "returnctl config set country XX"),
    "subdivision": ("your state or region", "returnctl config set subdivision XX"),
    "buyer": ("whether you buy as a consumer", "returnctl config set buyer consumer"),
    "seller_country": ("the seller's country", "returnctl edit {ref} --seller-country XX"),
    "seller": ("the seller", "returnctl edit {ref} --seller NAME"),
    "site": ("the shop's site", "returnctl edit {ref} --site SITE"),
    "paid_with": ("how you paid", "returnctl edit {ref} --paid-with visa"),
    "currency": ("the currency", "returnctl edit {ref} --currency EUR"),
    "amount": ("the price", "returnctl edit {ref} --price 23.99"),
    "item_price": ("the price of the item", "returnctl edit {ref} --item 'TITLE @ 23.99'"),
    "free_return": ("whether the item had free returns", "returnctl edit {ref} --free-return"),
    "category": ("what kind of goods it is", "returnctl edit {ref} --category WORD"),
    "reason": ("the reason", "returnctl edit {ref} --reason WORD"),
    "resolution": ("what you ask for", "returnctl edit {ref} --resolution refund"),
    "carrier": ("the carrier", "returnctl edit {ref} --carrier NAME"),
    "label": ("who pays the label", "returnctl edit {ref} --label prepaid"),
}
_ZONE_NAMES: Final = {"America/Los_Angeles": "Pacific time", "UTC": "UTC"}


def tabular_day(day: date, today: date) -> str:
    """Give a day for a column: `Sun  8 Nov`, so that numbers stand under each other."""
    text = format_short(day, today)
    return text if day.day > 9 else text.replace(" ", "  ", 1)


def plain_day(day: date, today: date) -> str:
    """Give a past day without its weekday: ` 8 Nov`."""
    return tabular_day(day, today).split(" ", 1)[1]


def clock_time(at: datetime, moment: Moment, *, full: bool = False) -> str:
    """Give an instant in the user's zone: `Tue 24 Nov 08:59`."""
    local = at.astimezone(ZoneInfo(moment.zone))
    day = format_day(local.date()) if full else format_short(local.date(), moment.today)
    return f"{day} {local:%H:%M}"


def zone_name(zone: str) -> str:
    """Give a zone's name as people say it: `Madrid`."""
    return _ZONE_NAMES.get(zone) or zone.rpartition("/")[2].replace("_", " ")


def count(number: int, noun: str) -> str:
    """Give a number with its noun: `1 day`, `3 days`."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def days_away(days: int | None) -> str:
    """Tell how far a day is: `today`, `tomorrow`, `in 6 days`, `3 days ago`."""
    if days is None:
        return "no date"
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}.get(days)
    return near or (f"in {days} days" if days > 0 else f"{-days} days ago")


def actor(name: str) -> str:
    """Name who must act; you stand out."""
    return "YOU" if name == "you" else ACTORS.get(name, name)


def amounts(found: Iterable[Money]) -> str:
    """Give amounts of several currencies in one row."""
    return " + ".join(str(each) for each in found)


def spaced(word: str) -> str:
    """Give a word of the data to people: `wrong size`."""
    return word.replace("_", " ")


def scan_words(name: str) -> str:
    """Name the scan that started a clock: `scan, available for pickup`; else nothing."""
    if not name.startswith("scan:"):
        return ""
    return f"scan, {spaced(name.removeprefix('scan:').partition('@')[0])}"


def fact_words(name: str) -> str:
    """Name a fact that is not known: `the seller's country`."""
    return _FACTS[name][0] if name in _FACTS else spaced(name)


def fact_command(name: str, ref: str) -> str:
    """Give the command that records a fact, or nothing."""
    return _FACTS[name][1].format(ref=ref) if name in _FACTS else ""
