"""What a stranger may write: named attacks, and random strings over the same alphabet."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from typing import Final

NAMED: Final = {
    "colour": "A\x1b[31mB\x1b[0mC",
    "clear": "A\x1b[2J\x1b[HB",
    "title": "A\x1b]0;owned\x07B",
    "link": "A\x1b]8;;https://evil.example/\x1b\\B\x1b]8;;\x1b\\C",
    "clipboard": "A\x1b]52;c;ZWNobyBvd25lZAo=\x07B",
    "report": "A\x1b[6n\x1b[c\x1b[?1049hB",
    "device": "A\x1bP+q544e\x1b\\B",
    "half": "A\x1b[",
    "c1 csi": "A\x9b31mB",
    "c1 osc": "A\x9d0;owned\x9cB",
    "c1 next line": "A\x85B\x84C\x8dD",
    "bell": "A\x07\x08\x08B\x7fC",
    "return": "REFUSED\rREFUND",
    "newline": "ok\nORDER 2 refunded",
    "both": "ok\r\nORDER 3 refunded\r\n",
    "pages": "a\x0bb\x0cc\x1cd\x1de\x1ef\x1fg",
    "tabs": "a\tb\t\tc",
    "override": "hub\u202egnp.exe",
    "isolate": "x\u2066a\u2067b\u2068c\u2069",
    "arabic mark": "a\u061cb\u200eC\u200fd",
    "invisible": "a\u200bb\ufeffc\u00add\u2060e\u180ef",
    "lines": "a\u2028b\u2029c",
    "tags": "a\U000e0041\U000e0042\U000e007fb",
    "fillers": "a\u3164b\uffa0c\u115fd",
    "markup": "[/x][bold red]A[/][link=https://evil.example]B[/link] :smile:",
    "markup end": "a\\",
    "backslashes": "\\[bold]\\\\[/",
    "zalgo": "e" + "\u0301\u0323" * 25,
    "format": "%s {0} {ref} $HOME `id` ${x} %(a)s",
    "emoji": "\U0001f468\u200d\U0001f469\u200d\U0001f467 \U0001f3f3\ufe0f\u200d\U0001f308",
    "flags": "\U0001f1e9\U0001f1ea\U0001f1ea\U0001f1f8 1\ufe0f\u20e3 \U0001f44d\U0001f3fd",
    "wide": "\u5098" * 30,
    "mixed width": "a\u5098b\uff21c\uac00d " * 12,
    "long word": "x" * 400,
    "long text": "Schirm " * 60,
    "right to left": "\u0645\u0638\u0644\u0629 \u062d\u0645\u0631\u0627\u0621",
    "hebrew": "\u05de\u05d8\u05e8\u05d9\u05d4 12.34",
    "hindi": "\u091b\u093e\u0924\u093e \u0932\u093e\u0932",
    "homoglyph": "p\u0430yp\u0430l",
    "formula": "=cmd|' /C calc'!A0",
    "quotes": "\"'`,;\t|<script>alert(1)</script>&amp;",
    "forged row": "x  Refund Processed  0.00 EUR\u2502\u2500",
}  # fmt: skip
# Longer than any field of an order page; only where a command takes it.
MEGABYTE: Final = "x\x1b[31m " * 150_000

_ALPHABET: Final = (
    "\x1b", "\x1b[", "\x1b]", "\x1b]8;;", "\x1b\\", "\x07", "\x9b", "\x9d", "\x90", "\x85", "\x08",
    "\r", "\n", "\t", "\x7f", "\x01", "\x0e", "\u202e", "\u2066", "\u2069", "\u200b", "\u200d",
    "\ufeff", "\u00ad", "\u0301", "\ufe0f", "\u2028", "\U000e0041", "\u3164", "[/", "[b]", "]",
    "\\", ":", "{", "}", "%s", "m", "J", "31", ";", "A", "b", "9", " ", " ", ",", "=", "\u5098",
    "\U0001f600", "\u0645", "\u0430", "\uff21",
)  # fmt: skip

# What a program may send to a terminal of its own: colours and styles, nothing that moves.
OWN: Final = re.compile(r"\x1b\[[0-9;]*m")
# What must not come through: controls but for the end of a line, and what hides or reorders.
FOREIGN: Final = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e"
    "\u2060-\u2069\u3164\ufeff\uffa0\ud800-\udfff\U000e0000-\U000e0fff]"
)


def random_strings(number: int, *, seed: int) -> Iterator[str]:
    """Give strings of the alphabet; each begins with a letter, as what people read does."""
    chance = random.Random(seed)  # the same ones on every run
    for _ in range(number):
        yield "H" + "".join(chance.choices(_ALPHABET, k=chance.randint(2, 40)))


def foreign(shown: str) -> str:
    """Return the first thing in an output that the program did not mean; nothing where all is."""
    found = FOREIGN.search(OWN.sub("", shown))
    return (
        f"{found[0]!r} in {found.string[max(found.start() - 40, 0) : found.end() + 20]!r}"
        if (found)
        else ""
    )
