"""The case file: one case told to somebody who was not there - a platform, a bank, an ombudsman."""

from collections.abc import Iterator
from typing import Final

from returnctl.core.dayformat import format_day
from returnctl.core.dossier import claim, clocks, happened, proofs, sums
from returnctl.core.dossier.material import EVIDENCE, MESSAGES, Material, is_left_out
from returnctl.core.dossier.paper import Cell, Facts, Note, Paper, Section, sheet_in

_CHAPTERS: Final = (
    claim.purchase,
    happened.happened,
    claim.returns,
    sums.money,
    sums.contests,
    clocks.clocks,
    proofs.parcels,
    proofs.messages,
    proofs.evidence,
)
_CHECKING: Final = (
    "manifest.json lists every file of this case file with its SHA-256 sum. Each piece of evidence "
    "was copied and summed when it was added, and is here byte for byte as it was then."
)


def casefile(of: Material) -> Paper:
    """Return the case file of a case: what is known, and nothing of any other order."""
    titles = ", ".join(item.title for item in of.case.items if item.title)
    shop = of.shop_title or of.case.order.shop
    number = f" order {of.case.order.number}" if of.case.order.number else ""
    chapters = (make(of) for make in _CHAPTERS)
    return Paper(
        title=titles or f"{shop}{number}",
        about=f"{shop}{number}",
        made_on=of.today,
        sections=(*(each for each in chapters if each is not None), _about(of)),
        sheet=sheet_in(of.case.order.country),
    )


def _about(of: Material) -> Section:
    rows = [
        ("State of", Cell(format_day(of.today))),
        ("Reference", Cell(of.ref, "code")),
        *(("Left out", Cell(each)) for each in left_out(of)),
    ]
    blocks = (Facts(tuple(rows)), Note(_CHECKING)) if any(of.names) else (Facts(tuple(rows)),)
    return Section("About this file", blocks)


def left_out(of: Material) -> Iterator[str]:
    """Say what the buyer left out, so that nobody takes this for all there is."""
    private = sum(is_left_out(each, of.without) for each in of.files)
    count = len(of.case.messages) + private
    if MESSAGES in of.without and count:
        yield f"{count} private message{'' if count == 1 else 's'}"
    if EVIDENCE in of.without and len(of.files) > private:
        files = len(of.files) - private
        yield f"{files} file{'' if files == 1 else 's'} of evidence, listed with their sums"
    others = len(of.whole.returns) - len(of.case.returns)
    if others:
        yield f"{others} other return{'' if others == 1 else 's'} of the same order"
