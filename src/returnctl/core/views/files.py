"""The views of commands whose answer is a file."""

from dataclasses import dataclass

from returnctl.core.views import View


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarView(View):
    """`calendar`: where the file is, and how many of its entries stand or are cancelled.

    `path` is `-` for standard output; `kept` says that `remind` writes it anew from now on.
    """

    path: str
    events: int
    cancelled: int
    kept: bool = False
