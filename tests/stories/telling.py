"""Runs a story and writes down what the program says after each step.

A story is a text file. Its lines:

    # words for the reader
    2026-11-09  mark 8190123456789012 problem --reason defective     a command, and its day
      status    what `status --all` says
      due       a row of `deadlines --all`: open, and at most 45 days away; `?` a fact is missing
      later     the open ones that are further away
      next      whose move, by when, what; what comes first; the command that records it
      summary   what is owed by age, and what came back
      why       the dates of one rule, where the command asks for them

`python -m tests.stories.telling FILE` prints a story as it would be told today.
"""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.cli.running import Cli

_SOON = 45
_OPEN = ("running", "last_chance", "overdue", "possible")


@dataclass(frozen=True)
class Step:
    """A command and the day it is run on."""

    day: str
    args: tuple[str, ...]
    line: str


def steps(text: str) -> Iterator[Step]:
    """Read the commands of a story."""
    for line in text.splitlines():
        if line[:1].isdigit():
            day, _, command = line.partition(" ")
            yield Step(day, tuple(shlex.split(command)), line)


def told_again(text: str, cli: Cli) -> str:
    """Run a story from its first step; return it with what is answered now."""
    lines = [line for line in text.splitlines() if line.startswith("#")]
    for step in steps(text):
        on_that_day = cli.at(step.day)
        on_that_day.ok(*step.args)
        told = _why(on_that_day, step.args) if step.args[0] == "why" else _heard(on_that_day)
        lines += ["", step.line, *told]
    return "\n".join(lines) + "\n"


def _why(cli: Cli, args: tuple[str, ...]) -> Iterator[str]:
    for row in cli.data(*args):
        yield f"  why       {row['act_by']} {row['name']} ({row['rule']}), from {row['starts_on']}"


def _heard(cli: Cli) -> Iterator[str]:
    everything = cli.data("status", "--all")
    refs = {row["ref"].partition(".")[0] for row in everything}
    dated = [row for row in cli.data("deadlines", "--all") if _is_open(row)]
    later = [row for row in dated if row["days_left"] > _SOON]
    lines = [
        *(f"  status    {_status(row)}" for row in everything),
        *(f"  due       {_due(row)}" for row in dated if row not in later),
        *([f"  later     {', '.join(map(_far, later))}"] if later else []),
        *(f"  next      {_next(row)}" for row in cli.data("next")),
        f"  summary   {_summary(cli.data('summary'))}",
    ]
    for line in lines:
        yield _without_refs(line, refs)


def _without_refs(line: str, refs: Iterable[str]) -> str:
    """A ref is made of random bits: the story calls it REF."""
    for ref in refs:
        line = line.replace(f"returnctl mark {ref}", "returnctl mark REF")
        line = line.replace(f" add {ref}", " add REF").replace(f" {ref} ", " REF ")
    return line


def _status(row: dict[str, Any]) -> str:
    mover = row["whose_move"]
    by = f" by {row['act_by']}" if row["act_by"] else ""
    return f"{row['status_label']}; move: {mover}{by}" if mover else row["status_label"]


def _is_open(row: dict[str, Any]) -> bool:
    return row["state"] in _OPEN and row["days_left"] is not None


def _far(row: dict[str, Any]) -> str:
    return f"{row['act_by'] or row['due_on']} {row['rule']}"


def _due(row: dict[str, Any]) -> str:
    state = "" if row["state"] in ("running", "possible") else f", {row['state']}"
    unsure = " ?" if row["basis"] == "fact_missing" else ""
    written = " =" if row["basis"] == "order_page" else ""
    day = row["act_by"] or row["due_on"]
    return f"{day} {row['actor']}: {row['name']} ({row['rule']}{state}){unsure}{written}"


def _next(row: dict[str, Any]) -> str:
    by = f" by {row['act_by']}" if row["act_by"] else ""
    first = "".join(f"; first {each['text']}" for each in row["first"])
    command = f"; {row['command']}" if row["command"] else ""
    due = row["deadline"]
    late = f"{due['actor']} did not " if due and due["actor"] != row["whose_move"] else ""
    then = f"; now {row['if_missed']}" if late else ""
    return f"{row['whose_move'] or 'nobody'}{by}: {late}{row['what']}{then}{first}{command}"


def _summary(data: dict[str, Any]) -> str:
    owed = [
        f"{_amounts(each['amounts'])} {each['age']}"
        for each in data["owed_by_age"]
        if each["amounts"]
    ]
    back = _amounts(data["refunded"])
    return f"owed {', '.join(owed) or 'nothing'}; back {back or 'nothing'}"


def _amounts(found: list[dict[str, str]]) -> str:
    return " + ".join(f"{each['amount']} {each['currency']}" for each in found)


if __name__ == "__main__":
    import tempfile

    story = Path(sys.argv[1]).read_text("utf-8")
    with tempfile.TemporaryDirectory() as folder:
        sys.stdout.write(told_again(story, Cli(Path(folder) / "returns.db")))
