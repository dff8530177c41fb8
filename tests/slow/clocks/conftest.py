"""The program on a path where nothing has been recorded yet."""

from tests.cli.conftest import cli

__all__ = ["cli"]
