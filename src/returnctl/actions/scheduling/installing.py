"""Looking at what is installed, putting it in and taking it out."""

from collections.abc import Iterator
from typing import NamedTuple

from returnctl.actions.desk import Desk
from returnctl.actions.scheduling.job import Job, Machine, Made, left_behind, make, unit_text
from returnctl.actions.scheduling.reaching import ways
from returnctl.core.crontabs import installed_line, with_line, without_line
from returnctl.core.errors import NotFound
from returnctl.core.timers import Units
from returnctl.core.views.schedules import CronView, Step
from returnctl.scheduling import systemd
from returnctl.scheduling.crontab import read_crontab, write_crontab
from returnctl.scheduling.running import NoProgram


class _There(NamedTuple):
    """What is installed."""

    crontab: bytes
    units: Units | None

    def text(self, job: Job) -> str:
        """Return what is in the place of a job; nothing where that is empty."""
        if job.systemd:
            return unit_text(self.units) if self.units else ""
        return installed_line(self.crontab) or ""


def _look(machine: Machine, *, need_cron: bool = False) -> _There:
    try:
        crontab = read_crontab()
    except NoProgram:
        if need_cron:
            raise
        crontab = b""
    return _There(crontab, systemd.read_units(machine.units))


def show(desk: Desk, machine: Machine, job: Job) -> CronView:
    """Return what would be installed, and whether it is."""
    return _view(desk, machine, job, make(desk, machine, job), "shown")


def plan(desk: Desk, machine: Machine, job: Job) -> CronView:
    """Return what installing would do: `added`, `replaced` or `unchanged`.

    Raises:
        NoProgram: there is no cron here.
        Refused: the line cannot be made, or what is installed is damaged.
    """
    made = make(desk, machine, job)
    before = _look(machine, need_cron=not job.systemd).text(job)
    step: Step = "unchanged" if before == made.text else "replaced" if before else "added"
    return _view(desk, machine, job, made, step)


def install(desk: Desk, machine: Machine, job: Job) -> CronView:
    """Install a job in place of an earlier one, and return what was done.

    Raises:
        ReturnctlError: cron or systemd did not take it; what was there is still there.
    """
    planned, made = plan(desk, machine, job), make(desk, machine, job)
    if planned.step == "unchanged":
        return planned
    if made.units is not None:
        systemd.write_units(machine.units, made.units)
    else:
        write_crontab(with_line(read_crontab(), made.line))
    return _view(desk, machine, job, made, planned.step)


def remove(machine: Machine) -> CronView:
    """Take out what is installed, wherever that is.

    Raises:
        NotFound: nothing is.
    """
    there = _look(machine)
    line = installed_line(there.crontab)
    if line is None and there.units is None:
        raise NotFound("nothing of returnctl is installed here.", hint="returnctl cron show")
    if line is not None:
        write_crontab(without_line(there.crontab))
    if there.units is not None:
        systemd.remove_units(machine.units)
    text = line or (unit_text(there.units) if there.units else "")
    return CronView(
        step="removed",
        place="systemd" if line is None else "crontab",
        line=text,
        text=text,
        files=tuple(map(str, systemd.unit_files(machine.units))) if there.units else (),
    )


def remarks(desk: Desk, machine: Machine, job: Job) -> Iterator[str]:
    """Yield what a run by itself will not know, and what may surprise."""
    yield from left_behind(desk, machine)
    if not desk.store.exists():
        yield f"there are no records yet at {desk.store.path}"
    if _look(machine).text(Job(systemd=not job.systemd)):
        where = "your crontab" if job.systemd else "a systemd timer"
        yield f"{where} runs returnctl already: returnctl cron remove takes out both"


def _view(desk: Desk, machine: Machine, job: Job, made: Made, step: Step) -> CronView:
    there = _look(machine)
    files = systemd.unit_files(machine.units) if job.systemd else ()
    return CronView(
        step=step,
        place="systemd" if job.systemd else "crontab",
        line=made.line,
        text=made.text,
        there=there.text(job) or None,
        ways=tuple(ways(desk, job, there.crontab, machine.user)),
        files=tuple(map(str, files)),
    )
