"""HTML as a run of tags and texts, in one pass that never looks back: linear for any text.

Not `html.parser`: until recently it needed minutes for a page of comments that never end, and mails
are written by strangers.
"""

import html
import re
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

_NAME: Final = re.compile(r"/?([A-Za-z][A-Za-z0-9:-]{0,30})")
_ATTRIBUTE: Final = re.compile(
    r"([A-Za-z_:@][\w:.-]{0,60})(?:\s{0,20}=\s{0,20}(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?",
    re.ASCII,
)
# How much farther a tag may reach than the first `>`: one in a quoted value is rare.
_REACH: Final = 2_000
_LONGEST_TAG: Final = 20_000
# What stands in these is no text that a reader sees.
_RAW: Final = frozenset(("script", "style", "title"))


class Tag(NamedTuple):
    """A tag: its name in small letters, whether it closes, its attributes as they stand."""

    name: str
    closes: bool
    inside: str

    @property
    def attributes(self) -> Mapping[str, str]:
        """The attributes by their name in small letters."""
        found: dict[str, str] = {}
        for match in _ATTRIBUTE.finditer(self.inside):
            found.setdefault(match[1].lower(), plain(match[2] or match[3] or match[4] or ""))
        return found


class Raw(NamedTuple):
    """What stands inside a script, a style or a title."""

    tag: Tag
    text: str


Token = Tag | Raw | str


def tokens(page: str) -> Iterator[Token]:
    """Yield the tags, raw texts and texts of a page; a text may be empty."""
    lower = page.lower() if len(page.lower()) == len(page) else page
    at, end = 0, len(page)
    while at < end:
        opened = page.find("<", at)
        if opened < 0:
            break
        if opened > at:
            yield page[at:opened]
        at, token = _token(page, lower, opened)
        if token is not None:
            yield token
    else:
        return
    yield page[at:]


def _token(page: str, lower: str, at: int) -> tuple[int, Token | None]:
    """Return where the token at a `<` ends, and what it is; None for a comment."""
    if page.startswith("<!--", at):
        closed = page.find("-->", at + 4)
        return (closed + 3 if closed >= 0 else len(page)), None
    named = _NAME.match(page, at + 1)
    closed = page.find(">", at)
    if closed < 0:
        return len(page), page[at:]
    if named is None:
        return (closed + 1, None) if page[at + 1 : at + 2] in ("!", "?") else (at + 1, "<")
    closed = _end_of_tag(page, at, closed)
    name, closes = named[1].lower(), page[at + 1] == "/"
    tag = Tag(name, closes, page[named.end() : min(closed, named.end() + _LONGEST_TAG)])
    if name in _RAW and not closes:
        stop = lower.find(f"</{name}", closed + 1)
        stop = len(page) if stop < 0 else stop
        return stop, Raw(tag, page[closed + 1 : stop])
    return closed + 1, tag


def _end_of_tag(page: str, at: int, closed: int) -> int:
    """Return the end of a tag whose first `>` may stand inside a quoted value."""
    for quote in "\"'":
        if page.count(quote, at, min(closed, at + _LONGEST_TAG)) % 2:
            after = page.find(quote, closed, closed + _REACH)
            found = page.find(">", after, after + _REACH) if after >= 0 else -1
            return found if found >= 0 else closed
    return closed


def plain(text: str) -> str:
    """Return a text with its character references replaced."""
    if "&" not in text:
        return text
    try:
        return html.unescape(text)
    except (ValueError, OverflowError):  # a number of thousands of digits
        return text
