"""A refund before the parcel: the date to send it back by stays, unless you may keep it."""

from __future__ import annotations

from typing import Any

import pytest

from returnctl.core.deadline import Deadline
from returnctl.packs.shelf import shipped_packs
from tests.packs.building import all_of, bought

SHOPS = [name for name, source in shipped_packs().items() if source.pack.kind == "shop"]


def approved(shop: str, **facts: Any) -> dict[str, Deadline]:
    purchase = bought(shop, seller_country="CN", site="amazon.com").did("delivered", "2026-11-02")
    purchase.with_return(**facts).did("requested", "2026-11-05", target="r")
    purchase.did("approved", "2026-11-06", target="r")
    purchase.did("refund_issued", "2026-11-07", target="r")
    found = all_of(purchase)
    return {each.slug: each for each in found.values() if each.rule.startswith(f"{shop}.")}


@pytest.mark.parametrize("shop", SHOPS)
def test_ship_back_is_not_met_by_the_refund(shop: str) -> None:
    """Nobody had to say what is asked for: a return without a word of it is for the money."""
    due = approved(shop)["ship-back"]
    assert (due.met_on, due.missing) == (None, ())


@pytest.mark.parametrize("shop", SHOPS)
@pytest.mark.parametrize("resolution", ["refund_only", "partial_refund"])
def test_who_may_keep_it_sends_nothing_back(shop: str, resolution: str) -> None:
    assert "ship-back" not in approved(shop, resolution=resolution)
