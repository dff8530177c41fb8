"""Questions to a person at a terminal. Nothing here is reached without one."""

from collections.abc import Callable, Sequence
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
    typer.confirm("Take this back?", abort=True, err=True)


def confirm(question: str) -> None:
    """Ask yes or no.

    Raises:
        typer.Abort: the answer is no.
    """
    typer.confirm(safe(question), abort=True, err=True)


def decision(question: str) -> bool | None:
    """Ask yes or no; Enter leaves it open (None)."""
    shown = "\n".join(map(safe, question.splitlines()))
    while True:
        typed = typer.prompt(
            f"{shown} [y/n, Enter: later]", default="", show_default=False, err=True
        )
        word = str(typed).strip().casefold()
        if word in _ANSWERS:
            return _ANSWERS[word]


def choose_event(view: EventsView) -> str | None:
    """Ask which of the listed events happened; Enter is none."""
    answer = typer.prompt("Number or name", default="", show_default=False, err=True).strip()
    if answer.isdigit() and 1 <= int(answer) <= len(view.likely):
        return view.likely[int(answer) - 1].name
    return answer or None


def ask(
    question: str, default: str = "", *, check: Callable[[str], object] | None = None
) -> str | None:
    """Ask for a text; Enter takes the default, or leaves it out. A bad answer is asked again."""
    suffix = f" [{default}]" if default else ""
    while True:
        typed = typer.prompt(f"{question}{suffix}", default=default, show_default=False, err=True)
        answer = str(typed).strip()
        if not answer:
            return None
        try:
            if check is not None:
                check(answer)
        except Refused as error:
            typer.echo(safe(f"{error.message} {error.hint}"), err=True)
            continue
        return answer
