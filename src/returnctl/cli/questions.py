"""Questions to a person at a terminal. Nothing here is reached without one.

Ctrl-C at a question ends the program as it does elsewhere (130). Where the input is at its end, the
question has no answer, and nothing is done.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Final

import typer

from returnctl.core.errors import Refused
from returnctl.core.safe import safe
from returnctl.core.views.stories import EventsView
from returnctl.core.views.writes import Recorded

_ANSWERS: Final = {"": None, "y": True, "yes": True, "n": False, "no": False}

# How much of what would be taken back is listed.
_SHOWN: Final = 40


def confirm_undo(name: str, whose: str, recorded: Sequence[Recorded]) -> None:
    """Show what would be taken back and ask.

    Raises:
        typer.Abort: the answer is no.
    """
    typer.echo(safe(f"{name} {whose}"), err=True)
    for line in recorded[:_SHOWN]:
        typer.echo(safe(f"  {line.name}: {line.value}"), err=True)
    if len(recorded) > _SHOWN:
        typer.echo(f"  and {len(recorded) - _SHOWN:,} more", err=True)
    confirm("Take this back?")


def confirm(question: str) -> None:
    """Ask yes or no.

    Raises:
        typer.Abort: the answer is no.
    """
    with _answered(question):
        agreed = typer.confirm(safe(question), err=True)
    if not agreed:
        raise typer.Abort


def decision(question: str) -> bool | None:
    """Ask yes or no; Enter leaves it open (None)."""
    shown = "\n".join(map(safe, question.splitlines()))
    while True:
        word = _typed(f"{shown} [y/n, Enter: later]").casefold()
        if word in _ANSWERS:
            return _ANSWERS[word]


def choose_event(view: EventsView) -> str | None:
    """Ask which of the listed events happened; Enter is none."""
    answer = _typed("Number or name")
    if answer.isdigit() and 1 <= int(answer) <= len(view.likely):
        return view.likely[int(answer) - 1].name
    return answer or None


def ask(
    question: str, default: str = "", *, check: Callable[[str], object] | None = None
) -> str | None:
    """Ask for a text; Enter takes the default, or leaves it out. A bad answer is asked again."""
    suffix = f" [{default}]" if default else ""
    while True:
        answer = _typed(f"{question}{suffix}", default)
        if not answer:
            return None
        try:
            if check is not None:
                check(answer)
        except Refused as error:
            typer.echo(safe(f"{error.message} {error.hint}"), err=True)
            continue
        return answer


def _typed(question: str, default: str = "") -> str:
    with _answered(question):
        typed = typer.prompt(question, default=default, show_default=False, err=True)
    return str(typed).strip()


@contextmanager
def _answered(question: str) -> Iterator[None]:
    """Tell Ctrl-C and the end of the input apart: Typer makes one Abort of both.

    Raises:
        Refused: the input is at its end.
        KeyboardInterrupt: Ctrl-C was pressed.
    """
    try:
        yield
    except typer.Abort as given_up:
        typer.echo(err=True)
        if not isinstance(given_up.__context__, EOFError):
            raise KeyboardInterrupt from None
        msg = f'"{safe(question.splitlines()[0])}" got no answer: the input is at its end.'
        hint = "Nothing is done without one. Options can say it, too: --help."
        raise Refused(msg, hint=hint) from None
