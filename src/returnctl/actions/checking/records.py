"""Checks of the records against each other, the rules, and the evidence."""

from collections.abc import Callable, Iterator
from typing import Final

from returnctl.actions.adopt import moved_earlier
from returnctl.actions.desk import Desk
from returnctl.actions.evidence.listing import verify
from returnctl.core.dayformat import format_day
from returnctl.core.ids import made_on
from returnctl.core.sizes import files_text
from returnctl.core.statuses import is_closed
from returnctl.core.views.health import Outcome, bad, note, ok
from returnctl.packs.schema import BrokenPack, parse_body
from returnctl.store.evidence.sweeping import Waste
from returnctl.store.reader import Reader

Look = Callable[[Desk, Reader], Iterator[Outcome]]


def _twins(_: Desk, reader: Reader) -> Iterator[Outcome]:
    groups = [tuple(map(reader.ref, group)) for group in reader.twins()]
    for refs in groups:
        command = f"returnctl edit {refs[1]} --same-as {refs[0]}"
        yield bad(f"{' and '.join(refs)} are one order", command)
    if not groups:
        yield ok("none")


def _newer_rules(desk: Desk, reader: Reader) -> Iterator[Outcome]:
    """Newer rules move nothing by themselves; what they would end earlier is told."""
    moved = [
        f"{reader.ref(case_id)}: {', '.join(names)}"
        for case_id in reader.case_ids()
        if (case := reader.case(case_id)) is not None
        and not is_closed(case)
        and (names := moved_earlier(desk, reader, case))
    ]
    says = f"would end earlier: {'; '.join(moved)}"
    yield note(says, "returnctl policy adopt REF") if moved else ok("nothing moves")


def _kept_packs(_: Desk, reader: Reader) -> Iterator[Outcome]:
    """Rules that orders were recorded under, and this release cannot read: they are left out."""
    broken = [book for book in reader.packs() if not _is_readable(book.body)]
    for book in broken:
        says = f"{book.name} {book.hash[:8]} cannot be read by this release: its rules are left out"
        yield bad(says, "returnctl policy adopt --all")
    if not broken:
        yield ok()


def _is_readable(body: str) -> bool:
    try:
        parse_body(body)
    except (BrokenPack, ValueError):
        return False
    return True


def _clock(desk: Desk, reader: Reader) -> Iterator[Outcome]:
    """An entry of the future means that a clock was wrong; ids go on above it all the same."""
    newest = reader.newest_id
    day = made_on(newest, desk.moment.zone) if newest else None
    if day and day > desk.moment.today:
        yield note(f"something was recorded on {format_day(day)}, which is yet to come")
    else:
        yield ok()


def _evidence(desk: Desk, _: Reader) -> Iterator[Outcome]:
    """Every file is held against its hash."""
    view = verify(desk, None)
    for each in view.faults:
        says = f"{each.ref} {each.number} {each.evidence.name}: {each.state}"
        yield bad(says, "returnctl restore latest, if a backup has it")
    if not view.faults:
        size = sum(each.evidence.size for each in view.files)
        yield ok(f"{files_text(len(view.files), size)}: ok")


def _waste(desk: Desk, _: Reader) -> Iterator[Outcome]:
    """What nothing needs does no harm, so it is told and not bad."""
    found = desk.store.waste()
    told = told_waste(found)
    yield note(told, "returnctl doctor --clean") if found.files else ok(told)


def told_waste(found: Waste) -> str:
    """Tell how much may go, or went."""
    return files_text(len(found.files), found.size) if found.files else "none"


RECORD_CHECKS: Final[dict[str, Look]] = {
    "one order twice": _twins,
    "newer rules": _newer_rules,
    "kept rules": _kept_packs,
    "clock": _clock,
    "evidence": _evidence,
    "files nothing needs": _waste,
}
