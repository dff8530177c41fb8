"""A case and its parts: what the fold of a log says is so. Values only.

Days are the user's as typed; `at` is set (UTC) only where a time was given.
"""

from datetime import date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from returnctl.core.lengths import Length
from returnctl.core.money import Money, Parts
from returnctl.core.structs import Struct, field
from returnctl.core.vocabulary import Direction

# Columns of the user's own, by their names.
Fields = tuple[tuple[str, str], ...]


class Order(Struct, frozen=True, kw_only=True):
    """What is known of the purchase itself; None is "not known", never "no".

    `payment` is the payment's number as the payment service has it; `fields` are the columns of an
    imported table that have no place of their own here.
    """

    shop: str = ""
    number: str | None = None
    seller: str | None = None
    seller_country: str | None = None
    site: str | None = None
    paid_with: str | None = None
    currency: str | None = None
    price: Money | None = None
    country: str | None = None
    subdivision: str | None = None
    zone: str | None = None
    buyer: str | None = None
    transit_days: int | None = None
    free_return: bool | None = None
    category: str | None = None
    url: str | None = None
    note: str | None = None
    promised_by: date | None = None
    protection_end: date | None = None
    statement_sent: date | None = None
    expected: Parts = ()
    payment: str | None = None
    fields: Fields = ()
    book: str | None = None
    ref: str | None = None


