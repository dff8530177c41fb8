"""The fold: one case for every order of arrival, and nothing in a log can make it fail."""

import random
from datetime import UTC
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from returnctl.core.case import Case, Evidence
from returnctl.core.entries import FORMAT_VERSION, KINDS, Entry
from returnctl.core.events import EVENTS
from returnctl.core.facts import EVENT_FACTS, FACTS, OVERRIDE_FACTS
from returnctl.core.fold import fold, live_entries
from returnctl.core.money import Money
from tests.core.building import (
    CASE,
    case_of,
    day,
    did,
    draft,
    eur,
    fact,
    folded,
    log_of,
    noted,
    order,
    removed,
    told,
    void,
)
from tests.core.parcels_building import parcel, scan

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.floats(allow_nan=False)
    | st.text(max_size=6)
    | st.sampled_from(["2026-11-08", "2026-11-08T10:00:00+01:00", "9999-12-31", "EUR", "15d"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=4) | st.just("minor"), inner, max_size=3)
    ),
    max_leaves=4,
)
TARGETS = st.sampled_from([CASE, "r1", "r2", "i1", "p1", "e03", "nobody"])
NAMES = st.sampled_from(
    sorted(
        {"level", "event", "command", "id", "status"}
        | set(EVENT_FACTS)
        | set(OVERRIDE_FACTS)
        | {name for level in FACTS.values() for name in level}
    )
)
COMMANDS = st.sampled_from([f"c{n}" for n in range(6)])
SOURCES = st.sampled_from(["user", "import", "tracking", "demo", "ghost"])


def data_of(kind: str) -> st.SearchStrategy[dict[str, Any]]:
    """Data that often fits its kind, and sometimes is anything."""
    anything = st.dictionaries(NAMES | st.text(max_size=4), JSON, max_size=3)
    plain: dict[str, st.SearchStrategy[dict[str, Any]]] = {
        "noted": st.fixed_dictionaries(
            {"level": st.sampled_from(["order", "item", "return", "parcel"])},
            optional={"note": st.text(max_size=3), "quantity": st.integers(0, 3)},
        ),
        "fact": st.fixed_dictionaries({}, optional={"note": st.text(max_size=3), "code": JSON}),
        "event": st.fixed_dictionaries(
            {
                "event": st.sampled_from(sorted(EVENTS)),
                "on": st.dates(day("2026-11-01"), day("2026-11-09")).map(str),
            },
            optional={"channel": st.sampled_from(["seller", "paypal"]), "amount": JSON},
        ),
        "override": st.fixed_dictionaries(
            {"rule": st.sampled_from(["dispute", "own"])},
            optional={"day": st.just("2026-12-01"), "ok": st.booleans(), "length": JSON},
        ),
        "void": st.fixed_dictionaries({"command": COMMANDS}),
    }
    return plain[kind] | anything if kind in plain else anything


def hostile_entries() -> st.SearchStrategy[list[Entry]]:
    """Logs of any kinds, targets, commands and data, with ids that rise."""
    one = st.sampled_from([*sorted(KINDS), "checkpoint"]).flatmap(
        lambda kind: st.builds(
            draft,
            kind=st.just(kind),
            target=TARGETS,
            data=data_of(kind),
            source=SOURCES,
            command=COMMANDS,
            version=st.sampled_from([1, 1, 1, 1, 2]),
        )
    )
    return st.lists(one, max_size=12).map(lambda drafts: log_of(*drafts))


def sentences(case: Case) -> list[str]:
    return [misfit.sentence for misfit in case.misfits]


# --- any order, and nothing breaks it


@given(hostile_entries(), st.randoms(use_true_random=False))
def test_case_is_the_same_for_every_order_of_arrival(
    entries: list[Entry], chance: random.Random
) -> None:
    """Entries may come shuffled and more than once: the case is the same."""
    again = [*entries, *chance.choices(entries, k=len(entries))] if entries else []
    chance.shuffle(again)
    assert fold(CASE, again) == fold(CASE, entries)


@given(hostile_entries())
def test_two_halves_of_a_log_merge_to_the_whole(entries: list[Entry]) -> None:
    """A machine that gets the other's entries late sees what the other sees."""
    ours, theirs = entries[::2], entries[1::2]
    assert fold(CASE, theirs + ours) == fold(CASE, entries)


