"""`remind`: tell every channel what it was not told yet, and then remember it.

Conventions: the caller holds the lock. What is sent is remembered after it was sent, channel by
channel, in transactions of their own: a crash in between repeats a notice and never loses one.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from returnctl.actions.desk import Desk
from returnctl.actions.reminding.reading import Standing, read_runs, read_standing
from returnctl.core.clockcheck import check_clock
from returnctl.core.errors import NotFound, ReturnctlError, Unreachable
from returnctl.core.rungs import Notice, notices, upcoming
from returnctl.core.views.reminders import Delivery, RemindView, TestedView, UpcomingView

# How a title and a text reach somebody; raises a ReturnctlError where they don't.
Post = Callable[[str, str], None]
Compose = Callable[[Sequence[Notice]], tuple[str, str]]

STDOUT: Final = "stdout"


def remind(
    desk: Desk,
    posts: Mapping[str, Post | None],
    compose: Compose,
    *,
    rehearsal: bool = False,
) -> RemindView:
    """Send what is due to every channel, and return what became of it.

    A channel without a `Post` is told by the caller, who then calls `confirm`. In a rehearsal
    nothing is sent or remembered.
    """
    runs = read_runs(desk, mend=not rehearsal)
    clock = check_clock(desk.moment.now, runs.newest, runs.doubted)
    if clock.told_early is not None and not rehearsal:
        with desk.store.announcing() as ledger:
            ledger.forget_early(desk.moment.today, clock.told_early)
    deliveries: list[Delivery] = []
    if clock.usable:
        standing = read_standing(desk)
        for name, post in posts.items():
            found = _due(desk, standing, name)
            send = None if rehearsal else post
            deliveries.append(_deliver(desk, name, found, send, compose))
    return RemindView(
        place=desk.place, deliveries=tuple(deliveries), clock=clock, rehearsal=rehearsal
    )


def _due(desk: Desk, standing: Standing, channel: str) -> tuple[Notice, ...]:
    memory = standing.memory(channel)
    return tuple(notices(standing.rows, desk.moment, standing.ladders, memory))


def _deliver(
    desk: Desk,
    channel: str,
    found: tuple[Notice, ...],
    post: Post | None,
    compose: Compose,
) -> Delivery:
    if not found:
        return Delivery(channel=channel, notices=found, state="nothing")
    if post is None:
        return Delivery(channel=channel, notices=found, state="waiting")
    try:
        post(*compose(found))
    except ReturnctlError as error:
        return Delivery(
            channel=channel, notices=found, state="failed", error=error.message, hint=error.hint
        )
    _remember(desk, channel, found)
    return Delivery(channel=channel, notices=found, state="sent")


def _remember(desk: Desk, channel: str, found: Iterable[Notice]) -> None:
    from returnctl.store.reminding import Told

    rungs = [
        Told(*each.key, each.due.row.order_id, rung) for each in found for rung in each.settles
    ]
    with desk.store.announcing() as ledger:
        ledger.record(channel, rungs, desk.moment.now)


def confirm(desk: Desk, view: RemindView, *, shown: bool = True) -> None:
    """Remember what standard output was told, if it was `shown`, and that reminders ran."""
    from returnctl.store.reminding import Runs

    if view.rehearsal:
        return
    for each in view.deliveries:
        if each.state == "waiting" and shown:
            _remember(desk, each.channel, each.notices)
    clock = view.clock
    if clock is not None and clock.usable:
        with desk.store.announcing() as ledger:
            ledger.note_runs(Runs(clock.newest, clock.doubted))


def plan(desk: Desk, channels: Iterable[str], *, days: int) -> UpcomingView:
    """Return what would be announced in the next days, on the channel that knows least."""
    standing = read_standing(desk, days=days, quiet=True)
    planned = {
        (each.on, each.notice.key): each
        for name in channels
        for each in upcoming(
            standing.rows, desk.moment, standing.ladders, standing.memory(name), days=days
        )
    }
    ordered = sorted(planned.values(), key=lambda each: each.on)
    return UpcomingView(place=desk.place, days=days, planned=tuple(ordered))


def try_out(posts: Mapping[str, Post | None], channel: str) -> TestedView:
    """Send a test message through a channel.

    Raises:
        NotFound: there is no such channel.
        Unreachable: it did not take the message.
    """
    post = posts.get(channel)
    if channel not in posts:
        known = ", ".join(posts)
        msg = f'there is no channel "{channel}".'
        raise NotFound(msg, hint=f"There are: {known}. Another: docs/reminders.md")
    if post is not None:
        try:
            post("returnctl: a test", "This is how returnctl reminds you. Nothing is due by it.")
        except Unreachable as error:
            hint = f"Look at [channels.{channel}] of the config, and whether the service answers."
            raise Unreachable(error.message, hint=hint) from None
    return TestedView(channel=channel)
