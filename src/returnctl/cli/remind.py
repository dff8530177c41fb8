"""`returnctl remind`: tells of each rung once, on every channel."""

from typing import Annotated

import typer

from returnctl.core.errors import Refused


def remind(
    ctx: typer.Context,
    days: Annotated[
        str | None, typer.Argument(metavar="[DAYS]", help="How far --upcoming looks: 14, 14d, 2w.")
    ] = None,
    *,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would be told; send nothing.")
    ] = False,
    upcoming: Annotated[
        bool, typer.Option("--upcoming", help="Show what the next DAYS would bring.")
    ] = False,
    test: Annotated[
        str | None, typer.Option("--test", metavar="CHANNEL", help="Send a real test message.")
    ] = None,
    to: Annotated[
        list[str] | None, typer.Option("--to", metavar="CHANNEL", help="Only this channel.")
    ] = None,
    heartbeat: Annotated[
        str | None,
        typer.Option("--heartbeat", metavar="URL", help="Ask for this address after a good run."),
    ] = None,
) -> None:
    """Tell what is due, each step of the ladder once; safe to run every minute or once a month."""
    from returnctl.cli import reminding
    from returnctl.cli.values import read_days
    from returnctl.cli.wiring import tell

    if days is not None and not upcoming:
        msg = "DAYS belongs to --upcoming."
        raise Refused(msg, hint=f"returnctl remind --upcoming {days}")
    if test is not None and dry_run:
        raise Refused("--test sends, and --dry-run does not.", hint="Give one of them.")
    names = tuple(to or ())
    if test is not None:
        tell(ctx, lambda session: reminding.try_out(session, test))
    elif upcoming:
        ahead = read_days("14" if days is None else days, "--upcoming")
        tell(ctx, lambda session: reminding.plan(session, names, ahead))
    elif code := reminding.run(ctx, names, rehearsal=dry_run, heartbeat=heartbeat):
        raise typer.Exit(code)
