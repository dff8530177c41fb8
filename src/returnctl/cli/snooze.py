"""`returnctl snooze`."""

from typing import Annotated

import typer

from returnctl.cli import options as opt


def snooze(
    ctx: typer.Context,
    ref: opt.Ref,
    rule: Annotated[
        str | None,
        typer.Argument(metavar="[RULE]", help="Only this deadline, as `why REF` names it."),
    ] = None,
    *,
    until: Annotated[
        str | None,
        typer.Option("--until", metavar="DATE", help="Until this day; for good if not given."),
    ] = None,
    off: Annotated[bool, typer.Option("--off", help="End the snooze.")] = False,
) -> None:
    """Leave a return, or one of its deadlines, out of reminders and lists of what is due."""
    from returnctl.actions.snooze import SnoozeRequest
    from returnctl.actions.snooze import snooze as record
    from returnctl.cli.wiring import tell

    tell(ctx, lambda s: record(SnoozeRequest(ref=ref, rule=rule, until=until, off=off), s.desk))
