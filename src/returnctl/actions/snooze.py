"""`snooze`: no reminders of a return, or of one of its deadlines, until a day or for good."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from returnctl.actions.changes import write_view
from returnctl.actions.desk import Desk
from returnctl.actions.targets import Target, find_target
from returnctl.actions.typed import read_day
from returnctl.core.case import Case
from returnctl.core.dayformat import format_day
from returnctl.core.entries import Draft
from returnctl.core.errors import NotFound, Refused
from returnctl.core.facts import ALWAYS_QUIET
from returnctl.core.rows import DeadlineRow
from returnctl.core.structs import Struct
from returnctl.core.views.writes import WriteView

_EVERY: Final = "*"


class SnoozeRequest(Struct, frozen=True, kw_only=True):
    """The arguments and options of `snooze`, as typed; without `until` it is for good."""

    ref: str
    rule: str | None = None
    until: str | None = None
    off: bool = False


def snooze(request: SnoozeRequest, desk: Desk) -> WriteView:
    """Record the snooze, or with `off` that it is over.

    Raises:
        Refused: the day is not in the future.
        NotFound: nothing open goes by that name, or by that rule.
    """
    until = _until(request, desk)
    desk.need_records()
    with desk.store.write("snooze") as tx:
        target = find_target(tx, request.ref, desk)
        before = tuple(tx.deadlines_of(target.case.id))
        rows = _meant(request.rule, target, before)
        keys = dict.fromkeys(_keys(request.rule, target, rows))
        if request.off:
            drafts = _ended(target.case, keys, rows)
        else:
            said = ALWAYS_QUIET if until == date.max else until.isoformat()
            drafts = [_draft(owner, rule, said) for owner, rule in keys]
        entries = tx.record(target.case.id, _news(drafts, target.case))
        then = () if request.off else _warnings(rows, until, desk.moment.today)
        return write_view(desk, tx, target, entries, command="snooze", before=before, then=then)


def _until(request: SnoozeRequest, desk: Desk) -> date:
    if request.until is None:
        return date.max
    if request.off:
        raise Refused("--off and --until contradict each other.", hint="Give one of them.")
    day = read_day(request.until, desk, "forward")
    if day <= desk.moment.today:
        msg = f"{format_day(day)} is not in the future."
        raise Refused(msg, hint="Give the day on which reminders go on: --until +3d")
    return day


def _meant(rule: str | None, target: Target, rows: Sequence[DeadlineRow]) -> list[DeadlineRow]:
    """Return the open deadlines that are to be quiet."""
    own = [row for row in rows if target.return_id in (None, row.return_id) or rule]
    found = [row for row in own if rule is None or rule.lower() in _names(row)]
    live = [row for row in found if row.met_on is None]
    if not live:
        known = sorted({_names(row)[0] for row in own if row.met_on is None and row.watch})
        what = f'no open deadline "{rule}"' if rule else "no open deadline"
        hint = f"One of: {', '.join(known)}" if known else f"returnctl show {target.ref}"
        msg = f"{target.ref} has {what}."
        raise NotFound(msg, hint=hint)
    return live


def _names(row: DeadlineRow) -> tuple[str, str]:
    return row.rule.rpartition(".")[2], row.rule


def _keys(
    rule: str | None, target: Target, rows: Iterable[DeadlineRow]
) -> Iterable[tuple[str, str]]:
    """Yield what the log names: the owner and the rule of each, or the whole of the target.

    The only return of an order speaks for it: a shopper who names it means the matter.
    """
    if rule is not None:
        return [(row.return_id or row.order_id, row.rule) for row in rows]
    alone = len(target.case.returns) < 2
    return [(target.case.id if alone else target.id, _EVERY)]


def _draft(owner: str, rule: str, quiet: str | None) -> Draft:
    return Draft("override", owner, {"rule": rule, "quiet": quiet})


def _ended(case: Case, keys: Iterable[tuple[str, str]], rows: Iterable[DeadlineRow]) -> list[Draft]:
    """Take back every snooze that is about what was named."""
    about = {*keys}
    about |= {(owner, rule) for row in rows for owner in (row.return_id, row.order_id)
              for rule in (row.rule, _EVERY) if owner}  # fmt: skip
    return [
        _draft(each.target, each.rule, None)
        for each in case.snoozes
        if (each.target, each.rule) in about
    ]


def _news(drafts: Iterable[Draft], case: Case) -> list[Draft]:
    """Leave out what is so already."""
    held = {
        (each.target, each.rule): ALWAYS_QUIET if each.quiet == date.max else str(each.quiet)
        for each in case.snoozes[-1:]
    }
    return [
        each
        for each in drafts
        if held.get((each.target, str(each.data["rule"])), "") != each.data["quiet"]
    ]


def _warnings(rows: Iterable[DeadlineRow], until: date, today: date) -> tuple[str, ...]:
    """Say which day will pass in silence first, and how many more."""
    missed = sorted(
        (row.act_by, row.name)
        for row in rows
        if row.watch and row.actor == "you" and row.act_by and today <= row.act_by < until
    )
    if not missed:
        return ()
    day, name = missed[0]
    more = f" and {len(missed) - 1} more" if len(missed) > 1 else ""
    return (f"Careful: nothing will remind of it by then: {name}, by {format_day(day)}{more}.",)
