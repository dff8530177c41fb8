"""What `cron` does on the command line: what goes into the line, and the questions before it."""

from typing import TYPE_CHECKING

import typer

from returnctl.cli.wiring import Session, command_name, open_session, show_in, tell, with_settings
from returnctl.cli.wiring_schedule import machine_of
from returnctl.core.errors import Refused
from returnctl.core.structs import replace
from returnctl.render.output import show as show_view

if TYPE_CHECKING:
    from returnctl.actions.scheduling.job import Job, Machine
    from returnctl.core.views.schedules import CronView


def job(*, deadlines: bool, at: str | None, to: str | None, systemd: bool) -> "Job":
    """Return what was asked for.

    Raises:
        Refused: the file cannot be written.
    """
    from returnctl.actions.scheduling.job import Job
    from returnctl.actions.scheduling.reaching import output_file

    command = "deadlines" if deadlines else "remind"
    file = None if to is None else output_file(to)
    return Job(command=command, at=at, to=file, systemd=systemd)


def show(ctx: typer.Context, asked: "Job") -> None:
    """Show the line."""
    from returnctl.actions.scheduling import installing

    def act(session: Session) -> "CronView":
        machine = machine_of(session)
        _remark(session, machine, asked)
        return installing.show(session.desk, machine, asked)

    tell(ctx, act)


def _remark(session: Session, machine: "Machine", asked: "Job") -> None:
    """Note what a run by itself will not know, and that it may be silent here."""
    from returnctl.actions.scheduling import installing
    from returnctl.cli.wiring_channels import host_names

    session.notes.extend(installing.remarks(session.desk, machine, asked))
    announcer = session.desk.settings["announcer"]
    if announcer and asked.command == "remind" and announcer not in host_names(session):
        session.notes.append(f"reminders come from {announcer} (config announcer), not from here")


def remove(ctx: typer.Context) -> None:
    """Take the line out."""
    from returnctl.actions.scheduling import installing

    tell(ctx, lambda session: installing.remove(machine_of(session)))


def install(ctx: typer.Context, asked: "Job", *, yes: bool) -> None:
    """Show the line first, ask, and install it.

    Raises:
        Refused: what it says would reach nobody, or nobody can be asked.
    """
    from returnctl.actions.scheduling import installing

    session, asked = _with_a_way(open_session(ctx), asked)
    machine = machine_of(session)
    _remark(session, machine, asked)
    planned = installing.plan(session.desk, machine, asked)
    if planned.step != "unchanged" and not yes:
        _ask(ctx, session, planned)
    show_in(ctx, session, installing.install(session.desk, machine, asked))


def _ask(ctx: typer.Context, session: Session, planned: "CronView") -> None:
    from returnctl.cli.questions import confirm

    where = "your crontab" if planned.place == "crontab" else "a systemd timer of yours"
    if not session.on_terminal:
        msg = f"cron install would change {where}."
        raise Refused(msg, hint="Look with returnctl cron show, and say so with --yes.")
    shown = replace(planned, step="planned")
    show_view(shown, command=command_name(ctx), moment=session.desk.moment, output=session.output)
    confirm(f"Put this into {where}?")


def _with_a_way(session: Session, asked: "Job") -> tuple[Session, "Job"]:
    """Make sure that what it says reaches the user: by asking, where a person is there."""
    from returnctl.actions.scheduling import installing

    if installing.plan(session.desk, machine_of(session), asked).ways:
        return session, asked
    if session.on_terminal:
        return _choose_a_way(session, asked)
    hint = (
        "Name a file with --to FILE, set a channel (docs/reminders.md), or install a mail program."
    )
    raise Refused("what it says would reach nobody: no mail leaves this machine.", hint=hint)


def _choose_a_way(session: Session, asked: "Job") -> tuple[Session, "Job"]:
    from returnctl.actions.scheduling.reaching import has_desktop, output_file, use_desktop
    from returnctl.cli.questions import ask, decision

    typer.echo("Cron would throw away what it says: no mail leaves this machine.", err=True)
    if asked.command == "remind" and has_desktop() and decision("Show it on the desktop?"):
        return with_settings(session, use_desktop(session.paths)), asked
    usual = "~/returnctl-reminders.txt"
    file = ask("Write it to which file?", usual, check=output_file) or usual
    return session, replace(asked, to=output_file(file))
