"""The shipped packs lie compiled beside their TOML; what does not fit is never believed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from returnctl.core.digests import digest
from returnctl.packs.book import SourcePack, canonical
from returnctl.packs.shelf import COMPILED, compiled_bodies, shipped_texts, source_pack
from scripts.make_packs import compiled

TEXT = shipped_texts()["shops/ebay.toml"]
READ = SourcePack.of_toml(TEXT)


def test_what_is_shipped_was_made_from_the_packs_as_they_are() -> None:
    """If not: python -m scripts.make_packs."""
    assert COMPILED.read_text(encoding="utf-8") == compiled()


@pytest.mark.parametrize("file", shipped_texts())
def test_a_compiled_pack_is_the_pack(file: str) -> None:
    text = shipped_texts()[file]

    assert source_pack(text, compiled_bodies(COMPILED)) == SourcePack.of_toml(text)


def test_a_compiled_pack_is_taken_where_it_fits() -> None:
    """Shown by one that says something else: its TOML was not read."""
    other = canonical(shipped_texts()["shops/temu.toml"])

    assert source_pack(TEXT, {digest(TEXT): other}).name == "temu"


def test_a_stale_one_is_ignored() -> None:
    changed = TEXT.replace("[[rule]]", "# changed\n[[rule]]", 1)

    assert source_pack(changed, {digest(TEXT): "{}"}) == SourcePack.of_toml(changed)


@pytest.mark.parametrize(
    "body",
    [None, 7, [], {}, "", "no json", "[]", "7", "null", "{}", '{"name": "ebay"}', "[" * 100_000],
    ids=lambda body: repr(body)[:20],
)
def test_what_is_no_body_is_ignored(body: Any) -> None:
    assert source_pack(TEXT, {digest(TEXT): body}) == READ


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"[]", b"7", b"{", b"[" * 100_000])
def test_a_file_that_is_no_table_is_ignored(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "compiled.json").write_bytes(content)

    assert compiled_bodies(tmp_path / "compiled.json") == {}


def test_no_file_is_no_compiled_pack(tmp_path: Path) -> None:
    assert compiled_bodies(tmp_path / "compiled.json") == {}


def test_the_table_is_plain_json() -> None:
    assert all(isinstance(body, str) for body in json.loads(COMPILED.read_bytes()).values())
