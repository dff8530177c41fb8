"""What was typed behind `mark`, as text, before anybody has read it."""

from returnctl.core.structs import Struct

# What an event may carry, by the name of its option.
CARRIED = (
    "amount", "tracking", "carrier", "code", "channel", "reason", "item", "outcome", "until",
    "rule", "note", "part", "to", "worth", "label", "postage",
)  # fmt: skip


class MarkRequest(Struct, frozen=True, kw_only=True):
    """The arguments and options of `mark`."""

    refs: tuple[str, ...]
    event: str
    on: str | None = None
    amount: str | None = None
    tracking: str | None = None
    carrier: str | None = None
    code: str | None = None
    channel: str | None = None
    reason: str | None = None
    item: tuple[str, ...] | None = None
    outcome: str | None = None
    until: str | None = None
    rule: str | None = None
    note: str | None = None
    part: tuple[str, ...] | None = None
    to: str | None = None
    worth: str | None = None
    label: str | None = None
    postage: str | None = None
    force: bool = False
