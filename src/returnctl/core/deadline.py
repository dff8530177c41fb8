"""A deadline: a rule applied to one case, with its dates and how they came about.

Nothing here depends on today. Days:
- `starts_on`: the day of the start, in the rule's zone.
- `opens_on`: the first day on which it may be done.
- `due_on`: the last day in the rule's zone; where the source does not say whether the first day
  counts, it is taken not to. `due_at`: that day's last second, as an instant (UTC).
- `act_by`: for rules of yours, the last whole day in your zone that is safe under every reading.
- `last_at`: the end under the latest reading; between `act_by` and it, trying still makes sense.
"""

from datetime import date, datetime
from typing import Literal

from returnctl.core.case import Override
from returnctl.core.rules import Form, Source
from returnctl.core.structs import Struct

Basis = Literal["order_page", "computed", "fact_missing"]


class Start(Struct, frozen=True):
    """What a window started from; `instead_of` names the unrecorded event it stands in for.

    `told` is what a scan said, and who passed it on.
    """

    day: date
    target: str
    name: str
    at: datetime | None = None
    event_id: str | None = None
    source: str = ""
    recorded_at: str = ""
    instead_of: str | None = None
    told: str = ""


class Step(Struct, frozen=True):
    """One line of the calculation: the day reached, and why."""

    day: date | None
    text: str


class Deadline(Struct, frozen=True, kw_only=True):
    """A rule held against a case; `done_by` is the event that meets it, as `mark` takes it."""

    id: str
    case_id: str
    owner: str
    rule: str
    slug: str
    form: Form
    starts_on: date | None = None
    opens_on: date | None = None
    due_on: date | None = None
    due_at: datetime | None = None
    last_at: datetime | None = None
    act_by: date | None = None
    met_on: date | None = None
    missing: tuple[str, ...] = ()
    basis: Basis = "computed"
    override: Override | None = None
    lapses: bool = False
    watch: bool = True
    start: Start | None = None
    zone: str = "UTC"
    steps: tuple[Step, ...] = ()
    done_by: str = ""

    @property
    def yours(self) -> bool:
        """Whether you must act."""
        return self.form.actor == "you"

    @property
    def target_day(self) -> date | None:
        """The day that counts for its actor: `act_by` of yours, `due_on` of the others'."""
        return self.act_by if self.yours else self.due_on

    @property
    def source(self) -> Source:
        """Where the rule was read."""
        return self.form.source
