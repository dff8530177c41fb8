"""`doctor`: whether the records are whole, and `--rebuild` of everything derived from the log."""

import platform
from collections.abc import Iterator
from pathlib import Path

from returnctl.actions.adopt import moved_earlier
from returnctl.actions.desk import Desk
from returnctl.actions.evidence.listing import verify
from returnctl.core.sizes import files_text
from returnctl.core.statuses import is_closed
from returnctl.core.views.health import DoctorView
from returnctl.packs.shelf import user_packs
from returnctl.store.evidence.sweeping import Waste
from returnctl.store.reader import Reader

Finding = tuple[str, bool, str]


def doctor(desk: Desk, packs: Path, *, rebuild: bool = False, clean: bool = False) -> DoctorView:
    """Check the database, the evidence and the packs.

    With `rebuild`, derive every projection again first; with `clean`, delete files of evidence that
    nothing needs.
    """
    done: list[Finding] = []
    if rebuild:
        made = desk.store.rebuild()
        done.append(("rebuilt", True, f"{made.cases} cases, {made.deadlines} deadlines"))
    if clean:
        swept = desk.store.sweep()
        done.append(("cleaned", True, told_waste(swept)))
    with desk.store.read() as reader:
        found = [*_twins(reader), *_newer_rules(desk, reader)]
    found += [*_evidence(desk), *_waste(desk)]
    checks = (*done, *desk.store.check(), *found, *_packs(packs), *_versions())
    return DoctorView(path=str(desk.store.path), checks=checks)


def _twins(reader: Reader) -> Iterator[Finding]:
    groups = [" and ".join(map(reader.ref, group)) for group in reader.twins()]
    for names in groups:
        first, second = names.split(" and ")[:2]
        hint = f"returnctl edit {second} --same-as {first}"
        yield "one order twice", False, f"{names} are one order: {hint}"
    if not groups:
        yield "one order twice", True, "none"


def _newer_rules(desk: Desk, reader: Reader) -> Iterator[Finding]:
    """Newer rules move nothing by themselves; what they would end earlier is told."""
    moved = [
        f"{reader.ref(case_id)}: {', '.join(names)}"
        for case_id in reader.case_ids()
        if (case := reader.case(case_id)) is not None
        and not is_closed(case)
        and (names := moved_earlier(desk, reader, case))
    ]
    says = "; ".join(moved)
    told = f"would end earlier: {says} (returnctl policy adopt REF)" if moved else "nothing moves"
    yield "newer rules", True, told


def _evidence(desk: Desk) -> Iterator[Finding]:
    """Every file is held against its hash."""
    view = verify(desk, None)
    for each in view.faults:
        yield "evidence", False, f"{each.ref} {each.number} {each.evidence.name}: {each.state}"
    if not view.faults:
        size = sum(each.evidence.size for each in view.files)
        yield "evidence", True, f"{files_text(len(view.files), size)}: ok"


def _waste(desk: Desk) -> Iterator[Finding]:
    """What nothing needs does no harm, so it is told and not bad."""
    found = desk.store.waste()
    hint = ": returnctl doctor --clean" if found.files else ""
    yield "files nothing needs", True, f"{told_waste(found)}{hint}"


def told_waste(found: Waste) -> str:
    """Tell how much may go, or went."""
    return files_text(len(found.files), found.size) if found.files else "none"


def _packs(folder: Path) -> Iterator[Finding]:
    _, faults = user_packs(folder)
    for fault in faults:
        yield "your packs", False, str(fault)
    if not faults:
        yield "your packs", True, "ok"


def _versions() -> Iterator[Finding]:
    yield "Python", True, platform.python_version()
