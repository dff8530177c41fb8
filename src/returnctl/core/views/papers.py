"""The views of `casefile` and `slip`: which files were written, and what is on the slip."""

from datetime import date

from returnctl.core.dossier.slip import Slip, Squares
from returnctl.core.proof import Proof
from returnctl.core.structs import Struct
from returnctl.core.views import View


class PackedFile(Struct, frozen=True):
    """A file inside the case file."""

    path: str
    size: int
    sha256: str


class CasefileView(View, frozen=True, kw_only=True):
    """`casefile`: the file that was written, what is in it, and what is not.

    `faults` are files of the evidence, with their state, that are not as they were and so not in
    it; `evidence` and `messages` count what is. Without `files` it is a PDF alone.
    """

    ref: str
    title: str
    path: str
    size: int
    sha256: str
    made_on: date
    files: tuple[PackedFile, ...]
    left_out: tuple[str, ...] = ()
    faults: tuple[tuple[str, str], ...] = ()
    evidence: int = 0
    messages: int = 0
    missing: tuple[Proof, ...] = ()


class SlipView(View, frozen=True, kw_only=True):
    """`slip`: what is on it; `squares` is its QR code, `written` the files it went to."""

    ref: str
    slip: Slip
    squares: Squares = ()
    written: tuple[str, ...] = ()
