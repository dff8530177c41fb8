"""One run of `remind`: who may announce, the lock, the channels, the answer, what follows."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final

import typer

from returnctl.actions.reminding import running
from returnctl.actions.reminding.running import STDOUT, Post
from returnctl.cli import streams
from returnctl.cli.aftermath import after, complain
from returnctl.cli.calendaring import refresh
from returnctl.cli.wiring import Session, open_session, show_in
from returnctl.cli.wiring_channels import check_heartbeat, failing, host_names, ping, posts
from returnctl.core.errors import NotFound, Refused, Unreachable
from returnctl.core.rungs import Notice
from returnctl.core.views.reminders import RemindView, TestedView, UpcomingView
from returnctl.render.output import Form, show_error
from returnctl.render.page import Page

# How long to wait for another run: longer than one with nothing to send.
_PATIENCE_SECONDS: Final = 3.0
_UNDELIVERED: Final = Unreachable.exit_code
_BUSY: Final = "another remind is running: it tells what is due"
_AS_OF: Final = "with --as-of nothing is sent or remembered"


def run(ctx: typer.Context, names: Sequence[str], *, rehearsal: bool, heartbeat: str | None) -> int:
    """Run reminders once and return the exit code.

    Raises:
        Refused: the heartbeat has no address that could be asked for; nothing is sent then.
    """
    if heartbeat is not None:
        check_heartbeat(heartbeat)
    session = open_session(ctx)
    if session.rehearsed and not rehearsal:
        session.notes.append(_AS_OF)
    rehearsal = rehearsal or session.rehearsed
    channels = _channels(session, names)
    desk = session.desk
    with _our_turn(session, rehearsal=rehearsal) as silent:
        if silent:
            view = RemindView(place=desk.place, silent=silent)
            session.notes.extend([silent] if session.output.form is Form.JSON else [])
        else:
            compose = _composer(session)
            view = running.remind(desk, channels, compose, rehearsal=rehearsal)
        _note(session, view)
        show_in(ctx, session, view)
        # What a pipe could not take was not told.
        sys.stdout.flush()
        if not silent:
            running.confirm(desk, view, shown=streams.has_output())
    if not silent and not rehearsal:
        _afterwards(session, view, heartbeat)
    return _UNDELIVERED if view.failed else 0


def _channels(session: Session, names: Sequence[str]) -> dict[str, Post | None]:
    """Return the channels of this run: as asked, else as the config names them, else all.

    One that the config names and does not have fails alone; the others still tell what is due.

    Raises:
        NotFound: one that was asked for is not in the config.
    """
    known: dict[str, Post | None] = {STDOUT: None, **posts(session)}
    chosen = names or session.desk.settings["remind_to"] or tuple(known)
    for name in chosen:
        if name not in known:
            msg = f'there is no channel "{name}".'
            hint = f"There are: {', '.join(known)}. Another: docs/reminders.md"
            error = NotFound(msg, hint=hint)
            if names:
                raise error
            known[name] = failing(error)
    return {name: known[name] for name in chosen}


@contextmanager
def _our_turn(session: Session, *, rehearsal: bool) -> Iterator[str]:
    """Hold the lock; yield why nothing is announced now, or nothing."""
    announcer = session.desk.settings["announcer"]
    if rehearsal:
        yield ""
    elif announcer and announcer not in host_names(session):
        yield f"Reminders come from {announcer} (config announcer); nothing is sent here."
    else:
        with session.desk.store.alone("remind", patience=_PATIENCE_SECONDS) as ours:
            if not ours:
                session.notes.append(_BUSY)
            yield "" if ours else "Nothing is sent twice."


def _composer(session: Session) -> running.Compose:
    page = Page(session.desk.moment, "remind")

    def compose(found: Sequence[Notice]) -> tuple[str, str]:
        from returnctl.render.reminders import digest

        return digest(found, page)

    return compose


def _note(session: Session, view: RemindView) -> None:
    if view.clock is not None and view.clock.warning:
        session.notes.append(view.clock.warning)
    for each in view.failed:
        if session.output.form is Form.JSON:
            session.notes.append(f"{each.error} {each.hint}".strip())
        else:
            error = Unreachable(each.error, hint=each.hint)
            show_error(error, command="remind", moment=None, output=session.output)


def _afterwards(session: Session, view: RemindView, heartbeat: str | None) -> None:
    """Run the hook if something was told, renew the calendar, tell the watcher all went well."""
    if any(each.notices for each in view.deliveries):
        after(session, "on-remind", view)
    complain(session, refresh(session))
    if heartbeat is not None and not view.failed:
        try:
            ping(heartbeat)
        except Unreachable as error:
            complain(session, error.message)


def plan(session: Session, names: Sequence[str], days: int) -> UpcomingView:
    """Return what the next days would bring."""
    return running.plan(session.desk, _channels(session, names), days=days)


def try_out(session: Session, channel: str) -> TestedView:
    """Send a test message.

    Raises:
        Refused: the clock is another one; nothing is sent then.
    """
    if session.rehearsed:
        hint = "Leave --as-of out; returnctl remind --dry-run shows what would be told on that day."
        raise Refused(f"--test sends, and {_AS_OF}.", hint=hint)
    return running.try_out({STDOUT: None, **posts(session)}, channel)
