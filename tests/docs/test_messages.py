"""Every refusal says what happened and what to type next."""

from __future__ import annotations

import sys

import pytest

from scripts.make_pages import ROOT
from scripts.messages import SCENES, parts, said

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the messages show Linux folders")

QUIET = ("add", "edit", "looking")
PAGE = (ROOT / "docs" / "messages.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", SCENES)
def test_a_scene_is_on_the_page(name: str) -> None:
    assert f"<!-- messages: {name} -->" in PAGE


@pytest.mark.parametrize("name", SCENES)
def test_a_refusal_is_one_sentence_and_a_hint_and_no_bug(name: str) -> None:
    """Exit 1 is an answer of no, or a check that found something: both say so themselves.

    Standard output stays empty in the scenes where it is for an answer alone.
    """
    poor, bugs, loud = [], [], []
    for line, ran in said(name):
        message, hint = parts(ran)
        is_refusal = ran.code not in (0, 1) and "--json" not in line
        if is_refusal and not (message.endswith((".", "?")) and hint and "\n" not in message):
            poor.append((line, message, hint))
        if ran.code == 3:
            bugs.append(line)
        if name in QUIET and ran.code and "--json" not in line and ran.out:
            loud.append(line)

    assert (poor, bugs, loud) == ([], [], [])
