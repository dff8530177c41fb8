"""A rule: one shape for everything with a clock. A pack: the rules of one shop, network or statute.

Conventions:
- A rule is a window. It starts at a trigger, opens and closes at lengths from that start, and is
  met by other triggers. "Not before", "by" and "between" are one shape: `opens` alone, `closes`
  alone, both.
- `closes` is a length, or None where the source gives none: such a rule is told, never due.
- `count`: with `after` the day of the start is day 0, with `from` it is day 1, `timer` runs to the
  second, `unstated` leaves both day counts possible.
- `actor` is who loses, or must act, when the window ends. `kind` is `right` (you may) or `duty`
  (you must) for rules of yours, `clock` for everybody else's.
- Every rule has one or more forms; the first whose condition holds applies.
"""

from datetime import date
from functools import cached_property
from typing import Final, Literal

from returnctl.core.answers import Answers
from returnctl.core.conditions import Condition
from returnctl.core.lengths import Length
from returnctl.core.structs import Struct, field

Count = Literal["after", "from", "timer", "unstated"]
RuleKind = Literal["right", "duty", "clock"]
PackKind = Literal["shop", "payment", "statute", "carrier"]


class Trigger(Struct, frozen=True, cache_hash=True):
    """What starts, meets, pauses a rule: `delivered`, `promised_by`, `decided@paypal`, `rule:x`.

    Of a scan (`scan:delivered@return`) `channel` is the way that the parcel goes.
    """

    kind: Literal["event", "fact", "rule", "scan"]
    name: str
    channel: str | None = None

    def __str__(self) -> str:
        """Give the form that packs use."""
        if self.kind == "rule":
            return f"rule:{self.name}"
        if self.kind == "scan":
            return f"scan:{self.name}@{self.channel}"
        return f"{self.name}@{self.channel}" if self.channel else self.name


class Clock(Struct, frozen=True):
    """A second clock beside the rule's own: a cap, a floor, or an earlier end."""

    starts: tuple[Trigger, ...]
    closes: Length


class Pause(Struct, frozen=True):
    """The window stands still between two triggers, and leaves `at_least` this long after them."""

    begins: Trigger
    ends: Trigger
    at_least: Length | None = None


class FixedDate(Struct, frozen=True):
    """Orders of a span of days may be returned until a fixed day (holiday tables, by year)."""

    first: date
    last: date
    until: date


class Source(Struct, frozen=True):
    """Where a rule was read."""

    title: str
    address: str = ""


class Form(Struct, frozen=True, kw_only=True, dict=True):
    """One form of a rule: the whole shape, with the condition under which it applies.

    `windows` is where the arithmetic keeps what it reckoned for one start: the next order of that
    day needs it again. `recorded` is where it is kept how a shop's buyers record that it was met.
    """

    when: Condition = field(default_factory=Condition)
    name: str = ""
    actor: str = "you"
    kind: RuleKind = "right"
    starts: tuple[Trigger, ...] = ()
    pick: Literal["earliest", "latest"] = "earliest"
    instance: Literal["first", "last"] = "first"
    opens: Length | None = None
    closes: Length | None = None
    count: Count = "unstated"
    roll: bool = False
    min_working_days: int = 0
    calendar: tuple[str, ...] = ()
    zone: str = "buyer"
    not_before: Clock | None = None
    cap: Clock | None = None
    or_earlier: Clock | None = None
    pause: Pause | None = None
    fixed: tuple[FixedDate, ...] = ()
    met_by: tuple[Trigger, ...] = ()
    reach: Literal["sent", "received"] = "sent"
    act: Literal["online", "post"] = "online"
    watch: bool = True
    lead: int = 0
    silence: bool = False
    if_missed: str = ""
    advice: str = ""
    where: str = ""
    first: str = ""
    excludes: tuple[str, ...] = ()
    supersedes: tuple[str, ...] = ()
    as_of: date | None = None
    source: Source = Source("")
    confidence: Literal["high", "medium", "low", "recalled"] = "low"

    @cached_property
    def windows(self) -> Answers:
        # Orders come in the order of their days: a few weeks of them are enough to remember.
        return Answers(most=256)

    @cached_property
    def recorded(self) -> dict[str, str]:
        return {}

    @cached_property
    def begins(self) -> tuple[object, ...] | None:
        """What decides its start, as many forms have it; None where that is another rule's end."""
        return None if "" in self.start_names else (self.starts, self.pick, self.instance)

    @cached_property
    def start_names(self) -> frozenset[str]:
        """The names of all that it starts from; "" where it is another rule's end."""
        return _names(self.starts)

    @cached_property
    def met_names(self) -> frozenset[str]:
        """The names of all that meets it; "" where it is another rule's end."""
        return _names(self.met_by)

    @cached_property
    def other_clocks(self) -> tuple[tuple[Trigger, ...], ...]:
        """What else than its start the window hangs on: all that bounds or pauses it."""
        clocks = (self.not_before, self.cap, self.or_earlier)
        pauses = ((self.pause.begins,), (self.pause.ends,)) if self.pause else ()
        return (*(clock.starts for clock in clocks if clock), *pauses)


def _names(triggers: tuple[Trigger, ...]) -> frozenset[str]:
    return frozenset("" if each.kind == "rule" else each.name for each in triggers)


class Rule(Struct, frozen=True):
    """A rule of a pack; `id` is `pack.slug`."""

    id: str
    slug: str
    forms: tuple[Form, ...]


class Extension(Struct, frozen=True):
    """Lengthens rules whose start falls in a span of days (Chinese New Year, a promotion)."""

    rules: tuple[str, ...]
    first: date
    last: date
    by: Length
    name: str


class Limit(Struct, frozen=True):
    """What bounds a claim and is no clock: one free label an order, 250 USD."""

    name: str
    text: str
    when: Condition = field(default_factory=Condition)
    source: Source = Source("")


class Pack(Struct, frozen=True, kw_only=True, dict=True):
    """The rules of one shop, payment network, statute or carrier, and when the pack applies.

    `asked` are the facts that its conditions ask for; `judged` is where it is kept which of its
    forms may apply where these are known: most orders of a shop are alike in them.
    """

    name: str
    kind: PackKind
    title: str
    zone: str = "buyer"
    applies: Condition = field(default_factory=Condition)
    aliases: tuple[str, ...] = ()
    order_number: str = ""
    order_page: str = ""
    channel: str = "seller"
    code_from: str = ""
    rules: tuple[Rule, ...] = ()
    extensions: tuple[Extension, ...] = ()
    limits: tuple[Limit, ...] = ()

    @cached_property
    def asked(self) -> tuple[str, ...]:
        conditions = (self.applies, *(form.when for rule in self.rules for form in rule.forms))
        return tuple(dict.fromkeys(name for condition in conditions for name in condition))

    @cached_property
    def judged(self) -> Answers:
        return Answers(most=512)


# What goods are, where rules treat them differently; goods without a category are ordinary.
ORDINARY: Final = "ordinary"
CATEGORIES: Final = (
    ORDINARY, "perishable", "hygiene", "intimate", "custom_made", "sealed_media", "digital",
    "electronics", "collectible",
)  # fmt: skip

# Slugs that packs share, so that `--deadline dispute=DATE` means the same at every shop.
SHARED_SLUGS: Final = (
    "return-window", "dispute", "dispute-not-received", "ship-back", "seller-response",
    "platform-decision", "escalate", "appeal", "refund-arrival", "withdrawal",
    "withdrawal-send-back", "withdrawal-refund", "chargeback", "claim", "carrier-claim",
    "first-scan", "protection", "collect",
)  # fmt: skip
