"""The views of bare `returnctl`: the state of the day, the first look, and the demo."""

from returnctl.core.views import View
from returnctl.core.views.lists import DeadlinesView, StatusView


class TodayView(View, frozen=True, kw_only=True):
    """Bare `returnctl`: the state of the day."""

    deadlines: DeadlinesView
    status: StatusView


class WelcomeView(View, frozen=True, kw_only=True):
    """Bare `returnctl` on an empty database: what to do first and where records lie."""

    database: str
    country: str | None
    country_origin: str


class DemoView(View, frozen=True, kw_only=True):
    """`demo`: a made-up season, as status and deadlines show it."""

    database: str
    status: StatusView
    deadlines: DeadlinesView
