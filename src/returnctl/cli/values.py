"""Values that only the command line knows: spans of days."""

import re

from returnctl.core.errors import Refused


def read_days(text: str, example: str = "--within") -> int:
    """Read a span as days: `14`, `14d`, `2w`; `example` is the option that the hint shows.

    Raises:
        Refused: it is none.
    """
    match = re.fullmatch(r"([0-9]{1,4})([dw]?)", text.strip().lower())
    if match is None:
        msg = f'"{text}" is no span of days.'
        raise Refused(msg, hint=f"For example {example} 14 or {example} 2w.")
    return int(match[1]) * (7 if match[2] == "w" else 1)
