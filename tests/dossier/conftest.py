"""A case with everything in it, told by a seller with bad manners: made once, copied to tests."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.cli.running import Cli
from tests.dossier.making import make_hub


@dataclass(frozen=True)
class Made:
    """Records that are not to be changed, the ref of the case in them, and its files."""

    records: Path
    ref: str
    files: Path


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("hub")
    cli = Cli(folder / "records" / "returns.db")
    return Made(cli.db.parent, make_hub(cli, folder / "files"), folder / "files")


@pytest.fixture
def cli(home: Path) -> Cli:
    return Cli(home / "records" / "returns.db")


@pytest.fixture
def hub(cli: Cli, made: Made) -> str:
    """The ref of a hub that was sent back, disputed, photographed and written about."""
    shutil.copytree(made.records, cli.db.parent)
    return made.ref
