"""Another machine's database as a log to merge: opened for reading, and believed in nothing."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from returnctl.core.entries import LogRow
from returnctl.core.errors import Unavailable
from returnctl.core.logrows import cut, newer, read_row, row_data, section_of
from returnctl.core.structs import Struct
from returnctl.store import log
from returnctl.store.connection import version_of
from returnctl.store.migrations import SCHEMA_VERSION
from returnctl.store.stranger import fault_of, opened_copy


class OtherFile(Struct, frozen=True):
    """The log in a database file that nobody writes to; `name` is what people call it."""

    path: Path
    name: str

    def rows(self) -> Iterator[LogRow]:
        """Yield its rows, each of them checked.

        Raises:
            Refused: it is damaged, no database of returnctl's, or a later release wrote it.
        """
        try:
            with opened_copy(self.path) as conn:
                self._check(conn)
                for row in log.rows(conn):
                    yield read_row(section_of(row), row_data(row), file=self.name)
        except (sqlite3.Error, ValueError, RecursionError, Unavailable) as error:
            raise cut(self.name, "its database cannot be read") from error

    def _check(self, conn: sqlite3.Connection) -> None:
        if fault := fault_of(conn):
            raise cut(self.name, fault)
        if version_of(conn) > SCHEMA_VERSION:
            raise newer(self.name)
