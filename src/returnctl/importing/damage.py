"""Order numbers that a spreadsheet has damaged: it keeps fifteen digits, and writes the rest as 0.

Imported as they are, two orders would share a number, and a return be filed under the wrong one.
"""

import re
from typing import Final

from returnctl.core.errors import Refused
from returnctl.importing.tables import Table

_E_NOTATION: Final = re.compile(r"[0-9](?:[.,][0-9]+)?E\+?[0-9]{1,3}", re.IGNORECASE)
_LONG: Final = re.compile(r"[0-9]{16,}")
_HINT: Final = (
    "Export again, and open it as text or not at all. If the numbers are right: --trust-numbers"
)


def refuse_damaged(table: Table, keys: tuple[str, ...]) -> None:
    """Look at every order number of a table.

    Raises:
        Refused: one is in E-notation, or most of the long ones end in 0.
    """
    long, rounded = 0, 0
    for text in table.values(*keys):
        if _E_NOTATION.fullmatch(text):
            msg = f'{table.name}: the order number "{text}" was damaged by a spreadsheet.'
            raise Refused(msg, hint=_HINT)
        if _LONG.fullmatch(text):
            long += 1
            rounded += text.endswith("0")
    if rounded * 2 > long:
        msg = (
            f"{table.name}: a spreadsheet damaged {rounded} of {long} order numbers: they end in 0."
        )
        raise Refused(msg, hint=_HINT)
