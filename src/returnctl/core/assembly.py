"""From a window's two ends to a deadline: the safe day for you, what met it, and its id."""

from datetime import date, timedelta
from hashlib import sha1
from typing import Final
from zoneinfo import ZoneInfo

from returnctl.core.bench import Bench
from returnctl.core.case import Override
from returnctl.core.daycount import last_whole_day, roll_back
from returnctl.core.deadline import Basis, Deadline, Start, Step
from returnctl.core.recording import recorded_by
from returnctl.core.rules import Form, Rule
from returnctl.core.structs import Struct
from returnctl.core.window import End, Frame, Sum, opening

# Clocks that start at these are over once the user said where the parcel is, on whatever day.
_OF_WAYS: Final = ("scan:any@", "scan:delivered@", "scan:returned@inbound")
_NAMESPACE: Final = bytes.fromhex("6f2d1c1e8a575c0e9d0b52657475726e")


class Parts(Struct, frozen=True, kw_only=True):
    """What a deadline is put together from."""

    bench: Bench
    scope: str
    rule: Rule
    form: Form
    start: Start | None
    frame: Frame
    total: Sum
    basis: Basis
    override: Override | None = None


def deadline_id(owner: str, rule: str) -> str:
    """Return the lasting id of a deadline: UUIDv5 of its owner and rule."""
    # What `uuid.uuid5` does, in a third of its time: an archive has a million of them.
    found = bytearray(sha1(_NAMESPACE + f"{owner} {rule}".encode(), usedforsecurity=False).digest())
    found[6] = found[6] & 0x0F | 0x50
    found[8] = found[8] & 0x3F | 0x80
    text = found[:16].hex()
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def assemble(parts: Parts) -> Deadline:
    """Return the deadline of one form of a rule."""
    bench, form, start, late = parts.bench, parts.form, parts.start, parts.total.late
    opens_on = opening(form, start, parts.frame) if start else None
    act_by, steps = _act_by(parts, opens_on)
    return Deadline(
        id=deadline_id(parts.scope, parts.rule.id),
        case_id=bench.case.id,
        owner=parts.scope,
        rule=parts.rule.id,
        slug=parts.rule.slug,
        form=form,
        starts_on=start.day if start else None,
        opens_on=opens_on,
        due_on=late.day if late else None,
        due_at=late.at if late else None,
        last_at=late.at if late else None,
        act_by=act_by,
        met_on=_met_on(form, start, parts.frame),
        basis=parts.basis,
        override=parts.override,
        lapses=form.kind == "right" and not bench.is_troubled,
        watch=form.watch,
        start=start,
        zone=parts.frame.zone,
        steps=(*parts.total.steps, *steps),
        done_by=recorded_by(form, parts.rule.id, shop_channel=bench.shop_channel),
    )


def _act_by(parts: Parts, opens_on: date | None) -> tuple[date | None, tuple[Step, ...]]:
    """Return the last whole day of yours that is safe, with what was taken off to get there."""
    early, form = parts.total.early, parts.form
    if early is None or form.actor != "you":
        return None, ()
    day, steps = _with_time_to_spare(parts, early)
    if opens_on is not None:
        last = early.at.astimezone(ZoneInfo(parts.bench.home_zone)).date()
        day = max(day, min(opens_on, early.day, last))
    return day, steps


def _with_time_to_spare(parts: Parts, early: End) -> tuple[date, tuple[Step, ...]]:
    order, form = parts.bench.case.order, parts.form
    day = last_whole_day(early.at, ZoneInfo(parts.bench.home_zone))
    steps: list[Step] = []
    if form.lead:
        day -= timedelta(days=form.lead)
        steps.append(Step(day, f"{form.lead} days before the end, so that it can be filed"))
    if form.reach == "received" and order.transit_days:
        day -= timedelta(days=order.transit_days)
        steps.append(Step(day, f"{order.transit_days} days earlier: it must arrive in time"))
    if form.act == "post":
        posted = roll_back(day, parts.bench.home_week)
        if posted != day:
            steps.append(Step(posted, "the last working day before: it goes by post"))
            day = posted
    return day, tuple(steps)


def _met_on(form: Form, start: Start | None, frame: Frame) -> date | None:
    """A right may have been used before its window began; what others owe comes after its start.

    What a scan says of a way and its end, the user may have known and recorded before.
    What stands in for an unrecorded event may start a clock, but it never meets one.
    """
    found = [each for each in frame.find(form.met_by) if each.instead_of is None]
    told_late = start is not None and start.name.startswith(_OF_WAYS)
    if start is not None and form.kind != "right" and not told_late:
        found = [each for each in found if each.day >= start.day]
    return found[0].day if found else None
