"""Two logs become one: the union, the same in either order, with nothing lost or brought back."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from msgspec.structs import replace

from returnctl.core.entries import Purge
from returnctl.core.errors import Refused
from returnctl.store.log import LogCopy
from tests.store.histories import HISTORIES, Step, play
from tests.store.records import (
    a_store,
    add,
    all_projections,
    copy_of,
    event,
    everything,
    fingerprint,
    projections,
    record,
    take,
    two_machines,
)


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
    forged = copy._replace(entries=(replace(copy.entries[0], **wrong),))
    before = everything(desktop.path)

    with pytest.raises(Refused):
        take(desktop, forged)

    assert everything(desktop.path) == before
