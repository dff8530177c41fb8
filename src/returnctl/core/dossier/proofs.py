"""What was sent, what was said, and what proves it."""

from collections.abc import Iterator
from typing import Final

from returnctl.core.dayformat import format_day
from returnctl.core.dossier.material import EVIDENCE, MESSAGES, Material, is_left_out
from returnctl.core.dossier.paper import (
    Block,
    Cell,
    Facts,
    Messages,
    Note,
    Piece,
    Pieces,
    Said,
    Section,
    Table,
)
from returnctl.core.filekinds import is_viewed
from returnctl.core.journey import Journey, journeys
from returnctl.core.messages import in_order
from returnctl.core.recognition.carriers import carriers
from returnctl.core.sizes import size_text
from returnctl.core.views.proofs import EvidenceLine
from returnctl.core.vocabulary import EVIDENCE_KINDS, PARCEL_STATUSES, SENDERS, WAYS

_WAYS: Final = {"inbound": "to the buyer", "return": "back to the seller"}
_ABSENT: Final = {
    "missing": "Its file is not there any more.",
    "altered": "Its file is not what it was when it was added, and is left out.",
    "closed": "Its file could not be read.",
}


def parcels(of: Material) -> Section | None:
    """Return the parcels with their numbers and scans."""
    blocks = tuple(block for each in journeys(of.case) for block in _parcel(each))
    return Section("Parcels", blocks) if blocks else None


def _parcel(found: Journey) -> Iterator[Block]:
    parcel = found.parcel
    facts = [("Parcel", Cell(_WAYS[parcel.direction], "strong"))]
    if parcel.number:
        facts.append(("Tracking number", Cell(parcel.number, "code")))
    facts += [("Other number", Cell(each, "code")) for each in parcel.aliases]
    if parcel.carrier:
        known = carriers().get(parcel.carrier)
        facts.append(("Carrier", Cell(known.name if known else parcel.carrier)))
    if found.status != "unknown":
        facts.append(("Status", Cell(found.label)))
    if found.conflict:
        facts.append(("Note", Cell(found.conflict)))
    yield Facts(tuple(facts))
    if found.scans:
        rows = tuple(
            (Cell(format_day(scan.on), "day"), Cell(PARCEL_STATUSES.get(scan.status, scan.status)),
             Cell(scan.text), Cell(scan.place or ""), Cell(scan.provider, "dim"))
            for scan in found.scans
        )  # fmt: skip
        yield Table(("Day", "Status", "The carrier's words", "Place", "Told by"), rows)


def messages(of: Material) -> Section | None:
    """Return what was said, unless it is to stay private."""
    said = in_order(of.case)
    if not said or MESSAGES in of.without:
        return None
    told = []
    for each in said:
        day = format_day(each.on) if each.on else "no date"
        way = f", {WAYS.get(each.via, each.via)}" if each.via else ""
        who = "buyer" if each.sender == "me" else SENDERS.get(each.sender, each.sender)
        told.append(Said(f"{day}, {who}{way}", each.text, mine=each.sender == "me"))
    return Section("Messages", (Messages(tuple(told)),))


def evidence(of: Material) -> Section | None:
    """Return the files, each with its sum."""
    pieces = tuple(_piece(each, of) for each in of.files if not is_left_out(each, of.without))
    if not pieces:
        return None
    blocks: list[Block] = [Pieces(pieces)]
    if EVIDENCE in of.without:
        blocks.insert(0, Note("The files themselves are not part of this case file."))
    return Section("Evidence", tuple(blocks))


def _piece(found: EvidenceLine, of: Material) -> Piece:
    piece = found.evidence
    day = piece.taken or found.added_on
    dated = f"{'taken' if piece.taken else 'kept since'} {format_day(day)}" if day else ""
    which = of.which(piece.of)
    told = (which, dated, size_text(piece.size), piece.note or "")
    packed = found.state == "ok" and EVIDENCE not in of.without
    return Piece(
        number=found.number,
        kind=EVIDENCE_KINDS.get(piece.kind, piece.kind).capitalize(),
        name=piece.name,
        told=", ".join(filter(None, told)),
        sha256=piece.sha256,
        path=of.names.get(found.number, "") if packed else "",
        absent=_ABSENT.get(found.state, ""),
        opens=is_viewed(piece.name),
    )
