"""The view of `import`: what is new, known, changed and skipped, before or after writing."""

from returnctl.core.imported import Found, Skipped
from returnctl.core.importing.comparing import Kept
from returnctl.core.views import Place, View


class ImportView(View, frozen=True, kw_only=True):
    """`import`: rows by how they stand to what is recorded; `archived` counts orders put away.

    Of the other new orders `watched` are watched, and `unwatched` are not.

    `written` says whether it is recorded; `commands` are the ids that `undo` takes, one a file.
    Of another log that is merged: `merged` counts the entries that are new here, `erased` are the
    refs of the cases that were erased for good there, `packs` the files of packs that come with it,
    `twins` the refs of cases that share an order number since.
    """

    place: Place
    written: bool
    new: tuple[Found, ...] = ()
    known: tuple[Found, ...] = ()
    changed: tuple[Found, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    kept: tuple[Kept, ...] = ()
    archived: int = 0
    watched: int = 0
    unwatched: int = 0
    commands: tuple[str, ...] = ()
    rejects: str | None = None
    merged: int = 0
    erased: tuple[str, ...] = ()
    packs: tuple[str, ...] = ()
    twins: tuple[tuple[str, ...], ...] = ()

    @property
    def has_news(self) -> bool:
        """Whether there is something to record."""
        return bool(self.new or self.changed or self.merged or self.erased or self.packs)
