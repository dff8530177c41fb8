"""Two logs become one: the union, the same in either order, with nothing lost or brought back."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings

from returnctl.core.entries import Draft
from returnctl.core.errors import Refused
from returnctl.core.ids import full_ref, id_factory
from returnctl.store.log import LogCopy, Purge
from returnctl.store.store import Store
from tests.store.histories import HISTORIES, Step, play
from tests.store.records import (
    NOON,
    Clock,
    a_store,
    add,
    all_projections,
    event,
    everything,
    fingerprint,
    projections,
    record,
)


def copy_of(store: Store) -> LogCopy:
    with store.read() as reader:
        return reader.export_log()


def take(store: Store, *copies: LogCopy) -> tuple[str, ...]:
    touched: set[str] = set()
    for copy in copies:
        with store.write("import") as writer:
            touched.update(writer.merge(*copy))
    return tuple(sorted(touched))


def two_machines(folder: Path) -> tuple[Store, Store]:
    """A laptop, and a desktop whose clock is a week ahead."""
    ahead = Clock(NOON + timedelta(days=7))
    laptop = a_store(folder / "laptop.db")
    return laptop, a_store(folder / "desktop.db", device="desktop", clock=ahead)


@settings(max_examples=15)
@given(shared=HISTORIES, here=HISTORIES, there=HISTORIES)
def test_either_order_gives_the_same(
    shared: list[Step], here: list[Step], there: list[Step]
) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        laptop, desktop = two_machines(folder)
        play(laptop, [Step("add", 0, 0), *shared])
        take(desktop, copy_of(laptop))
        play(laptop, here)
        play(desktop, there)
        ours, theirs = copy_of(laptop), copy_of(desktop)

        one, other = a_store(folder / "one.db"), a_store(folder / "other.db", device="third")
        take(one, ours, theirs)
        take(other, theirs, ours)
        take(laptop, theirs)
        take(desktop, ours)

        merged = everything(one.path)
        assert everything(other.path) == merged
        assert everything(laptop.path) == merged
        assert everything(desktop.path) == merged
        one.rebuild()
        assert everything(one.path) == merged


def test_merging_twice_changes_nothing(tmp_path: Path) -> None:
    laptop, desktop = two_machines(tmp_path)
    add(laptop)
    assert len(take(desktop, copy_of(laptop))) == 1
    before = desktop.path.read_bytes()

    assert take(desktop, copy_of(laptop)) == ()
    assert desktop.path.read_bytes() == before


def test_a_correction_holds_though_the_other_clock_is_ahead(tmp_path: Path) -> None:
    laptop, desktop = two_machines(tmp_path)
    case_id = add(laptop)
    take(desktop, copy_of(laptop))
    record(desktop, "mark", case_id, event(case_id, "delivered", "2026-11-20"))
    take(laptop, copy_of(desktop))

    record(laptop, "mark", case_id, event(case_id, "delivered", "2026-11-08"))
    take(desktop, copy_of(laptop))

    for store in (laptop, desktop):
        with store.read() as reader:
            case = reader.case(case_id)
        assert case is not None
        assert [str(each.on) for each in case.events] == ["2026-11-08"]


def test_what_is_recorded_after_a_merge_in_the_same_command_comes_after_it(tmp_path: Path) -> None:
    laptop, desktop = two_machines(tmp_path)
    case_id = add(desktop)
    with laptop.write("import") as writer:
        writer.new_id()
        writer.merge(*copy_of(desktop))
        (entry,) = writer.record(case_id, [event(case_id, "delivered")])
        newest = max(each.id for each in writer.entries(case_id))
    assert entry.id == newest


def twins() -> tuple[str, str, str]:
    """Two case ids, oldest first, that share the first three characters of their full refs."""
    ids = id_factory(newest=None, now_ms=int(NOON.timestamp() * 1000))
    seen: dict[str, str] = {}
    while True:
        case_id = next(ids)
        short = full_ref(case_id)[:3]
        if short in seen:
            return seen[short], case_id, short
        seen[short] = case_id


def note(store: Store, case_id: str, ref: str) -> None:
    with store.write("add") as writer:
        facts = {"level": "order", "shop": "ebay", "number": case_id[-4:], "ref": ref}
        writer.record(case_id, [Draft("noted", case_id, facts)])


def test_of_twins_the_later_one_gets_a_longer_ref(tmp_path: Path) -> None:
    older, younger, ref = twins()
    laptop, desktop = two_machines(tmp_path)
    note(laptop, younger, ref)
    note(desktop, older, ref)
    ours, theirs = copy_of(laptop), copy_of(desktop)

    take(laptop, theirs)
    take(desktop, ours)

    for store in (laptop, desktop):
        with store.read() as reader:
            assert reader.ref(older) == ref
            longer = reader.ref(younger)
            assert longer.startswith(ref)
            assert len(longer) > len(ref)
            assert [match.case_id for match in reader.find(ref)] == [older]
            assert [match.case_id for match in reader.find(longer)] == [younger]
            assert {row.ref for row in reader.statuses(kinds=("purchase",))} == {ref, longer}
    assert all_projections(laptop.path) == all_projections(desktop.path)


def test_a_longer_ref_steps_aside_for_one_that_was_given(tmp_path: Path) -> None:
    older, younger, ref = twins()
    store = a_store(tmp_path / "r.db")
    third = next(id_factory(newest=younger, now_ms=0))
    note(store, third, full_ref(younger)[:4])
    note(store, older, ref)
    note(store, younger, ref)

    with store.read() as reader:
        refs = {case_id: reader.ref(case_id) for case_id in (older, younger, third)}
    assert refs == {older: ref, younger: full_ref(younger)[:5], third: full_ref(younger)[:4]}


def test_a_new_ref_is_the_shortest_that_nobody_has(tmp_path: Path) -> None:
    older, younger, ref = twins()
    store = a_store(tmp_path / "r.db")
    with store.write("add") as writer:
        assert writer.free_ref(older) == ref
        assert writer.free_ref(younger) == full_ref(younger)[:4]
    note(store, older, ref)
    with store.write("add") as writer:
        assert writer.free_ref(younger) == full_ref(younger)[:4]


def test_a_case_without_a_recorded_ref_gets_one_all_the_same(tmp_path: Path) -> None:
    store = a_store(tmp_path / "r.db")
    with store.write("add") as writer:
        case_id = writer.new_id()
        writer.record(case_id, [Draft("noted", case_id, {"level": "order", "ref": "No Ref!"})])
    with store.read() as reader:
        assert reader.ref(case_id) == full_ref(case_id)[:3]


def test_an_erased_case_does_not_come_back(tmp_path: Path) -> None:
    laptop, desktop = two_machines(tmp_path)
    erased, kept = add(laptop), add(laptop, number="2")
    take(desktop, copy_of(laptop))
    purge = LogCopy((), (), (), (Purge(erased, "2026-11-21T12:00:00Z"),))

    assert take(desktop, purge) == (erased,)
    record(laptop, "mark", erased, event(erased, "delivered"))
    assert erased not in take(desktop, copy_of(laptop))
    with desktop.read() as reader:
        assert reader.case_ids() == [kept]
        assert reader.case(erased) is None
        assert reader.find_gone(erased) is None
    assert {row[0] for row in projections(desktop.path)["orders"]} == {kept}

    assert take(laptop, copy_of(desktop)) == (erased,)
    assert everything(laptop.path)["log"] == everything(desktop.path)["log"]
    before = fingerprint(laptop.path)
    assert take(laptop, copy_of(desktop)) == ()
    assert fingerprint(laptop.path) == before
    assert all_projections(laptop.path) == all_projections(desktop.path)


@pytest.mark.parametrize(
    "wrong",
    [
        {"id": "x"},
        {"id": "ffffffff-ffff-7fff-bfff-ffffffffffff"},
        {"case_id": "'; DROP TABLE log"},
        {"recorded_at": "yesterday"},
        {"recorded_at": "2026-11-21T12:00:00"},
        {"command_id": "01a1ffe1-0000-7000-8000-000000000000"},
    ],
)
def test_rows_that_returnctl_could_not_have_written_are_refused(
    tmp_path: Path, wrong: dict[str, str]
) -> None:
    laptop, desktop = two_machines(tmp_path)
    add(laptop)
    add(desktop)
    copy = copy_of(laptop)
    forged = copy._replace(entries=(replace(copy.entries[0], **wrong),))  # type: ignore[arg-type]
    before = everything(desktop.path)

    with pytest.raises(Refused):
        take(desktop, forged)

    assert everything(desktop.path) == before
