"""`track`: ask the services about open parcels, keep what they say, and show where each parcel is.

Nothing is written while anybody is waited for: what is asked is read first, then the services are
asked, then everything new goes into the log at once, so that one `undo` takes it back. One process
asks at a time.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Final

from returnctl.actions.desk import Desk
from returnctl.actions.following.accepting import accept_in
from returnctl.actions.following.answers import Answers
from returnctl.actions.following.choosing import Followed, Plan, plan_round
from returnctl.actions.following.noting import news_of
from returnctl.actions.following.outcome import ANSWERS, Outcome, refuse_silence, remarks
from returnctl.actions.following.showing import look_again, rows_of
from returnctl.core.entries import Draft
from returnctl.core.sightings import Report, Round, Service, unheard
from returnctl.core.structs import Struct, replace
from returnctl.core.views.tracks import TrackView
from returnctl.store.asked import Asked
from returnctl.store.writer import Writer
from returnctl.tracking.asking import ask_services

_COMMAND: Final = "track"
_BUSY: Final = "another track is running: nobody is asked twice; this is what is recorded"

Progress = Callable[[int], AbstractContextManager[Callable[[int], None]]]


def silent(_: int) -> AbstractContextManager[Callable[[int], None]]:
    """Show no progress."""
    return nullcontext(unheard)


class TrackRequest(Struct, frozen=True, kw_only=True):
    """The arguments and options of `track`; a `rehearsal` asks nobody and writes nothing."""

    refs: tuple[str, ...] = ()
    every: bool = False
    accept: bool = False
    rehearsal: bool = False


def track(
    request: TrackRequest,
    desk: Desk,
    services: Sequence[Service],
    notes: list[str],
    progress: Progress = silent,
) -> TrackView:
    """Ask, keep and show; `notes` gathers what is to be said beside the answer.

    Raises:
        NotFound, Ambiguous: a REF names nothing, several cases, or a case without a parcel.
        Unreachable: services were asked, and none of them answered.
    """
    desk.need_records()
    with desk.store.read() as reader:
        plan = plan_round(reader, desk, services, request.refs, every=request.every)
    if request.rehearsal:
        rows = rows_of(plan.followed, plan, Outcome(), services, rehearsal=True)
        return TrackView(place=desk.place, parcels=rows, rehearsal=True)
    with _our_turn(desk, plan) as ours:
        if not ours:
            notes.append(_BUSY)
            plan = replace(plan, wanted=())
        rounds = _ask(plan, services, progress)
        outcome = _keep(request, desk, plan, rounds)
    refuse_silence(rounds)
    notes += dict.fromkeys(remarks(rounds))
    with desk.store.read() as reader:
        now = tuple(look_again(reader, plan))
    rows = rows_of(now, plan, outcome, services)
    writes, taken = tuple(outcome.writes), tuple(outcome.taken)
    return TrackView(place=desk.place, parcels=rows, writes=writes, taken=taken)


@contextmanager
def _our_turn(desk: Desk, plan: Plan) -> Iterator[bool]:
    """Hold the lock while services are asked: cron may come again while one hangs."""
    if not plan.wanted:
        yield True
        return
    with desk.store.alone(_COMMAND, patience=0) as ours:
        yield ours


def _ask(plan: Plan, services: Sequence[Service], progress: Progress) -> tuple[Round, ...]:
    if not plan.wanted:
        return ()
    with progress(len(plan.wanted)) as done:
        return ask_services(services, plan.wanted, registered=plan.registered, done=done)


def _keep(request: TrackRequest, desk: Desk, plan: Plan, rounds: Sequence[Round]) -> Outcome:
    outcome = Outcome.of(rounds)
    if rounds or request.accept:
        answers = Answers(desk.store.evidence, desk.moment.today.isoformat())
        answers.keep_ahead(plan.followed, outcome.reports)
        with desk.store.write(_COMMAND) as tx:
            for found in rounds:
                tx.note_asked(_asked(found, desk))
            for each in plan.followed:
                for report in outcome.reports.get(each.parcel.number, ()):
                    _note(tx, each, report, outcome, answers)
            if request.accept:
                _accept(desk, tx, plan, outcome)
    return outcome


def _note(tx: Writer, each: Followed, report: Report, outcome: Outcome, answers: Answers) -> None:
    """Append what a report tells that the case does not know."""
    # Somebody may have removed it while the service was asked.
    case = tx.case(each.target.case.id)
    parcel = next((p for p in case.parcels if p.id == each.parcel.id), None) if case else None
    if case is None or parcel is None:
        return
    news = news_of(case, parcel, report, tx.new_id)
    facts = news.drafts and answers.facts(case, parcel, report, delivered=news.delivered)
    answer = (Draft("noted", tx.new_id(), facts),) if facts else ()
    tx.record(case.id, (*news.drafts, *answer), source="tracking")
    key = (case.id, parcel.id)
    outcome.new_scans[key] = outcome.new_scans.get(key, 0) + len(news.scans)


def _asked(found: Round, desk: Desk) -> Iterator[Asked]:
    now = desk.moment.now
    for number in found.registered:
        yield Asked(number, found.provider, registered=True)
    for report in found.reports:
        yield Asked(report.number, found.provider, now)
    for trouble in found.troubles:
        if trouble.number and trouble.kind in ANSWERS:
            yield Asked(trouble.number, found.provider, now)


def _accept(desk: Desk, tx: Writer, plan: Plan, outcome: Outcome) -> None:
    parcels = {each.parcel.id for each in plan.followed}
    for case_id in dict.fromkeys(each.target.case.id for each in plan.followed):
        writes, taken = accept_in(desk, tx, case_id, lambda p: p.parcel.id in parcels)
        outcome.writes += writes
        outcome.taken += taken
