"""Services pointed at a local server, with a clock that nobody waits for."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime

from returnctl.core.secret import Secret
from returnctl.tracking.pace import Pace
from returnctl.tracking.providers import PROVIDERS
from returnctl.tracking.service import TrackingService
from returnctl.tracking.wire import Wire

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


@dataclass
class Clock:
    """Time that passes only in sleep."""

    time: float = 1000.0
    slept: list[float] = field(default_factory=list)

    def now(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += seconds


def service(
    name: str, url: str, *, key: str = "", clock: Clock | None = None, seconds: float = 5.0
) -> TrackingService:
    """Build a service whose questions go to that address."""
    row = PROVIDERS[name]
    clock = clock or Clock()
    pace = Pace(interval=row.min_interval, clock=clock.now, sleep=clock.sleep, now=lambda: NOW)
    return TrackingService(
        provider=row,
        url=url,
        key=(lambda: Secret(key)) if key else None,
        pace=pace,
        wire=Wire(seconds=seconds),
        now=lambda: NOW,
    )
