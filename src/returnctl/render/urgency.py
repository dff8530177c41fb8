"""How soon, in words and colour: the first thing every line of a list says.

Convention: yours are loud (red to tomorrow, yellow to three days), others' are dim until their
clock has run out.
"""

from datetime import date
from typing import Final

from returnctl.core.agenda import BASIS_MARKS, Due
from returnctl.core.dayformat import format_day
from returnctl.render.blocks import Line, Style, joined, line, whole
from returnctl.render.page import Page
from returnctl.render.wording import clock_time, count, days_away, fact_words

MARK_WORDS: Final = {
    "=": "= from the order page",
    "~": "~ computed: returnctl why REF",
    "?": "? a fact is missing",
}


_OVER_WORDS: Final = {"met": "done", "lapsed": "over"}


def ran_out(due: Due) -> bool:
    """Say whether somebody else's clock ran out, so that it is your move."""
    return not due.yours and due.state == "overdue"


def style_of(due: Due) -> Style:
    """Return the colour of a deadline."""
    if due.state in _OVER_WORDS or (not due.yours and not ran_out(due)):
        return "dim"
    days = due.days_left
    if due.pressing or ran_out(due) or (days is not None and days <= 1):
        return "late"
    return "soon" if days is not None and days <= 3 else ""


def mark(due: Due) -> str:
    """Return the mark of what the date rests on."""
    return BASIS_MARKS.get(due.row.basis, "?")


def short_when(due: Due) -> str:
    """Tell how soon in a column: TODAY, TOMORROW, LAST CHANCE, LATE 3 d, 6 days."""
    days = due.days_left
    if due.state in _OVER_WORDS:
        return _OVER_WORDS[due.state]
    if days is None:
        return "no date"
    if due.yours and due.state == "last_chance":
        return "LAST CHANCE"
    if due.state == "overdue":
        return f"LATE {-days} d"
    if due.yours and days in {0, 1}:
        return ("TODAY", "TOMORROW")[days]
    return count(days, "day")


def full_when(due: Due, page: Page) -> str:
    """Tell how soon at the start of a sentence, with the date in full."""
    day, days, last = due.day, due.days_left, due.row.last_at
    if due.state in _OVER_WORDS:
        over = row.met_on if (row := due.row).met_on else day
        return f"{_OVER_WORDS[due.state]} {format_day(over) if over else ''}".rstrip()
    if day is None or days is None:
        return "no date"
    if due.yours and due.state == "last_chance" and last is not None:
        return f"LAST CHANCE until {clock_time(last, page.moment, full=True)}"
    if due.state == "overdue":
        return f"LATE {count(-days, 'day')} {format_day(day)}"
    away = days_away(days)
    return f"{away.upper() if days in {0, 1} else away} {format_day(day)}"


def caveats(due: Due, page: Page) -> tuple[Line, ...]:
    """Say what a date in a column hides: until when trying still helps, and every doubt."""
    last = due.row.last_at
    if due.yours and due.state == "last_chance" and last is not None:
        return (line("still try until ", whole(clock_time(last, page.moment))), *doubts(due))
    return doubts(due)


def doubts(due: Due) -> tuple[Line, ...]:
    """Say from when it can be done, and which unknown facts decide it."""
    row, found = due.row, []
    if due.state == "not_started" and row.opens_on is not None:
        found.append(line("not before ", whole(format_day(row.opens_on))))
    if row.missing:
        found.append(line(f"depends on {' and '.join(fact_words(name) for name in row.missing)}"))
    if due.quiet and row.quiet_until and row.watch and due.day:
        found.append(line("snoozed ", whole(quiet_words(row.quiet_until))))
    return tuple(found)


def quiet_words(until: date) -> str:
    """Tell how long a snooze lasts."""
    return "for good" if until == date.max else f"until {format_day(until)}"


def legend(marks: set[str], page: Page) -> tuple[Line, ...]:
    """Explain the marks that were used."""
    told = [line(whole(words, "dim")) for each, words in MARK_WORDS.items() if each in marks]
    return () if page.quiet or not told else (Line(joined(told, "   ")),)
