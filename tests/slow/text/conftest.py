"""Records full of strangers' text, made once for each size that a test asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.cli.running import BERLIN, Cli, process_env
from tests.home_trap import point_home_at
from tests.slow.text.infested import EARLIER, Planted, plant
from tests.slow.text.screen import Screen, screen
from tests.slow.text.strings import NAMED, random_strings


class Ground(NamedTuple):
    """A home, the program in it, and the cases that were planted."""

    home: Path
    cli: Cli
    planted: list[Planted]

    @contextmanager
    def screen(self) -> Iterator[Screen]:
        """A terminal of this home."""
        env = process_env(self.home, RETURNCTL_DB=str(self.cli.db))
        with screen(env) as found:
            yield found


@pytest.fixture(scope="session")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], Ground]:
    """Give records with so many texts: named ones first, then random ones."""

    @cache
    def make(number: int) -> Ground:
        home = tmp_path_factory.mktemp("strangers")
        (home / "files").mkdir()
        cli = Cli(home / "records" / "returns.db", dict(BERLIN), EARLIER)
        texts = [*NAMED.values(), *random_strings(number, seed=number)][:number]
        with pytest.MonkeyPatch.context() as patch:
            point_home_at(home, patch)
            return Ground(home, cli, plant(cli, home / "files", texts))

    return make
