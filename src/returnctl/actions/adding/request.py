"""What was typed behind `add`, as text, before anybody has read it."""

from collections.abc import Mapping

from msgspec import Struct, field


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
