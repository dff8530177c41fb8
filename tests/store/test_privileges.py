"""What only somebody who is not root can meet: folders that are closed to them."""

import os
import pickle
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest

from returnctl.core.errors import Unavailable
from returnctl.store import backup, creation, health, migrations, upkeep  # noqa: F401 - see below
from returnctl.store.store import Store
from tests.store.records import a_store, add, fingerprint

NOBODY = 65534
_Answer = TypeVar("_Answer")


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user can reach."""
    folder = Path(tempfile.mkdtemp(dir="/tmp"))
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


def as_nobody(question: Callable[[], _Answer]) -> _Answer:
    """Answer a question in a child that root's privileges were taken from.

    Everything it needs is loaded already: the child may not be able to read the interpreter.
    """
    if os.geteuid() != 0:
        return question()
    answer_end, child_end = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        try:
            os.setgid(NOBODY)
            os.setuid(NOBODY)
            os.write(child_end, pickle.dumps(question()))
        finally:
            os._exit(0)
    os.close(child_end)
    with os.fdopen(answer_end, "rb") as pipe:
        answer: _Answer = pickle.loads(pipe.read())  # noqa: S301 - our own child's
    os.waitpid(child, 0)
    return answer


def _read(store: Store) -> None:
    with store.read():
        pass


def _write(store: Store) -> None:
    add(store)


def _refusal(use: Callable[[Store], None], store: Store) -> tuple[str, str]:
    try:
        use(store)
    except Unavailable as error:
        return error.message, error.hint
    return "", ""


def test_a_folder_that_cannot_be_written_is_refused(open_folder: Path) -> None:
    open_folder.chmod(0o555)
    message, hint = as_nobody(lambda: _refusal(_write, a_store(open_folder / "r.db")))
    assert "cannot hold r.db" in message
    assert hint


def test_a_folder_that_cannot_be_seen_is_refused(open_folder: Path) -> None:
    (open_folder / "private").mkdir(mode=0o700)
    (open_folder / "private").chmod(0o000)
    store = a_store(open_folder / "private" / "r.db")
    message, hint = as_nobody(lambda: _refusal(_read, store))
    (open_folder / "private").chmod(0o700)
    assert message
    assert hint


def test_a_database_in_a_folder_that_cannot_be_written_is_read(open_folder: Path) -> None:
    store = a_store(open_folder / "r.db")
    case_id = add(store)
    store.path.chmod(0o444)
    open_folder.chmod(0o555)
    before = fingerprint(store.path)

    def read() -> list[str]:
        with store.read() as reader:
            return reader.case_ids()

    assert as_nobody(read) == [case_id]
    message, _ = as_nobody(lambda: _refusal(_write, store))
    assert "cannot be written" in message
    assert fingerprint(store.path) == before
