"""What the guide to rules and the example pack say is what happens."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import fields

from returnctl.core.circumstances import CONDITION_FIELDS
from returnctl.core.rules import CATEGORIES, SHARED_SLUGS, Form, Pack
from returnctl.packs.fields import FORM_FIELDS, PACK_FIELDS
from returnctl.packs.schema import check
from returnctl.packs.shelf import rulebook
from tests.packs.building import bought, one_of, pack_of

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "rules-shape.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```toml\n(.*?)```", GUIDE, flags=re.DOTALL)
EXAMPLES = ROOT / "examples" / "packs"


@pytest.fixture
def example() -> Pack:
    return pack_of(BLOCKS[0])


def test_the_other_block_of_the_guide_may_follow_it() -> None:
    pack = pack_of("".join(BLOCKS))
    assert (len(pack.extensions), len(pack.limits)) == (1, 1)


@pytest.mark.parametrize(
    ("ordered", "delivered", "reason", "due", "missing"),
    [
        ("2026-10-30", "2026-11-02", "late", date(2026, 12, 2), ()),
        ("2026-10-30", "2026-11-02", "defective", date(2027, 1, 31), ()),
        ("2026-10-30", "2026-11-02", None, date(2026, 12, 2), ("reason",)),
        ("2026-11-20", "2026-11-24", "late", date(2027, 1, 31), ()),
    ],
)
def test_the_guides_example_gives_the_dates_it_says(
    example: Pack,
    ordered: str,
    delivered: str,
    reason: str | None,
    due: date,
    missing: tuple[str, ...],
) -> None:
    purchase = bought("lindenladen").did("ordered", ordered).did("delivered", delivered)
    if reason:
        purchase.did("problem", delivered, reason=reason)
    window = one_of(purchase, "lindenladen.return-window", (example,))
    assert (window.due_on, window.missing) == (due, missing)


@pytest.mark.parametrize("word", sorted({*FORM_FIELDS, *PACK_FIELDS, *CONDITION_FIELDS}))
def test_the_guide_tells_every_field(word: str) -> None:
    assert f"`{word}`" in GUIDE or f"`[[{word}]]`" in GUIDE


@pytest.mark.parametrize("word", [*SHARED_SLUGS, *CATEGORIES])
def test_the_guide_tells_every_shared_word(word: str) -> None:
    assert f"`{word}`" in GUIDE


def test_every_field_of_a_form_can_be_written() -> None:
    assert {field.name for field in fields(Form)} == set(FORM_FIELDS)


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.toml")), ids=lambda path: path.name)
def test_an_example_pack_has_no_fault(path: Path) -> None:
    pack, faults = check(path.read_text(encoding="utf-8"), path.name)
    assert faults == ()
    assert pack


def test_the_example_shop_has_its_hundred_days() -> None:
    book, faults = rulebook(EXAMPLES)
    assert faults == ()
    pack = book.packs["felsgrat"].pack
    purchase = bought("felsgrat").did("delivered", "2026-06-01")
    assert one_of(purchase, "felsgrat.return-window", (pack,)).due_on == date(2026, 9, 9)
    worn = bought("felsgrat", category="intimate").did("delivered", "2026-06-01")
    assert one_of(worn, "felsgrat.return-window", (pack,)).due_on == date(2026, 7, 1)
