"""Every command, with letters of several scripts in what it is told and what it tells."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Final

from tests.slow.faults.commands import COMMANDS, Command, bench_of
from tests.slow.faults.injecting import Bench
from tests.slow.faults.scene import Scene, empty

HUB: Final = "8190123456789012"
CODE: Final = "RMA20261117-4482"
PARCEL: Final = "EZ4000000004"
TITLE: Final = "Jeløra ☂ 傘 Schirm 1️⃣"
SELLER: Final = "Łódź & Søn Ёлка"
SAID: Final = "Bitte zurückschicken: übermorgen, spätestens ≤ 5 €"
# What must be there where it is there for anybody.
WHOLE: Final = (HUB, CODE, PARCEL, "23.99", TITLE, SELLER, SAID)

LOOKS: Final[tuple[tuple[str, ...], ...]] = (
    (), ("status",), ("status", "--csv"), ("deadlines",), ("show", HUB, "--json"), ("show", HUB),
    ("why", HUB), ("next", HUB), ("history",), ("search", "Schirm"), ("summary",),
    ("parcel", "list"), ("evidence", "list", HUB), ("message", "list", HUB),
    ("message", "draft", HUB), ("doctor",), ("config", "show"), ("policy", "list"),
    ("export", "-"), ("calendar", "-"), ("mark", HUB), ("cron", "show"), ("slip", HUB),
    ("completion", "bash"), ("demo",), ("--help",), ("add",), ("show", "nonsense"), ("rm", HUB),
)  # fmt: skip
# Of the commands that write, those that another one stands for.
LEFT_OUT: Final = frozenset((
    "add, the very first", "edit --same-as", "message rm", "rm --purge", "track --accept",
    "import of a log", "config unset", "doctor --rebuild", "doctor --clean", "export --force",
    "calendar, again", "backup elsewhere", "edit", "export", "casefile", "message add",
    "evidence add", "evidence rm", "parcel rm", "calendar", "add", "slip", "import of an archive",
))  # fmt: skip
TELLS: Final[Mapping[str, Command]] = {
    "add in letters": Command(
        ("add", "8190123456780044", TITLE, "12,40 EUR", f"--seller={SELLER}")
    ),
    "edit in letters": Command(("edit", "REF", f"--note={SAID}", f"--seller={SELLER}")),
    "message in letters": Command(("message", "add", "REF", SAID, "--from", "seller")),
    "evidence of a name": Command(("evidence", "add", "REF", "傘 ø.jpg", f"--note={SAID}")),
    "export to a name": Command(("export", "out/傘 ø.json")),
    "casefile to a name": Command(("casefile", "REF", "--out", "out/傘 ø.zip")),
}


def scene(folder: Path) -> Scene:
    """A case under way in all its letters, and one to be removed."""
    made = empty(folder)
    (folder / "傘 ø.jpg").write_bytes(b"\xff\xd8\xff a photo of an umbrella")
    ref = made.add(HUB, TITLE, "23.99 EUR", "--delivered", "2026-11-08", "--requested",
                   "2026-11-12", "--did", "approved=2026-11-17", "--code", CODE, "--reason",
                   "defective", f"--seller={SELLER}")  # fmt: skip
    other = made.add("8190123456780042", "Cable", "3.10 EUR", "--delivered", "2026-11-09")
    for number, case in enumerate((ref, other)):
        photo = folder / f"photo-{number}.jpg"
        photo.write_bytes(b"a photo" * (100 + number))
        made.run("evidence", "add", case, str(photo))
    made.run("message", "add", ref, SAID, "--from", "seller")
    made.run("parcel", "add", ref, PARCEL, "--return")
    return Scene(folder, ref, other)


def calls(folder: Path, stock: Scene) -> dict[str, Bench]:
    """Return every call by its name, with the records it starts from; files by their whole path."""
    found = {
        name: bench_of(command, folder / name.replace(" ", "-"), stock)
        for name, command in {**COMMANDS, **TELLS}.items()
        if name not in LEFT_OUT
    }
    looking = bench_of(Command(()), folder / "look", stock)
    for args in LOOKS:
        found[f"look: {' '.join(args)}"] = Bench(
            looking.master, looking.place, ["-m", "returnctl", *args], looking.env
        )
    return found


def words(bench: Bench) -> list[str]:
    """Return the words of a call, with files by their whole path: its folder may be gone."""
    return [_whole(each, bench.place) for each in bench.args[2:]]


def _whole(word: str, place: Path) -> str:
    is_file = word.startswith("out/") or (bool(word) and (place / word).is_file())
    return str(place / word) if is_file and "/../" not in word else word


def text_of(out: bytes, encoding: str) -> str:
    """Return an output as somebody reads it: what could not be encoded is there by its number."""
    try:
        text = out.decode(encoding)
    except UnicodeDecodeError:
        text = out.decode("latin-1")  # an answer in bytes of its own, as CSV and JSON are
    return _in_letters(text) + _in_letters(out.replace(b"\0", b"").decode("utf-8", "replace"))


def _in_letters(text: str) -> str:
    for form in (r"\\U([0-9a-f]{8})", r"\\u([0-9a-f]{4})", r"\\x([0-9a-f]{2})"):
        text = re.sub(form, lambda each: chr(int(each[1], 16)), text)
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def recorded(db: Path) -> frozenset[str]:
    """Return every text of the log."""
    if not db.exists():
        return frozenset()
    with closing(sqlite3.connect(db)) as conn:
        return frozenset(
            text for (data,) in conn.execute("SELECT data FROM log") for text in _texts(data)
        )


def _texts(data: str) -> Iterator[str]:
    waiting: list[object] = [json.loads(data)]
    while waiting:
        each = waiting.pop()
        if isinstance(each, dict):
            waiting += each.values()
        elif isinstance(each, list):
            waiting += each
        elif isinstance(each, str):
            yield each
