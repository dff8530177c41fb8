"""Ids rise whatever the clock does, and refs are short, free and never look like a number."""

import uuid
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from returnctl.core.ids import full_ref, id_factory, shortest_ref

NOON_MS = 1_795_258_800_000
LETTERS = frozenset("abcdefghjkmnpqrstvwxyz")
ALPHABET = LETTERS | frozenset("0123456789")
TIMES = st.integers(0, (1 << 47) - 1)
RANDOM = st.integers(0, (1 << 62) - 1)


def ids(number: int, *, now_ms: int = NOON_MS, newest: str | None = None) -> list[str]:
    return list(islice(id_factory(newest=newest, now_ms=now_ms), number))


def one_id(now_ms: int, random: int) -> str:
    return next(id_factory(newest=None, now_ms=now_ms, random_bits=lambda _: random))


def milliseconds(text: str) -> int:
    return uuid.UUID(text).int >> 80


@given(TIMES, RANDOM)
def test_id_is_a_version_7_uuid_of_its_millisecond(now_ms: int, random: int) -> None:
    """Any UUID library reads an id as version 7, and finds the time in it."""
    text = one_id(now_ms, random)
    read = uuid.UUID(text)
    assert (read.version, read.variant, str(read)) == (7, uuid.RFC_4122, text)
    assert milliseconds(text) == now_ms
    assert read.int & ((1 << 62) - 1) == random


@given(TIMES, TIMES)
def test_next_id_is_greater_even_when_the_clock_went_back(before: int, after: int) -> None:
    """Whoever is told of the newest id makes only greater ones, at any time of the clock."""
    newest = ids(3, now_ms=before)[-1]
    later = ids(3, now_ms=after, newest=newest)
    assert [newest, *later] == sorted({newest, *later})


def test_next_id_keeps_the_newest_time_when_the_clock_went_back() -> None:
    """The time inside an id is the later of now and the newest one."""
    newest = ids(1)[0]
    assert milliseconds(ids(1, now_ms=NOON_MS - 86_400_000, newest=newest)[0]) == NOON_MS
    assert milliseconds(ids(1, now_ms=NOON_MS + 1, newest=newest)[0]) == NOON_MS + 1


def test_ids_of_one_millisecond_rise_over_the_end_of_the_counter() -> None:
    """The 4,097th id of a millisecond borrows the next one."""
    made = ids(5_000)
    assert made == sorted(set(made))
    assert [milliseconds(each) - NOON_MS for each in (made[4_095], made[4_096])] == [0, 1]


def test_next_id_rises_when_the_newest_used_up_its_counter() -> None:
    """A full counter in the newest id is no reason to repeat or fall behind."""
    newest = ids(4_096)[-1]
    assert milliseconds(ids(1, newest=newest)[0]) == NOON_MS + 1


@given(TIMES, RANDOM)
def test_ref_begins_with_a_letter_and_uses_the_short_alphabet(now_ms: int, random: int) -> None:
    """A ref never looks like an order number, and has no i, l, o or u."""
    ref = full_ref(one_id(now_ms, random))
    assert len(ref) == 12
    assert ref[0] in LETTERS
    assert set(ref) <= ALPHABET


@given(TIMES, TIMES, RANDOM)
def test_ref_comes_from_the_random_bits_alone(one: int, other: int, random: int) -> None:
    """Two orders of one second do not get neighbouring refs."""
    assert full_ref(one_id(one, random)) == full_ref(one_id(other, random))


@given(TIMES, RANDOM, RANDOM)
def test_refs_are_as_different_as_ids(now_ms: int, one: int, other: int) -> None:
    refs = {full_ref(one_id(now_ms, random)) for random in (one, other)}
    assert len(refs) == len({each % (22 * 32**11) for each in (one, other)})


@pytest.mark.parametrize(("taken", "length"), [(0, 3), (1, 4), (2, 5), (9, 12), (10, 12)])
def test_ref_is_as_short_as_is_free(taken: int, length: int) -> None:
    """Three characters, or one more than the longest start that another case has."""
    case_id = one_id(NOON_MS, 123_456_789_012_345_678)
    whole = full_ref(case_id)
    others = {whole[:n] for n in range(3, 3 + taken)}
    assert shortest_ref(case_id, taken=others.__contains__) == whole[:length]


def test_ref_is_no_shorter_than_asked() -> None:
    """A twin that must grow asks for more characters than it has."""
    case_id = one_id(NOON_MS, 1)
    assert len(shortest_ref(case_id, taken=lambda _: False, at_least=6)) == 6
