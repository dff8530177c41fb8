"""A service as everybody else sees it: asked in batches at its pace, it answers with a round."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta

from returnctl.core.errors import ReturnctlError
from returnctl.core.secret import Secret
from returnctl.core.sightings import Report, Round, Trouble, Wanted, unheard
from returnctl.core.structs import Struct, field
from returnctl.tracking.failing import Failed
from returnctl.tracking.line import Line
from returnctl.tracking.pace import Pace
from returnctl.tracking.provider import Provider
from returnctl.tracking.wire import Wire

# A service that sends nonsense so often in a row is not asked any more.
_PATIENCE = 3


class TrackingService(Struct, kw_only=True):
    """One provider with its address, its key (read when it is needed) and its pace."""

    provider: Provider
    url: str
    pace: Pace
    key: Callable[[], Secret] | None = None
    wire: Wire = field(default_factory=Wire)
    now: Callable[[], datetime] = field(default=lambda: datetime.now(UTC))

    @property
    def name(self) -> str:
        """The provider's name in the config."""
        return self.provider.name

    @property
    def min_refresh(self) -> timedelta:
        """How long an answer about a number stays good."""
        return self.provider.min_refresh

    def takes(self, wanted: Wanted) -> bool:
        """Whether it can be asked about that number."""
        return self.provider.dialect.takes(wanted)

    def ask(self, wanted: Sequence[Wanted], done: Callable[[int], None] = unheard) -> Round:
        """Ask about all of them; what fails becomes trouble, never an exception."""
        rounds: list[Round] = []
        left = len(wanted)
        try:
            line = self._line()
            for batch, found in self._batches(line, wanted):
                rounds.append(found)
                left -= len(batch)
                done(len(batch))
            rounds.append(self._quota(line, rounds))
        except (Failed, ReturnctlError) as failed:
            rounds += [*_so_far(failed), self._failed((self._trouble(failed),))]
        finally:
            self.wire.close()
        done(left)
        return self._together(rounds)

    def _batches(
        self, line: Line, wanted: Sequence[Wanted]
    ) -> Iterator[tuple[Sequence[Wanted], Round]]:
        """Yield each batch with what came of it; give up on what is final."""
        size, failures = self.provider.batch, 0
        for start in range(0, len(wanted), size):
            batch = wanted[start : start + size]
            try:
                found = self.provider.dialect.ask(line, batch)
                failures = 0
            except Failed as failed:
                failures += 1
                if failed.final or (failures == _PATIENCE and start + size < len(wanted)):
                    raise
                found = self._failed(self._trouble(failed, each.number) for each in batch)
                found = self._together([*_so_far(failed), found])
            yield batch, found

    def _line(self) -> Line:
        provider = self.provider
        return Line(
            url=self.url,
            key=self.key() if self.key else None,
            headers=provider.dialect.headers,
            pace=self.pace,
            wire=self.wire,
            now=self.now,
        )

    def _quota(self, line: Line, rounds: Sequence[Round]) -> Round:
        """Ask how much is left where some was used; not to know it is no reason to fail."""
        used = any(each.registered for each in rounds)
        try:
            left = self.provider.quota(line) if self.provider.quota and used else None
        except Failed:
            left = None
        return Round(provider=self.name, quota=left)

    def _trouble(self, error: Failed | ReturnctlError, number: str | None = None) -> Trouble:
        if isinstance(error, Failed):
            sentence = f"{self.provider.title} {error.sentence}"
            return Trouble(provider=self.name, kind=error.kind, sentence=sentence, number=number)
        return Trouble(provider=self.name, kind="key", sentence=error.message, number=number)

    def _failed(self, troubles: Iterable[Trouble]) -> Round:
        return Round(provider=self.name, troubles=tuple(troubles))

    def _together(self, rounds: Sequence[Round]) -> Round:
        reports: list[Report] = [each for found in rounds for each in found.reports]
        return Round(
            provider=self.name,
            reports=tuple(reports),
            troubles=tuple(each for found in rounds for each in found.troubles),
            registered=tuple(each for found in rounds for each in found.registered),
            quota=next((r.quota for r in reversed(rounds) if r.quota is not None), None),
        )


def _so_far(error: Failed | ReturnctlError) -> list[Round]:
    """Return what a service had done before it failed."""
    return [error.so_far] if isinstance(error, Failed) and error.so_far else []
