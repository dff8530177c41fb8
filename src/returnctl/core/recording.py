"""How it is recorded that a deadline was met: the event, as `mark` takes it."""

from typing import Final

from returnctl.core.checkin import CHECK_IN_RULE
from returnctl.core.events import EVENTS
from returnctl.core.rules import Form, Trigger
from returnctl.core.vocabulary import dashed

# What a user does, not what others do or what happens: the acts that meet a rule of yours.
_ACTS: Final = frozenset(
    ("cancel_requested", "seller_contacted", "extended", "repair_requested", "requested",
     "withdrawal_sent", "sent", "tracking_submitted", "dispute_opened", "counter_offer",
     "evidence_sent", "escalated", "appealed")
)  # fmt: skip


def recorded_by(form: Form, rule: str, *, shop_channel: str) -> str:
    """Return the event that meets a rule: an act of the user's for theirs, any for others'.

    Its channel is named where it is not the shop's own: `dispute-opened --channel card`. "" where
    no event meets the rule.
    """
    if shop_channel not in form.recorded:
        form.recorded[shop_channel] = _recorded_by(_trigger(form, rule), shop_channel)
    return form.recorded[shop_channel]


def _recorded_by(trigger: Trigger | None, shop_channel: str) -> str:
    if trigger is None:
        return ""
    elsewhere = trigger.channel and trigger.channel != shop_channel
    if elsewhere and EVENTS[trigger.name].on_channel:
        return f"{dashed(trigger.name)} --channel {trigger.channel}"
    return dashed(trigger.name)


def _trigger(form: Form, rule: str) -> Trigger | None:
    events = [each for each in form.met_by if each.kind == "event"]
    if form.actor == "you" and rule != CHECK_IN_RULE:
        events = [each for each in events if each.name in _ACTS]
    return events[0] if events else None
