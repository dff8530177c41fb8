"""From what people type, paste and scan to the characters of a number.

Spaces, dashes, dots, brackets, invisible characters and the marks of bar code scanners never count;
letters are upper case, and full-width or other scripts' digits are the plain ones.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

# Longer texts hold no number that anybody typed.
LONGEST: Final = 4000
_MOST_WORDS: Final = 60
_DROPPED: Final = frozenset(".()_*'\"`,;:<>")
# What a scanner says of the kind of bar code: ]C1, ]d2, ]Q3 ...
_SYMBOLOGY: Final = re.compile(r"\A(?:\]+[A-Z][0-9A-Z])+")
_ADDRESS: Final = re.compile(r"(?:https?://|www\.)[^\s<>\"]+", re.IGNORECASE)
_BARE_ADDRESS: Final = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}/\S+", re.IGNORECASE)
# Values of these names in an address are no parcels.
_OTHERS: Final = re.compile(r"order|trade|itemid|product|sku|zip|postal|postcode|plz|date|locale"
                            r"|lang|country|user|utm", re.IGNORECASE)  # fmt: skip
_WORD: Final = re.compile(r"[^\s()\[\]<>,;:\"']+")


def tidy(text: str) -> str:
    """Return the characters that count; doing it twice changes nothing."""
    return _SYMBOLOGY.sub("", "".join(map(_plain, text[:LONGEST])))


def is_scanned(text: str) -> bool:
    """Say whether a text is marked as a bar code: by its scanner, or by GS1's brackets."""
    start = text.strip()
    return start.startswith(("]", "(00)", "(420)", "(92)", "(93)", "\x1d"))


def _plain(char: str) -> str:
    if char.isascii():
        kept = char.isalnum() or (char.isprintable() and char not in _DROPPED and char not in " -")
        return char.upper() if kept else ""
    if unicodedata.category(char)[0] in "CZ" or unicodedata.category(char) == "Pd":
        return ""
    twin = unicodedata.normalize("NFKC", char)
    if len(twin) == 1 and twin.isascii() and twin.isalnum():
        return twin.upper()
    digit = unicodedata.decimal(char, None)
    return char if digit is None else str(digit)


def address_in(text: str) -> str | None:
    """Return the web address that a text is or holds."""
    found = _ADDRESS.search(text[:LONGEST]) or _BARE_ADDRESS.fullmatch(text[:LONGEST].strip())
    return found[0] if found else None


def host_of(address: str) -> str:
    """Return the host of an address, in small letters; empty where it cannot be read."""
    from urllib.parse import urlsplit

    try:
        return urlsplit(address if "://" in address else f"https://{address}").hostname or ""
    except ValueError:
        return ""


def parts_of(address: str) -> Iterator[str]:
    """Yield what may be a number in an address: values first, then the pieces of its path."""
    from urllib.parse import unquote

    _, _, rest = address.partition("://")
    _, _, rest = (rest or address).partition("/")
    values, pieces = [], []
    for piece in re.split(r"[/?#&;]", rest):
        name, equals, value = piece.partition("=")
        if not equals:
            pieces.append(unquote(piece))
        elif not _OTHERS.search(name):
            values.append(unquote(value))
    for each in (*values, *pieces)[:_MOST_WORDS]:
        yield from (part for part in each.split(",") if has_digits(part))


def words_of(text: str) -> list[str]:
    """Return the words of a text, without brackets and commas around them."""
    return _WORD.findall(text[:LONGEST])[:_MOST_WORDS]


def has_digits(text: str) -> bool:
    """Say whether a text has a digit of any script."""
    return any(char.isdigit() for char in text)
