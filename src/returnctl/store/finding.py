"""From what people type to the cases it can mean. What several answers mean is not decided here."""

import json
import re
import sqlite3
from collections.abc import Iterable
from typing import Any, Final

from returnctl.core.safe import is_whole
from returnctl.core.structs import Struct
from returnctl.store.codekey import key_of

_PART: Final = 3  # the fewest characters that a start or an end may have
_MOST: Final = 100  # more starts than that help nobody
_FIELDS: Final = "refs.case_id, refs.return_id, refs.ref, refs.kind, refs.text"
_EXACT_KINDS: Final = "('id', 'number', 'code', 'tracking', 'payment')"


class Match(Struct, frozen=True):
    """A case, or one return of it, that a text can mean, and what of it the text met.

    `kind` is ref, id, number, code, tracking, payment or title; `text` is that code as recorded,
    `title` the items.
    """

    case_id: str
    return_id: str | None
    ref: str
    kind: str
    text: str
    title: str


def find(conn: sqlite3.Connection, text: str, *, titles: bool) -> list[Match]:
    """Return what a text can mean: a ref, else a whole code, else a start or end of one.

    With `titles` also words of the items' titles of open cases, if nothing else goes by the text.
    """
    key = key_of(text)
    if not key or not is_whole(text):
        return []
    found = _refs(conn, text) or _whole(conn, key) or _parts(conn, key)
    if not found and titles:
        found = _titled(conn, text)
    return _distinct(conn, found)


def find_order(conn: sqlite3.Connection, shop: str, number: str) -> str | None:
    """Return the oldest case with that order number of that shop."""
    row = conn.execute(
        "SELECT min(orders.id) FROM refs JOIN orders ON orders.id = refs.case_id "
        "WHERE refs.key = ? AND refs.kind = 'number' AND orders.shop = ?",
        (key_of(number), shop),
    ).fetchone()
    return None if row[0] is None else str(row[0])


def find_payment(conn: sqlite3.Connection, payment: str) -> tuple[str, str] | None:
    """Return shop and number of the oldest order that was paid with a payment of that number."""
    row = conn.execute(
        "SELECT orders.shop, orders.number FROM refs JOIN orders ON orders.id = refs.case_id "
        "WHERE refs.key = ? AND refs.kind = 'payment' AND orders.number IS NOT NULL "
        "ORDER BY orders.id LIMIT 1",
        (key_of(payment),),
    ).fetchone()
    return None if row is None else (str(row[0]), str(row[1]))


def find_parcel(conn: sqlite3.Connection, number: str) -> list[tuple[str, str, str, str]]:
    """Return shop, number, ref and the parcel's direction of the orders that have a parcel."""
    rows = conn.execute(
        "SELECT orders.shop, orders.number, orders.ref, parcels.direction FROM refs "
        "JOIN orders ON orders.id = refs.case_id "
        "JOIN parcels ON parcels.case_id = refs.case_id AND refs.text = parcels.number "
        "WHERE refs.key = ? AND refs.kind = 'tracking' ORDER BY orders.id",
        (key_of(number),),
    )
    return [(str(row[0] or ""), str(row[1] or ""), str(row[2] or ""), str(row[3])) for row in rows]


def removed_orders(conn: sqlite3.Connection) -> set[tuple[str, str]]:
    """Return shop and number of the orders that were removed, and whose removal holds."""
    rows = conn.execute(
        "SELECT noted.data ->> 'shop', noted.data ->> 'number' FROM log "
        "JOIN log AS noted ON noted.case_id = log.case_id AND noted.target = log.case_id "
        "WHERE log.kind = 'removed' AND log.target = log.case_id AND noted.kind = 'noted' "
        "AND NOT EXISTS (SELECT 1 FROM undone WHERE undone.command_id = log.command_id "
        "AND undone.case_id = log.case_id)"
    )
    return {(str(shop), str(number)) for shop, number in rows if shop and number}


def same_as(conn: sqlite3.Connection, case_id: str) -> str | None:
    """Return the case to which a removed case was joined, if that holds."""
    row = conn.execute(
        "SELECT data ->> 'same_as' FROM log WHERE case_id = ?1 AND target = ?1 "
        "AND kind = 'removed' AND NOT EXISTS (SELECT 1 FROM undone "
        "WHERE undone.command_id = log.command_id AND undone.case_id = log.case_id) "
        "ORDER BY id DESC LIMIT 1",
        (case_id,),
    ).fetchone()
    return None if row is None or row[0] is None else str(row[0])


def _refs(conn: sqlite3.Connection, text: str) -> list[tuple[Any, ...]]:
    # Not `key_of`: a dash makes it something else than a ref.
    ref = text.strip().upper()
    statement = f"SELECT {_FIELDS} FROM refs WHERE refs.key = ? AND refs.kind = 'ref'"  # noqa: S608
    return conn.execute(statement, (ref,)).fetchall()


def _whole(conn: sqlite3.Connection, key: str) -> list[tuple[Any, ...]]:
    statement = f"SELECT {_FIELDS} FROM refs WHERE refs.key = ? AND refs.kind IN {_EXACT_KINDS}"  # noqa: S608
    return conn.execute(statement, (key,)).fetchall()


def _parts(conn: sqlite3.Connection, key: str) -> list[tuple[Any, ...]]:
    if len(key) < _PART:
        return []
    statement = (
        f"SELECT {_FIELDS} FROM refs WHERE refs.key >= ? AND refs.key < ? "  # noqa: S608
        f"UNION ALL SELECT {_FIELDS} FROM refs WHERE refs.backwards >= ? AND refs.backwards < ? "
        "LIMIT ?"
    )
    last = chr(0x10FFFF)
    ends = (key, key + last, key[::-1], key[::-1] + last)
    return conn.execute(statement, (*ends, _MOST)).fetchall()


def _titled(conn: sqlite3.Connection, text: str) -> list[tuple[Any, ...]]:
    wanted = _words(text)
    rows = conn.execute(
        "SELECT items.case_id, orders.ref, items.title FROM items "
        "JOIN orders ON orders.id = items.case_id WHERE items.case_id IN "
        "(SELECT status.order_id FROM status WHERE status.closed = 0)"
    )
    return [
        (case_id, None, ref, "title", title)
        for case_id, ref, title in rows
        if wanted and wanted <= _words(title)
    ]


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def _distinct(conn: sqlite3.Connection, rows: Iterable[tuple[Any, ...]]) -> list[Match]:
    found: dict[tuple[str, str | None], Match] = {}
    for case_id, return_id, ref, kind, text in rows:
        if (case_id, return_id) not in found:
            title = _title(conn, case_id, return_id)
            found[case_id, return_id] = Match(case_id, return_id, ref, kind, text, title)
    return list(found.values())


def _title(conn: sqlite3.Connection, case_id: str, return_id: str | None) -> str:
    row = conn.execute(
        "SELECT status.items FROM status WHERE status.order_id = ? "
        "ORDER BY status.id = ? DESC, status.id LIMIT 1",
        (case_id, return_id or case_id),
    ).fetchone()
    try:
        return ", ".join(json.loads(row[0])) if row else ""
    except ValueError:
        return ""  # a title helps to choose, no more; doctor tells of the damaged row
