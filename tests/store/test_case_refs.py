"""The ref a case answers to: short, its own, and the same on every machine."""

from pathlib import Path

from returnctl.core.entries import Draft
from returnctl.core.ids import full_ref, id_factory
from returnctl.store.store import Store
from tests.store.records import (
    NOON,
    a_store,
    all_projections,
    copy_of,
    take,
    two_machines,
)


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
