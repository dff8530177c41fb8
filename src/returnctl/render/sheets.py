"""Lists as tables for spreadsheets: the records of `--plain`, with a name and a kind to each field.

Names are those of JSON where it has them. Whatever is not listed here is no list.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from returnctl.core.errors import Refused
from returnctl.core.sheets import Head, Sheet, heads, sheet_of
from returnctl.core.views import View

_STATUS: Final = heads(
    "ref", "kind", "status", "whose_move", "act_by:day", "days_left:number", "basis",
    "amount:amount", "items", "shop", "seller", "order_number", "return_code", "tracking_numbers",
    "rule", "name", "updated_on:day",
)  # fmt: skip
_EVIDENCE: Final = heads(
    "ref", "number:number", "kind", "name", "state", "size:number", "taken:day", "added_on:day",
    "note", "sha256", "path",
)  # fmt: skip
# View -> the columns of its table.
COLUMNS: Final[Mapping[str, tuple[Head, ...]]] = {
    "StatusView": _STATUS,
    "FoundView": _STATUS,
    "DeadlinesView": heads(
        "act_by:day", "due_on:day", "days_left:number", "state", "actor", "ref", "name", "rule",
        "basis", "amount:amount", "item", "shop", "seller", "order_number", "return_code",
        "tracking_numbers", "advice",
    ),
    "HistoryView": heads(
        "id", "recorded_at", "command", "undone", "refs", "device", "kind", "name", "value"
    ),
    "SummaryView": heads(
        "table", "name", "shop", "orders:number", "claims:number", "owed:amount",
        "refunded:amount", "days_to_pay:number", "paid_late:number", "days_late:number",
        "median_days:number", "shortest_days:number", "longest_days:number",
    ),
    "ParcelsView": heads("ref", "direction", "number", "carrier", "returns", "valid", "url"),
    "IdentifiedView": heads(
        "input", "number", "carrier", "carrier_name", "format", "valid", "confidence", "url"
    ),
    "TrackView": heads(
        "ref", "number", "direction", "carrier", "status", "scanned_on:day", "scan_text",
        "hours_since_answer:number", "new_scans:number", "provider", "doing", "trouble",
        "proposals", "url",
    ),
    "EvidenceView": _EVIDENCE,
    "VerifiedView": _EVIDENCE,
    "MessagesView": heads("number:number", "on:day", "sender", "via", "ref", "text"),
    "PoliciesView": heads("name", "kind", "title", "rules:number", "origin", "as_of:day"),
}  # fmt: skip
# Records of a list of several kinds, by their first field: what their fields are.
_MIXED: Final[Mapping[str, Mapping[str, Sequence[str]]]] = {
    "SummaryView": {
        "owed": ("table", "name", "owed", "claims"),
        "stage": (
            "table", "name", "claims", "median_days", "shortest_days", "longest_days"
        ),
        "refunds": ("table", "name", "refunded"),
    },
}  # fmt: skip


def table_of(view: View, records: Iterable[Sequence[str]], *, command: str) -> Sheet:
    """Return the table that the plain records of a list are.

    Raises:
        Refused: the answer is no list.
    """
    name = type(view).__name__
    if name not in COLUMNS:
        msg = "this answer is no list, so it makes no table."
        raise Refused(msg, hint=f"returnctl {command} --json".replace("  ", " "))
    columns = COLUMNS[name]
    return sheet_of(columns, _even(records, columns, _MIXED.get(name, {})))


def _even(
    records: Iterable[Sequence[str]],
    columns: Sequence[Head],
    mixed: Mapping[str, Sequence[str]],
) -> Iterator[Sequence[str]]:
    """Yield records that have a field for every column; one that is no row of the list is none."""
    for record in records:
        if record[0] in mixed:
            known = dict(zip(mixed[record[0]], record, strict=True))
            yield [known.get(head.name, "") for head in columns]
        elif len(record) == len(columns) or mixed:
            yield [*record, *[""] * (len(columns) - len(record))]
