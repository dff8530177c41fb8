"""What a reader sees of a mail, as lines, and where its links lead."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

from returnctl.core.structs import Struct
from returnctl.importing.mail.tags import Tag, plain, tokens

_MOST_LINES: Final = 4_000
_LONGEST: Final = 2_000
_MOST_LINKS: Final = 1_000
_SPACES: Final = re.compile(r"\s+")
# Padding of preview lines, soft hyphens, and marks of direction.
_INVISIBLE: Final = dict.fromkeys(
    map(ord, "\u00ad\u034f\u061c\u115f\u17b4\u180e\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"), None
)
_ADDRESS: Final = re.compile(r"https?://[^\s<>\"]{1,2000}")
_BLOCKS: Final = frozenset(
    "address article blockquote br center dd div dl dt footer form h1 h2 h3 h4 h5 h6 header hr li "
    "ol p section table tbody td tfoot th thead tr ul".split()
)


class Visible(Struct, frozen=True):
    """Lines without empty ones, and addresses of links."""

    lines: tuple[str, ...] = ()
    links: tuple[str, ...] = ()


def of_plain(text: str) -> Visible:
    """Read a plain text; addresses in it are links, and no text."""
    links = tuple(match[0] for match in islice(_ADDRESS.finditer(text), _MOST_LINKS))
    lines = (_clean(line) for line in _ADDRESS.sub(" ", text).split("\n")[: _MOST_LINES * 4])
    return Visible(tuple(line for line in lines if line)[:_MOST_LINES], links)


def of_page(page: str) -> Visible:
    """Read a page of HTML."""
    links: list[str] = []
    lines = tuple(line for line in map(_clean, _lines(page, links)) if line)
    return Visible(lines[:_MOST_LINES], tuple(links[:_MOST_LINKS]))


def _lines(page: str, links: list[str]) -> Iterator[str]:
    held: list[str] = []
    for token in tokens(page):
        if isinstance(token, str):
            held.append(plain(token))
        elif isinstance(token, Tag):
            if token.name in _BLOCKS:
                yield "".join(held)
                held.clear()
            if token.name == "a" and not token.closes and len(links) < _MOST_LINKS:
                links.append(token.attributes.get("href", "")[:_LONGEST])
    yield "".join(held)


def _clean(line: str) -> str:
    return _SPACES.sub(" ", line[: _LONGEST * 4].translate(_INVISIBLE)).strip()[:_LONGEST]


def together(parts: Iterable[Visible]) -> Visible:
    """Put the versions of one text together, each line once."""
    parts = tuple(parts)
    lines = dict.fromkeys(line for part in parts for line in part.lines)
    return Visible(tuple(lines), tuple(dict.fromkeys(x for part in parts for x in part.links)))
