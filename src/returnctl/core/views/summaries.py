"""The view of `summary`."""

from returnctl.core.summary import Summary
from returnctl.core.views import Place, View


class SummaryView(View, frozen=True, kw_only=True):
    """`summary`: of everything, or of one shop or seller."""

    place: Place
    summary: Summary
    shop: str | None = None
    seller: str | None = None
