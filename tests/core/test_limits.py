"""What bounds a claim and is no clock: one free label an order, a highest amount."""

from __future__ import annotations

from typing import Any

import pytest

from returnctl.core.conditions import Condition
from returnctl.core.limits import label_limits, limits_of
from returnctl.core.rules import Limit, Pack
from tests.core.building import case_of, did, noted, pack_of

FREE = Limit("free-label", "Only the first label is free.")


def pack(*limits: Limit, **more: Any) -> Pack:
    return pack_of(limits=limits, **more)


@pytest.mark.parametrize(
    ("when", "country", "holds"),
    [
        ({}, None, True),
        ({"country": "DE"}, "DE", True),
        # Nobody knows where: it may hold.
        ({"country": "DE"}, None, True),
        ({"country": "DE"}, "FR", False),
    ],
)
def test_a_limit_holds_unless_it_surely_does_not(
    when: dict[str, Any], country: str | None, holds: bool
) -> None:
    limit = Limit("amount", "250 USD at most", when=Condition(when))
    case = case_of(**({"country": country} if country else {}))

    assert limits_of(case, (pack(limit),)) == ((limit,) if holds else ())


@pytest.mark.parametrize(("country", "holds"), [("DE", True), ("FR", False), (None, False)])
def test_a_limit_of_a_pack_needs_the_pack_to_apply(country: str | None, holds: bool) -> None:
    case = case_of(**({"country": country} if country else {}))

    assert bool(limits_of(case, (pack(FREE, applies={"country": "DE"}),))) is holds


@pytest.mark.parametrize(
    ("drafts", "told"),
    [
        ([], ()),
        ([noted("return", "r")], (FREE.text,)),
        ([noted("return", "r", label="prepaid")], (FREE.text,)),
        # Who paid the way back has the free label still.
        ([noted("return", "r", label="own")], ()),
        ([noted("return", "r"), did("cancelled", "11-05", "r")], ()),
        ([noted("return", "r", label="own"), noted("return", "s", number=2)], (FREE.text,)),
    ],
)
def test_a_further_return_is_told_that_the_free_label_is_used(
    drafts: list[Any], told: tuple[str, ...]
) -> None:
    other = Limit("amount", "250 USD at most")

    assert label_limits(case_of(*drafts), (pack(other, FREE),)) == told
