"""docs/json.md names exactly the fields that the program answers with."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import sys
from typing import TYPE_CHECKING, Any

import pytest

from scripts.console import console
from scripts.make_pages import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scripts.console import Console

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the console is a Linux one")

PAGE = (ROOT / "docs" / "json.md").read_text(encoding="utf-8")
ENVELOPE = ["schema", "command", "as_of", "data", "warnings", "errors"]
SHAPES = {
    "deadlines": "deadlines --all",
    "status": "status",
    "write": 'edit k3f --note "the second one"',
    "why": "why k3f dispute",
    "show": "show k3f",
}
OTHERS = {
    "demo": "demo",
    "mark REF": "mark k3f",
    "next": "next",
    "parcel list": "parcel list k3f",
    "parcel identify": "parcel identify 12-34567-89012",
    "track": "track",
    "evidence verify": "evidence verify",
    "message draft": "message draft k3f",
    "casefile": "casefile k3f",
    "slip": "slip m7p",
    "import": "import orders.csv --dry-run",
    "export": "export all.json",
    "summary": "summary",
    "history": "history",
    "calendar": "calendar returns.ics",
    "remind": "remind --dry-run",
    "remind --upcoming": "remind --upcoming 30",
    "policy list": "policy list",
    "policy check": "policy check pack.toml",
    "config show": "config show",
    "config path": "config path",
    "doctor": "doctor --fix",
    "backup": "backup",
    "restore BACKUP": "restore latest --dry-run",
}


@pytest.fixture(scope="module")
def prepared() -> Iterator[Console]:
    """What all questions are asked about: made once, and copied, for answers may write."""
    with console("2026-11-21") as found:
        (found.home / "pack.toml").write_text('name = "lamps"\n', encoding="utf-8")
        add = 'add 8190123456789012 "USB-C hub" 23,99 --delivered 8nov --reason defective'
        found.run(shlex.split(add))
        found.run(shlex.split('add 8190123456780042 "LED strip" --code RMA20261117-4482'))
        table = "Order ID,Title,Price\n12-34567-89012,Lamp,7.00\n"
        (found.home / "orders.csv").write_text(table, encoding="utf-8")
        (found.home / "hub.jpg").write_bytes(b"\xff\xd8\xff a small picture")
        found.run(["evidence", "add", "k3f", "hub.jpg"])
        found.run(["parcel", "add", "k3f", "RR473124829SE"])
        found.run(["doctor", "--fix"])
        yield found


@pytest.fixture
def screen(prepared: Console) -> Iterator[Console]:
    with console("2026-11-21") as found:
        shutil.copytree(prepared.home, found.home, dirs_exist_ok=True)
        found._drawn = prepared._drawn  # ids go on where those of the records end
        yield found


def answer(screen: Console, line: str) -> dict[str, Any]:
    envelope = json.loads(screen.run([*shlex.split(line), "--json"]).out)
    assert isinstance(envelope, dict)
    return envelope


def first(data: Any) -> dict[str, Any]:
    found = data[0] if isinstance(data, list) else data
    assert isinstance(found, dict)
    return found


def listed(name: str) -> set[str]:
    (table,) = re.findall(rf"<!-- fields: {name} -->\n(.*?)\n\n", PAGE, re.DOTALL)
    cells = [row.split("|")[1] for row in table.splitlines()[2:]]
    return {field for cell in cells for field in re.findall(r"`(\w+)`", cell)}


@pytest.mark.parametrize("name", SHAPES)
def test_the_fields_of_an_answer_are_those_on_the_page(screen: Console, name: str) -> None:
    fields = set(first(answer(screen, SHAPES[name])["data"]))
    if name == "why":
        fields -= listed("deadlines")

    assert fields == listed(name)


@pytest.mark.parametrize("name", OTHERS)
def test_the_fields_of_the_other_answers_are_on_the_page(screen: Console, name: str) -> None:
    (row,) = re.findall(rf"^\| `{name}`.*$", PAGE, re.MULTILINE)
    if name == "demo":
        row += "`deadlines` `status`"

    assert [
        each for each in first(answer(screen, OTHERS[name])["data"]) if f"`{each}`" not in row
    ] == []


@pytest.mark.parametrize("line", [*SHAPES.values(), *OTHERS.values(), "", "show xyz", "add"])
def test_the_envelope_is_always_the_same(screen: Console, line: str) -> None:
    envelope = answer(screen, line)

    assert list(envelope) == ENVELOPE
    assert [field for field in ENVELOPE if f"| `{field}` |" not in PAGE] == []
    assert (envelope["data"] is None) == bool(envelope["errors"])
