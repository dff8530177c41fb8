"""What a case file is made from: a case, its clocks and its files, less what is to stay out."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from returnctl.core.case import Case
from returnctl.core.structs import Struct, replace
from returnctl.core.views.cases import Explained
from returnctl.core.views.proofs import EvidenceLine

# What can be left out.
MESSAGES: Final = "messages"
EVIDENCE: Final = "evidence"
# Files that are messages, too.
_SAID: Final = "message"


class Material(Struct, frozen=True, kw_only=True):
    """A case as a stranger may see it.

    `whole` is the case as it is recorded, which money is reconciled with; `case` is what the paper
    tells of it. `names` are the files' paths inside the case file, by their numbers.
    """

    ref: str
    whole: Case
    case: Case
    today: date
    clocks: tuple[Explained, ...] = ()
    files: tuple[EvidenceLine, ...] = ()
    names: Mapping[int, str]
    shop_title: str = ""
    without: frozenset[str] = frozenset()

    @property
    def targets(self) -> tuple[str, ...]:
        """The order and the returns that the paper is about."""
        return (self.case.id, *(each.id for each in self.case.returns))

    def which(self, target: str | None) -> str:
        """Say which return is meant, where the paper is about several."""
        found = self.case.find_return(target or "")
        return f"return {found.number}" if found and len(self.case.returns) > 1 else ""


def only(case: Case, return_id: str | None) -> Case:
    """Return the case with no return but one, and nothing that belongs to the others."""
    if return_id is None:
        return case
    others = {each.id for each in case.returns} - {return_id}
    return replace(
        case,
        returns=tuple(each for each in case.returns if each.id == return_id),
        events=tuple(each for each in case.events if each.target not in others),
        messages=tuple(each for each in case.messages if each.of not in others),
        evidence=tuple(each for each in case.evidence if each.of not in others),
        parcels=tuple(
            each for each in case.parcels if not each.returns or return_id in each.returns
        ),
    )


def is_left_out(found: EvidenceLine, without: frozenset[str]) -> bool:
    """Say whether a file is a private message, where those stay out."""
    return MESSAGES in without and found.evidence.kind == _SAID
