"""How the settings of reminders are read and shown: ladders, channels and who announces."""

import re
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from returnctl.core.errors import Refused

_LADDER_HINT: Final = "Days before the day to act by, such as 14 7 3 1 0; or off."
_MOST_DAYS: Final = 365


def read_ladder(text: str) -> tuple[int, ...]:
    """Return days of a ladder, the largest first; `off` is none."""
    bare = text.strip().strip("[]()")
    if bare.lower() in {"", "off"}:
        return ()
    words = re.split(r"[\s,]+", bare.strip(", "))
    if not all(re.fullmatch(r"[0-9]{1,3}", word) and int(word) <= _MOST_DAYS for word in words):
        msg = f'"{text}" is no ladder of reminders.'
        raise Refused(msg, hint=_LADDER_HINT)
    return tuple(sorted({int(word) for word in words}, reverse=True))


def ladder_text(days: tuple[int, ...]) -> str:
    """Show a ladder as it is typed."""
    return " ".join(map(str, days)) or "off"


def read_names(text: str) -> tuple[str, ...]:
    """Return names, each once."""
    words = re.findall(r"[^\s,'\"\[\]()]+", text.lower())
    if not words or not all(re.fullmatch(r"[a-z0-9]+", word) for word in words):
        msg = f'"{text}" names no channels.'
        raise Refused(msg, hint="Names of [channels.NAME], or stdout: stdout phone")
    return tuple(dict.fromkeys(words))


def names_text(names: tuple[str, ...]) -> str:
    """Show names as they are typed."""
    return " ".join(names)


def read_channel(text: str) -> str:
    """Return the address of a channel. The refusal does not repeat it: it may hold a password."""
    address = text.strip()
    scheme, found, rest = address.partition("://")
    known = found and re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*", scheme)
    if not known or not address.isprintable() or (not rest and scheme != "desktop"):
        hint = "Such as ntfys://ntfy.sh/my-topic, mailtos://... or desktop://: docs/reminders.md"
        raise Refused("it is no address of a channel.", hint=hint)
    return address


def channel_text(address: str) -> str:
    """Show which service an address is of, and nothing else: the rest may be a password."""
    return f"{urlsplit(address).scheme}://..."


def read_whole_path(text: str) -> str:
    """Return an absolute path: whoever reads it later stands in another folder."""
    path = text.strip()
    try:
        whole = Path(path).expanduser()
    except RuntimeError:
        whole = Path(path)
    if not path or not path.isprintable() or not whole.is_absolute():
        raise Refused(f'"{text}" is no whole path.', hint="Such as ~/returns.ics.")
    return str(whole)
