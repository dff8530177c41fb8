"""The tracking services, one row each, in the order in which they are asked about a number.

First those that know only their own parcels and cost nothing, then those that know all and count.
Limits and terms of each: docs/providers.md.
"""

from datetime import timedelta
from typing import Final

from returnctl.tracking import cainiao, demo, dhl, laposte, royalmail, seventeentrack, ship24
from returnctl.tracking.provider import Provider

_ROWS: Final = (
    Provider(
        name=demo.NAME, title="The demo", dialect=demo, url="",
        needs_key=False, official=True, batch=100, min_interval=0.0, min_refresh=timedelta(),
    ),
    Provider(
        name=dhl.NAME, title="DHL", dialect=dhl, url="https://api-eu.dhl.com",
        needs_key=True, official=True, batch=1, min_interval=5.0, min_refresh=timedelta(hours=2),
    ),
    Provider(
        name=laposte.NAME, title="La Poste", dialect=laposte, url="https://api.laposte.fr",
        needs_key=True, official=True, batch=10, min_interval=1.0, min_refresh=timedelta(hours=1),
    ),
    Provider(
        name=royalmail.NAME, title="Royal Mail", dialect=royalmail,
        url="https://api.royalmail.net",
        needs_key=True, official=True, batch=1, min_interval=1.0, min_refresh=timedelta(hours=1),
    ),
    Provider(
        name=cainiao.NAME, title="Cainiao", dialect=cainiao, url="https://global.cainiao.com",
        needs_key=False, official=False, batch=1, min_interval=1.5, min_refresh=timedelta(hours=1),
    ),
    Provider(
        name=seventeentrack.NAME, title=seventeentrack.TITLE, dialect=seventeentrack,
        url="https://api.17track.net/track/v2.4", quota=seventeentrack.quota,
        needs_key=True, official=True, batch=40, min_interval=0.34, min_refresh=timedelta(hours=3),
    ),
    Provider(
        name=ship24.NAME, title="Ship24", dialect=ship24, url="https://api.ship24.com",
        needs_key=True, official=True, batch=1, min_interval=1.0, min_refresh=timedelta(hours=3),
    ),
)  # fmt: skip

PROVIDERS: Final = {row.name: row for row in _ROWS}
