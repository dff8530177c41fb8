"""Full-text search: the words of every case, in a table that an FTS5 index stands on.

The index keeps no text of its own (external content); it is told of each row that comes and goes.
Words match by their beginnings, without case and accents; all of them must be there.
"""

import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from returnctl.core.case import Case

DDL: Final = (
    """CREATE TABLE search_texts (
    id INTEGER PRIMARY KEY, case_id TEXT NOT NULL, body TEXT NOT NULL
) STRICT""",
    "CREATE INDEX search_texts_case ON search_texts (case_id)",
    """CREATE VIRTUAL TABLE search_index USING fts5(
    body, content='search_texts', content_rowid='id', tokenize='unicode61 remove_diacritics 2'
)""",
)
DROPS: Final = ("DROP TABLE IF EXISTS search_index", "DROP TABLE IF EXISTS search_texts")


def words_of(case: Case) -> str:
    """Return the words by which a case is found."""
    return "\n".join(dict.fromkeys(_texts(case)))


def add(conn: sqlite3.Connection, words: Mapping[str, str]) -> None:
    """Put the words of cases into the index, by their ids."""
    newest = conn.execute("SELECT coalesce(max(id), 0) FROM search_texts").fetchone()[0]
    rows = [(newest + n, *each) for n, each in enumerate(words.items(), start=1)]
    conn.executemany("INSERT INTO search_texts (id, case_id, body) VALUES (?, ?, ?)", rows)
    conn.executemany(
        "INSERT INTO search_index (rowid, body) VALUES (?, ?)",
        ((row_id, body) for row_id, _, body in rows),
    )


def forget(conn: sqlite3.Connection, case_id: str) -> None:
    """Take the words of a case out of the index."""
    rows = conn.execute("SELECT id, body FROM search_texts WHERE case_id = ?", (case_id,))
    for row in rows.fetchall():
        conn.execute(
            "INSERT INTO search_index (search_index, rowid, body) VALUES ('delete', ?, ?)", row
        )
    conn.execute("DELETE FROM search_texts WHERE case_id = ?", (case_id,))


def optimize(conn: sqlite3.Connection) -> None:
    """Merge the index into one piece, so that nothing of a forgotten row is left in it."""
    conn.execute("INSERT INTO search_index (search_index) VALUES ('optimize')")


def search(conn: sqlite3.Connection, text: str, *, limit: int | None = None) -> list[str]:
    """Return the cases that hold all words of a text, the best match first; at most `limit`."""
    words = re.findall(r"\w+", text)
    if not words:
        return []
    query = " AND ".join(f'"{word}"*' for word in words)
    rows = conn.execute(
        "SELECT search_texts.case_id FROM search_index "
        "JOIN search_texts ON search_texts.id = search_index.rowid "
        "WHERE search_index MATCH ? ORDER BY rank, search_texts.id LIMIT ?",
        (query, -1 if limit is None else limit),
    )
    return [str(case_id) for (case_id,) in rows]


def _texts(case: Case) -> Iterator[str]:
    order = case.order
    yield from _known(order.shop, order.seller, order.number, order.site, order.category)
    yield from _known(order.note, order.url)
    for item in case.items:
        yield item.title
    for each in case.returns:
        yield from _known(each.code, each.reason, each.return_to, each.note)
    for parcel in case.parcels:
        yield from _known(parcel.number, parcel.carrier)
    for proof in case.evidence:
        yield from _known(proof.name, proof.note)
    for said in case.messages:
        yield said.text
    for event in case.events:
        yield from _known(event.code, event.reason, event.note)


def _known(*texts: str | None) -> Iterable[str]:
    return (text for text in texts if text)
