"""`returnctl message`: what was said, and letters that are ready to send."""

from typing import Annotated

import typer

from returnctl.cli.options import Ref, Text
from returnctl.core.errors import Refused

app = typer.Typer(
    help="Note what was said, and write letters.", add_completion=False, rich_markup_mode=None
)

Lang = Annotated[Text, typer.Option("--lang", metavar="LANG", help="Language: en, de, es ...")]
_HOW = 'returnctl message add REF --from seller "TEXT", or pipe the text in'


@app.command("add")
def add(
    ctx: typer.Context,
    ref: Ref,
    text: Annotated[
        str | None,
        typer.Argument(metavar="[TEXT]", help="What was said; without it, standard input."),
    ] = None,
    *,
    sender: Annotated[
        str, typer.Option("--from", metavar="WHO", help="seller, me, platform, carrier or bank.")
    ],
    via: Annotated[Text, typer.Option("--via", help="chat, mail, phone, letter or page.")] = None,
    on: Annotated[
        Text, typer.Option("--on", metavar="DATE", help="When; today if not given.")
    ] = None,
) -> None:
    """Note what was said, by whom and when: in chat, by mail, on the phone."""
    from returnctl.actions.messages.saying import SayRequest, add_message
    from returnctl.cli.wiring import Session, tell
    from returnctl.cli.writing import read_written
    from returnctl.core.views import View

    def act(session: Session) -> View:
        said = read_written(session, what="message", how=_HOW) if text in (None, "-") else text
        request = SayRequest(ref=ref, sender=sender, via=via, on=on, text=said or "")
        return add_message(request, session.desk)

    tell(ctx, act)


@app.command("list")
def list_(ctx: typer.Context, ref: Ref) -> None:
    """List what was said, oldest first, each with its number."""
    from returnctl.actions.messages.saying import list_messages
    from returnctl.cli.wiring import tell

    tell(ctx, lambda s: list_messages(s.desk, ref))


@app.command("rm")
def rm(
    ctx: typer.Context,
    ref: Ref,
    number: Annotated[
        int, typer.Argument(metavar="N", help="Its number, as `message list` shows it.")
    ],
    *,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
) -> None:
    """Remove a message; `undo` brings it back."""
    from returnctl.actions.messages.saying import preview, remove_message
    from returnctl.cli.questions import confirm
    from returnctl.cli.wiring import Session, tell
    from returnctl.core.views import View

    def act(session: Session) -> View:
        if not yes:
            says = preview(session.desk, ref, number)
            if not session.on_terminal:
                msg = f"message rm would remove {says}."
                raise Refused(msg, hint="Say so with --yes.")
            confirm(f"Remove {says}?")
        return remove_message(session.desk, ref, number)

    tell(ctx, act)


@app.command("draft")
def draft(
    ctx: typer.Context,
    ref: Ref,
    *,
    template: Annotated[
        Text, typer.Option("--template", metavar="NAME", help="See `message templates`.")
    ] = None,
    lang: Lang = None,
) -> None:
    """Write a letter that fits the case; only the letter goes to standard output.

    What is not known stands in [brackets], and a note says which command records it.
    """
    from returnctl.actions.messages.drafting import draft as write
    from returnctl.cli.wiring import Session, tell
    from returnctl.core.views import View

    def act(session: Session) -> View:
        folder = session.paths.templates
        view, notes = write(session.desk, ref, folder=folder, name=template, lang=lang)
        session.notes.extend(notes)
        return view

    tell(ctx, act)


@app.command("templates")
def templates(
    ctx: typer.Context,
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="Show this one as it is written.")
    ] = None,
    *,
    lang: Lang = None,
    fields: Annotated[
        bool, typer.Option("--fields", help="List the fields that templates may name.")
    ] = False,
) -> None:
    """List the templates of letters, shipped and your own."""
    from returnctl.actions.messages.templates import list_fields, list_templates, show_template
    from returnctl.cli.wiring import Session, tell
    from returnctl.core.views import View

    def act(session: Session) -> View:
        if fields:
            return list_fields(lang)
        if name is not None:
            return show_template(session.paths.templates, name, lang)
        view, notes = list_templates(session.paths.templates)
        session.notes.extend(notes)
        return view

    tell(ctx, act)
