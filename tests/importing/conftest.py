"""The program with a database of its own, and files to import."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import Cli
from tests.importing.importing import Importer


@pytest.fixture
def importer(tmp_path: Path) -> Importer:
    return Importer(Cli(tmp_path / "returns.db"), tmp_path)
