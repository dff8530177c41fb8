"""`docs/licences.md`: under which licence everything is that a shopper installs."""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError

import pytest

from scripts.make_licences import PAGE, groups, licence

TEXT = PAGE.read_text(encoding="utf-8")
ROWS = [
    row for row in re.findall(r"^\| (\S+) \| ([^|]+) \| ([^|]*)\|$", TEXT, re.MULTILINE)
    if row[0] != "library"
]  # fmt: skip
# Nothing here asks more of an MIT program that depends on it than to be named (MPL: file by file).
WANTED = {
    "Apache-2.0", "Apache-2.0 OR BSD-3-Clause", "BSD", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT",
    "MIT-0", "MIT-CMU", "MPL-2.0", "PSF-2.0", "Public Domain",
}  # fmt: skip
DIRECT = [(extra, name) for extra, names in groups().items() for name in names]


@pytest.mark.parametrize(("extra", "name"), DIRECT)
def test_each_library_we_name_is_listed_under_its_extra(extra: str, name: str) -> None:
    title = f"## With `returnctl[{extra}]`" if extra else "## Always"
    section = TEXT.partition(title)[2].partition("\n## ")[0]

    assert f"\n| {name} | " in section


@pytest.mark.parametrize("name", sorted({name for _, name in DIRECT}))
def test_the_page_says_what_the_library_says(name: str) -> None:
    try:
        said_there = licence(name)
    except PackageNotFoundError:
        pytest.skip(f"{name} is an extra that is not installed here")

    assert {said for listed, said, _ in ROWS if listed == name} == {said_there}


def test_every_licence_is_one_that_we_may_ship_beside() -> None:
    assert len(ROWS) > len(DIRECT)
    assert {said for _, said, _ in ROWS} <= WANTED
