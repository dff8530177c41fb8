"""Each story is told again from its commands; every word of the answers must be the one written."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import Cli
from tests.stories.telling import steps, told_again

STORIES = sorted(Path(__file__).parent.glob("*.story"))


def test_there_are_the_six_of_the_specification() -> None:
    assert [path.stem[0] for path in STORIES] == list("abcdef")


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_a_story_is_told_as_it_is_written(path: Path, home: Path) -> None:
    text = path.read_text("utf-8")
    assert len(list(steps(text))) >= 5
    assert told_again(text, Cli(home / "returns.db")) == text
