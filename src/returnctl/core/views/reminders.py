"""The views of `remind` and `snooze`."""

from typing import Literal

from returnctl.core.clockcheck import ClockCheck
from returnctl.core.rungs import Notice, Planned
from returnctl.core.structs import Struct
from returnctl.core.views import Place, View

# `waiting`: it goes out when the answer is shown (standard output), or would (a rehearsal).
DeliveryState = Literal["sent", "failed", "nothing", "waiting"]


class Delivery(Struct, frozen=True, kw_only=True):
    """What became of a digest on one channel; `error` and `hint` say why it failed."""

    channel: str
    notices: tuple[Notice, ...]
    state: DeliveryState
    error: str = ""
    hint: str = ""


class RemindView(View, frozen=True, kw_only=True):
    """`remind`: what each channel was told.

    `rehearsal`: nothing is sent or remembered. `silent` says why nothing is announced here at all.
    """

    place: Place
    deliveries: tuple[Delivery, ...] = ()
    clock: ClockCheck | None = None
    rehearsal: bool = False
    silent: str = ""

    @property
    def failed(self) -> tuple[Delivery, ...]:
        """The channels that could not be told."""
        return tuple(each for each in self.deliveries if each.state == "failed")

    @property
    def shown(self) -> tuple[Notice, ...]:
        """What standard output is told; in a rehearsal what any channel would be."""
        told = [each for each in self.deliveries if self.rehearsal or each.channel == "stdout"]
        by_key = {notice.key: notice for each in told for notice in each.notices}
        return tuple(by_key.values())


class UpcomingView(View, frozen=True, kw_only=True):
    """`remind --upcoming`: what would be announced in the next days, if nothing happens."""

    place: Place
    days: int
    planned: tuple[Planned, ...]


class TestedView(View, frozen=True, kw_only=True):
    """`remind --test`: a channel took a test message."""

    channel: str
