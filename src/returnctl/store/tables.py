"""The projections: tables made from cases, dropped and made anew whenever the log says so.

Nothing here depends on today, on settings or on the machine. No source points at a projection. All
of them are open to any SQLite browser; every row leads to its order.
"""

from datetime import date
from functools import cache
from typing import Final
from zlib import crc32

from returnctl.core.case import Checkpoint, Event, Evidence, Item, Message, Order, Parcel, Return
from returnctl.core.money import Money
from returnctl.core.rows import DeadlineRow, StatusRow
from returnctl.core.structs import Struct
from returnctl.store import searching, views
from returnctl.store.columns import shape_of
from returnctl.store.lists import UNMET

# Raise it when the same log would give other rows although the columns are the same.
FOLD_VERSION: Final = 1


class Refund(Struct, frozen=True, kw_only=True):
    """Money that the shop says it sent (`promised`), or that your statement shows (`received`).

    `worth` is what the bank made of another currency.
    """

    id: str
    target: str
    side: str
    day: date
    amount: Money | None
    worth: Money | None
    tender: str | None


class Code(Struct, frozen=True, kw_only=True):
    """Something people may type to name a case: kind ref, id, number, code, tracking, payment.

    `key` is `text` in upper case without spaces and dashes; `backwards` is `key` from its end.
    """

    return_id: str | None
    ref: str
    kind: str
    text: str
    key: str
    backwards: str


class Fault(Struct, frozen=True, kw_only=True):
    """An entry that does not fit, told in a sentence."""

    entry_id: str
    sentence: str


class Table(Struct, frozen=True):
    """A projection: the type of its rows, the columns before them, its keys and indexes."""

    name: str
    rows: type
    case_column: str
    lead: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    indexes: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns, those before the rows' own first."""
        return (*(each.split()[0] for each in self.lead), *shape_of(self.rows).columns)

    @property
    def ddl(self) -> tuple[str, ...]:
        """The statements that make the table and its indexes."""
        body = ",\n    ".join((*self.lead, *shape_of(self.rows).declarations, *self.keys))
        return (f"CREATE TABLE {self.name} (\n    {body}\n) STRICT", *self.indexes)


_CASE: Final = "case_id TEXT NOT NULL"
_OF_ORDER: Final = f"{_CASE} REFERENCES orders (id)"
_ORDER: Final = ("id TEXT NOT NULL PRIMARY KEY", "source TEXT NOT NULL", "updated_at TEXT NOT NULL")
_PART: Final = ("PRIMARY KEY (case_id, id)",)
_ROW: Final = ("FOREIGN KEY (order_id) REFERENCES orders (id)",)

# All that "what is due" asks for, so that rows are visited only when they are due.
_UNMET_COLUMNS: Final = "(shown_until, actor, act_by, due_on, purchase, order_id)"
_DEADLINE_INDEXES: Final = (
    "CREATE INDEX deadlines_order ON deadlines (order_id)",
    f"CREATE INDEX deadlines_unmet ON deadlines {_UNMET_COLUMNS} WHERE {UNMET}",
)
_UNNUMBERED: Final = "closed = 0 AND order_number IS NULL"
# Of open rows alone: an index of all takes each kind for half of the archive once ANALYZE ran.
_STATUS_INDEXES: Final = (
    "CREATE INDEX status_order ON status (order_id)",
    "CREATE INDEX status_open ON status (kind, watched) WHERE closed = 0",
    f"CREATE INDEX status_unnumbered ON status (shop, order_id) WHERE {_UNNUMBERED}",
)
_CODE_INDEXES: Final = (
    "CREATE INDEX refs_case ON refs (case_id)",
    "CREATE INDEX refs_key ON refs (key)",
    "CREATE INDEX refs_backwards ON refs (backwards)",
)
_EVIDENCE_INDEXES: Final = ("CREATE INDEX evidence_sha256 ON evidence (sha256)",)
_MISFIT_INDEXES: Final = ("CREATE INDEX misfits_case ON misfits (case_id)",)

# Parts stand after the orders they point at.
TABLES: Final = (
    Table("orders", Order, "id", _ORDER),
    Table("items", Item, "case_id", (_OF_ORDER,), _PART),
    Table("returns", Return, "case_id", (_OF_ORDER,), _PART),
    Table("parcels", Parcel, "case_id", (_OF_ORDER,), _PART),
    Table("checkpoints", Checkpoint, "case_id", (_OF_ORDER,), _PART),
    Table("events", Event, "case_id", (_OF_ORDER,), _PART),
    Table("evidence", Evidence, "case_id", (_OF_ORDER,), _PART, _EVIDENCE_INDEXES),
    Table("messages", Message, "case_id", (_OF_ORDER,), _PART),
    Table("refunds", Refund, "case_id", (_OF_ORDER,), _PART),
    Table("deadlines", DeadlineRow, "order_id", (), _ROW, _DEADLINE_INDEXES),
    Table("status", StatusRow, "order_id", (), _ROW, _STATUS_INDEXES),
    Table("refs", Code, "case_id", (_OF_ORDER,), (), _CODE_INDEXES),
    # An order that nothing notes may still have entries that do not fit: no reference to orders.
    Table("misfits", Fault, "case_id", (_CASE,), (), _MISFIT_INDEXES),
)
BY_NAME: Final = {table.name: table for table in TABLES}

# Kept for the log itself rather than for what it says: which ref each case got, live or not, and
# which commands were undone.
_CASE_REFS: Final = """CREATE TABLE case_refs (
    case_id TEXT NOT NULL PRIMARY KEY,
    recorded TEXT,
    longest TEXT NOT NULL,
    ref TEXT NOT NULL
) STRICT, WITHOUT ROWID"""
_UNDONE: Final = """CREATE TABLE undone (
    command_id TEXT NOT NULL,
    case_id TEXT NOT NULL,
    PRIMARY KEY (command_id, case_id)
) STRICT, WITHOUT ROWID"""
_OF_THE_LOG: Final = (
    _CASE_REFS,
    "CREATE INDEX case_refs_recorded ON case_refs (recorded)",
    "CREATE INDEX case_refs_longest ON case_refs (longest)",
    "CREATE INDEX case_refs_ref ON case_refs (ref)",
    _UNDONE,
    "CREATE INDEX undone_case ON undone (case_id)",
)


@cache
def ddl() -> tuple[str, ...]:
    """Return the statements that make every projection."""
    return (
        *(statement for table in TABLES for statement in table.ddl),
        *_OF_THE_LOG,
        *searching.DDL,
        *views.ddl(),
    )


@cache
def indexes() -> tuple[str, ...]:
    """Return those of the statements that only make rows be found sooner."""
    return tuple(statement for table in TABLES for statement in table.indexes)


def drops() -> tuple[str, ...]:
    """Return the statements that take every projection away, parts first."""
    names = ("undone", "case_refs", *(table.name for table in reversed(TABLES)))
    return (*views.drops(), *searching.DROPS, *(f"DROP TABLE IF EXISTS {name}" for name in names))


@cache
def fold_version() -> str:
    """Return what the projections of this release go by: their rules and their columns."""
    return f"{FOLD_VERSION}.{crc32(' '.join(ddl()).encode()):08x}"
