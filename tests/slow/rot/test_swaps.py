"""Evidence whose name changes its meaning while it is copied: one file's bytes, and no other's."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from returnctl.core.errors import Refused
from returnctl.store.evidence.folder import EvidenceFolder
from tests.slow.tally import Tally

SECRET = b"S" * 3000
CONTENTS = (b"A" * 1000, b"B" * 200_000)


@dataclass
class Swapping:
    count: int = 0


@contextmanager
def swapped(folder: Path) -> Iterator[Swapping]:
    """Put one file, another, and a link to a secret under one name, in turn, without a pause."""
    done, swapping = threading.Event(), Swapping()
    (folder / "secret").write_bytes(SECRET)
    (folder / "name").write_bytes(CONTENTS[0])

    def swap() -> None:
        fresh = folder / "fresh"
        while not done.is_set():
            swapping.count += 1
            if swapping.count % 3:
                fresh.write_bytes(CONTENTS[swapping.count % 2])
            else:
                fresh.symlink_to("secret")
            fresh.replace(folder / "name")

    thread = threading.Thread(target=swap)
    thread.start()
    try:
        yield swapping
    finally:
        done.set()
        thread.join()


def naive(folder: Path) -> bytes:
    """The control: look whether it is a link, and then copy what the name means by then."""
    name = folder / "name"
    if name.is_symlink():
        return b""
    shutil.copyfile(name, folder / "copy")
    return (folder / "copy").read_bytes()


def wrong(swaps: int, folder: Path) -> tuple[int, int, int, int]:
    """Copy until so many swaps were made; count copies, secrets, mixtures, and naive mistakes."""
    shelf, kept = EvidenceFolder(folder / "r.db"), set[str]()
    copied = mistakes = 0
    with swapped(folder) as swapping:
        while swapping.count < swaps or not copied:
            try:
                with shelf.copies([folder / "name"]) as copies:
                    shelf.keep(copies[0])
                    kept.add(copies[0].sha256)
                copied += 1
            except Refused:
                pass
            mistakes += naive(folder) not in (b"", *CONTENTS)
    found = [path.read_bytes() for path in shelf.path.glob("??/*")]
    leaked = sum(SECRET in each for each in found)
    return copied, leaked, sum(each not in CONTENTS for each in found) - leaked, mistakes


def test_a_few_swaps_fool_nobody(tmp_path: Path) -> None:
    assert wrong(300, tmp_path)[1:3] == (0, 0)


@pytest.mark.slow
def test_ten_thousand_swaps_fool_nobody(tmp_path: Path, tallies: Callable[[Tally], None]) -> None:
    copied, leaked, torn, mistakes = wrong(10_000, tmp_path)
    what = f"swaps of a file, another and a link while {copied:,} copies were taken"
    tallies(Tally(row="F4", what=what, tried=10_000, torn=torn, leaked=leaked,
                  control=f"look first, copy then: {mistakes} copies of the secret"))  # fmt: skip
    assert (leaked, torn) == (0, 0)
    assert copied > 100
    assert mistakes > 0
