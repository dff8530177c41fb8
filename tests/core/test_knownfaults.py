"""Releases that do harm: known by their numbers, to the last one that has the fault."""

from __future__ import annotations

import pytest

from returnctl.core.knownfaults import faults_of, resets_wal, version_of


@pytest.mark.parametrize(
    ("text", "numbers"),
    [("4.2.1rc1", (4, 2, 1)), ("3", (3,)), ("10.0", (10, 0)), ("unknown", ()), ("", ())],
)
def test_a_version_is_its_numbers(text: str, numbers: tuple[int, ...]) -> None:
    assert version_of(text) == numbers


@pytest.mark.parametrize(
    ("version", "does"),
    [
        ((3, 6, 23), False), ((3, 7), True), ((3, 7, 0), True), ((3, 44, 5), True),
        ((3, 44, 6), False), ((3, 44, 9), False), ((3, 45), True), ((3, 45, 0), True),
        ((3, 50, 6), True), ((3, 50, 7), False), ((3, 50, 8), False), ((3, 51), True),
        ((3, 51, 2), True), ((3, 51, 3), False), ((4, 0), False),
    ],
)  # fmt: skip
def test_the_wal_fault_is_mended_in_two_older_series_and_from_one_release_on(
    version: tuple[int, ...], does: bool
) -> None:
    assert resets_wal(version) is does


@pytest.mark.parametrize(
    ("library", "version", "does"),
    [
        ("SQLite", "3.36.9", ("knows no STRICT tables",)),
        ("SQLite", "3.37.0", ()),
        ("sqlite-utils", "2.99", ()),
        ("sqlite-utils", "3.0", ("brings deleted rows back",)),
        ("sqlite-utils", "3.39.0", ("brings deleted rows back",)),
        ("sqlite-utils", "3.39.1", ()),
        ("sqlite-utils", "4.2", ("cannot be loaded everywhere",)),
        ("sqlite-utils", "4.2.0", ("cannot be loaded everywhere",)),
        ("sqlite-utils", "4.2.1", ()),
        ("typer", "0.22.9", ("prints local values when a program crashes",)),
        ("typer", "0.23", ()),
        ("another", "0.1", ()),
        ("typer", "nobody knows", ()),
    ],
)
def test_each_fault_is_told_of_the_releases_that_have_it(
    library: str, version: str, does: tuple[str, ...]
) -> None:
    assert faults_of(library, version) == does