@given(
    st.lists(
        st.builds(
            draft,
            st.sampled_from([*sorted(KINDS), "checkpoint"]),
            TARGETS,
            st.dictionaries(NAMES, JSON, max_size=4),
        ),
        max_size=6,
    )
)
def test_fold_never_fails_whatever_was_written(drafts: list[Entry]) -> None:
    """Any kind and any JSON give a case."""
    assert fold(CASE, log_of(*drafts)).id == CASE


@pytest.mark.parametrize("value", [[], {}, [[]], {"a": []}, 1, 1.5, True, None, "", "\ud800"])
def test_fold_takes_any_json_where_a_word_belongs(value: Any) -> None:
    """A list is no level, no event and no command, and none of them stops the fold."""
    case = folded(
        order(),
        draft("noted", "r", {"level": value}),
        draft("event", CASE, {"event": value, "on": "2026-11-08"}),
        draft("void", CASE, {"command": value}),
        draft("override", CASE, {"rule": value, "day": "2026-12-01"}),
        did("ordered", "11-01"),
    )
    assert [event.kind for event in case.events] == ["ordered"]
    assert len(sentences(case)) >= 2


# --- voids


def test_void_silences_a_command_and_the_void_of_it_brings_it_back() -> None:
    """Undo, redo and undo again are one step, taken once more each time."""
    log = log_of(order(), did("delivered", "11-08"), void("c01"), void("c02"), void("c03"))
    told_by = [bool(fold(CASE, log[:length]).events) for length in range(2, 6)]
    assert told_by == [True, False, True, False]


def test_void_silences_all_older_entries_of_its_command() -> None:
    """A command that recorded three things is undone whole."""
    parts = [replace(each, command_id="add") for each in (order(shop="x"), did("paid", "11-01"))]
    case = folded(*parts, void("add"))
    assert (case.order.shop, case.events) == ("", ())


def test_void_reaches_only_entries_older_than_itself() -> None:
    """What a command of that id records later is not silenced in advance."""
    late = replace(did("paid", "11-02"), command_id="one")
    case = folded(order(), replace(did("ordered", "11-01"), command_id="one"), void("one"), late)
    assert [event.kind for event in case.events] == ["paid"]


@given(hostile_entries())
def test_live_entries_are_some_of_the_log_in_order(entries: list[Entry]) -> None:
    """Voids take entries away; they add none and move none."""
    live = [each.id for each in live_entries(entries)]
    assert live == [each.id for each in entries if each.id in set(live)]


@given(hostile_entries(), COMMANDS)
def test_void_and_its_void_leave_the_case_as_it_was(entries: list[Entry], command: str) -> None:
    """Redo gives back exactly what undo took."""
    after = [
        replace(void(command, command="undo"), id="f0"),
        replace(void("undo", command="redo"), id="f1"),
    ]
    assert fold(CASE, [*entries, *after]) == fold(CASE, entries)


# --- facts


@pytest.mark.parametrize(
    ("sources", "holds"),
    [
        (["user", "user"], 1),
        (["import", "import"], 1),
        (["user", "import"], 0),
        (["import", "user"], 1),
        (["user", "tracking"], 0),
        (["demo", "import"], 0),
        (["user", "demo"], 1),
        (["user", "import", "user", "import"], 2),
        (["import", "ghost"], 1),
        (["ghost", "import"], 1),
    ],
)
def test_latest_word_of_the_highest_authority_holds(sources: list[str], holds: int) -> None:
    """A person beats a machine whatever the time; of equals the later one speaks."""
    facts = [fact(seller=f"seller {n}", source=source) for n, source in enumerate(sources)]
    assert case_of(*facts).order.seller == f"seller {holds}"


def test_null_takes_a_fact_back() -> None:
    """A fact that was wrong can be unknown again, and stays open to be told anew."""
    assert case_of(fact(seller=None), seller="x").order.seller is None
    assert case_of(fact(seller=None), fact(seller="y"), seller="x").order.seller == "y"


def test_null_of_a_person_stands_against_an_import() -> None:
    """What a person took back, an import does not bring again."""
    assert case_of(fact(seller=None), fact(seller="y", source="import")).order.seller is None


