"""Makes docs/reliability.md from what the harnesses counted.

    python -m pytest -n 2 -m slow --tallies tests/slow/results
    python -m scripts.make_reliability_page

The rows are those of tests/slow/matrix.toml, the figures those of tests/slow/results, which only a
harness writes.
"""

import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from tests.slow.tally import RESULTS, Tally

ROOT: Final = Path(__file__).parents[1]
PAGE: Final = ROOT / "docs" / "reliability.md"
MATRIX: Final = ROOT / "tests" / "slow" / "matrix.toml"

_HEAD: Final = """\
# Reliability: what was tried, and what was lost

<!-- Made by `python -m scripts.make_reliability_page` from what the harnesses counted. -->

Each row of the matrix is something that goes wrong for programs like this one. For rows with
figures, a harness under `tests/slow` did it on purpose, many times, to the real program:

- **lost**: something that returnctl had answered for was gone afterwards.
- **torn**: the records were neither those before nor those after, or a file was half written.
- **leaked**: a secret, a stranger's escape code or another file's bytes came out where they must
  not, or a file was left behind that nobody finds.
- **the control** is the same harness on a variant that is wrong on purpose: had it found nothing
  there, its zeros would mean nothing.

Rows without figures are held by the tests that are named; most of them run on every commit. *Open*
is what was not shown yet. What is not defended is told in [THREATS.md](../THREATS.md).

To run all harnesses again and make this page anew (149 tests, 53 minutes on two cores):

```sh
.venv/bin/python -m pytest -n 2 -m slow --tallies tests/slow/results
.venv/bin/python -m scripts.make_reliability_page
```
"""
_PARTS: Final = {
    "A": "What was saved stays",
    "B": "Several at once",
    "C": "Records, migrations, backups",
    "D": "Text of strangers",
    "E": "The network",
    "F": "Files of strangers",
    "G": "Secrets, and what we are made of",
    "H": "Days and surroundings",
}
_COUNTED: Final = (
    "| row | what was tried | tried | lost | torn | leaked | the control |\n"
    "|---|---|--:|--:|--:|--:|---|\n"
)
_HELD: Final = "| row | what can go wrong | held by | open |\n|---|---|---|---|\n"


def page(matrix: dict[str, dict[str, Any]], tallies: Sequence[Tally]) -> str:
    """Return the page: per part a table of figures, and one of the rows and their tests."""
    counted = {row: [each for each in tallies if each.row == row] for row in matrix}
    parts = "".join(_part(letter, matrix, counted) for letter in _PARTS)
    return f"{_HEAD}\n{_summary(tallies)}{parts}"


def _summary(tallies: Sequence[Tally]) -> str:
    tried = sum(each.tried for each in tallies)
    lost, torn, leaked = (
        sum(getattr(each, name) for each in tallies) for name in ("lost", "torn", "leaked")
    )
    return (
        f"Altogether {tried:,} tries in {len(tallies)} harnesses: {lost} lost, {torn} torn, "
        f"{leaked} leaked.\n"
    )


def _part(letter: str, matrix: dict[str, dict[str, Any]], counted: dict[str, list[Tally]]) -> str:
    rows = [row for row in matrix if row[0] == letter]
    figures = "".join(line for row in rows for line in _figures(counted[row]))
    held = "".join(_held(row, matrix[row]) for row in rows)
    table = f"{_COUNTED}{figures}\n" if figures else ""
    return f"\n## {letter}. {_PARTS[letter]}\n\n{table}{_HELD}{held}"


def _held(row: str, found: dict[str, Any]) -> str:
    cells = (row, found["fault"], _named(found["tests"]), found.get("open", ""))
    return "| " + " | ".join(cells) + " |\n"


def _figures(tallies: Sequence[Tally]) -> Iterator[str]:
    for each in sorted(tallies, key=lambda tally: tally.what):
        cells = (each.row, each.what, f"{each.tried:,}", each.lost, each.torn, each.leaked,
                 each.control)  # fmt: skip
        yield "| " + " | ".join(str(cell).replace("|", "\\|") for cell in cells) + " |\n"


def _named(tests: Sequence[str]) -> str:
    return ", ".join(f"`{test}`" for test in tests)


def made() -> str:
    """Return the page as it should be."""
    matrix = tomllib.loads(MATRIX.read_text(encoding="utf-8"))
    return page(matrix, [Tally.read(path) for path in sorted(RESULTS.glob("*.json"))])


if __name__ == "__main__":
    PAGE.write_text(made(), encoding="utf-8")
