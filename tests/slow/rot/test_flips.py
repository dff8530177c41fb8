"""Bits that rot, and files that are cut: told by `doctor`, or without effect; never a crash."""

from __future__ import annotations

import random
import sqlite3
import zlib
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.slow.rot.records import a_desk, complaints, copied, exported, make
from tests.slow.tally import Tally

FLIPS, SHARES = 2000, 4
MUTATIONS = 1000


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("records") / "whole")


def flip(path: Path, chance: random.Random) -> str:
    """Change one bit or one byte somewhere in the database or its evidence."""
    evidence = sorted((path.parent / "returns.evidence").glob("??/*"))
    target = path if chance.random() < 0.85 or not evidence else chance.choice(evidence)
    data = bytearray(target.read_bytes())
    at = chance.randrange(len(data))
    data[at] ^= chance.choice((1, 2, 4, 8, 16, 32, 64, 128, chance.randrange(1, 256)))
    target.write_bytes(data)
    return f"{target.name[:12]} at {at}"


def outcome(path: Path, whole: bytes) -> str:
    """Say what became of the records: harmless, reported, or changed without a word."""
    desk = a_desk(path)
    told, now = complaints(desk), exported(desk)
    if now is not None and now != whole:
        return "reported" if told else "unseen"
    return "reported" if told or now is None else "harmless"


def naive(path: Path) -> bool:
    """The control: whether SQLite's own check finds something."""
    with closing(sqlite3.connect(path)) as conn:
        try:
            return bool(conn.execute("PRAGMA integrity_check").fetchone() != ("ok",))
        except (sqlite3.DatabaseError, UnicodeDecodeError):
            return True


def flips(db: Path, place: Path, number: int, seed: int) -> tuple[Counter[str], list[str], int]:
    """Flip so often; return the outcomes, what was unseen, and what SQLite alone overlooks."""
    chance, found, unseen, overlooked = random.Random(seed), Counter[str](), list[str](), 0
    whole = exported(a_desk(db))
    assert whole is not None
    for _ in range(number):
        path = copied(db, place)
        where = flip(path, chance)
        became = outcome(path, whole)
        found[became] += 1
        overlooked += became == "reported" and not naive(path)
        if became == "unseen":
            unseen.append(where)
    return found, unseen, overlooked


def test_a_few_flipped_bytes_are_told_or_harmless(db: Path, tmp_path: Path) -> None:
    found, unseen, _ = flips(db, tmp_path / "copy", 12, 1)

    assert unseen == []
    assert found["reported"]


@pytest.mark.slow
@pytest.mark.parametrize("share", range(SHARES))
def test_five_hundred_flipped_bytes_are_told_or_harmless(
    db: Path, tmp_path: Path, share: int, tallies: Callable[[Tally], None]
) -> None:
    found, unseen, overlooked = flips(db, tmp_path / "copy", FLIPS // SHARES, share + 10)
    what = f"bytes flipped in database and evidence, run {share + 1}: {found['reported']} told"
    tallies(Tally(row="C8", what=what, tried=found.total(), lost=len(unseen),
                  control=f"SQLite's integrity_check alone: {overlooked} of {found['reported']} "
                          "overlooked"))  # fmt: skip
    assert unseen == []
    assert overlooked > 0


def mutate(path: Path, chance: random.Random) -> None:
    """Cut the database, or overwrite a piece of it, as a failing disk does."""
    data = bytearray(path.read_bytes())
    at = chance.randrange(len(data))
    size = chance.choice((1, 16, 512, 4096))
    match chance.randrange(4):
        case 0:
            del data[at:]
        case 1:
            data[at : at + size] = bytes(size)
        case 2:
            data[at : at + size] = chance.randbytes(size)
        case _:
            page = chance.randrange(len(data) // 4096) * 4096
            data[at - at % 4096 :][:4096] = data[page : page + 4096]
            data[at - at % 4096 : at - at % 4096 + 4096] = data[page : page + 4096]
    path.write_bytes(data)


def mutations(db: Path, place: Path, number: int, seed: int) -> tuple[int, int, int]:
    """Mutate so often; count changes of the file by reading, values unseen, and naive failures."""
    chance, touched, unseen, failed = random.Random(seed), 0, 0, 0
    whole = exported(a_desk(db))
    assert whole is not None
    for _ in range(number):
        path = copied(db, place)
        mutate(path, chance)
        before = zlib.crc32(path.read_bytes())
        unseen += outcome(path, whole) == "unseen"
        touched += zlib.crc32(path.read_bytes()) != before
        failed += naive_read(path)
    return touched, unseen, failed


def naive_read(path: Path) -> bool:
    """The control: a script that reads the tables ends with an exception."""
    try:
        with closing(sqlite3.connect(path)) as conn:
            for table in ("orders", "items", "events", "deadlines"):
                list(conn.execute(f"SELECT * FROM {table}"))  # noqa: S608
    except (sqlite3.Error, UnicodeDecodeError):
        return True
    return False


def test_a_few_damaged_databases_are_told_and_let_be(db: Path, tmp_path: Path) -> None:
    assert mutations(db, tmp_path / "copy", 8, 1)[:2] == (0, 0)


@pytest.mark.slow
@pytest.mark.parametrize("share", range(2))
def test_hundreds_of_damaged_databases_are_told_and_let_be(
    db: Path, tmp_path: Path, share: int, tallies: Callable[[Tally], None]
) -> None:
    number = MUTATIONS // 2
    touched, unseen, failed = mutations(db, tmp_path / "copy", number, share + 20)
    what = f"databases cut, zeroed and overwritten in places, run {share + 1}"
    tallies(Tally(row="C9", what=what, tried=number, lost=unseen, torn=touched,
                  control=f"a script that reads the tables: {failed} exceptions"))  # fmt: skip
    assert (touched, unseen) == (0, 0)
    assert failed > 0
