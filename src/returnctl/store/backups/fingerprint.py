"""What a database holds that cannot be made anew, in one number: two copies are held together."""

import sqlite3
from hashlib import sha256
from typing import Final, NamedTuple

# Of every release: the first step made these.
SOURCES: Final = {
    "commands": "SELECT id, name, device, recorded_at FROM commands ORDER BY id",
    "rulebooks": "SELECT hash, kind, name, body FROM rulebooks ORDER BY hash",
    "purges": "SELECT case_id, at FROM purges ORDER BY case_id",
    "log": (
        "SELECT id, case_id, command_id, kind, target, source, device, recorded_at, data, version "
        "FROM log ORDER BY case_id, id"
    ),
}


class Fingerprint(NamedTuple):
    """The sources of a database: a hash of all their rows, and how many there are."""

    sha256: str
    entries: int
    commands: int
    cases: int


def fingerprint(conn: sqlite3.Connection) -> Fingerprint:
    """Read every row of the sources."""
    digest, rows = sha256(), dict.fromkeys(SOURCES, 0)
    for name, statement in SOURCES.items():
        digest.update(name.encode())
        for row in conn.execute(statement):
            digest.update(repr(row).encode())
            rows[name] += 1
    cases = int(conn.execute("SELECT count(DISTINCT case_id) FROM log").fetchone()[0])
    return Fingerprint(digest.hexdigest(), rows["log"], rows["commands"], cases)
