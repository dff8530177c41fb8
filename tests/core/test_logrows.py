"""A log on its way to another machine: what returnctl could not have written is refused."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

import pytest

from returnctl.core.entries import FORMAT_VERSION, Book, Command, Entry, LogRow, Purge
from returnctl.core.errors import Refused
from returnctl.core.logrows import check_schema, read_row, row_data, section_of

BODY = "name = 'shop'"
ENTRY = Entry(
    "e1", "case", "c1", "event", "case", "user", "device", "2026-11-21T11:00:00Z",
    {"event": "shipped", "on": "2026-11-01"},
)  # fmt: skip
ROWS: list[tuple[str, LogRow]] = [
    ("rulebooks", Book(sha256(BODY.encode()).hexdigest(), "pack", "shop", BODY)),
    ("commands", Command("c1", "add", "device", "2026-11-21T11:00:00Z")),
    ("purges", Purge("case", "2026-11-21T11:00:00Z")),
    ("log", ENTRY),
]


def refusal(section: str, data: Any) -> Refused:
    with pytest.raises(Refused) as found:
        read_row(section, data, file="other.json")
    return found.value


def entry(**changed: Any) -> dict[str, Any]:
    return {**row_data(ENTRY), **changed}


@pytest.mark.parametrize(("section", "row"), ROWS)
def test_a_row_comes_back_as_it_went(section: str, row: LogRow) -> None:
    assert section_of(row) == section
    assert read_row(section, row_data(row), file="other.json") == row


def test_an_entry_is_an_object_of_its_fields() -> None:
    assert row_data(ENTRY) == {
        "id": "e1", "case_id": "case", "command_id": "c1", "kind": "event", "target": "case",
        "source": "user", "device": "device", "recorded_at": "2026-11-21T11:00:00Z",
        "data": {"event": "shipped", "on": "2026-11-01"}, "version": 1,
    }  # fmt: skip


@pytest.mark.parametrize("data", [{"id": "e1"}, entry(more=1), [], "text", None])
def test_a_row_of_other_fields_is_refused(data: Any) -> None:
    found = refusal("log", data)

    assert str(found) == "other.json is damaged: a row of its log has other fields than ours."
    assert found.hint == "Export it again. Nothing was changed."


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", 1), ("id", None), ("target", "half \ud83d"), ("target", "\udfff"),
        ("version", "1"), ("version", True), ("version", 0), ("version", -1), ("version", 2**31),
        ("data", []), ("data", "text"), ("data", {"a": "\ud800"}), ("data", {"\udc00": 1}),
        ("data", {"a": {"b": ["c", "\ud800"]}}),
    ],
)  # fmt: skip
def test_a_field_that_cannot_be_read_is_named(field: str, value: object) -> None:
    assert str(refusal("log", entry(**{field: value}))) == (
        f'other.json is damaged: "{field}" of a row of its log cannot be read.'
    )


@pytest.mark.parametrize(
    "data", [{}, {"a": None, "b": [1, 2.5, True]}, {"ü": "👍", "c": {"d": ["\ud7ff", "\ue000"]}}]
)
def test_any_value_that_json_and_utf_8_can_say_is_taken(data: dict[str, Any]) -> None:
    found = read_row("log", entry(data=data), file="other.json")

    assert isinstance(found, Entry)
    assert found.data == data


@pytest.mark.parametrize("version", [FORMAT_VERSION + 1, 2**31 - 1])
def test_an_entry_of_a_later_release_asks_for_an_upgrade(version: int) -> None:
    found = refusal("log", entry(version=version))

    assert str(found) == "other.json was written by a newer returnctl."
    assert found.hint == "Upgrade it. Nothing was changed."


def test_a_rulebook_is_held_against_its_hash() -> None:
    found = refusal("rulebooks", row_data(Book("0123456789abcdef", "pack", "shop", BODY)))

    assert str(found) == "other.json is damaged: rulebook 0123456789ab does not match its hash."


def test_our_schema_passes() -> None:
    check_schema("returnctl-log/1", file="other.json")


@pytest.mark.parametrize(
    ("schema", "says"),
    [
        ("returnctl-log/2", "other.json was written by a newer returnctl."),
        ("other/1", "other.json is damaged: it does not say its schema."),
        (None, "other.json is damaged: it does not say its schema."),
        (1, "other.json is damaged: it does not say its schema."),
    ],
)
def test_another_schema_is_refused(schema: object, says: str) -> None:
    with pytest.raises(Refused) as found:
        check_schema(schema, file="other.json")
    assert str(found.value) == says
