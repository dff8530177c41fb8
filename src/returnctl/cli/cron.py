"""`returnctl cron`: reminders that come by themselves."""

from typing import Annotated

import typer

app = typer.Typer(
    help="Let reminders come by themselves: cron, or a systemd timer.",
    add_completion=False,
    rich_markup_mode=None,
)

Deadlines = Annotated[
    bool, typer.Option("--deadlines", help="Run `deadlines`: all that is due, at each run.")
]
At = Annotated[str | None, typer.Option("--at", metavar="HH:MM", help="Once a day, at this time.")]
To = Annotated[str | None, typer.Option("--to", metavar="FILE", help="Add what it says to a file.")]
Systemd = Annotated[
    bool, typer.Option("--systemd", help="A timer of systemd in place of a line of cron.")
]


@app.command("show")
def show(
    ctx: typer.Context,
    *,
    deadlines: Deadlines = False,
    at: At = None,
    to: To = None,
    systemd: Systemd = False,
) -> None:
    """Show the line for the crontab, with whole paths; nothing is changed."""
    from returnctl.cli import scheduling

    scheduling.show(ctx, scheduling.job(deadlines=deadlines, at=at, to=to, systemd=systemd))


@app.command("install")
def install(
    ctx: typer.Context,
    *,
    deadlines: Deadlines = False,
    at: At = None,
    to: To = None,
    systemd: Systemd = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
) -> None:
    """Show the line, and put it into your crontab; twice is the same as once."""
    from returnctl.cli import scheduling

    job = scheduling.job(deadlines=deadlines, at=at, to=to, systemd=systemd)
    scheduling.install(ctx, job, yes=yes)


@app.command("remove")
def remove(
    ctx: typer.Context,
    *,
    yes: Annotated[  # noqa: ARG001 - scripts may give it, as they must to install
        bool, typer.Option("--yes", "-y", help="As with install; it never asks.")
    ] = False,
) -> None:
    """Take the line out of your crontab again, and nothing else."""
    from returnctl.cli import scheduling

    scheduling.remove(ctx)
