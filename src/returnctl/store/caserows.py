"""What the tables say of each case, for readers who do not fold logs themselves."""

import sqlite3
from collections.abc import Collection, Iterator
from typing import Any, Final

from returnctl.store.columns import shape_of
from returnctl.store.tables import BY_NAME, Table

# Of `refs`, codes and numbers as people may type them, the rest of a case tells already.
_TOLD: Final = (
    "items", "returns", "parcels", "checkpoints", "events", "evidence", "messages", "refunds",
    "status", "deadlines", "misfits",
)  # fmt: skip


def case_rows(
    conn: sqlite3.Connection, case_ids: Collection[str] | None = None
) -> Iterator[dict[str, Any]]:
    """Yield the cases that are there, by id: `id`, `ref`, `order`, then a tuple for each table."""
    for case_id, *order in conn.execute(f"{_select(BY_NAME['orders'])} ORDER BY id"):
        if case_ids is None or case_id in case_ids:
            found = shape_of(BY_NAME["orders"].rows).read(order)
            parts = {name: _rows_of(conn, BY_NAME[name], case_id) for name in _TOLD}
            yield {"id": case_id, "ref": found.ref, "order": found, **parts}


def _rows_of(conn: sqlite3.Connection, table: Table, case_id: str) -> tuple[Any, ...]:
    shape = shape_of(table.rows)
    statement = f"{_select(table)} WHERE {table.case_column} = ?"
    found = (shape.read(row[1:]) for row in conn.execute(statement, (case_id,)))
    return tuple(sorted(found, key=_key))


def _key(row: Any) -> str:
    return str(row.id if hasattr(row, "id") else row.entry_id)


def _select(table: Table) -> str:
    columns = ", ".join((table.case_column, *shape_of(table.rows).columns))
    return f"SELECT {columns} FROM {table.name}"  # noqa: S608 - our own words only
