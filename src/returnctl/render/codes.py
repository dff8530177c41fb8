"""Return codes in `show`: each whole, where to write it, and help with a wrong or a lost one."""

from collections.abc import Iterator
from typing import Final

from returnctl.core.views.cases import CaseView
from returnctl.render.blocks import Line, Span, line, whole
from returnctl.render.page import Page

_LABEL: Final = 8
# Before these the parcel has not left: the code still has to be written somewhere.
_TO_SEND: Final = frozenset(
    ("request_submitted", "awaiting_approval", "approved", "decided", "in_dispute", "escalated")
)
_WRITE: Final = "on the parcel and on a slip inside, exactly so"
_LOST: Final = "returnctl message draft {ref} --template code-lost"
_REFUSED: Final = "returnctl message draft {ref} --template code-not-recognised"
_HAS_IT: Final = frozenset(("approved", "in_transit"))


def code_lines(view: CaseView, page: Page) -> Iterator[Line]:
    """Give the return codes and where to send it: what goes on the parcel."""
    returns = view.case.returns
    stages = {each.row.id: each.row.status for each in view.lines}
    for each in returns:
        which = f"  ({view.ref}.{each.number})" if len(returns) > 1 else ""
        stage = stages.get(each.id, "")
        if each.code:
            where = f"  {_WRITE}" if stage in _TO_SEND else ""
            yield _labelled("CODE", whole(each.code), which, where)
        if each.code and stage in _HAS_IT and not page.quiet:
            yield _hint("not recognised? ", _REFUSED.format(ref=view.ref))
        for number, part in enumerate((each.return_to or "").splitlines()):
            yield _labelled("" if number else "SEND TO", part, "" if number else which)
        if each.note:
            yield _labelled("NOTE", each.note, which)
    is_open = any(not each.row.closed and each.row.kind != "purchase" for each in view.lines)
    if is_open and not any(each.code for each in returns):
        yield _labelled("CODE", ". ".join(filter(None, ("none yet", view.code_from))))
        if _HAS_IT & set(stages.values()) and not page.quiet:
            yield _hint("lost, or never came? ", _LOST.format(ref=view.ref))


def _hint(asks: str, command: str) -> Line:
    return line(Span(asks, "dim"), whole(command, "dim"), indent=_LABEL)


def _labelled(label: str, *parts: Span | str) -> Line:
    return line(Span(label.ljust(_LABEL), "dim"), *parts, hang=_LABEL)
