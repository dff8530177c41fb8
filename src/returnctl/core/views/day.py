"""The views of bare `returnctl`: the state of the day, the first look, and the demo."""

from dataclasses import dataclass

from returnctl.core.views import View
from returnctl.core.views.lists import DeadlinesView, StatusView


@dataclass(frozen=True, slots=True, kw_only=True)
class TodayView(View):
    """Bare `returnctl`: the state of the day."""

    deadlines: DeadlinesView
    status: StatusView


@dataclass(frozen=True, slots=True, kw_only=True)
class WelcomeView(View):
    """Bare `returnctl` on an empty database: what to do first and where records lie."""

    database: str
    country: str | None
    country_origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoView(View):
    """`demo`: a made-up season, as status and deadlines show it."""

    database: str
    status: StatusView
    deadlines: DeadlinesView
