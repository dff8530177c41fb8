"""What was typed behind `add`, as text, before anybody has read it."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, Self

from returnctl.core.structs import Struct, field

_HAPPENED: Final = ("ordered", "paid", "shipped", "delivered", "requested")
_FACTS: Final = (
    "seller", "paid_with", "promised_by", "seller_country", "site", "category", "url", "note",
)  # fmt: skip


class AddRequest(Struct, frozen=True, kw_only=True):
    """The options of `add`; `words` are its up to three arguments."""

    words: tuple[str, ...] = ()
    shop: str | None = None
    order: str | None = None
    items: tuple[str, ...] = ()
    price: str | None = None
    currency: str | None = None
    expect: tuple[str, ...] = ()
    happened: Mapping[str, str | None] = field(default_factory=dict)
    did: tuple[str, ...] = ()
    reason: str | None = None
    resolution: str | None = None
    code: str | None = None
    portions: tuple[str, ...] = ()
    tracking: str | None = None
    carrier: str | None = None
    free_return: bool | None = None
    facts: Mapping[str, str | None] = field(default_factory=dict)
    window: str | None = None
    deadlines: tuple[str, ...] = ()

    @classmethod
    def of(cls, words: Sequence[str], **typed: Any) -> Self:
        """Sort the options by what they are: days of what happened, other facts, and the rest."""
        happened = {name: typed.pop(name, None) for name in _HAPPENED}
        facts = {name: typed.pop(name, None) for name in _FACTS}
        return cls(words=tuple(words), happened=happened, facts=facts, **typed)
