"""Small questions to the projections: is there anything, how many, which orders lack a number."""

import sqlite3


def is_empty(conn: sqlite3.Connection) -> bool:
    """Say whether nothing was ever recorded."""
    return conn.execute("SELECT 1 FROM log LIMIT 1").fetchone() is None


def purchases(conn: sqlite3.Connection, *, unwatched: bool = False) -> int:
    """Count the open orders that have neither problem nor return; or those not watched."""
    row = conn.execute(
        "SELECT count(*) FROM status WHERE kind = 'purchase' AND closed = 0 "
        "AND (watched = 0 OR NOT :unwatched)",
        {"unwatched": unwatched},
    )
    return int(row.fetchone()[0])


def unnumbered(conn: sqlite3.Connection, shop: str) -> list[str]:
    """Return the open orders of a shop that have no order number, oldest first."""
    rows = conn.execute(
        "SELECT DISTINCT status.order_id FROM status WHERE status.shop = ? "
        "AND status.order_number IS NULL AND status.closed = 0 ORDER BY status.order_id",
        (shop,),
    )
    return [str(case_id) for (case_id,) in rows]


def twins(conn: sqlite3.Connection) -> list[tuple[str, ...]]:
    """Return the cases that share shop and order number, oldest first, group by group."""
    rows = conn.execute(
        "SELECT group_concat(orders.id) FROM orders WHERE orders.number IS NOT NULL "
        "GROUP BY orders.shop, orders.number HAVING count(*) > 1"
    )
    return [tuple(sorted(ids.split(","))) for (ids,) in rows]
