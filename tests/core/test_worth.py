"""Is it worth returning: told where the facts are known, and only while nothing is under way."""

from __future__ import annotations

from typing import Any

import pytest

from returnctl.core.case import Case
from returnctl.core.worth import choices
from tests.core.building import case_of, did, eur, noted

CHINA = {"country": "DE", "seller_country": "CN", "price": eur(399), "buyer": "consumer"}


def troubled(reason: str, **facts: Any) -> Case:
    return case_of(did("delivered", "11-08"), did("problem", "11-09", reason=reason), **facts)


def names(case: Case) -> list[str]:
    return [each.name for each in choices(case)]


def test_a_cheap_thing_from_afar_is_not_simply_sent_back() -> None:
    case = troubled("defective", **CHINA)
    assert names(case) == ["refund-only", "partial-refund", "postage"]
    assert "more than 3.99 EUR" in choices(case)[-1].text


def test_what_goes_back_free_goes_back() -> None:
    assert names(troubled("wrong_item", free_return=True, **CHINA)) == ["free"]


def test_a_changed_mind_is_resold_given_away_or_kept() -> None:
    case = troubled("changed_mind", country="DE", seller_country="DE", buyer="consumer")
    assert names(case) == ["postage-by-law", "keep"]


def test_who_buys_for_a_business_is_not_told_what_the_law_gives_consumers() -> None:
    case = troubled("changed_mind", country="DE", seller_country="DE", buyer="business")
    assert names(case) == ["keep"]


@pytest.mark.parametrize("unknown", ["seller_country", "country", "price"])
def test_nothing_is_said_of_postage_where_a_fact_is_missing(unknown: str) -> None:
    facts = {name: value for name, value in CHINA.items() if name != unknown}
    assert "postage" not in names(troubled("defective", **facts))


def test_within_the_eu_nothing_is_abroad() -> None:
    case = troubled("defective", **{**CHINA, "seller_country": "FR"})
    assert "postage" not in names(case)


@pytest.mark.parametrize("reason", ["not_received", "late"])
def test_what_is_not_here_cannot_go_back(reason: str) -> None:
    assert names(troubled(reason, **CHINA)) == []


def test_a_purchase_without_a_problem_is_left_alone() -> None:
    assert names(case_of(did("delivered", "11-08"), **CHINA)) == []


def test_once_a_return_is_open_the_question_is_settled() -> None:
    case = case_of(
        did("problem", "11-09", reason="defective"),
        noted("return", "r"),
        did("requested", "11-10", "r"),
        **CHINA,
    )
    assert names(case) == []


def test_every_choice_names_where_it_comes_from() -> None:
    for reason in ("defective", "changed_mind"):
        assert all(each.source.title for each in choices(troubled(reason, **CHINA)))
