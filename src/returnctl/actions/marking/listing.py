"""`mark` without an event: what can be recorded, of one case or at all."""

from returnctl.actions.desk import Desk
from returnctl.actions.targets import find_target, open_return_of
from returnctl.core.errors import NotFound, Refused
from returnctl.core.events import EVENTS, EventKind
from returnctl.core.lifecycle import followers
from returnctl.core.statuses import status_of
from returnctl.core.views.stories import EventChoice, EventsView
from returnctl.core.vocabulary import dashed, underscored


def list_events() -> EventsView:
    """List every event, in the order of life."""
    return EventsView(
        ref=None, title="", status_label="", likely=tuple(map(_choice, EVENTS.values()))
    )


def list_followers(ref: str, desk: Desk) -> EventsView:
    """List what can follow in one case, the likely first.

    Raises:
        Refused: it is the event that was named, and not the case.
    """
    with desk.store.read() as reader:
        try:
            target = find_target(reader, ref, desk)
        except NotFound:
            if (kind := EVENTS.get(underscored(ref))) is None:
                raise
            msg = f'"{ref}" is an event: {kind.says}.'
            raise Refused(msg, hint=f"Of which case? returnctl mark REF {ref}") from None
    owner = open_return_of(target) or target.case.id
    likely, others = followers(target.case, owner)
    return EventsView(
        ref=target.ref,
        title=target.title,
        status_label=status_of(target.case, owner).label,
        likely=tuple(map(_choice, likely)),
        others=tuple(map(_choice, others)),
    )


def _choice(kind: EventKind) -> EventChoice:
    return EventChoice(dashed(kind.name), kind.says, kind.options, kind.levels)
