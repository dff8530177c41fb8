"""From a window's two ends to a deadline: the safe day for you, what met it, and its id."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from returnctl.core.bench import Bench
from returnctl.core.case import Override
from returnctl.core.deadline import Basis, Deadline, Start
from returnctl.core.digests import sha1
from returnctl.core.reckoning import Window
from returnctl.core.recording import recorded_by
from returnctl.core.rules import Form, Rule
from returnctl.core.structs import Struct

# Clocks that start at these are over once the user said where the parcel is, on whatever day.
_OF_WAYS: Final = ("scan:any@", "scan:delivered@", "scan:returned@inbound")
# Of an id's 17th digit two bits are fixed (RFC 9562, 4.1).
_VARIANTS: Final = {digit: "89ab"[int(digit, 16) % 4] for digit in "0123456789abcdef"}
_NAMESPACE: Final = bytes.fromhex("6f2d1c1e8a575c0e9d0b52657475726e")


class Parts(Struct, frozen=True, kw_only=True):
    """What a deadline is put together from; `met_on` is the day on which it was met."""

    bench: Bench
    scope: str
    rule: Rule
    form: Form
    start: Start | None
    zone: str
    window: Window
    basis: Basis
    met_on: date | None = None
    override: Override | None = None


def deadline_id(owner: str, rule: str) -> str:
    """Return the lasting id of a deadline: UUIDv5 of its owner and rule."""
    # What `uuid.uuid5` does, in a third of its time: an archive has a million of them.
    text = sha1(_NAMESPACE + f"{owner} {rule}".encode(), usedforsecurity=False).hexdigest()
    variant = _VARIANTS[text[16]]
    return f"{text[:8]}-{text[8:12]}-5{text[13:16]}-{variant}{text[17:20]}-{text[20:32]}"


def assemble(parts: Parts) -> Deadline:
    """Return the deadline of one form of a rule."""
    bench, form, start, window = parts.bench, parts.form, parts.start, parts.window
    late = window.late
    return Deadline(
        id=deadline_id(parts.scope, parts.rule.id),
        case_id=bench.case.id,
        owner=parts.scope,
        rule=parts.rule.id,
        slug=parts.rule.slug,
        form=form,
        starts_on=start.day if start else None,
        opens_on=window.opens_on,
        due_on=late.day if late else None,
        due_at=late.at if late else None,
        last_at=late.at if late else None,
        act_by=window.act_by,
        met_on=parts.met_on,
        basis=parts.basis,
        override=parts.override,
        lapses=form.kind == "right" and not bench.is_troubled,
        watch=form.watch,
        start=start,
        zone=parts.zone,
        steps=window.steps,
        done_by=recorded_by(form, parts.rule.id, shop_channel=bench.shop_channel),
    )


def met_on(form: Form, start: Start | None, found: Sequence[Start]) -> date | None:
    """Return the day on which a form was met, by what was found of its triggers; None: it is not.

    A right may have been used before its window began; what others owe comes after its start.
    What a scan says of a way and its end, the user may have known and recorded before.
    What stands in for an unrecorded event may start a clock, but it never meets one.
    """
    days = [each.day for each in found if each.instead_of is None]
    told_late = start is not None and start.name.startswith(_OF_WAYS)
    if start is not None and form.kind != "right" and not told_late:
        days = [day for day in days if day >= start.day]
    return days[0] if days else None
