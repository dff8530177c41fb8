"""Notes and errors: whole words on a terminal, one line each in a pipe."""

from __future__ import annotations

from io import StringIO

import pytest

from returnctl.core.errors import Contradiction
from returnctl.render.asides import tell_notes
from returnctl.render.output import Form, Output, show_error

LONG = (
    "the records say that the parcel LP00712345678901 arrived on Sun 8 Nov 2026, and the carrier "
    "says otherwise"
)


class Terminal(StringIO):
    """A terminal of a width that the environment tells."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(params=[20, 40, 80, 200])
def columns(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setenv("COLUMNS", str(request.param))
    width: int = request.param
    return width


def test_a_note_breaks_between_words(columns: int) -> None:
    """On a terminal of 80 columns it broke in the middle of a word."""
    err = Terminal()
    tell_notes([LONG], err)
    lines = err.getvalue().splitlines()

    assert max(map(len, lines)) <= columns
    assert " ".join(each.strip() for each in lines) == f"note: {LONG}"


def test_a_note_in_a_pipe_is_one_line() -> None:
    err = StringIO()
    tell_notes([LONG], err)

    assert err.getvalue() == f"note: {LONG}\n"


def test_a_command_to_copy_stays_in_one_piece(columns: int) -> None:
    command = "returnctl mark k3f delivered --on 2026-11-09"
    err = Terminal()
    error = Contradiction(LONG, hint=f"If that is wrong: {command}")
    show_error(error, command="add", moment=None, output=Output(Form.TERMINAL, StringIO(), err))

    assert command in err.getvalue()


def test_a_long_word_is_left_to_the_terminal(columns: int) -> None:
    """So that a path can be copied."""
    path = "/home/martina/" + "long" * 60
    err = Terminal()
    tell_notes([f"see {path} for it"], err)

    assert path in err.getvalue()


def test_wide_characters_count_twice(columns: int) -> None:
    err = Terminal()
    tell_notes(["傘傘傘 " * 40], err)

    assert max(2 * each.count("傘") for each in err.getvalue().splitlines()) <= columns
