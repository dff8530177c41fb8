"""Records of two cases, one with a piece of evidence, and the backups that are made of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.backup.records import Kept
from tests.cli.running import Cli


@pytest.fixture
def kept(home: Path, tmp_path: Path) -> Kept:
    """A hub that does not work, with a photo of it."""
    cli = Cli(home / "records" / "returns.db")
    order = ("8190123456789012", "USB-C hub", "23.99 EUR", "--delivered", "8nov")
    ref = cli.add(*order, "--reason", "defective")
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(b"a photo of the hub")
    cli.ok("evidence", "add", ref, str(photo))
    return Kept(cli, ref)
