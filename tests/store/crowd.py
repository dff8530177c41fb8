"""Processes that write to one file at the same instant."""

import multiprocessing
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.store.records import Clock, a_store, add

_TIMEOUT = 60


def _work(todo: Any, done: Any, gate: Any) -> None:
    while (job := todo.get()) is not None:
        path, numbers = job
        gate.wait(_TIMEOUT)
        try:
            store = a_store(Path(path), clock=Clock())
            answer = [add(store, number=number) for number in numbers]
        except Exception as error:  # noqa: BLE001 - the test is to see it
            answer = [repr(error)]
        done.put(answer)


Run = Callable[[Path, list[list[str]]], list[list[str]]]


@contextmanager
def crowd(size: int) -> Iterator[Run]:
    """Start processes; the function that comes back has them all add orders at once.

    It takes a path and the order numbers of each process, and returns what each one answered.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    todos = [context.Queue() for _ in range(size)]
    done, gate = context.Queue(), context.Barrier(size)
    workers = [context.Process(target=_work, args=(todo, done, gate)) for todo in todos]
    for worker in workers:
        worker.start()

    def run(path: Path, numbers: list[list[str]]) -> list[list[str]]:
        for todo, own in zip(todos, numbers, strict=True):
            todo.put((str(path), own))
        return [done.get(timeout=_TIMEOUT) for _ in todos]

    try:
        yield run
    finally:
        for todo in todos:
            todo.put(None)
        for worker in workers:
            worker.join(_TIMEOUT)
            worker.close()
        for queue in (*todos, done):
            queue.close()
            queue.join_thread()