def test_facts_are_values_of_the_program() -> None:
    """Money, days and portions are read once, here."""
    case = case_of(
        noted("item", "i", title="Cable", quantity=3, price=eur(120)),
        noted("return", "r", items=[["i", 2]], number=1),
        noted("parcel", "p", number="RR1", direction="return", returns=["r"]),
        promised_by="2026-11-30",
        price=eur(360),
        free_return=True,
    )
    assert case.order.price == Money(360, "EUR")
    assert case.order.promised_by == day("2026-11-30")
    assert case.items[0].total == Money(360, "EUR")
    assert case.returns[0].items == (("i", 2),)
    assert case.parcels[0].returns == ("r",)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("price", {"minor": -1, "currency": "EUR"}),
        ("price", {"minor": 100, "currency": "XYZ"}),
        ("price", {"minor": 1.5, "currency": "EUR"}),
        ("price", {"minor": True, "currency": "EUR"}),
        ("price", {"currency": "EUR"}),
        ("price", "23.99 EUR"),
        ("price", []),
        ("promised_by", "8nov"),
        ("promised_by", 20261108),
        ("promised_by", "2026-02-30"),
        ("free_return", "yes"),
        ("free_return", 1),
        ("transit_days", -1),
        ("transit_days", "3"),
        ("shop", ["x"]),
        ("colour", "red"),
        ("level", "order"),
    ],
)
def test_fact_that_cannot_be_read_is_told_and_left_out(name: str, value: Any) -> None:
    """A bad value changes nothing else of the case, and is not lost either."""
    case = folded(order(seller="x"), fact(**{name: value}))
    assert sentences(case) == [case.misfits[0].sentence]
    assert name in case.misfits[0].sentence
    assert case.misfits[0].entry_id == "e01"
    assert replace(case, misfits=()) == folded(order(seller="x"))


@pytest.mark.parametrize(("minor", "fits"), [(0, True), (10**15, True), (10**15 + 1, False)])
def test_an_amount_is_as_large_as_every_table_takes(minor: int, fits: bool) -> None:
    case = folded(order(price={"minor": minor, "currency": "EUR"}))
    assert case.order.price == (Money(minor, "EUR") if fits else None)
    assert bool(case.misfits) is not fits


def test_facts_of_something_unrecorded_are_told() -> None:
    """A fact about a return that nobody noted waits as a misfit."""
    case = folded(order(), fact("r", code="123"))
    assert sentences(case) == ["facts of something that is not recorded"]
    assert case.misfits[0].entry_id == "e01"


def test_case_remembers_who_noted_it_first() -> None:
    """An imported order stays imported when a person adds to it."""
    imported = replace(order(), source="import")
    assert folded(imported, order(seller="x")).source == "import"
    assert folded(order(), imported).source == "user"


def test_order_is_the_case_and_no_other_target() -> None:
    """An order noted under another id is not this case's order."""
    case = folded(order(shop="x"), noted("order", "other", shop="y"), did("paid", "11-01", "other"))
    assert case.order.shop == "x"
    assert case.events == ()
    assert sentences(case)[0] == "notes an order that is another case"
    assert len(sentences(case)) == 2


# --- events


def test_once_only_event_marked_again_is_corrected() -> None:
    """The second delivery date replaces the first."""
    case = case_of(did("delivered", "11-08"), did("delivered", "11-05"))
    assert [(e.on, e.id) for e in case.events] == [(day("11-05"), "e02")]


def test_event_of_a_person_is_not_corrected_by_a_machine() -> None:
    """Tracking that says another day does not move what the buyer saw."""
    case = case_of(did("delivered", "11-08"), did("delivered", "11-07", source="tracking"))
    assert [event.on for event in case.events] == [day("11-08")]


def test_event_that_happens_often_is_kept_each_time() -> None:
    """Two refunds are two refunds, also of one day."""
    case = case_of(did("refund_issued", "11-08"), did("refund_issued", "11-08"))
    assert len(case.events) == 2


