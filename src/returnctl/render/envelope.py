"""The JSON envelope: one document, whatever happened.

Conventions: the text of records is kept as it is, but whatever `safe` would make visible is
escaped, so that the document can be read on a terminal too; a stream that is no UTF-8 gets ASCII.
"""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final, TextIO
from zoneinfo import ZoneInfo

from returnctl.core.states import Moment

SCHEMA: Final = "returnctl/1"
# What JSON lets through unescaped and a terminal acts upon, or a reader does not see.
_ESCAPED: Final = re.compile(
    "[\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ud800-\udfff\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff]"
)


def write_envelope(
    out: TextIO,
    *,
    command: str,
    moment: Moment | None,
    data: Any,
    warnings: Sequence[str] = (),
    errors: Sequence[Mapping[str, str]] = (),
) -> None:
    """Write the one document that a command answers with."""
    text = document_text(command, moment, data, warnings, errors, ascii_only=not _is_unicode(out))
    out.write(text + "\n")


def document_text(
    command: str,
    moment: Moment | None,
    data: Any,
    warnings: Sequence[str] = (),
    errors: Sequence[Mapping[str, str]] = (),
    *,
    ascii_only: bool = False,
) -> str:
    """Return the document as text."""
    as_of = moment and moment.now.astimezone(ZoneInfo(moment.zone)).isoformat()
    document = {
        "schema": SCHEMA,
        "command": command,
        "as_of": as_of,
        "data": data,
        "warnings": list(warnings),
        "errors": [dict(each) for each in errors],
    }
    return _ESCAPED.sub(_escape, json.dumps(document, indent=2, ensure_ascii=ascii_only))


def _is_unicode(out: TextIO) -> bool:
    encoding = getattr(out, "encoding", None) or "utf-8"
    return encoding.lower().replace("-", "").startswith("utf")


def _escape(found: re.Match[str]) -> str:
    """Escape a character as JSON does: two surrogates for one beyond the basic plane."""
    units = found[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))
