"""How fast and how often a service is asked: its pace, and when a failed question is repeated."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

from returnctl.core.structs import Struct, field

# Seconds before the second and third try, where the service does not say.
_BACK_OFF: Final = (1.0, 3.0)
# Who asks for a longer pause is asked another day.
LONGEST_PAUSE: Final = 60.0


class Pace(Struct, kw_only=True):
    """Keeps questions at least `interval` seconds apart; clock and sleep are the caller's."""

    interval: float
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    now: Callable[[], datetime] = field(default=lambda: datetime.now(UTC))
    _next: float = 0.0

    def wait(self) -> None:
        """Sleep until the next question may be sent."""
        early = self._next - self.clock()
        if early > 0:
            self.sleep(early)
        self._next = self.clock() + self.interval

    def pause(self, tries: int, retry_after: str | None) -> bool:
        """Sleep before another try; False where there is none, or it would take too long."""
        if tries > len(_BACK_OFF):
            return False
        seconds = self._asked_for(retry_after)
        if seconds is not None and seconds > LONGEST_PAUSE:
            return False
        self.sleep(_BACK_OFF[tries - 1] if seconds is None else max(seconds, 0.0))
        return True

    def _asked_for(self, retry_after: str | None) -> float | None:
        """Return the seconds that `Retry-After` asks for: a number or a date."""
        text = (retry_after or "").strip()
        if text.isascii() and text.isdigit():
            return float(text[:9])
        try:
            until = parsedate_to_datetime(text)
        except (ValueError, IndexError, TypeError):
            return None
        aware = until if until.tzinfo else until.replace(tzinfo=UTC)
        return (aware - self.now()).total_seconds()
