"""Which services are asked: those that the user enabled or gave a key, and the demo."""

from collections.abc import Callable, Mapping
from datetime import datetime
from difflib import get_close_matches
from typing import Any

from returnctl.core.errors import Refused
from returnctl.core.secret import Secret
from returnctl.core.sightings import Service
from returnctl.tracking.pace import Pace
from returnctl.tracking.provider import Provider
from returnctl.tracking.providers import PROVIDERS
from returnctl.tracking.service import TrackingService


def known_provider(name: str) -> Provider:
    """Return the provider of that name.

    Raises:
        Refused: there is none; the hint names the nearest.
    """
    if name in PROVIDERS:
        return PROVIDERS[name]
    near = get_close_matches(name, PROVIDERS, n=1)
    hint = f"Did you mean {near[0]}?" if near else "One of: " + ", ".join(PROVIDERS)
    msg = f'"{name}" is no tracking service.'
    raise Refused(msg, hint=hint)


def chosen_services(
    section: Mapping[str, Mapping[str, Any]],
    *,
    has_key: Callable[[str], bool],
    key_of: Callable[[str], Secret],
    now: Callable[[], datetime],
) -> list[Service]:
    """Return the services that the config's `providers` and the keys at hand allow, in order.

    `enabled` decides where it is set. Else a service is asked if its key is somewhere, or if it
    needs none and is official. `key_of` is called only when the service is asked.

    Raises:
        Refused: the config names a service that nobody knows.
    """
    for name in section:
        known_provider(name)
    return [
        _service(row, section.get(row.name, {}), key_of, now)
        for row in PROVIDERS.values()
        if section.get(row.name, {}).get("enabled", _by_default(row, has_key))
    ]


def _by_default(row: Provider, has_key: Callable[[str], bool]) -> bool:
    return row.official and (not row.needs_key or has_key(row.name))


def _service(
    row: Provider,
    fields: Mapping[str, Any],
    key_of: Callable[[str], Secret],
    now: Callable[[], datetime],
) -> Service:
    return TrackingService(
        provider=row,
        url=fields.get("url", row.url),
        key=(lambda: key_of(row.name)) if row.needs_key else None,
        pace=Pace(interval=fields.get("pause", row.min_interval), now=now),
        now=now,
    )
