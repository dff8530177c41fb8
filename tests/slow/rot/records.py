"""Records that have something of everything, and what they say when nothing is wrong."""

from __future__ import annotations

import io
import shutil
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from returnctl.actions.desk import Desk
from returnctl.actions.doctor import doctor
from returnctl.actions.export import ExportRequest, export
from returnctl.actions.rulebook import Rulebooks
from returnctl.core.errors import ReturnctlError
from returnctl.store.store import Store
from tests.cli.running import Cli
from tests.slow.model import machine

_SAID = ("The seller says that the hub was sent on Tuesday.", "No answer since.", "Photo enclosed.")


def a_desk(path: Path) -> Desk:
    """A desk that reads the kept rules anew: they may be what is damaged."""
    rules = Rulebooks(lambda *_: None)
    desk = machine.a_desk(path)
    store = Store(path, derive=rules.deadlines, device=lambda: "laptop", clock=lambda: machine.NOW)
    return replace(desk, store=store, rules=lambda: rules)


def make(folder: Path) -> Path:
    """Write records of a few cases with evidence, money and messages; return the database."""
    folder.mkdir(parents=True, exist_ok=True)
    cli = Cli(folder / "returns.db")
    for number, title in enumerate(("USB-C hub", "Kettle", "Jacket")):
        ref = cli.add(f"819012345678000{number}", title, f"2{number}.99 EUR", "--delivered",
                      "8nov", "--reason", "defective", "--paid-with", "visa")  # fmt: skip
        photo = folder / "photo.jpg"
        photo.write_bytes(bytes(range(256)) * 8 + bytes([number]))
        cli.ok("evidence", "add", ref, str(photo))
        photo.unlink()
        cli.ok("message", "add", ref, "--from", "seller", _SAID[number])
        cli.ok("mark", ref, "requested", "--on", "10nov")
        cli.ok("mark", ref, "money-in", "--amount", "5.00 EUR", "--on", "15nov")
    return cli.db


def copied(db: Path, place: Path) -> Path:
    """Copy a database that nobody has open, with its evidence."""
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(db.parent, place)
    return place / db.name


def exported(desk: Desk) -> bytes | None:
    """Everything that the records say; None where they are refused in a sentence."""
    out = io.BytesIO()
    try:
        export(ExportRequest(format="json"), desk, pipe=out)
    except ReturnctlError:
        return None
    return out.getvalue()


def complaints(desk: Desk) -> list[Any]:
    """What `doctor` finds wrong with the file and the evidence."""
    try:
        view = doctor(desk, desk.store.path.with_name("packs"))
    except ReturnctlError as error:
        return [error]
    beside = ("backups", "time zone", "libraries", "Python", "clock")
    return [e for e in view.checks if e.verdict not in ("ok", "note") and e.check not in beside]
