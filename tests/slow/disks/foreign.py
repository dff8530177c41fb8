"""Files that are not ours, at the place where the records should be."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Final

Make = Callable[[Path], None]


def bytes_of(data: bytes) -> Make:
    def make(path: Path) -> None:
        path.write_bytes(data)

    return make


def database(*statements: str, application: int = 0, version: int = 0) -> Make:
    """A whole database of another program."""

    def make(path: Path) -> None:
        with closing(sqlite3.connect(path)) as conn:
            conn.execute(f"PRAGMA application_id = {application}")
            conn.execute(f"PRAGMA user_version = {version}")
            for each in statements or ("CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT)",):
                conn.execute(each)
            conn.commit()

    return make


def wal(path: Path) -> None:
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("PRAGMA journal_mode = WAL")
        conn.execute("CREATE TABLE moz_places (id INTEGER PRIMARY KEY, url TEXT)")
        conn.commit()


def look_alike(path: Path) -> None:
    """Tables of our names, and not our mark."""
    names = ("log", "commands", "orders", "deadlines", "refs")
    database(*(f"CREATE TABLE {name} (id TEXT)" for name in names))(path)


def torn_header(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\0" + b"\0" * 84)


def linked(target: str) -> Make:
    return lambda path: path.symlink_to(target)


FILES: Final[Mapping[str, Make]] = {
    "empty": bytes_of(b""),
    "one byte": bytes_of(b"S"),
    "fifteen bytes": bytes_of(b"SQLite format 3"),
    "a header alone": bytes_of(b"SQLite format 3\0"),
    "a torn header": torn_header,
    "text": bytes_of(b"My returns\n==========\n"),
    "a spreadsheet": bytes_of(b"order,shop,item\n8190123456789012,aliexpress,Hub\n"),
    "JSON": bytes_of(b'{"schema": "returnctl/1", "data": []}\n'),
    "a zip": bytes_of(b"PK\x03\x04" + b"\0" * 200),
    "a picture": bytes_of(b"\xff\xd8\xff\xe0" + b"\0" * 500),
    "a PDF": bytes_of(b"%PDF-1.7\n%\xe2\xe3\n" * 9),
    "zeros": bytes_of(b"\0" * 8192),
    "noise": bytes_of(bytes((each * 197 + 31) % 256 for each in range(20000))),
    "a line of UTF-16": bytes_of("Bestellung\n".encode("utf-16")),
    "an ELF": bytes_of(b"\x7fELF\x02\x01\x01" + b"\0" * 100),
    "a mailbox": bytes_of(b"From me@example.org Sat Nov 21 12:00:00 2026\nSubject: x\n\nx\n"),
    "an encrypted database": bytes_of(bytes((each * 89 + 7) % 251 for each in range(16384))),
    "no tables": database("SELECT 1"),
    "notes": database(),
    "Firefox": database("CREATE TABLE moz_places (id INTEGER, url TEXT)", version=75),
    "Firefox, in use": wal,
    "Anki": database("CREATE TABLE col (id INTEGER, crt INTEGER)", version=18),
    "GeoPackage": database(application=0x47504B47, version=10300),
    "Fossil": database(application=252006673),
    "Monotone": database(application=0x5F4D544E),
    "a number near ours": database(application=1),
    "a negative number": database(application=-1),
    "our tables without our mark": look_alike,
    "a folder": lambda path: path.mkdir(),
    "a pipe": os.mkfifo,
    "a loop of links": linked("returns.db"),
    "a link to a device": linked("/dev/null"),
}
