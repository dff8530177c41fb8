"""A case to prove something of, and files to prove it with."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.running import Cli

File = Callable[..., Path]


@pytest.fixture
def cli(home: Path) -> Cli:
    """The program on a path where nothing has been recorded yet."""
    return Cli(home / "records" / "returns.db")


@pytest.fixture
def hub(cli: Cli) -> str:
    """The ref of a hub that does not work."""
    order = ("8190123456789012", "USB-C hub", "23.99 EUR", "--delivered", "8nov")
    return cli.add(*order, "--reason", "defective", "--paid-with", "visa")


@pytest.fixture
def file(tmp_path: Path) -> File:
    """Write a file of a name with some bytes in it."""

    def write(name: str = "photo.jpg", content: bytes = b"a photo") -> Path:
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return write
