"""A store of its own for every test."""

from pathlib import Path

import pytest

from returnctl.store.store import Store
from tests.cli.conftest import cli
from tests.store.records import a_store

__all__ = ["cli"]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return a_store(tmp_path / "r.db")
