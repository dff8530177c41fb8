"""The ladder: every deadline on one rung, and how it stands."""

from __future__ import annotations

from typing import Any

import pytest

from returnctl.core.agenda import Due, dues
from returnctl.core.case import Case
from returnctl.core.ladder import RUNGS, Rung, ladder, rung_of, standing_of
from returnctl.core.listing import deadline_rows
from returnctl.core.rules import Pack
from returnctl.core.states import Moment
from returnctl.packs.shelf import shipped_packs
from tests.core.building import BERLIN, case_of, derived, did, form, instant, pack_of, rule

PACKS = {name: source.pack for name, source in shipped_packs().items()}
NOON = Moment(instant("2026-11-21T12:00"), BERLIN)


def held(case: Case, *packs: Pack) -> list[Due]:
    rows = deadline_rows(case, tuple(derived(case, *packs).values()), "k3f")
    return [each for each in dues(rows, NOON) if not each.row.rule.startswith("returnctl.")]


def rungs(case: Case, *packs: Pack) -> tuple[Rung, ...]:
    return ladder(held(case, *packs), packs)


@pytest.mark.parametrize(
    ("rule", "rung"),
    [
        ("aliexpress.return-window", "seller"),
        ("aliexpress.seller-response", "seller"),
        ("aliexpress.dispute", "platform"),
        ("ebay.escalate", "platform"),
        ("generic.offer", "seller"),
        ("paypal.dispute", "payment"),
        ("visa.chargeback", "payment"),
        ("eu.withdrawal", "law"),
        ("eu.conformity", "warranty"),
        ("fr.repair", "warranty"),
        ("usps.carrier-claim", "carrier"),
    ],
)
def test_a_rule_stands_where_its_answer_comes_from(rule: str, rung: str) -> None:
    assert rung_of(rule, PACKS[rule.partition(".")[0]]) == rung


def test_every_shipped_rule_has_a_rung_and_dates_of_your_own_too() -> None:
    for pack in PACKS.values():
        assert all(rung_of(rule.id, pack) in RUNGS for rule in pack.rules)
    assert rung_of("own.promise", None) == "own"


ONE = ("delivered", "10d")


@pytest.mark.parametrize(
    ("on", "made", "standing"),
    [
        ("11-18", {}, "open"),
        ("11-18", {"actor": "seller", "kind": "clock"}, "waiting"),
        ("11-01", {"kind": "duty"}, "late"),
        ("11-01", {"kind": "right"}, "over"),
        ("11-01", {"actor": "seller", "kind": "clock"}, "ran_out"),
        ("11-18", {"opens": "5d"}, "later"),
        ("11-18", {"closes": None}, "undated"),
        ("11-18", {"when": {"seller_country": "CN"}}, "possible"),
        ("11-18", {"met_by": "delivered"}, "done"),
    ],
)
def test_how_a_deadline_stands(on: str, made: dict[str, Any], standing: str) -> None:
    case = case_of(did("delivered", on), did("problem", on, reason="defective"))
    pack = pack_of(rule("window", form(*ONE[:1], **{"closes": ONE[1], **made})))
    (found,) = held(case, pack)
    assert standing_of(found) == standing


def test_no_deadline_falls_off_the_ladder() -> None:
    case = case_of(
        did("paid", "10-12"),
        did("delivered", "11-08"),
        did("problem", "11-09", reason="defective"),
        shop="aliexpress", country="DE", buyer="consumer", paid_with="visa", seller_country="CN",
    )  # fmt: skip
    packs = [PACKS[name] for name in ("aliexpress", "visa", "eu", "de", "usps")]
    found = held(case, *packs)
    on_it = [each.due.row.id for rung in rungs(case, *packs) for each in rung.steps]
    assert sorted(on_it) == sorted(each.row.id for each in found)


def test_the_ladder_goes_from_the_seller_to_the_warranty() -> None:
    case = case_of(
        did("paid", "10-12"),
        did("delivered", "11-08"),
        did("problem", "11-09", reason="defective"),
        shop="aliexpress", country="DE", buyer="consumer", paid_with="visa", seller_country="CN",
    )  # fmt: skip
    packs = [PACKS[name] for name in ("visa", "eu", "aliexpress")]
    assert [rung.name for rung in rungs(case, *packs)] == [
        "seller", "platform", "payment", "law", "warranty",
    ]  # fmt: skip


def test_what_asks_for_something_comes_first_on_a_rung_and_what_is_past_last() -> None:
    case = case_of(did("delivered", "11-18"), did("problem", "11-18", reason="defective"))
    pack = pack_of(
        rule("done", form(met_by="delivered")),
        rule("far", form(closes="90d")),
        rule("near", form(closes="5d")),
        rule("told", form(closes=None)),
    )
    (found,) = rungs(case, pack)
    assert [each.due.row.rule for each in found.steps] == [
        "shop.near", "shop.far", "shop.told", "shop.done",
    ]  # fmt: skip


def test_a_rung_with_nothing_but_the_past_is_closed() -> None:
    case = case_of(did("delivered", "11-18"))
    (found,) = rungs(case, pack_of(rule("done", form(met_by="delivered"))))
    assert not found.is_open
