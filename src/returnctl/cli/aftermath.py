"""What comes after a command is done: the user's hooks. They change nothing, whatever they do."""

from returnctl.cli.wiring import Session
from returnctl.core.views import View


def after(session: Session, hook: str, view: View) -> None:
    """Run a hook with what the command answered; say what went wrong with it."""
    from returnctl.cli.wiring_channels import call_hook

    complain(session, call_hook(session, hook, view))


def complain(session: Session, text: str | None) -> None:
    """Say something beside the answer that has been shown already."""
    if text:
        from returnctl.render.asides import tell_notes

        tell_notes([text], session.output.err)
