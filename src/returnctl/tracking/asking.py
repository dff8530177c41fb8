"""Asks several services at once; what one cannot answer goes to the next that takes it."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import chain
from queue import SimpleQueue
from threading import Lock, Thread

from returnctl.core.sightings import Round, Service, Trouble, Wanted, unheard
from returnctl.core.structs import replace

_NOBODY: Mapping[str, Collection[str]] = {}


def ask_services(
    services: Sequence[Service],
    wanted: Iterable[Wanted],
    *,
    registered: Mapping[str, Collection[str]] = _NOBODY,
    done: Callable[[int], None] = unheard,
) -> tuple[Round, ...]:
    """Ask about every number the first service that takes it, then the next, until one answers.

    `registered` holds by service the numbers it knows already. `done` is told how many more numbers
    have been dealt with, each once: asking a second service is not counted. A number that no
    service takes is in no round; one that a later service answered leaves no trouble. Never raises
    for what a service does.
    """
    waiting = {each.number: each for each in wanted}
    takers = {n: [s for s in services if s.takes(each)] for n, each in waiting.items()}
    rounds: list[Round] = []
    tell = _one_at_a_time(done)
    tell(sum(not each for each in takers.values()))
    while plan := _plan(waiting, takers, registered):
        rounds += _at_once(plan, tell)
        tell = unheard
        found = {each.number for each in chain.from_iterable(r.reports for r in rounds)}
        waiting = {number: each for number, each in waiting.items() if number not in found}
    return tuple(_without_answered(each, waiting) for each in rounds)


def _without_answered(found: Round, waiting: Collection[str]) -> Round:
    """Leave out troubles about numbers that another service has answered."""
    kept = tuple(each for each in found.troubles if each.number is None or each.number in waiting)
    return replace(found, troubles=kept)


def _one_at_a_time(done: Callable[[int], None]) -> Callable[[int], None]:
    lock = Lock()

    def tell(more: int) -> None:
        with lock:
            if more:
                done(more)

    return tell


def _plan(
    waiting: Mapping[str, Wanted],
    takers: Mapping[str, list[Service]],
    registered: Mapping[str, Collection[str]],
) -> list[tuple[Service, list[Wanted]]]:
    """Take each number's next service off its list, and group the numbers by service."""
    plan: dict[str, tuple[Service, list[Wanted]]] = {}
    for number, each in waiting.items():
        if takers[number]:
            service = takers[number].pop(0)
            known = number in registered.get(service.name, ())
            plan.setdefault(service.name, (service, []))[1].append(replace(each, registered=known))
    return list(plan.values())


def _at_once(
    plan: Sequence[tuple[Service, list[Wanted]]], done: Callable[[int], None]
) -> list[Round]:
    """Ask each service in a thread of its own; Ctrl-C waits for none of them."""
    answers: SimpleQueue[Round] = SimpleQueue()

    def ask(service: Service, wanted: list[Wanted]) -> None:
        answers.put(_asked(service, wanted, done))

    for each in plan:
        Thread(target=ask, args=each, daemon=True).start()
    return [answers.get() for _ in plan]


def _asked(service: Service, wanted: list[Wanted], done: Callable[[int], None]) -> Round:
    """Ask one service; a defect of ours in it must not take the others down."""
    try:
        return service.ask(wanted, done)
    except Exception as error:  # noqa: BLE001 - the others go on
        sentence = f"{service.name}: its answer could not be read ({type(error).__name__})"
        trouble = Trouble(provider=service.name, kind="answer", sentence=sentence)
        return Round(provider=service.name, troubles=(trouble,))
