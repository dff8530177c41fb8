"""`doctor`: whether the records are whole, and `--rebuild` of everything derived from the log."""

import platform
from collections.abc import Iterator
from pathlib import Path

from returnctl.actions.adopt import moved_earlier
from returnctl.actions.desk import Desk
from returnctl.core.statuses import is_closed
from returnctl.core.views.health import DoctorView
from returnctl.packs.shelf import user_packs
from returnctl.store.reader import Reader

Finding = tuple[str, bool, str]


def doctor(desk: Desk, packs: Path, *, rebuild: bool = False) -> DoctorView:
    """Check the database and the packs; with `rebuild`, derive every projection again first."""
    done: list[Finding] = []
    if rebuild:
        made = desk.store.rebuild()
        done.append(("rebuilt", True, f"{made.cases} cases, {made.deadlines} deadlines"))
    with desk.store.read() as reader:
        found = [*_twins(reader), *_newer_rules(desk, reader)]
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
    yield "newer rules", not moved, told


def _packs(folder: Path) -> Iterator[Finding]:
    _, faults = user_packs(folder)
    for fault in faults:
        yield "your packs", False, str(fault)
    if not faults:
        yield "your packs", True, "ok"


def _versions() -> Iterator[Finding]:
    yield "Python", True, platform.python_version()
