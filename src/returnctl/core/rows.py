"""The rows that lists are made of: what the store keeps of deadlines and statuses, flat.

Nothing here depends on today; `returnctl.core.listing` makes them and `returnctl.core.agenda` adds
state and days left. Field names are the column names and, for the most part, the names in JSON.
"""

from datetime import date, datetime

from returnctl.core.money import Money
from returnctl.core.states import Span
from returnctl.core.structs import Struct


class DeadlineRow(Struct, frozen=True):
    """A deadline with what a list needs to tell of it.

    `quiet_until` is the day on which a snooze ends; `date.max` is never. `started_by` names what
    began on `starts_on`, `done_by` the event that meets it, as `mark` takes it ("" for none).
    """

    id: str
    ref: str
    order_id: str
    return_id: str | None
    shop: str
    seller: str | None
    order_number: str | None
    return_code: str | None
    item: str | None
    amount: Money | None
    tracking_numbers: tuple[str, ...]
    rule: str
    name: str
    kind: str
    actor: str
    starts_on: date | None
    opens_on: date | None
    due_on: date | None
    due_at: datetime | None
    act_by: date | None
    met_on: date | None
    basis: str
    override: str | None
    confidence: str
    source_title: str
    source_address: str
    advice: str
    if_missed: str
    where: str
    first: str
    missing: tuple[str, ...]
    purchase: bool
    watch: bool
    lapses: bool
    last_at: datetime | None
    shown_until: date | None
    quiet_until: date | None = None
    started_by: str | None = None
    done_by: str = ""

    @property
    def ground(self) -> str:
        """What the date rests on: its basis, and where that is somebody's word, whose.

        `own` is a date that the user set, `told` one that came with an event (`--until`), and
        `order_page` is what the page of a rule says.
        """
        if self.basis != "order_page":
            return self.basis
        if self.rule.startswith("own."):
            return "own"
        return "told" if self.override is None else self.basis

    @property
    def span(self) -> Span:
        """What decides the row's state."""
        return Span(
            actor=self.actor, opens_on=self.opens_on, due_on=self.due_on, last_at=self.last_at,
            act_by=self.act_by, met_on=self.met_on, possible=bool(self.missing),
            lapses=self.lapses,
        )  # fmt: skip


class ParcelBrief(Struct, frozen=True):
    """A parcel in a list: where it stands, and its last scan if there is one."""

    number: str
    carrier: str | None
    direction: str
    status: str
    conflict: str | None = None
    scanned_on: date | None = None
    scan_status: str | None = None
    scan_text: str | None = None
    scan_place: str | None = None
    scan_provider: str | None = None


class StatusRow(Struct, frozen=True):
    """An order without a return, or one return of it: `kind` return, problem or purchase.

    `short` is what is missing from a refund that came, or was promised.
    `unproven` are the keys of missing proof (`returnctl.core.proof`); `documented` says that
    evidence was kept that tracking did not fetch, `addressed` that nothing goes back or the way is
    known: an address or a label.
    """

    id: str
    ref: str
    kind: str
    order_id: str
    order_number: str | None
    shop: str
    seller: str | None
    items: tuple[str, ...]
    return_code: str | None
    status: str
    status_label: str
    reason: str | None
    resolution: str | None
    amount: Money | None
    refunded: Money | None
    short: Money | None
    parcels: tuple[ParcelBrief, ...]
    closed: bool
    watched: bool
    updated_on: date | None
    unproven: tuple[str, ...] = ()
    documented: bool = False
    addressed: bool = True
