"""Writes files, imports them, and tells what the records say then."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.cli.running import Answer, Cli


@dataclass
class Importer:
    cli: Cli
    folder: Path

    def write(self, name: str, content: str | bytes) -> str:
        """Write a file and return its path."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return str(path)

    def run(self, *args: str, stdin: str = "") -> Answer:
        return self.cli("import", *args, stdin=stdin)

    def data(self, *args: str) -> dict[str, Any]:
        """Import without asking; the answer's data."""
        answer = self.run("--yes", "--json", *args)
        assert answer.exit_code == 0, answer
        found: dict[str, Any] = answer.data
        return found

    def take(self, name: str, content: str | bytes, *args: str) -> dict[str, Any]:
        """Write a file and import it."""
        return self.data(self.write(name, content), *args)

    def refused(self, name: str, content: str | bytes, *args: str) -> dict[str, Any]:
        """Import what must be refused as bad input; returns the error."""
        answer = self.run("--yes", "--json", self.write(name, content), *args)
        assert answer.exit_code == 2, answer
        assert self.cli.log_size() == 0
        error: dict[str, Any] = json.loads(answer.out)["errors"][0]
        return error

    def show(self, ref: str) -> dict[str, Any]:
        found: dict[str, Any] = self.cli.data("show", ref)
        return found

    def events(self, ref: str) -> list[tuple[str, str]]:
        return [(each["kind"], each["on"]) for each in self.show(ref)["events"]]

    def told(self) -> list[Any]:
        """Everything that the records say of orders, without the ids that differ between runs."""
        numbers = self.cli.query("SELECT number, shop FROM orders ORDER BY shop, number")
        return [_without_ids(self.show(number)) for number, _ in numbers]


_IDS = frozenset(("id", "ref", "target", "order_id", "return_id", "recorded_at", "updated_at"))


# Lists without an order of their own, and what follows from the rest.
_BAGS = frozenset(("items", "parcels", "events"))
_DERIVED = frozenset(("status", "deadlines", "money", "date_unknown", "missing_proof"))


def _without_ids(value: Any) -> Any:
    if isinstance(value, dict):
        plain = {k: _without_ids(v) for k, v in value.items() if k not in _IDS | _DERIVED}
        return {k: _sorted(v) if k in _BAGS else v for k, v in plain.items()}
    if isinstance(value, list):
        return [_without_ids(each) for each in value]
    return value


def _sorted(value: Any) -> Any:
    return sorted(value, key=repr) if isinstance(value, list) else value


def rows(data: dict[str, Any], verdict: str, kind: str = "order") -> list[dict[str, Any]]:
    """The rows of one kind under one verdict."""
    return [row for row in data[verdict] if row["kind"] == kind]


def only(data: dict[str, Any], verdict: str, kind: str = "order") -> dict[str, Any]:
    (row,) = rows(data, verdict, kind)
    return row
