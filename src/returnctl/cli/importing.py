"""`returnctl import`."""

from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from returnctl.cli.options import Text
from returnctl.core.errors import Refused
from returnctl.core.structs import replace

if TYPE_CHECKING:
    from returnctl.cli.intakes import Intake
    from returnctl.cli.wiring import Session
    from returnctl.core.views.imports import ImportView

# So many orders take long enough for a bar.
_LONG: Final = 500


def import_(
    ctx: typer.Context,
    files: Annotated[
        list[str],
        typer.Argument(metavar="FILE...", help="A file, mailbox, zip or folder; - for a pipe."),
    ],
    *,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would be recorded; write nothing.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    mapping: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            metavar="COLUMN=FIELD",
            help="What a column is, or a word of it (AE=aliexpress); kept for such tables.",
        ),
    ] = None,
    format_: Annotated[
        Text, typer.Option("--format", metavar="NAME", help="amazon, paypal, table ...")
    ] = None,
    date_format: Annotated[
        Text, typer.Option("--date-format", metavar="FORM", help="dmy, mdy, or %m/%d/%y.")
    ] = None,
    decimal: Annotated[
        Text, typer.Option("--decimal", metavar="SIGN", help="The sign before the cents: . or ,")
    ] = None,
    shop: Annotated[Text, typer.Option("--shop", help="Shop of rows that don't say.")] = None,
    rejects: Annotated[
        Path | None,
        typer.Option("--rejects", metavar="FILE", help="Write skipped rows there, with reasons."),
    ] = None,
    trust_numbers: Annotated[
        bool, typer.Option("--trust-numbers", help="Long order numbers really end in 0.")
    ] = False,
) -> None:
    """Bring in orders from exports, mails, PayPal or your own tables: returnctl import FILE."""
    from returnctl.actions.importing.request import ImportRequest
    from returnctl.cli.first_run import settle_in
    from returnctl.cli.intakes import intake
    from returnctl.cli.wiring import tell

    request = ImportRequest(
        files=tuple(files), mapping=tuple(mapping or ()), format=format_, date_format=date_format,
        decimal=decimal, shop=shop, trust_numbers=trust_numbers,
    )  # fmt: skip

    def act(session: "Session") -> "ImportView":
        session = session if dry_run else settle_in(session)
        with intake(session, request, rejects) as found:
            view = _decide(session, found, dry_run=dry_run, yes=yes)
        return _with_rejects(view, rejects)

    tell(ctx, act)


def _decide(session: "Session", found: "Intake", *, dry_run: bool, yes: bool) -> "ImportView":
    """Preview and ask, or write at once, or say what is missing."""
    from returnctl.cli.questions import confirm
    from returnctl.render.progress import bar_of

    if dry_run or not yes:
        view = found.preview()
        if dry_run or not view.has_news:
            return view
        if not session.on_terminal:
            raise Refused(_would(view), hint="Look with --dry-run, and say so with --yes.")
        _show(session, view)
        confirm("Record this?")
    long = found.total >= _LONG
    bar = bar_of(session.output, "importing", found.total) if long else nullcontext(_quiet)
    with bar as advance:
        return found.write(advance)


def _would(view: "ImportView") -> str:
    """Tell what waits for a yes."""
    if not view.merged and not view.erased:
        return f"import would record {len(view.new)} new and {len(view.changed)} changed rows."
    erase = f", and erase {', '.join(view.erased)}" if view.erased else ""
    entries = "1 entry" if view.merged == 1 else f"{view.merged} entries"
    return f"import would add {entries} of another log{erase}."


def _quiet(_: int) -> None:
    """Tell nobody how far it is: it takes no time."""


def _show(session: "Session", view: "ImportView") -> None:
    from returnctl.render.output import show

    show(view, command="import", moment=session.desk.moment, output=session.output)


def _with_rejects(view: "ImportView", rejects: Path | None) -> "ImportView":
    from returnctl.actions.importing.rejecting import write_rejects

    if rejects is None or not view.skipped:
        return view
    write_rejects(rejects, view.skipped)
    return replace(view, rejects=str(rejects))
