"""What people type, and which case it means."""

import pytest

from returnctl.core.entries import Draft
from returnctl.store.finding import Match
from returnctl.store.store import Store
from tests.store.records import add, event, record

ORDER = "8190-1234 5678\u20119012"


@pytest.fixture
def case_id(store: Store) -> str:
    """An order with two returns, their codes and parcels, and an item."""
    case_id = add(store, number=ORDER)
    with store.write("add") as writer:
        one, two, hub, inbound, back = (writer.new_id() for _ in range(5))
        writer.record(
            case_id,
            [
                Draft("noted", hub, {"level": "item", "title": "USB-C hub, 7 ports"}),
                Draft("noted", one, {"level": "return", "number": 1, "code": "RMA-2026-0041"}),
                Draft("noted", two, {"level": "return", "number": 2, "code": "RMA-2026-0042"}),
                Draft("noted", inbound, {"level": "parcel", "number": "LP00123456789CN"}),
                Draft(
                    "noted",
                    back,
                    {"level": "parcel", "number": "1Z 999 AA1", "direction": "return",
                     "returns": [two]},
                ),
            ],
        )  # fmt: skip
    return case_id


def find(store: Store, text: str, *, titles: bool = False) -> list[Match]:
    with store.read() as reader:
        return reader.find(text, titles=titles)


def numbers(store: Store, matches: list[Match]) -> list[tuple[str, int | None]]:
    """Each match as its kind and the number of its return."""
    with store.read() as reader:
        found = []
        for match in matches:
            case = reader.case(match.case_id)
            assert case is not None
            each = case.find_return(match.return_id) if match.return_id else None
            found.append((match.kind, each.number if each else None))
        return found


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        (ORDER, "number", None),
        ("8190123456789012", "number", None),
        ("8190 1234 5678 9012", "number", None),
        ("rma20260042", "code", 2),
        ("RMA-2026-0041", "code", 1),
        ("lp00123456789cn", "tracking", None),
        ("1z999aa1", "tracking", 2),
        ("8190", "number", None),
        ("9012", "number", None),
        ("0042", "code", 2),
        ("9CN", "tracking", None),
        ("1z999", "tracking", 2),
    ],
)
def test_a_code_is_found_whole_or_by_its_start_or_end(
    store: Store, case_id: str, text: str, kind: str, number: int | None
) -> None:
    assert numbers(store, find(store, text)) == [(kind, number)]


@pytest.mark.parametrize(
    "text", ["", " - ", "81", "12", "CN", "3456", "no such", "hub", "%", "819%"]
)
def test_what_is_too_short_or_in_the_middle_finds_nothing(
    store: Store, case_id: str, text: str
) -> None:
    assert find(store, text) == []


def test_the_ref_and_the_full_id_are_found(store: Store, case_id: str) -> None:
    with store.read() as reader:
        ref = reader.ref(case_id)
    assert numbers(store, find(store, ref)) == [("ref", None)]
    assert numbers(store, find(store, f" {ref.upper()} ")) == [("ref", None)]
    assert numbers(store, find(store, f"{ref}.2")) == [("ref", 2)]
    assert find(store, f"{ref}.3") == []
    assert numbers(store, find(store, case_id)) == [("id", None)]
    assert numbers(store, find(store, case_id.upper())) == [("id", None)]


def test_an_exact_ref_beats_all_else(store: Store, case_id: str) -> None:
    with store.read() as reader:
        ref = reader.ref(case_id)
    other = add(store, number=ref)
    add(store, number=f"{ref}99")

    assert [match.case_id for match in find(store, ref)] == [case_id]
    assert [match.case_id for match in find(store, f"{ref[0]}-{ref[1:]}")] == [other]


def test_a_whole_code_beats_a_start(store: Store) -> None:
    whole = add(store, number="123")
    add(store, number="12345")
    assert [match.case_id for match in find(store, "123")] == [whole]


def test_several_starts_are_all_told(store: Store, case_id: str) -> None:
    found = find(store, "RMA-2026")
    assert sorted(numbers(store, found)) == [("code", 1), ("code", 2)]
    assert {match.ref[-2:] for match in found} == {".1", ".2"}
    assert {match.title for match in found} == {"USB-C hub, 7 ports"}


def test_one_number_in_two_shops_is_two_matches(store: Store) -> None:
    one, two = add(store, number="77", shop="ebay"), add(store, number="77", shop="amazon")

    assert [match.case_id for match in find(store, "77")] == [one, two]
    with store.read() as reader:
        assert reader.find_order("ebay", "7-7") == one
        assert reader.find_order("amazon", "77") == two
        assert reader.find_order("otto", "77") is None


def test_of_two_cases_with_one_key_the_older_is_found(store: Store) -> None:
    one, two = add(store, number="77"), add(store, number="77")
    with store.read() as reader:
        assert one < two
        assert reader.find_order("aliexpress", "77") == one


@pytest.mark.parametrize(("text", "found"), [("hub", 1), ("USB", 1), ("ports hub", 1), ("hubs", 0)])
def test_words_of_titles_are_found_on_request(
    store: Store, case_id: str, text: str, found: int
) -> None:
    assert find(store, text) == []
    matches = find(store, text, titles=True)
    assert [(match.kind, match.case_id) for match in matches] == [("title", case_id)] * found


def test_titles_of_closed_cases_are_not_found(store: Store, case_id: str) -> None:
    record(store, "mark", case_id, event(case_id, "kept"))
    assert find(store, "hub", titles=True) == []
    assert len(find(store, ORDER)) == 1


def test_a_code_told_with_an_event_is_found(store: Store) -> None:
    case_id = add(store)
    record(store, "mark", case_id, event(case_id, "problem", code="CASE-555"))
    assert [(m.case_id, m.kind) for m in find(store, "case555")] == [(case_id, "code")]


def test_a_corrected_number_is_found_and_the_wrong_one_is_not(store: Store) -> None:
    case_id = add(store, number="1111111")
    record(store, "edit", case_id, Draft("fact", case_id, {"number": "2222222"}))
    assert find(store, "1111111") == []
    assert [match.case_id for match in find(store, "2222222")] == [case_id]


def test_finding_comes_from_an_index(store: Store, case_id: str) -> None:
    with store.read() as reader:
        plan = reader._conn.execute(
            "EXPLAIN QUERY PLAN SELECT * FROM refs WHERE refs.backwards >= 'a' "
            "AND refs.backwards < 'b'"
        ).fetchall()
    assert "USING INDEX refs_backwards" in plan[0][3]
