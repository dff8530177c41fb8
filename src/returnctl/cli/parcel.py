"""`returnctl parcel`: the parcels of a case, and what a number is."""

from typing import TYPE_CHECKING, Annotated

import typer

from returnctl.cli import options as opt
from returnctl.cli.options import Ref, Text
from returnctl.core.vocabulary import Direction

if TYPE_CHECKING:
    from returnctl.cli.wiring import Session
    from returnctl.core.views.parcels import IdentifiedView

app = typer.Typer(
    help="Parcels of a case; what a tracking number is.",
    add_completion=False,
    rich_markup_mode=None,
)

Number = Annotated[
    str, typer.Argument(metavar="NUMBER", help="As typed, pasted or scanned; an address too.")
]


@app.command("add")
def add(
    ctx: typer.Context,
    ref: Ref,
    number: Number,
    *,
    back: Annotated[
        bool | None,
        typer.Option("--return/--inbound", help="Goes back, or comes to you; else by the case."),
    ] = None,
    carrier: opt.Carrier = None,
) -> None:
    """Note a parcel: returnctl parcel add k3f NUMBER --return. A case may have several."""
    from returnctl.actions.parcels.adding import AddParcel, add_parcel
    from returnctl.cli.wiring import tell

    direction: Direction | None = None if back is None else "return" if back else "inbound"
    request = AddParcel(ref=ref, number=number, direction=direction, carrier=carrier)
    tell(ctx, lambda s: add_parcel(request, s.desk))


@app.command("list")
def list_(
    ctx: typer.Context,
    ref: Annotated[Text, typer.Argument(metavar="[REF]", help="One case; else all open.")] = None,
) -> None:
    """List parcels with their carriers and public pages."""
    from returnctl.actions.parcels.listing import list_parcels
    from returnctl.cli.wiring import tell

    tell(ctx, lambda s: list_parcels(s.desk, ref))


@app.command("rm")
def rm(
    ctx: typer.Context,
    ref: Ref,
    number: Annotated[str, typer.Argument(metavar="NUMBER", help="The parcel's number.")],
) -> None:
    """Remove a parcel from a case; `undo` brings it back."""
    from returnctl.actions.parcels.removing import remove_parcel
    from returnctl.cli.wiring import tell

    tell(ctx, lambda s: remove_parcel(s.desk, ref, number))


@app.command("identify")
def identify(
    ctx: typer.Context,
    texts: Annotated[
        list[str], typer.Argument(metavar="STRING...", help="Numbers, or addresses with one.")
    ],
    *,
    carrier: opt.Carrier = None,
) -> None:
    """Tell what numbers are: carrier, check digit, page. Nothing is recorded or sent."""
    from returnctl.actions.parcels.identifying import identify as tell_of
    from returnctl.cli.wiring import tell

    def act(session: "Session") -> "IdentifiedView":
        view, notes = tell_of(texts, carrier)
        session.notes.extend(notes)
        return view

    tell(ctx, act)
