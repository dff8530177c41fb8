"""The event table: every name in it exists, and no word of it has two meanings."""

import pytest

from returnctl.core.errors import Refused
from returnctl.core.events import (
    AMBIGUOUS_WORDS,
    EVENTS,
    FOLLOWS_THE_END,
    RANK,
    TERMINAL,
    EventKind,
    event_kind,
)
from returnctl.core.statuses import STATUSES
from returnctl.core.vocabulary import OUTCOMES

ROWS = pytest.mark.parametrize("row", EVENTS.values(), ids=list(EVENTS))
# What an event may bring along: facts of the event itself, of its return or of a parcel.
CARRIED = frozenset(
    ("amount", "carrier", "channel", "code", "item", "label", "outcome", "part", "postage",
     "reason", "refusal", "rule", "to", "tracking", "until", "worth")
)  # fmt: skip


@ROWS
def test_row_names_only_existing_things(row: EventKind) -> None:
    """Events in `after`, `implies`, `barred_by` and `stand_in`, statuses, and what is carried."""
    named = {*row.after, *row.implies, *row.barred_by, *row.again_after}
    named |= set(filter(None, [row.stand_in]))
    assert named <= EVENTS.keys() - {row.name}
    assert {row.status, *dict(row.status_by).values()} - {None} <= STATUSES.keys()
    assert set(dict(row.status_by)) <= set(row.outcomes) <= OUTCOMES.keys()
    assert bool(row.outcomes) == ("outcome" in row.carries)
    assert set(row.needs) <= set(row.carries) <= CARRIED


@ROWS
def test_what_happens_again_happens_once_in_between(row: EventKind) -> None:
    """Only a once-only event needs another before it can happen again; that one needs none."""
    assert not row.again_after or row.once
    assert not any(EVENTS[name].again_after for name in row.again_after)


@ROWS
def test_row_stands_below_everything_it_comes_after(row: EventKind) -> None:
    """The table's order is the order of life."""
    assert all(RANK[name] < RANK[row.name] for name in (*row.after, *row.implies))


@ROWS
def test_event_closes_exactly_when_its_status_is_closed(row: EventKind) -> None:
    """`closes` and the table of statuses tell the same."""
    assert row.closes == (row.status is not None and STATUSES[row.status].closed)


@ROWS
def test_event_that_opens_a_return_belongs_to_returns(row: EventKind) -> None:
    """An order alone cannot be approved or sent back."""
    assert row.levels
    assert not row.opens_return or row.levels == ("return",)


@ROWS
def test_row_is_told_in_plain_words(row: EventKind) -> None:
    """What a user reads has no underscore and is no repetition of the name."""
    assert row.says
    assert "_" not in row.says
    assert row.name == row.name.lower()


def test_stand_in_is_implied_by_what_it_stands_for() -> None:
    """The delivery stands in for a confirmation of receipt, which implies it."""
    assert {row.name: row.stand_in for row in EVENTS.values() if row.stand_in} == {
        "receipt_confirmed": "delivered"
    }
    assert "delivered" in EVENTS["receipt_confirmed"].implies


@pytest.mark.parametrize("word", AMBIGUOUS_WORDS)
def test_word_with_two_meanings_is_refused_with_both(word: str) -> None:
    """The refusal names each meaning as it is typed and as people say it."""
    assert word not in EVENTS
    meanings = AMBIGUOUS_WORDS[word]
    assert len(meanings) >= 2
    with pytest.raises(Refused) as caught:
        event_kind(word.replace("_", "-"))
    for name in meanings:
        assert f"{name.replace('_', '-')} ({EVENTS[name].says})" in caught.value.message


@ROWS
def test_event_is_known_by_its_dashed_and_its_plain_name(row: EventKind) -> None:
    """Both spellings name the same row."""
    assert event_kind(row.name) is event_kind(row.name.replace("_", "-").upper()) is row


def test_misspelt_event_is_refused_with_the_nearest() -> None:
    """A near miss is never guessed."""
    with pytest.raises(Refused) as caught:
        event_kind("delivred")
    assert caught.value.hint == "Did you mean delivered?"


def test_what_follows_the_end_exists() -> None:
    """Money still comes after the end, and it can be reopened."""
    assert EVENTS.keys() >= FOLLOWS_THE_END | TERMINAL
    assert {"reopened", "money_in"} <= FOLLOWS_THE_END
