"""The story of a log: commands, what they touched, and what undo and redo take."""

from returnctl.store.store import Store
from tests.store.records import a_store, add, event, record, undo


def test_commands_are_told_newest_first_with_what_they_touched(store: Store) -> None:
    one, two = add(store), add(store, number="2")
    with store.write("mark") as writer:
        for case_id in (one, two):
            writer.record(case_id, [event(case_id, "delivered")])

    with store.read() as reader:
        rows = reader.commands()
        refs = (reader.ref(one), reader.ref(two))
        assert [(row.name, row.entries, row.voided) for row in rows] == [
            ("mark", 2, False), ("add", 1, False), ("add", 1, False),
        ]  # fmt: skip
        assert rows[0].refs == refs
        assert [row.name for row in reader.commands(case_id=two)] == ["mark", "add"]
        assert reader.commands(limit=1) == rows[:1]
        assert reader.command(rows[1].id) == rows[1]
        assert reader.command("?") is None
        assert (rows[0].device, rows[0].recorded_at) == ("laptop", "2026-11-21T12:00:00.000Z")


def test_undo_takes_the_newest_live_command_and_then_the_one_before(store: Store) -> None:
    case_id = add(store)
    first = record(store, "mark", case_id, event(case_id, "delivered"))
    second = record(store, "mark", case_id, event(case_id, "problem"))

    def last() -> tuple[str | None, str | None]:
        with store.read() as reader:
            return reader.last_live_command("laptop"), reader.last_undo("laptop")

    assert last() == (second, None)
    undo_second = undo(store, second)
    assert last() == (first, undo_second)
    undo_first = undo(store, first)
    assert last()[1] == undo_first
    undo(store, undo_first, name="redo")
    assert last() == (first, undo_second)
    undo(store, undo_second, name="redo")
    assert last() == (second, None)
    with store.read() as reader:
        voided = {row.id for row in reader.commands() if row.voided}
    assert voided == {undo_first, undo_second}


def test_undo_leaves_the_commands_of_other_machines_alone(store: Store) -> None:
    own = add(store)
    desktop = a_store(store.path, device="desktop")
    record(desktop, "mark", own, event(own, "delivered"))

    with store.read() as reader:
        mine = reader.last_live_command("laptop")
        theirs = reader.last_live_command("desktop")
        names = {row.id: row.name for row in reader.commands()}
    assert mine is not None
    assert theirs is not None
    assert (names[mine], names[theirs]) == ("add", "mark")


def test_nothing_to_undo_is_none(store: Store) -> None:
    case_id = add(store)
    with store.read() as reader:
        added = reader.last_live_command("laptop")
    assert added is not None
    undo(store, added)
    with store.read() as reader:
        assert reader.last_live_command("laptop") is None
        assert reader.last_live_command("stranger") is None
        assert reader.find_gone(case_id) == case_id
