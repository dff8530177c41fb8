"""`slip`: the sheet that goes into the parcel, so that the shop knows what it is."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from returnctl.actions.desk import Desk
from returnctl.actions.dossier.gathering import shop_title
from returnctl.actions.targets import Target, find_target, open_return_of
from returnctl.core.case import Return
from returnctl.core.dossier.slip import Slip, Squares, slip
from returnctl.core.errors import NotFound, Refused
from returnctl.core.listing import ref_of
from returnctl.core.structs import Struct
from returnctl.core.views.papers import SlipView
from returnctl.exporting.codes import qr_squares
from returnctl.exporting.filing import check_free, write_bytes

_CODE: Final = "returnctl edit {ref} --code CODE"
_REQUEST: Final = "returnctl mark {ref} requested --code CODE"


class SlipRequest(Struct, frozen=True, kw_only=True):
    """The argument and options of `slip`."""

    ref: str
    html: Path | None = None
    pdf: Path | None = None
    force: bool = False


def make_slip(request: SlipRequest, desk: Desk) -> tuple[SlipView, tuple[str, ...]]:
    """Return the slip of a return and what to say beside it; write it where it is wanted.

    Raises:
        NotFound: nothing goes back, or nothing is known that a shop could read.
        Refused: a file is there already, or an extra is not.
    """
    with desk.store.read() as reader:
        target = find_target(reader, request.ref, desk)
        packs = desk.rules().packs_of(target.case, reader.book)
    found = _return_of(target)
    made = slip(target.case, found, shop_title(packs) or target.case.order.shop)
    ref = ref_of(target.case, found.id, target.ref)
    if made is None:
        sentence = f"{ref} has no return code, and its order no number."
        raise NotFound(sentence, hint=_CODE.format(ref=ref))
    wanted = tuple(path.absolute() for path in (request.html, request.pdf) if path is not None)
    for path in wanted:
        check_free(path, force=request.force)
    squares, notes = _squares(made, needed=bool(wanted))
    _write(request, made, squares)
    view = SlipView(ref=ref, slip=made, squares=squares, written=tuple(map(str, wanted)))
    return view, notes


def _return_of(target: Target) -> Return:
    """Return what goes back: the named return, the only open one, else the only one."""
    return_id = open_return_of(target)
    returns = target.case.returns
    if return_id is None and len(returns) == 1:
        return_id = returns[0].id
    found = target.case.find_return(return_id) if return_id else None
    if found is None:
        sentence = f"{target.ref} has no open return, so nothing goes into a parcel."
        raise NotFound(sentence, hint=_REQUEST.format(ref=target.ref))
    return found


def _squares(made: Slip, *, needed: bool) -> tuple[Squares, tuple[str, ...]]:
    """Return the QR code; on a terminal the slip is worth having without it."""
    try:
        return qr_squares(made.code), ()
    except Refused as error:
        if needed:
            raise
        return (), (f"no QR code: {error.message} {error.hint}",)


def _write(request: SlipRequest, made: Slip, squares: Squares) -> None:
    """Make all files before the first is written."""
    makers: list[tuple[Path, Callable[[], bytes]]] = []
    if request.html is not None:
        from returnctl.exporting.slip_page import slip_page

        makers.append((request.html, lambda: slip_page(made, squares)))
    if request.pdf is not None:
        from returnctl.exporting.slip_pdf import slip_pdf

        makers.append((request.pdf, lambda: slip_pdf(made, squares)))
    for path, data in [(path, make()) for path, make in makers]:
        write_bytes(path, data, force=request.force)
