"""The part of the wiring that leaves this machine: channels of reminders, hooks, the heartbeat."""

import os
from typing import TYPE_CHECKING

from returnctl.cli.wiring import Session
from returnctl.core.errors import Refused, ReturnctlError
from returnctl.core.views import View

if TYPE_CHECKING:
    from returnctl.actions.reminding.running import Post


def posts(session: Session) -> "dict[str, Post]":
    """Return how each channel of the config is posted to; its secret is read when that happens.

    One that is not whole fails like one that does not answer: it must not silence the others.
    """
    found: dict[str, Post] = {}
    for name, fields in session.desk.settings.section("channels").items():
        if name == "stdout":
            session.notes.append("[channels.stdout] of the config has the name of standard output")
        elif "url" in fields:
            found[name] = _post(session, name, fields["url"])
        else:
            msg = f"[channels.{name}] of the config has no url."
            found[name] = failing(Refused(msg, hint="See docs/reminders.md."))
    return found


def failing(error: ReturnctlError) -> "Post":
    """Return a post that always fails, for what the config names and does not have."""

    def send(title: str, text: str) -> None:  # noqa: ARG001 - as every post
        raise error

    return send


def _post(session: Session, name: str, address: str) -> "Post":
    def send(title: str, text: str) -> None:
        from returnctl.notify.posting import PLACEHOLDER, post
        from returnctl.settings.secretplaces import place_of, read_secret

        place = place_of(session.desk.settings, "channels", name)
        secret = read_secret(place, os.environ) if PLACEHOLDER in address else None
        post(name, address, secret, title, text)

    return send


def check_heartbeat(address: str) -> None:
    """Refuse what is no address before anything is sent.

    Raises:
        Refused: it is none.
    """
    from returnctl.notify import heartbeat

    heartbeat.check(address)


def ping(address: str) -> None:
    """Tell a watcher that a run went well.

    Raises:
        Unreachable: no good answer came.
    """
    from returnctl.notify import heartbeat

    heartbeat.ping(address)


def host_names(session: Session) -> tuple[str, ...]:
    """Return the names that this machine goes by: its host name, whole and short, and its id."""
    from platform import node

    host = node().lower()
    return host, host.partition(".")[0], session.desk.store.device


def call_hook(session: Session, name: str, view: View) -> str | None:
    """Run the user's hook of that name with a view as JSON; return what went wrong."""
    folder = session.paths.config.parent / "hooks"
    if not (folder / name).exists():
        return None
    from returnctl.notify.hooks import run_hook
    from returnctl.render.envelope import document_text
    from returnctl.render.output import data_of

    moment = session.desk.moment
    text = document_text(name, moment, data_of(view, command=name, moment=moment))
    environ = {**os.environ, "RETURNCTL_DB": str(session.paths.database)}
    return run_hook(folder, name, text, environ)
