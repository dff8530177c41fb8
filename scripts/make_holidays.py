"""Makes the calendars in src/returnctl/calendars/data from the installed `holidays` library.

    python -m scripts.make_holidays

Install the newest library first (`pip install -U holidays`), then read the diff: every changed line
is a day on which a deadline may move. The same library gives the same bytes. docs/holidays.md says
what is made and why.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from importlib.metadata import version
from typing import Final

from returnctl.calendars.library import library_days, parts_of, years_covered
from returnctl.calendars.shipped import ALL, ALL_BUT, COUNTRY, DATA

FIRST: Final = 2020
LAST: Final = 2035
COUNTRIES: Final = (
    # The European Union and the rest of the European Economic Area
    "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK IS LI NO "
    # Where else people buy, and where from
    "AE AU BR CA CH CN GB HK IL IN JP KR MX NZ SG TR UA US"
).split()
# What a place may look like; the library also takes names ("Bayern") and longer codes.
_PART: Final = re.compile(r"[A-Z0-9]{1,3}")

# Name -> day -> the places that have it
Sightings = Mapping[str, Mapping[date, set[str]]]


def main() -> None:
    """Write every country's file and say how much that is."""
    size = sum(write(country) for country in COUNTRIES)
    print(f"{len(COUNTRIES)} files, {size / 1000:.0f} kB, {made_with()}")


def write(country: str) -> int:
    """Write the file of a country and return its size."""
    return (DATA / f"{country}.json").write_text(text_of(country), encoding="utf-8", newline="\n")


def text_of(country: str) -> str:
    """The file of a country: one line per holiday, so that its diff reads like a change of law."""
    parts = [part for part in parts_of(country) if _PART.fullmatch(part)]
    years = range(FIRST, min(LAST, years_covered(country)[-1]) + 1)
    head = {
        "country": country,
        "made_with": made_with(),
        "years": [FIRST, LAST],
        "known_to": years[-1],
        "parts": " ".join(parts),
    }
    lines = [f"{_json(key)}: {_json(value)}," for key, value in head.items()]
    places = [COUNTRY, *parts]
    rows = sorted(_rows(_sightings(country, parts, years), places, years), key=_by_first_day)
    body = ",\n".join(_json(row) for row in rows)
    return "\n".join(["{", *lines, '"holidays": [', body, "]", "}", ""])


def made_with() -> str:
    """The library and its version."""
    return f"holidays {version('holidays')}"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _sightings(country: str, parts: Iterable[str], years: range) -> Sightings:
    found: dict[str, dict[date, set[str]]] = defaultdict(lambda: defaultdict(set))
    for part in (None, *parts):
        for year in years:
            for day, name in (library_days(country, part, year) or {}).items():
                found[name][day].add(part or COUNTRY)
    return found


def _rows(found: Sightings, places: list[str], years: range) -> Iterator[tuple[str, str, str]]:
    """Gather the days that a name has in the same places."""
    for name, sightings in found.items():
        together: dict[str, list[date]] = defaultdict(list)
        for day, there in sightings.items():
            together[_where(there, places)].append(day)
        for where, days in together.items():
            yield name, where, _days(sorted(days), years)


def _where(there: set[str], places: list[str]) -> str:
    missing = [place for place in places if place not in there]
    if not missing:
        return ALL
    has = " ".join(place for place in places if place in there)
    return min(has, ALL_BUT + " ".join(missing), key=len)


def _days(days: list[date], years: range) -> str:
    """The days as text; one on the same date in every year is written once, without a year."""
    dates: dict[str, list[date]] = defaultdict(list)
    for day in days:
        dates[f"{day:%m-%d}"].append(day)
    yearly = [text for text, same in dates.items() if len(same) == len(years)]
    return " ".join([*yearly, *(str(day) for day in days if f"{day:%m-%d}" not in yearly)])


def _by_first_day(row: tuple[str, str, str]) -> tuple[str, ...]:
    name, where, days = row
    # The national days first, then by their place in the year.
    return ("0" if where.startswith(ALL) else "1", days.split()[0][-5:], name, where, days)


if __name__ == "__main__":
    main()
