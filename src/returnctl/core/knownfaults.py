"""Releases of what this program stands on that are known to do harm.

| library      | releases                              | what they do                           |
|--------------|---------------------------------------|----------------------------------------|
| SQLite       | 3.7.0 to 3.51.2; mended in 3.44.6 and | corrupt a WAL file that two write      |
|              | 3.50.7                                |                                        |
| SQLite       | before 3.37                           | know no STRICT tables                  |
| sqlite-utils | 3.0 to 3.39.0                         | bring back deleted rows (its #815)     |
| sqlite-utils | 4.2                                   | cannot be loaded everywhere (its #842) |
| typer        | before 0.23                           | print local values of a crash          |

Source of the first: sqlite.org, "How To Corrupt", 8.1; of the others their own change logs.
"""

import re
from collections.abc import Callable
from typing import Final, NamedTuple

Version = tuple[int, ...]


class KnownFault(NamedTuple):
    """A fault of a library: which releases have it, and what it does."""

    library: str
    has_it: Callable[[Version], bool]
    says: str


def version_of(text: str) -> Version:
    """Read the numbers of a version: `4.2.1rc1` is 4, 2, 1."""
    match = re.match(r"[0-9]+(?:\.[0-9]+)*", text)
    return tuple(int(part) for part in match[0].split(".")) if match else ()


def resets_wal(version: Version) -> bool:
    """Say whether a SQLite can corrupt a WAL file that two programs write."""
    mended = (3, 44, 6) <= version < (3, 45) or (3, 50, 7) <= version < (3, 51)
    return (3, 7) <= version < (3, 51, 3) and not mended


FAULTS: Final = (
    KnownFault("SQLite", lambda v: v < (3, 37), "knows no STRICT tables"),
    KnownFault("sqlite-utils", lambda v: (3,) <= v < (3, 39, 1), "brings deleted rows back"),
    KnownFault("sqlite-utils", lambda v: v in ((4, 2), (4, 2, 0)), "cannot be loaded everywhere"),
    KnownFault("typer", lambda v: v < (0, 23), "prints local values when a program crashes"),
)


def faults_of(library: str, version: str) -> tuple[str, ...]:
    """Return what that release of a library is known to do."""
    numbers = version_of(version)
    return tuple(
        each.says for each in FAULTS if each.library == library and numbers and each.has_it(numbers)
    )
