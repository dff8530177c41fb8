"""`why`: how a deadline came about, step by step."""

from returnctl.actions.desk import Desk
from returnctl.actions.targets import Target, find_target
from returnctl.core.agenda import dues, urgency
from returnctl.core.deadline import Deadline
from returnctl.core.errors import NotFound
from returnctl.core.listing import deadline_rows
from returnctl.core.views.cases import Explained, WhyView


def why(desk: Desk, ref: str, rule: str | None) -> WhyView:
    """Return the calculation of one rule's deadline, or of all that a case has.

    Raises:
        NotFound: the case has no such rule; the hint lists those it has.
    """
    with desk.store.read() as reader:
        target = find_target(reader, ref, desk)
        found = desk.rules().deadlines(target.case, reader.book, closed_too=True)
    chosen = [each for each in found if _is_meant(each, rule, target)]
    if not chosen:
        msg = f"{target.ref} has no deadline {rule}." if rule else f"{target.ref} has no deadlines."
        slugs = ", ".join(dict.fromkeys(each.slug for each in found))
        raise NotFound(msg, hint=f"It has: {slugs}" if slugs else "Record a date: returnctl mark")
    return WhyView(
        place=desk.place,
        ref=target.ref,
        title=target.title,
        explained=tuple(sorted(_explained(chosen, target, desk), key=lambda e: urgency(e.due))),
    )


def _is_meant(deadline: Deadline, rule: str | None, target: Target) -> bool:
    named = rule is None or rule.lower() in (deadline.slug, deadline.rule)
    return named and (
        target.return_id is None or deadline.owner in (target.return_id, target.case.id)
    )


def _explained(chosen: list[Deadline], target: Target, desk: Desk) -> list[Explained]:
    rows = deadline_rows(target.case, tuple(chosen), target.ref)
    by_id = {each.row.id: each for each in dues(rows, desk.moment)}
    return [Explained(by_id[deadline.id], deadline) for deadline in chosen]
