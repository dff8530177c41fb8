"""The tracking services, one row each, in the order in which they are asked about a number.

First those that know only their own parcels and cost nothing, then those that know all and count.
Limits and terms of each: docs/providers.md.
"""

from datetime import timedelta
from typing import Final

from returnctl.tracking import demo
from returnctl.tracking.provider import Provider

_ROWS: Final = (
    Provider(
        name="demo",
        title="the demo",
        dialect=demo,
        url="",
        needs_key=False,
        official=True,
        batch=100,
        min_interval=0.0,
        min_refresh=timedelta(),
    ),
)

PROVIDERS: Final = {row.name: row for row in _ROWS}
