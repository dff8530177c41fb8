"""What a harness counted is kept as it was, also where it is bad."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.slow.tally import RESULTS, Tally


def test_a_tally_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    tally = Tally(row="A2", what="Random kills", tried=9, lost=1, control="autocommit: 3 lost")
    tally.write(tmp_path)

    assert [Tally.read(path) for path in tmp_path.iterdir()] == [tally]


@pytest.mark.parametrize("bad", [{"tried": 0}, {"lost": 1}, {"torn": 1}, {"leaked": 1}], ids=str)
def test_a_tally_is_clean_only_where_something_was_tried_and_nothing_went_wrong(
    bad: dict[str, int],
) -> None:
    good = Tally(row="A2", what="Random kills", tried=5)

    assert good.clean
    assert not replace(good, **bad).clean  # type: ignore[arg-type]


def test_every_tally_that_the_page_shows_is_clean() -> None:
    kept = [Tally.read(path) for path in sorted(RESULTS.glob("*.json"))]

    assert [tally for tally in kept if not tally.clean] == []
