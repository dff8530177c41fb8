"""Rows of a file against a case: what to append, and how each row stands to what is recorded.

A row is `new`, `known`, or `changed` where it says something else than an import said before. What
the user said otherwise is kept, and told (`Kept`); nothing is appended for it.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from typing import Any, Final, Literal

from returnctl.core.entries import Draft, Entry
from returnctl.core.events import EVENTS
from returnctl.core.imported import Found
from returnctl.core.importing.bundles import Bundle
from returnctl.core.importing.lines import item_facts, matched, new_item
from returnctl.core.importing.returns import Returns
from returnctl.core.importing.said import Said
from returnctl.core.structs import Struct

Verdict = Literal["new", "known", "changed"]
_LATEST: Final = frozenset(("delivered", "receipt_confirmed"))
# How much later a second mail may tell of the same delivery.
_ECHO: Final = timedelta(days=3)


class Judged(Struct, frozen=True):
    """A row and how it stands to what is recorded."""

    verdict: Verdict
    row: Found


class Kept(Struct, frozen=True):
    """A fact or an event's day where the user's word stays; values as the log has them."""

    shop: str
    order_number: str
    name: str
    yours: Any
    theirs: Any


class Comparison(Struct, frozen=True, kw_only=True):
    """What a bundle adds to a case; a new case lacks the facts that no file knows."""

    case_id: str
    is_new: bool
    drafts: tuple[Draft, ...]
    rows: tuple[Judged, ...]
    said: Said
    kept: tuple[Kept, ...] = ()


def compare(
    bundle: Bundle, case_id: str | None, entries: Iterable[Entry], new_id: Callable[[], str]
) -> Comparison:
    """Hold what a file tells of an order against the entries of its case, if there is one."""
    said = Said.of(entries)
    work = _Work(bundle, said, case_id or new_id(), new_id, is_new=case_id is None)
    work.order()
    for row in (*bundle.of("shipment"), *_by_day(bundle.of("delivery"))):
        work.parcel(row)
    for row in bundle.of("return"):
        work.give_back(row)
    work.refunds(bundle.of("refund"))
    return Comparison(
        case_id=work.case_id, is_new=work.is_new, drafts=tuple(work.drafts), rows=tuple(work.rows),
        said=said, kept=tuple(work.kept),
    )  # fmt: skip


def _by_day(rows: Iterable[Found]) -> Iterable[Found]:
    """Mails of one delivery come in any order, and its first one is its day."""
    rows = tuple(rows)
    mailed = any(row.by_mail for row in rows)
    return sorted(rows, key=lambda row: row.on or date.max) if mailed else rows


class _Work:
    """One comparison in the making."""

    def __init__(
        self, bundle: Bundle, said: Said, case_id: str, new_id: Callable[[], str], *, is_new: bool
    ) -> None:
        self.case_id = case_id
        self.is_new = is_new
        self.drafts: list[Draft] = []
        self.rows: list[Judged] = []
        self.kept: list[Kept] = []
        self._bundle = bundle
        self._order = bundle.order
        self._said = said
        self._new_id = new_id
        self._returns = Returns(said, case_id, new_id)
        self._dated: dict[tuple[str, str], date] = {}
        self._numbers = {str(said.fact(each, "number")) for each in said.all("parcel")}
        if is_new:
            self.drafts.append(Draft("noted", case_id, self._noted()))

    def _noted(self) -> dict[str, Any]:
        order = self._order
        noted = {"level": "order", "shop": self._bundle.shop, "number": self._bundle.number}
        return {**noted, **(_order_facts(order) if order else {})}

    def order(self) -> None:
        """Take in the order itself, its lines, days and parcels."""
        row, before = self._order, len(self.drafts)
        if row is None:
            return
        if not self.is_new:
            self._facts(self.case_id, _order_facts(row))
        self._lines(row)
        self._events(self.case_id, row)
        self._parcels(row)
        self._judge(row, before)

    def _judge(self, row: Found, before: int) -> None:
        changed = len(self.drafts) > before
        self.rows.append(Judged("new" if self.is_new else "changed" if changed else "known", row))

    def _facts(self, target: str, wanted: Mapping[str, Any]) -> None:
        new, kept = self._said.news(target, wanted)
        if new:
            self.drafts.append(Draft("fact", target, new))
        self._keep(kept)

    def _keep(self, kept: Mapping[str, tuple[Any, Any]]) -> None:
        for name, (yours, theirs) in kept.items():
            if name not in ("line", "fields", "currency"):
                shop, number = self._bundle.shop, self._bundle.number
                self.kept.append(Kept(shop, number, name, yours, theirs))

    def _lines(self, row: Found) -> None:
        for line, item in matched(self._said, row.items):
            if item is None:
                self.drafts.append(new_item(line, self._new_id))
            elif item not in self._said.removed:
                self._facts(item, item_facts(line))
        if row.title and not row.items and not self._said.all("item"):
            data = {"level": "item", "title": row.title, "quantity": 1}
            self.drafts.append(Draft("noted", self._new_id(), data))

    def _events(self, target: str, row: Found) -> None:
        for kind, day in row.happened:
            if EVENTS[kind].once and not (row.by_mail and self._is_echo(target, kind, day)):
                self._event(target, kind, day)

    def _is_echo(self, target: str, kind: str, day: date) -> bool:
        """Say whether a mail repeats what is known: a reminder, or the shop after the carrier."""
        told = self._dated.get((target, kind))
        known = [*self._said.days(target, kind, typed=False), *([told] if told else [])]
        if kind in _LATEST:
            return any(timedelta(0) <= day - each <= _ECHO for each in known)
        return bool(known) and kind != "shipped"

    def _event(self, target: str, kind: str, day: date) -> None:
        typed = self._said.days(target, kind, typed=True)
        said = self._said.days(target, kind, typed=False)
        told = self._dated.get((target, kind))
        known = [*said[-1:], *([told] if told else [])]
        if known and kind in ("shipped", *_LATEST):
            day = max(day, *known) if kind in _LATEST else min(day, *known)
        if typed:
            if typed[-1] != day:
                self._keep({kind: (typed[-1].isoformat(), day.isoformat())})
        elif day not in known[-1:]:
            self._dated[target, kind] = day
            self.drafts.append(Draft("event", target, {"event": kind, "on": day.isoformat()}))

    def _parcels(self, row: Found) -> None:
        for number in row.tracking_numbers:
            if number not in self._numbers:
                self._numbers.add(number)
                data = {"level": "parcel", "number": number, "direction": "inbound"}
                if row.carrier:
                    data["carrier"] = row.carrier
                self.drafts.append(Draft("noted", self._new_id(), data))

    def parcel(self, row: Found) -> None:
        """Take in a shipment or a delivery."""
        before = len(self.drafts)
        self._parcels(row)
        has_parcel = len(self.drafts) > before
        self._events(self.case_id, row)
        fresh = has_parcel or (len(self.drafts) > before and not self._had(row))
        changed = "changed" if len(self.drafts) > before else "known"
        self.rows.append(Judged("new" if fresh or self.is_new else changed, row))  # type: ignore[arg-type]

    def _had(self, row: Found) -> bool:
        return any(self._said.days(self.case_id, kind, typed=False) for kind, _ in row.happened)

    def give_back(self, row: Found) -> None:
        """Take in a return."""
        before = len(self.drafts)
        target, noted = self._returns.take_return(row)
        if target in self._said.removed:
            self.rows.append(Judged("known", row))
            return
        self.drafts += noted
        self._events(target, row)
        fresh = self._returns.is_fresh(target)
        changed = "changed" if len(self.drafts) > before else "known"
        self.rows.append(Judged("new" if fresh else changed, row))  # type: ignore[arg-type]

    def refunds(self, rows: Iterable[Found]) -> None:
        """Take in money that came back, and what that settles."""
        settled: dict[str, None] = {}
        for row in rows:
            target = self._returns.refund_target(row)
            drafts = self._returns.take_refund(row, target)
            self.drafts += drafts
            self.rows.append(Judged("new" if drafts else "known", row))
            if row.settled and target != self.case_id:
                settled[target] = None
        for target, expected in self._returns.settled(settled).items():
            if self._returns.is_fresh(target) or target in self._said.imported:
                self._facts(target, {"expected": expected})


def _order_facts(row: Found) -> dict[str, Any]:
    facts = dict(row.facts)
    if row.fields:
        facts["fields"] = [list(pair) for pair in row.fields]
    return facts
