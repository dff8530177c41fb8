"""docs/grammar.md knows every command and option, and each of them has help."""

from __future__ import annotations

import re

import pytest

from scripts.make_pages import ROOT, typed_lines
from scripts.usage import ROOT as PROGRAM
from scripts.usage import commands, params

PAGE = (ROOT / "docs" / "grammar.md").read_text(encoding="utf-8")
COMMANDS = sorted(commands())
SECTIONS = re.findall(r"^#{2,3} ([a-z ]+)$", PAGE, re.MULTILINE)
TYPED = typed_lines(PAGE)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_has_a_section_with_its_options(name: str) -> None:
    assert name in SECTIONS
    assert f"<!-- options: {name} -->" in PAGE


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_listed(name: str) -> None:
    (listed,) = re.findall(rf"<!-- options: {name} -->\n(.*?)<!-- end -->", PAGE, re.DOTALL)
    spelled = [word for param in params(name) for word in (*param.opts, *param.secondary_opts)]

    assert [word for word in spelled if word.startswith("-") and word not in listed] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_has_an_example(name: str) -> None:
    typed = "returnctl" if name == PROGRAM else f"returnctl {name}"

    assert any(line == typed or line.startswith(f"{typed} ") for line in TYPED)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_has_help(name: str) -> None:
    assert commands()[name].help


@pytest.mark.parametrize("name", COMMANDS)
def test_every_argument_and_option_has_help(name: str) -> None:
    assert [param.name for param in params(name) if not param.help] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_help_is_made_of_sentences(name: str) -> None:
    told = [commands()[name].help.partition("\n\n")[0].strip()]

    assert [text for text in told if not text.endswith(".")] == []