def test_dispute_event_happens_once_on_each_channel() -> None:
    """PayPal's dispute does not correct the platform's, its own second one does."""
    case = case_of(
        did("dispute_opened", "11-08", channel="platform"),
        did("dispute_opened", "11-10", channel="paypal"),
        did("dispute_opened", "11-09", channel="platform"),
    )
    assert [(e.channel, e.on) for e in case.events] == [
        ("platform", day("11-09")),
        ("paypal", day("11-10")),
    ]


def test_event_of_one_return_does_not_correct_another_returns() -> None:
    """Each return of an order is sent on its own day."""
    case = case_of(
        noted("return", "r1"),
        noted("return", "r2", number=2),
        did("sent", "11-08", "r1"),
        did("sent", "11-09", "r2"),
    )
    assert [(e.target, e.on) for e in case.events] == [("r1", day("11-08")), ("r2", day("11-09"))]


def test_events_stand_in_the_order_they_happened() -> None:
    """By day; on one day as life goes, not as they were recorded."""
    case = case_of(did("delivered", "11-08"), did("shipped", "11-08"), did("ordered", "11-01"))
    assert [event.kind for event in case.events] == ["ordered", "shipped", "delivered"]


def test_life_goes_before_the_hour_of_a_day() -> None:
    """What was typed without a time may have happened at any."""
    ordered = did("ordered", "11-08", at="2026-11-08T18:00:00+00:00")
    case = case_of(did("shipped", "11-08"), ordered)
    assert [event.kind for event in case.events] == ["ordered", "shipped"]


def test_equal_events_of_a_day_stand_by_their_instant() -> None:
    """Times are compared as instants, whatever zone they were written in."""
    case = case_of(
        did("offer_made", "11-08", at="2026-11-08T01:00:00-08:00"),
        did("offer_made", "11-08", at="2026-11-08T12:00:00+09:00"),
        did("offer_made", "11-08", at="2026-11-08T04:00:00+00:00"),
    )
    assert [e.at and e.at.astimezone(UTC).hour for e in case.events] == [3, 4, 9]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"event": "teleported", "on": "2026-11-08"}, "unknown event: teleported"),
        ({"on": "2026-11-08"}, "unknown event: None"),
        ({"event": "paid"}, "paid without a date"),
        ({"event": "paid", "on": None}, "paid without a date"),
    ],
)
def test_event_that_does_not_fit_is_told(data: dict[str, Any], sentence: str) -> None:
    """An event needs a name from the table and a day."""
    case = folded(order(), draft("event", CASE, data))
    assert case.events == ()
    assert sentences(case) == [sentence]


def test_event_keeps_what_can_be_read_of_it() -> None:
    """An amount in no known currency does not cost the date of the refund."""
    bad = {"minor": 1, "currency": "???"}
    case = folded(order(), did("refund_issued", "11-08", amount=bad, mood="good"))
    assert [(e.kind, e.amount) for e in case.events] == [("refund_issued", None)]
    assert len(sentences(case)) == 2


@pytest.mark.parametrize("target", ["nobody", "i", "p"])
def test_event_happens_to_an_order_or_a_return(target: str) -> None:
    """Items, parcels and strangers have no events."""
    case = folded(order(), noted("item", "i"), noted("parcel", "p"), did("sent", "11-08", target))
    assert case.events == ()
    assert sentences(case) == ["sent of something that is not recorded"]


# --- removed


@pytest.mark.parametrize("first", [True, False])
def test_removed_return_takes_its_events_along(first: bool) -> None:
    """What was removed is gone without a word, also when its events come later."""
    steps = [did("sent", "11-08", "r"), removed("r")]
    case = case_of(noted("return", "r"), *(steps if first else steps[::-1]))
    assert (case.returns, case.events) == ((), ())


def test_removed_event_is_gone_and_the_rest_stays() -> None:
    """One event of many can be taken out by its id."""
    case = case_of(did("paid", "11-01"), did("refund_issued", "11-08"), removed("e02"))
    assert [event.kind for event in case.events] == ["paid"]


def test_void_of_a_removal_brings_the_thing_back() -> None:
    """A removal can be undone like everything else."""
    case = case_of(noted("return", "r"), did("sent", "11-08", "r"), removed("r"), void("c03"))
    assert [event.kind for event in case.events] == ["sent"]


# --- overrides


