"""A file that is not ours is refused by every command, and not a byte of it changes."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from returnctl.store.migrations import SCHEMA_VERSION
from tests.cli.running import Cli
from tests.slow.disks.foreign import FILES
from tests.slow.tally import Tally

ORDER = "8190123456789012"
READS = (
    ("status",), ("deadlines",), ("show", ORDER), ("why", ORDER), ("next",), ("search", "x"),
    ("summary",), ("history",), ("parcel", "list"), ("evidence", "list", ORDER),
    ("message", "list", ORDER), ("export", "-"), ("calendar", "-"), ("remind", "--dry-run"),
    ("doctor",), ("mark", ORDER), (),
)  # fmt: skip
WRITES = (
    ("add", ORDER, "Hub"), ("mark", ORDER, "kept"), ("edit", ORDER, "--seller", "x"),
    ("rm", ORDER, "--yes"), ("undo", "--yes"), ("redo",), ("parcel", "add", ORDER, "RR123456785CN"),
    ("message", "add", ORDER, "x", "--from", "me"), ("evidence", "add", ORDER, "FILE"),
    ("import", "FILE", "--yes"),
    ("snooze", ORDER), ("remind",), ("track",), ("policy", "adopt", "--all"), ("backup",),
    ("doctor", "--fix"), ("doctor", "--rebuild"), ("doctor", "--clean", "--yes"),
)  # fmt: skip
DATABASE = 7


def state(path: Path) -> tuple[object, ...]:
    """What lies at a path, and beside it: names, kinds, bytes."""
    found: list[object] = []
    for each in sorted(path.parent.rglob("*")):
        data = hashlib.sha256(each.read_bytes()).hexdigest() if each.is_file() else ""
        found.append((str(each), each.lstat().st_mode, each.lstat().st_mtime_ns, data))
    return tuple(found)


def refused(cli: Cli, folder: Path, commands: tuple[tuple[str, ...], ...]) -> list[str]:
    """Run commands on what is there; say which were not refused, or changed something."""
    file = folder / "file.csv"
    file.write_text("Order number,Shop\n8190123456789012,aliexpress\n")
    before = state(cli.db)
    wrong = []
    for args in commands:
        answer = cli(*(str(file) if each == "FILE" else each for each in args))
        if answer.exit_code != DATABASE or "returnctl: " not in answer.err or answer.out:
            wrong.append(f"{args}: {answer}")
        if state(cli.db) != before:
            wrong.append(f"{args}: something changed")
            break
    return wrong


def at(cli: Cli, name: str) -> Cli:
    cli.db.parent.mkdir(parents=True)
    FILES[name](cli.db)
    return cli


@pytest.mark.parametrize("name", ["empty", "text", "Anki", "a folder", "a pipe", "a loop of links"])
def test_a_foreign_file_is_refused_unchanged(cli: Cli, tmp_path: Path, name: str) -> None:
    assert refused(at(cli, name), tmp_path, (READS[0], READS[11], WRITES[0], WRITES[9])) == []


def test_adopting_whatever_opens_is_found_out(cli: Cli) -> None:
    """The control."""
    assert naively_opened(at(cli, "empty").db)


def naively_opened(path: Path) -> bool:
    """Open a file as many programs do, and make tables: whether it was taken."""
    before = path.read_bytes()
    try:
        with closing(sqlite3.connect(path)) as conn:
            conn.execute("CREATE TABLE IF NOT EXISTS things (id TEXT)")
            conn.commit()
    except sqlite3.Error:
        return False
    return path.read_bytes() != before


@pytest.mark.slow
def test_every_foreign_file_is_refused_by_every_command(
    home: Path, tmp_path: Path, tallies: Callable[[Tally], None]
) -> None:
    wrong, tried, taken, regular = [], 0, 0, 0
    for number, name in enumerate(FILES):
        cli = at(Cli(home / str(number) / "returns.db"), name)
        wrong += [f"{name} {each}" for each in refused(cli, tmp_path, READS + WRITES)]
        tried += len(READS + WRITES)
        if cli.db.is_file():
            regular += 1
            taken += naively_opened(cli.db)
    tallies(
        Tally(row="C5", what=f"{len(FILES)} foreign files as database of every command",
              tried=tried, lost=sum("changed" in each for each in wrong),
              torn=sum("changed" not in each for each in wrong),
              control=f"connect and CREATE TABLE: {taken} of {regular} files taken over")
    )  # fmt: skip

    assert wrong == []
    assert taken


def newer(cli: Cli) -> Cli:
    """Records that a later release wrote."""
    cli.add(ORDER, "Hub", "--delivered", "8nov", "--reason", "defective")
    with closing(sqlite3.connect(cli.db)) as conn:
        conn.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
        conn.execute("CREATE TABLE later (id TEXT)")
        conn.commit()
    return cli


def test_records_of_a_later_release_are_not_written(
    cli: Cli, tmp_path: Path, tallies: Callable[[Tally], None]
) -> None:
    wrong = refused(newer(cli), tmp_path, READS + WRITES)
    told = cli("add", ORDER, "Hub").err
    written = naively_opened(cli.db)
    tallies(
        Tally(row="C4", what="a later release's records under every command",
              tried=len(READS + WRITES), torn=len(wrong),
              control=f"connect and CREATE TABLE: {int(written)} of 1 written")
    )  # fmt: skip

    assert wrong == []
    assert written
    assert "needs a newer returnctl" in told
