"""What lies in the evidence folder of a database."""

from __future__ import annotations

from pathlib import Path

from tests.cli.running import Cli


def folder(cli: Cli) -> Path:
    return cli.db.with_name("returns.evidence")


def kept(cli: Cli) -> list[Path]:
    """Every file that is kept under a hash."""
    return sorted(path for path in folder(cli).glob("??/*") if path.is_file())


def everything(cli: Cli) -> list[Path]:
    return sorted(path for path in folder(cli).rglob("*") if path.is_file())
