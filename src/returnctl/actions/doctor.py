"""`doctor`: whether the records are whole, and mending of what can be mended safely."""

from pathlib import Path

from returnctl.actions.backups import keep_of
from returnctl.actions.checking.cases import check_cases
from returnctl.actions.checking.machine import MACHINE_CHECKS
from returnctl.actions.checking.records import RECORD_CHECKS, Look, told_waste
from returnctl.actions.desk import Desk
from returnctl.core.errors import Unavailable
from returnctl.core.structs import replace
from returnctl.core.views.health import DoctorView, Finding, Outcome, bad
from returnctl.store.reader import Reader


def doctor(
    desk: Desk, packs: Path, *, rebuild: bool = False, clean: bool = False, fix: bool = False
) -> DoctorView:
    """Check the database, the evidence, the packs and the machine.

    With `rebuild`, derive every projection again first; with `clean`, delete files that nothing
    needs; with `fix`, mend what can be mended without losing anything, after a backup.
    """
    done = _mend(desk) if fix else []
    if rebuild:
        made = desk.store.rebuild()
        done.append(f"rebuilt: {made.cases} cases, {made.deadlines} deadlines")
    if clean:
        done += [f"cleaned: {told_waste(desk.store.sweep())}"]
        done += [] if fix else desk.store.tidy(modes=False)
    checks = desk.store.check()
    view = DoctorView(path=str(desk.store.path), checks=checks, done=tuple(done))
    return view if view.damaged else replace(view, checks=(*checks, *_beyond(desk, packs)))


def _beyond(desk: Desk, packs: Path) -> list[Finding]:
    """Look at what lies beyond the file."""
    with desk.store.read() as reader:
        found = [
            Finding(name, *each)
            for name, look in RECORD_CHECKS.items()
            for each in _outcomes(look, desk, reader)
        ]
        found += check_cases(desk, reader)
    return found + [
        Finding(name, *each) for name, look in MACHINE_CHECKS.items() for each in look(desk, packs)
    ]


def _outcomes(look: Look, desk: Desk, reader: Reader) -> list[Outcome]:
    """Return what a check finds; what is damaged is one of its findings, and ends no other."""
    try:
        return list(look(desk, reader))
    except Unavailable as error:
        return [bad(error.message, "returnctl restore")]


def _mend(desk: Desk) -> list[str]:
    """Mend what can be mended, and tell what was done; a damaged file is let be."""
    before = desk.store.check()
    if any(each.verdict == "damaged" for each in before):
        return []
    made = desk.store.safekeeping().make("fix", keep=keep_of(desk), if_changed=True)
    done = [f"{'backed up' if made.new else 'backed up already'}: {made.backup.name}"]
    done += desk.store.tidy()
    wrong = {each.check for each in before if each.verdict != "ok"}
    if wrong & {"tables", "references", "SQLite"}:
        done.append(_rebuilt(desk))
    return done


def _rebuilt(desk: Desk) -> str:
    """Derive every projection again; where that fails, say why: the checks that follow go on."""
    try:
        made = desk.store.rebuild()
    except Unavailable as error:
        return f"not rebuilt: {error.message}"
    return f"rebuilt: {made.cases} cases, {made.deadlines} deadlines"
