"""The fields of a mail's header, read within bounds: no field and no date can raise or take long.

Not `email.policy.default`: its parser of addresses raises on some and takes minutes for a long
subject. A field is cut to 8 kB before anything is decoded.
"""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Final
from zoneinfo import ZoneInfo

from returnctl.importing.mail.decoding import decode_text, decode_word

_LONGEST: Final = 8_192
_MOST_FIELDS: Final = 2_000
_MOST_FOLDS: Final = 500
FIELD: Final = re.compile(rb"([!-9;-~]{1,100})[ \t]*:")
_WORD: Final = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?([^?\r\n]{0,8192})\?=")
_BETWEEN: Final = re.compile(r"(\?=)[ \t\r\n]{1,100}(?==\?)")
_BRACKETED: Final = re.compile(r"<([^<>@\s]{1,128})@([^<>@\s]{1,255})>")
_BARE: Final = re.compile(r"([^\s<>@\"(),;:]{1,128})@([^\s<>@\"(),;:]{1,255})")
_DATE: Final = re.compile(
    r"(\d{1,2})[ -]([A-Za-z]{3})[a-z]{0,6}[ -](\d{4}),?[ ]{1,5}(\d{1,2}):(\d{2})(?::(\d{2}))?"
    r"(?: ?([+-]\d{4}|[A-Z]{1,4}))?",
    re.ASCII,
)
_MONTHS: Final = {
    name: number
    for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)
}
# The names of RFC 5322; every other one counts as UTC, as it says.
_ZONES: Final = {
    "EST": -5,
    "EDT": -4,
    "CST": -6,
    "CDT": -5,
    "MST": -7,
    "MDT": -6,
    "PST": -8,
    "PDT": -7,
}
Fields = Mapping[str, tuple[str, ...]]


def read_fields(block: bytes) -> Fields:
    """Return the fields of a header by their name in small letters, values unfolded and cut."""
    found: dict[str, list[str]] = {}
    values: list[bytes] = []
    name, count = "", 0
    for line in block.split(b"\n"):
        if line[:1] in (b" ", b"\t"):
            if len(values) < _MOST_FOLDS:
                values.append(line.strip()[:_LONGEST])
        elif match := FIELD.match(line):
            _keep(found, name, values)
            count += 1
            if count > _MOST_FIELDS:
                break
            name = match[1].decode("ascii").lower()
            values = [line[match.end() : match.end() + _LONGEST].strip()]
    else:
        _keep(found, name, values)
    return {each: tuple(texts) for each, texts in found.items()}


def _keep(found: dict[str, list[str]], name: str, values: list[bytes]) -> None:
    if name:
        found.setdefault(name, []).append(decode_text(b" ".join(values)[:_LONGEST], None))


def first(fields: Fields, name: str) -> str:
    """Return the first field of a name; an empty text where there is none."""
    return fields.get(name, ("",))[0]


def words(text: str) -> str:
    """Return a field with its encoded words decoded (RFC 2047), on one line."""
    joined = _BETWEEN.sub(r"\1", text)
    return " ".join(_WORD.sub(lambda m: decode_word(m[1], m[2], m[3]), joined).split())


def address(text: str) -> tuple[str, str]:
    """Return the name and the address of a sender, the address in small letters.

    What stands in brackets counts before what stands in the name: a name may be any address.
    """
    bracketed = list(_BRACKETED.finditer(text))
    found = bracketed[-1] if bracketed else _BARE.search(text)
    if found is None:
        return words(text), ""
    name = words(text[: found.start()].strip().strip("\"'")) if bracketed else ""
    return name.strip("\"' "), f"{found[1]}@{found[2]}".lower().rstrip(".")


def day_of(fields: Fields, *, zone: str, today: date) -> date | None:
    """Return the user's day on which a mail was sent, else that on which it came.

    None where it says no day, or one that cannot be: before 2000, or in the future.
    """
    received = first(fields, "received").rpartition(";")[2]
    for text in (first(fields, "date"), received):
        day = _day(text[:200], zone)
        if day and date(2000, 1, 1) <= day <= today + timedelta(days=1):
            return min(day, today)
    return None


def _day(text: str, zone: str) -> date | None:
    found = _DATE.search(text)
    if found is None or found[2].lower() not in _MONTHS:
        return None
    clock = [int(found[n] or 0) for n in (4, 5, 6)]
    try:
        instant = datetime(
            int(found[3]), _MONTHS[found[2].lower()], int(found[1]), clock[0], clock[1],
            min(clock[2], 59), tzinfo=_offset(found[7] or ""),
        )  # fmt: skip
        return instant.astimezone(ZoneInfo(zone)).date()
    except (ValueError, OverflowError):
        return None


def _offset(text: str) -> timezone:
    if text[:1] in ("+", "-"):
        minutes = int(text[1:3]) * 60 + int(text[3:5])
        minutes = min(minutes, 24 * 60 - 1)
        return timezone(timedelta(minutes=-minutes if text[0] == "-" else minutes))
    return timezone(timedelta(hours=_ZONES[text])) if text in _ZONES else UTC