class Item(Struct, frozen=True, kw_only=True):
    """A line of the order; `price` is of one unit.

    `paid` is what the whole line cost with its share of postage, tax and discounts, `line` what
    tells it from the others in the table it came from, `fields` that table's own columns.
    """

    id: str
    title: str = ""
    quantity: int = 1
    price: Money | None = None
    paid: Money | None = None
    line: str | None = None
    fields: Fields = ()

    @property
    def total(self) -> Money | None:
        """What the line cost: as paid, else price times quantity."""
        if self.paid is not None:
            return self.paid
        return self.price and Money(self.price.minor * self.quantity, self.price.currency)

    def share(self, quantity: int) -> Money | None:
        """What some of it cost: the same part of what was paid, to the nearest minor unit."""
        if self.paid is not None and self.quantity:
            half = self.quantity // 2
            return Money((self.paid.minor * quantity + half) // self.quantity, self.paid.currency)
        return self.price and Money(self.price.minor * quantity, self.price.currency)


class Return(Struct, frozen=True, kw_only=True):
    """A request to send items back; `number` counts the returns of the order from 1.

    `label` says who pays the way back, `postage` what it cost you, `expected` what should come back
    by component, where that is not the price.
    """

    id: str
    number: int = 1
    code: str | None = None
    reason: str | None = None
    resolution: str | None = None
    items: tuple[tuple[str, int], ...] = ()
    return_to: str | None = None
    label: str | None = None
    postage: Money | None = None
    expected: Parts = ()
    note: str | None = None


class Parcel(Struct, frozen=True, kw_only=True):
    """A shipment, to you (`inbound`) or from you (`return`).

    `aliases` are other numbers of it (the last mile's), `expected_from` and `expected_until` when
    it may arrive, `reported` the status that a service gave without a scan, `declined` the
    proposals that the user said no to (`core.proposals`).
    """

    id: str
    number: str = ""
    carrier: str | None = None
    direction: Direction = "inbound"
    returns: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    expected_from: date | None = None
    expected_until: date | None = None
    reported: str | None = None
    declined: tuple[str, ...] = ()


class Checkpoint(Struct, frozen=True, kw_only=True):
    """One scan of a parcel (`of`), as a carrier reported it through a service (`provider`).

    `on` is the day at the place, `at` the instant (UTC) where the service gave a zone, `nth` its
    place among the scans of its day. `status` is a word of `vocabulary.PARCEL_STATUSES`.
    """

    id: str
    of: str
    on: date
    at: datetime | None = None
    nth: int = 0
    status: str = "unknown"
    text: str = ""
    place: str | None = None
    provider: str = ""
    source: str = "tracking"
    recorded_at: str = ""


class Evidence(Struct, frozen=True, kw_only=True):
    """A file that proves something, kept under the SHA-256 of its bytes.

    `name` is what the file was called, `size` its bytes, `of` the return it belongs to (None: the
    order).
    """

    id: str
    kind: str = "other"
    sha256: str = ""
    name: str = ""
    size: int = 0
    taken: date | None = None
    note: str | None = None
    of: str | None = None


class Message(Struct, frozen=True, kw_only=True):
    """What was said: by whom (`seller`, `me`, `platform`, `carrier`, `bank`), where, and when."""

    id: str
    sender: str = "seller"
    via: str | None = None
    on: date | None = None
    text: str = ""
    of: str | None = None


class Event(Struct, frozen=True, kw_only=True):
    """Something that happened to the order or to a return (`target`) on a day.

    `reason` is yours, `refusal` the seller's. Money has `parts` by component, a `tender` that it is
    paid in, and a `worth`: what the bank made of another currency.
    """

    id: str
    kind: str
    target: str
    on: date
    at: datetime | None = None
    channel: str | None = None
    amount: Money | None = None
    parts: Parts = ()
    tender: str | None = None
    worth: Money | None = None
    reason: str | None = None
    refusal: str | None = None
    outcome: str | None = None
    until: date | None = None
    rule: str | None = None
    code: str | None = None
    items: tuple[tuple[str, int], ...] = ()
    note: str | None = None
    source: str = "user"
    recorded_at: str = ""


class Override(Struct, frozen=True, kw_only=True):
    """The user's word on a rule's end: a day, an instant, another length, or "it agrees" (`ok`).

    With `ok`, `day` is the date that was confirmed. `rule` is a slug, a full rule id, or the name
    of a deadline of the user's own.
    """

    id: str
    target: str
    rule: str
    day: date | None = None
    at: datetime | None = None
    length: Length | None = None
    ok: bool = False
    recorded_at: str = ""


class Snooze(Struct, frozen=True, kw_only=True):
    """Reminders of a rule (`*`: of all) are unwanted before the day `quiet`; `date.max`: ever."""

    id: str
    target: str
    rule: str
    quiet: date
    recorded_at: str = ""


class Misfit(Struct, frozen=True):
    """An entry that does not fit: kept, listed, and without effect."""

    entry_id: str
    sentence: str


class Case(Struct, frozen=True, kw_only=True, dict=True):
    """An order with all that belongs to it.

    `id` is also the id of the order; `source` is who noted it first. What is looked up again and
    again (a return by its id, the events of one) is sorted out once.
    """

    id: str
    order: Order = field(default_factory=Order)
    items: tuple[Item, ...] = ()
    returns: tuple[Return, ...] = ()
    parcels: tuple[Parcel, ...] = ()
    checkpoints: tuple[Checkpoint, ...] = ()
    events: tuple[Event, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    messages: tuple[Message, ...] = ()
    overrides: tuple[Override, ...] = ()
    snoozes: tuple[Snooze, ...] = ()
    misfits: tuple[Misfit, ...] = ()
    source: str = "user"
    updated_at: str = ""

    @property
    def updated_on(self) -> date | None:
        """The user's day of the newest live entry."""
        if not self.updated_at:
            return None
        instant = datetime.fromisoformat(self.updated_at)
        return instant.astimezone(ZoneInfo(self.order.zone or "UTC")).date()

    def events_of(self, target: str) -> tuple[Event, ...]:
        """Return the events of the order or of one return, in the order they happened."""
        return self._events.get(target, ())

    def reason_of(self, target: str) -> str | None:
        """Return why: as the return says, else as the last event that gives a reason."""
        found = self.find_return(target)
        if found is not None and found.reason:
            return found.reason
        told = (e.reason for e in reversed(self.events) if e.target in (target, self.id))
        return next((reason for reason in told if reason), None)

    def find_return(self, return_id: str) -> Return | None:
        """Return the return with that id, if there is one."""
        return self._returns.get(return_id)

    @cached_property
    def answers(self) -> dict[object, object]:
        """Where `returnctl.core.remembering` keeps what was asked about the case."""
        return {}

    @cached_property
    def _events(self) -> dict[str, tuple[Event, ...]]:
        found: dict[str, list[Event]] = {}
        for event in self.events:
            found.setdefault(event.target, []).append(event)
        return {target: tuple(events) for target, events in found.items()}

    @cached_property
    def _returns(self) -> dict[str, Return]:
        return {each.id: each for each in self.returns}
