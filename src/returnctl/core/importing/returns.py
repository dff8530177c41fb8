"""What tables tell of returns and of money that came back: which return it is, and what is new.

A refund that a table gives to no return is one of the order's only return, else of the order
itself. Money that the user recorded is not recorded again: the same amount within a few days is the
same money.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, Final

from returnctl.core.entries import Draft
from returnctl.core.facts import money_json
from returnctl.core.imported import Found
from returnctl.core.importing.said import Said

# How far the day of a statement may be from the day that the user typed.
_NEAR_DAYS: Final = 5
# The note of money that a mail told of: a table may tell of the same money with another day.
BY_MAIL: Final = "told by mail"
NewId = Callable[[], str]


class Returns:
    """The returns of a case while rows are held against them; `ids` leads from a row's key."""

    def __init__(self, said: Said, case_id: str, new_id: NewId) -> None:
        """Take what was said of the case so far."""
        self._said = said
        self._case_id = case_id
        self._new_id = new_id
        # Two rows of one file are two returns; rows of two files may be about one.
        self._claimed: set[tuple[str, str]] = set()
        self._fresh: list[str] = []
        self._facts: dict[str, dict[str, Any]] = {}
        self._days: dict[tuple[str, str], date] = {}
        self._by_key: dict[str, str] = {}
        self._seen: Counter[Any] = Counter()
        self._money: dict[str, list[Any]] = {}
        self._echoes = [
            (each.kind, date.fromisoformat(each.on), _whole(each.amount), each.note == BY_MAIL)
            for each in said.happened
            if not each.typed and each.amount
        ]

    def take_return(self, row: Found) -> tuple[str, list[Draft]]:
        """Return which return a row is about, and the entries that note it or say more of it."""
        target = self._find(row)
        drafts: list[Draft] = []
        if target is None:
            target = self._new_id()
            self._fresh.append(target)
            self._facts[target] = _facts(row)
            number = len(self._said.all("return")) + len(self._fresh)
            noted = {"level": "return", "number": number, **_facts(row)}
            drafts.append(Draft("noted", target, noted))
        elif more := self._more(row, target):
            drafts.append(Draft("fact", target, more))
        self._claimed.add((_told_by(row), target))
        for kind, on in row.happened:
            self._days.setdefault((target, kind), on)
        if row.key:
            self._by_key[row.key] = target
        return target, drafts

    def _more(self, row: Found, target: str) -> dict[str, Any]:
        """Return the facts that nobody told yet: of two tables that differ the first one holds."""
        told = self._facts.setdefault(target, {})
        more = {
            name: value
            for name, value in _facts(row).items()
            if name not in told and self._said.fact(target, name) is None
        }
        told.update(more)
        return more

    def is_fresh(self, target: str) -> bool:
        """Say whether a return was made just now."""
        return target in self._fresh

    def _find(self, row: Found) -> str | None:
        if row.key and row.key in self._by_key:
            return self._by_key[row.key]
        every = (*self._said.all("return"), *self._fresh)
        held = [each for each in every if (_told_by(row), each) not in self._claimed]
        if row.code:
            same = [each for each in held if self._said.fact(each, "code") == row.code]
            if same:
                return same[0]
        if row.happened:
            kind, on = row.happened[0]
            told = [each for each in held if on in self._told(each, kind)]
            if told:
                return told[0]
            if row.by_mail and kind != "requested":
                return self._next(held, kind)
            held = [each for each in held if not self._told(each, kind)]
        there = [each for each in held if each not in self._said.removed]
        return there[0] if len(there) == 1 else None

    def _next(self, held: list[str], kind: str) -> str | None:
        """Return the return that a mail brings forward: the oldest that waits, else the last.

        Only a request makes another return: shops tell of the same one again and again.
        """
        there = [each for each in held if each not in self._said.removed]
        waiting = [each for each in there if not self._told(each, kind)]
        return next(iter(waiting), there[-1] if there else None)

    def _told(self, target: str, kind: str) -> list[date]:
        """Return the days on which files say that it happened."""
        here = self._days.get((target, kind))
        return [*self._said.days(target, kind, typed=False), *([here] if here else [])]

    def refund_target(self, row: Found) -> str:
        """Return what a refund is of: the return that its key leads to, the only one, the order."""
        if row.key and row.key in self._by_key:
            return self._by_key[row.key]
        known = [r for r in self._said.all("return") if r not in self._said.removed]
        every = list(dict.fromkeys((*known, *self._fresh)))
        return every[0] if len(every) == 1 else self._case_id

    def take_refund(self, row: Found, target: str) -> list[Draft]:
        """Return the entry of a refund; nothing where it is known."""
        kind, on = row.happened[0]
        amount = money_json(row.amount) if row.amount else None
        what = (kind, on.isoformat(), _whole(amount), row.code)
        self._seen[what] += 1
        told = (e for e in self._said.happened if not e.typed)
        known = sum((e.kind, e.on, _whole(e.amount), e.code) == what for e in told)
        if self._seen[what] <= known or self._is_typed(kind, on, amount) or self._is_echo(row):
            return []
        self._echoes.append((kind, on, _whole(amount), row.by_mail))
        data: dict[str, Any] = {"event": kind, "on": on.isoformat(), "amount": amount}
        if row.code:
            data["code"] = row.code
        if row.by_mail:
            data["note"] = BY_MAIL
        if amount is not None:
            self._money.setdefault(target, []).append(amount)
        return [Draft("event", target, {k: v for k, v in data.items() if v is not None})]

    def _is_typed(self, kind: str, on: date, amount: Any) -> bool:
        return any(
            each.typed and each.kind == kind and _whole(each.amount) == _whole(amount)
            and abs((date.fromisoformat(each.on) - on).days) <= _NEAR_DAYS
            for each in self._said.happened
        )  # fmt: skip

    def _is_echo(self, row: Found) -> bool:
        """Say whether a mail and a table tell of the same money: each one of theirs counts once."""
        kind, on = row.happened[0]
        amount = row.amount and (row.amount.minor, row.amount.currency)
        for each in self._echoes:
            near = abs((each[1] - on).days) <= _NEAR_DAYS
            if near and (each[0], each[2], each[3]) == (kind, amount, not row.by_mail):
                self._echoes.remove(each)
                return True
        return False

    def settled(self, targets: Iterable[str]) -> dict[str, list[Any]]:
        """Return what should come back of returns that the source calls settled: what came."""
        found = {}
        for target in targets:
            told = [
                each.amount
                for each in self._said.happened
                if each.target == target and each.kind == "refund_issued" and each.amount
            ]
            told += self._money.get(target, [])
            if told and len({each["currency"] for each in told}) == 1:
                whole = {"minor": sum(e["minor"] for e in told), "currency": told[0]["currency"]}
                found[target] = [["item", whole]]
        return found


def _told_by(row: Found) -> str:
    """Return what tells of a return once: a table, but of mails each one."""
    return str(row.source) if row.by_mail else row.source.file


def _whole(amount: Any) -> tuple[int, str] | None:
    return (amount["minor"], amount["currency"]) if amount else None


def _facts(row: Found) -> dict[str, Any]:
    facts = {"code": row.code, "reason": row.reason, "note": row.state}
    return {name: value for name, value in facts.items() if value}
