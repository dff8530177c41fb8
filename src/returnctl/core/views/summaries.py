"""The view of `summary`."""

from dataclasses import dataclass

from returnctl.core.summary import Summary
from returnctl.core.views import Place, View


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryView(View):
    """`summary`: of everything, or of one shop or seller."""

    place: Place
    summary: Summary
    shop: str | None = None
    seller: str | None = None
