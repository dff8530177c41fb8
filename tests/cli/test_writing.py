"""A message written in an editor: what is in the file when it closes is the message."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from returnctl.cli.writing import _edited
from returnctl.core.errors import Refused


def script(folder: Path, body: str) -> str:
    path = folder / "an editor"
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o700)
    return shlex.quote(str(path))


def test_what_the_editor_leaves_is_the_text(tmp_path: Path) -> None:
    assert _edited(script(tmp_path, 'printf "Hola,\\nseñor" > "$1"')) == "Hola,\nseñor"


def test_an_editor_that_writes_nothing_leaves_nothing(tmp_path: Path) -> None:
    assert _edited(script(tmp_path, "exit 0")) == ""


@pytest.mark.parametrize("editor", ["/nowhere/editor", "'unclosed", "false"])
def test_an_editor_that_fails_is_told(editor: str) -> None:
    with pytest.raises(Refused, match="editor"):
        _edited(editor)


def test_the_file_is_the_users_alone_and_gone_afterwards(tmp_path: Path) -> None:
    told = tmp_path / "told"
    _edited(script(tmp_path, f'stat -c %a "$1" > {told}; echo "$1" >> {told}'))
    mode, path = told.read_text().split()
    assert mode == "600"
    assert not Path(path).exists()
