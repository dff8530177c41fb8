"""Export, import, export: the same bytes, whatever was recorded; and nothing twice."""

from __future__ import annotations

import io
import tracemalloc
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from msgspec.structs import replace

from returnctl.actions.desk import Desk
from returnctl.actions.export import ExportRequest, export
from returnctl.actions.importing.incoming import Incoming
from returnctl.actions.importing.merging import merge, survey_all
from returnctl.core.entries import Purge
from returnctl.importing.documents import Document
from returnctl.importing.ownlog import OwnLog
from returnctl.store.store import Store
from tests.cli.test_random_histories import a_desk
from tests.slow.faults.ground import in_memory
from tests.store.histories import HISTORIES, Step, play
from tests.store.records import a_store, add_within, everything


def desk_of(store: Store) -> Desk:
    return replace(a_desk(store.path), store=store)


def exported(store: Store, format_: str = "json") -> bytes:
    out = io.BytesIO()
    export(ExportRequest(format=format_), desk_of(store), pipe=out)
    return out.getvalue()


def taken_in(store: Store, content: bytes) -> int:
    """Import an export, and say how many entries were new."""
    log = OwnLog(Document("out.json", len(content), lambda: io.BytesIO(content)))
    surveys = survey_all([Incoming(log)], desk_of(store))
    return merge(surveys, desk_of(store), packs=store.path.parent / "packs").merged


def with_a_book(store: Store) -> None:
    body = '{"shop":"none"}'
    with store.write("add") as tx:
        tx.keep_book(sha256(body.encode()).hexdigest(), "manifest", "rulebook", body)
        add_within(tx, number="77")


def check_round_trip(steps: list[Step], format_: str, *, purged: bool) -> None:
    with in_memory() as folder:
        here, there = a_store(folder / "here.db"), a_store(folder / "there.db", device="b")
        play(here, [Step("add", 0, 0), *steps])
        with_a_book(here)
        if purged:
            with here.read() as reader:
                gone = reader.case_ids()[-1]
            with here.write("rm") as tx:
                tx.merge((), (), (), (Purge(gone, "2026-11-21T12:00:00Z"),))
        first = exported(here, format_)

        taken_in(there, first)

        assert exported(there, format_) == first
        assert everything(there.path) == everything(here.path)
        before = there.path.read_bytes()
        assert taken_in(there, first) == 0
        assert there.path.read_bytes() == before


@settings(max_examples=15)
@given(HISTORIES)
def test_export_import_export_gives_the_same_bytes(steps: list[Step]) -> None:
    check_round_trip(steps, "json", purged=len(steps) % 3 == 0)


@settings(max_examples=10)
@given(HISTORIES)
def test_so_do_json_lines(steps: list[Step]) -> None:
    check_round_trip(steps, "ndjson", purged=len(steps) % 3 == 0)


@pytest.mark.slow
@settings(max_examples=1000)
@given(HISTORIES)
def test_export_import_export_gives_the_same_bytes_a_thousand_times(steps: list[Step]) -> None:
    check_round_trip(steps, "json", purged=len(steps) % 3 == 0)


@settings(max_examples=6)
@given(HISTORIES, HISTORIES, HISTORIES)
def test_two_logs_merged_either_way_export_the_same(
    shared: list[Step], here: list[Step], there: list[Step]
) -> None:
    with TemporaryDirectory() as name:
        laptop = a_store(Path(name) / "laptop.db")
        desktop = a_store(Path(name) / "desktop.db", device="desktop")
        play(laptop, [Step("add", 0, 0), *shared])
        taken_in(desktop, exported(laptop))
        play(laptop, here)
        play(desktop, there)
        ours, theirs = exported(laptop), exported(desktop)

        taken_in(laptop, theirs)
        taken_in(desktop, ours)

        assert exported(laptop) == exported(desktop)


def test_a_merge_that_was_interrupted_is_finished_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Batches are whole: what is there after the first is right, and the rest comes later."""
    monkeypatch.setattr("returnctl.actions.importing.merging.BATCH", 2)
    here, there = a_store(tmp_path / "here.db"), a_store(tmp_path / "there.db", device="b")
    play(here, [Step("add", 0, number) for number in range(7)])
    content = exported(here)
    done: list[int] = []

    def interrupted(count: int) -> None:
        done.append(count)
        if sum(done) == 4:
            raise KeyboardInterrupt

    log = OwnLog(Document("out.json", len(content), lambda: io.BytesIO(content)))
    surveys = survey_all([Incoming(log)], desk_of(there))
    with pytest.raises(KeyboardInterrupt):
        merge(surveys, desk_of(there), packs=tmp_path / "packs", progress=interrupted)
    with there.read() as reader:
        assert len(reader.case_ids()) == 4

    taken_in(there, content)

    assert exported(there) == content


def test_an_export_takes_less_memory_than_the_file_is_long(tmp_path: Path) -> None:
    """It is written row by row: nothing holds the log or the cases as a whole."""
    store = a_store(tmp_path / "returns.db")
    with store.write("add") as tx:
        for number in range(800):
            add_within(tx, number=str(10**9 + number))
    exported(store)
    path = tmp_path / "all.json"
    tracemalloc.start()
    try:
        export(ExportRequest(file=str(path)), desk_of(store), pipe=None)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < path.stat().st_size / 2
