"""The desk: what an action works with, handed in by the command line and made by its wiring."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from returnctl.core.states import Moment
from returnctl.core.structs import Struct
from returnctl.core.views import Place

if TYPE_CHECKING:
    from returnctl.actions.rulebook import Rulebooks
    from returnctl.packs.book import Book
    from returnctl.settings.config import Settings
    from returnctl.store.store import Store


class Desk(Struct, frozen=True):
    """Store, clock, settings and rules of one run.

    `book` loads the current rulebook and `rules` what holds orders against their own; both only
    when asked, because lists need neither. `by_title` allows finding a case by a word of an item's
    title, which only a person at a terminal may do. `remark` takes what is worth knowing beside the
    answer.
    """

    store: "Store"
    moment: Moment
    settings: "Settings"
    book: "Callable[[], Book]"
    rules: "Callable[[], Rulebooks]"
    by_title: bool = False
    remark: Callable[[str], None] = lambda _: None

    @property
    def place(self) -> Place:
        """Where the user is, for headers."""
        return Place(self.moment.zone, self.settings["country"])

    def need_records(self) -> None:
        """Refuse to go on where nothing was ever recorded: a wrong path must not become a database.

        Raises:
            Unavailable: there is no database.
        """
        if not self.store.exists():
            from returnctl.store.refusals import missing

            raise missing(self.store.path)
