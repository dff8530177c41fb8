"""What the pages quote is what the program answers, letter by letter."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from scripts.console import console
from scripts.make_pages import PAGES, ROOT, page, typed_lines
from scripts.make_picture import PICTURE, picture, words_of

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the pages show Linux folders")

HAND_MADE = (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_shows_what_the_program_answers(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert text == page(text), "run python -m scripts.make_pages and read the diff"


def test_the_picture_shows_what_the_program_answers() -> None:
    drawn = PICTURE.read_text(encoding="utf-8")

    assert words_of(drawn) == words_of(picture()), "run python -m scripts.make_picture"
    assert "tomorrow" in words_of(drawn)
    assert "url(http" not in drawn, "a font or a style would be loaded"


def test_the_story_of_the_readme_goes_from_the_parcel_to_the_money() -> None:
    told = " ".join(typed_lines((ROOT / "README.md").read_text(encoding="utf-8")))

    steps = "add status why dispute-opened offer-made decided sent refund-issued money-in".split()
    assert [step for step in steps if step not in told] == []


def test_a_page_that_hides_an_error_is_refused() -> None:
    with pytest.raises(ValueError, match="ended with 4"):
        page("```console\n$ returnctl policy show lidl\n```\n")


def test_the_same_page_is_made_each_time() -> None:
    line = "$ returnctl add --shop bergzeit --item Lamp --json"
    text = f"<!-- console: on 2026-11-21 -->\n```console\n{line}\n```\n"

    assert page(text) == page(text)


def test_the_first_cases_have_the_refs_that_the_pages_use() -> None:
    with console("2026-11-21") as screen:
        shown = [screen.type(f"returnctl add --shop x --item {each}")[:3] for each in ("A", "B")]

    assert shown == ["k3f", "m7p"]


@pytest.mark.parametrize("path", HAND_MADE, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    found = [link.partition("#") for link in re.findall(r"\]\(([^)\s]+)\)", text)]
    files = [name for name, _, _ in found if name and not name.startswith(("http", "mailto"))]

    assert [name for name in files if not (path.parent / name).exists()] == []


@pytest.mark.parametrize("path", HAND_MADE, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_inside_lead_to_a_heading(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    outside = re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)
    titles = [title.lower().strip() for title in re.findall(r"^#+ (.+)$", outside, re.MULTILINE)]
    anchors = {re.sub(r"[^\w\- ]", "", title).replace(" ", "-") for title in titles}

    assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= anchors


def test_every_page_is_in_the_index() -> None:
    index = (ROOT / "docs" / "README.md").read_text(encoding="utf-8")
    pages = {path.name for path in (ROOT / "docs").glob("*.md")} - {"README.md"}

    assert [name for name in sorted(pages) if f"({name})" not in index] == []
