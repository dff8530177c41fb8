"""The views of `evidence`: what a case has, where it lies, and whether it is what it was."""

from datetime import date

from returnctl.core.case import Evidence
from returnctl.core.proof import Proof
from returnctl.core.structs import Struct
from returnctl.core.views import Place, View


class EvidenceLine(Struct, frozen=True, kw_only=True):
    """A piece of evidence of a case.

    `number` is what people type; `state` is ok, missing, altered or closed; `path` is where its
    bytes lie, or a copy of them.
    """

    ref: str
    number: int
    evidence: Evidence
    added_on: date | None
    state: str
    path: str | None = None


class EvidenceView(View, frozen=True, kw_only=True):
    """`evidence list`: what is there, and what is missing at this stage."""

    place: Place
    ref: str
    title: str
    files: tuple[EvidenceLine, ...]
    stage: str | None
    missing: tuple[Proof, ...]


class TakenView(View, frozen=True, kw_only=True):
    """`evidence open` and `evidence copy`: where the files can be looked at.

    `folder` is where copies went; `opened` says that viewers were started.
    """

    ref: str
    files: tuple[EvidenceLine, ...]
    folder: str | None = None
    opened: bool = False


class VerifiedView(View, frozen=True, kw_only=True):
    """`evidence verify`: every file with what its bytes say."""

    files: tuple[EvidenceLine, ...]

    @property
    def faults(self) -> tuple[EvidenceLine, ...]:
        """What is missing or not what it was."""
        return tuple(each for each in self.files if each.state != "ok")
