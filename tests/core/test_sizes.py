"""Sizes of files, as people say them."""

from __future__ import annotations

import pytest

from returnctl.core.sizes import files_text, size_text


@pytest.mark.parametrize(
    ("size", "says"),
    [
        (0, "0 bytes"), (1, "1 byte"), (2, "2 bytes"), (999, "999 bytes"),
        (1000, "1.0 kB"), (1500, "1.5 kB"), (9940, "9.9 kB"), (10_000, "10 kB"),
        (999_000, "999 kB"), (1_000_000, "1.0 MB"), (3_400_000, "3.4 MB"),
        (2_000_000_000, "2.0 GB"), (7_000_000_000_000, "7.0 TB"), (10**16, "10000 TB"),
    ],
)  # fmt: skip
def test_a_size_has_two_figures_and_its_unit(size: int, says: str) -> None:
    assert size_text(size) == says


@pytest.mark.parametrize(
    ("number", "says"),
    [(0, "0 files, 812 bytes"), (1, "1 file, 812 bytes"), (2, "2 files, 812 bytes")],
)
def test_files_are_counted_before_their_size(number: int, says: str) -> None:
    assert files_text(number, 812) == says
