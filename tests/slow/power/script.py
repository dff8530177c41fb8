"""What was asked of one database: read by two processes, of which one must not load `sqlite3`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

# The number of a connection, a statement and its values: one set of them, or, where the last is
# true, a list of sets. A step without statement closes the connection.
Step = tuple[int, str | None, Any, bool]


@dataclass
class Script:
    """A database as it was, and the statements of each connection that wrote to it afterwards."""

    base: bytes
    steps: list[Step] = field(default_factory=list)