def test_override_is_the_latest_word_on_a_rule() -> None:
    """One override for a rule and a target; another target has its own."""
    case = case_of(
        noted("return", "r"),
        told("dispute", day="2026-12-01"),
        told("dispute", "r", length="20d"),
        told("dispute", day="2026-12-02"),
        told("claim", ok=True),
    )
    assert [(o.rule, o.target, o.day, o.ok) for o in case.overrides] == [
        ("dispute", "r", None, False),
        ("dispute", CASE, day("12-02"), False),
        ("claim", CASE, None, True),
    ]


def test_override_that_says_nothing_takes_the_earlier_one_back() -> None:
    """With null for a day the computed date holds again."""
    case = case_of(told("dispute", day="2026-12-01"), told("dispute", day=None))
    assert case.overrides == ()


def test_override_without_a_rule_is_told() -> None:
    """It cannot be held against anything."""
    case = folded(order(), draft("override", CASE, {"day": "2026-12-01"}))
    assert sentences(case) == ["an override without a rule"]


# --- what a later release wrote


@pytest.mark.parametrize(
    "entry",
    [
        draft("checkpoint", CASE, {"place": "Leipzig"}),
        replace(did("paid", "11-01"), version=FORMAT_VERSION + 1),
        replace(fact(seller="y"), version=FORMAT_VERSION + 1),
        replace(removed(CASE), version=FORMAT_VERSION + 1),
        replace(void("c00"), version=FORMAT_VERSION + 1),
    ],
)
def test_entry_of_a_newer_release_is_kept_and_has_no_effect(entry: Entry) -> None:
    """An older program neither guesses nor forgets."""
    case = folded(order(shop="x"), entry)
    assert sentences(case) == [f"written by a newer returnctl ({entry.kind})"]
    assert replace(case, misfits=()) == folded(order(shop="x"))


@pytest.mark.parametrize(("length", "updated"), [(1, "11-01"), (2, "11-03"), (3, "11-01")])
def test_case_was_updated_when_its_newest_live_entry_was_recorded(
    length: int, updated: str
) -> None:
    """Neither an undone entry nor the undoing of it is news."""
    entries = log_of(order(), did("paid", "11-01"), void("c01"))
    recorded = ["2026-11-01", "2026-11-03", "2026-11-04"]
    dated = [replace(e, recorded_at=t) for e, t in zip(entries, recorded, strict=True)]
    assert fold(CASE, dated[:length]).updated_at == f"2026-{updated}"


def test_a_scan_keeps_who_said_it_and_when() -> None:
    entries = log_of(order(), parcel(), scan("delivered", "11-08"))
    dated = [replace(each, recorded_at="2026-11-09T08:00:00Z") for each in entries]
    (found,) = fold(CASE, dated).checkpoints
    assert (found.source, found.recorded_at) == ("tracking", "2026-11-09T08:00:00Z")


def test_a_file_keeps_what_was_said_of_it() -> None:
    noted_file = noted("evidence", "e", kind="photo", sha256="ab", name="box.jpg", size=7, of="r",
                       taken="2026-11-08", note="torn")  # fmt: skip
    assert folded(order(), noted("return", "r"), noted_file).evidence == (
        Evidence(id="e", kind="photo", sha256="ab", name="box.jpg", size=7, of="r",
                 taken=day("11-08"), note="torn"),
    )  # fmt: skip


def test_a_snooze_is_kept_apart_from_what_the_order_page_says() -> None:
    case = folded(order(), told("window", quiet="2026-11-10"), told("window", day="2026-11-20"))
    assert [(each.rule, each.quiet) for each in case.snoozes] == [("window", day("11-10"))]
    assert [(each.rule, each.day) for each in case.overrides] == [("window", day("11-20"))]


def test_an_appeal_on_the_day_of_a_decision_comes_after_it() -> None:
    """The decision that follows it is a second one, and no correction of the first."""
    case = folded(
        order(),
        did("dispute_opened", "11-01"),
        did("decided", "11-05", outcome="lost"),
        did("appealed", "11-05"),
        did("decided", "11-10", outcome="won"),
    )
    decisions = [(each.on, each.outcome) for each in case.events if each.kind == "decided"]
    assert decisions == [(day("11-05"), "lost"), (day("11-10"), "won")]
