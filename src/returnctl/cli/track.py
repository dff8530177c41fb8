"""`returnctl track`."""

from typing import TYPE_CHECKING, Annotated

import typer

from returnctl.cli.completing import refs

if TYPE_CHECKING:
    from returnctl.cli.wiring import Session
    from returnctl.core.views.tracks import TrackView


def track(
    ctx: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[REF]...",
            help="Which parcels; else all open ones. A tracking number is one parcel.",
            autocompletion=refs,
        ),
    ] = None,
    *,
    every: Annotated[
        bool, typer.Option("--all", help="Ask after those too that were asked after lately.")
    ] = False,
    accept: Annotated[
        bool, typer.Option("--accept", help="Record the events that the scans suggest.")
    ] = False,
) -> None:
    """Ask where the parcels are: returnctl track, or returnctl track k3f --accept.

    Scans suggest events; recording them is up to you. Without a service it prints the public pages.
    """
    from returnctl.actions.following.track import TrackRequest
    from returnctl.actions.following.track import track as follow
    from returnctl.cli.given import given
    from returnctl.cli.wiring import progress, services, tell

    request = TrackRequest(
        refs=tuple(words or ()), every=every, accept=accept,
        rehearsal=given(ctx).as_of is not None,
    )  # fmt: skip

    def act(session: "Session") -> "TrackView":
        asked = services(session)
        return follow(request, session.desk, asked, session.notes, progress(session, "asking"))

    session, view = tell(ctx, act)
    if session.on_terminal and not (request.accept or request.rehearsal):
        _ask(ctx, session, view)


def _ask(ctx: typer.Context, session: "Session", view: "TrackView") -> None:
    """Ask a person which of the suggested events happened, and record the answers."""
    from returnctl.actions.following.accepting import decide
    from returnctl.cli.questions import decision
    from returnctl.cli.wiring import answer
    from returnctl.render.track import question

    said = [(row.case_id, p.key, decision(question(row, p))) for row, p in view.proposals]
    taken = [(case_id, key) for case_id, key, yes in said if yes]
    refused = [(case_id, key) for case_id, key, yes in said if yes is False]
    if taken or refused:
        answer(ctx, session, decide(session.desk, taken, refused))
