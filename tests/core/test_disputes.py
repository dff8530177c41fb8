"""Disputes on channels: each tells its own story, runs its own clocks, and ends on its own."""

from __future__ import annotations

from typing import Any

import pytest

from returnctl.core.case import Case
from returnctl.core.disputes import disputes, running_channels
from returnctl.core.fold import fold
from returnctl.core.lifecycle import date_clash, visible_dates
from returnctl.core.money import Money
from returnctl.core.statuses import status_of
from tests.core.building import (
    CASE,
    case_of,
    day,
    derived,
    did,
    eur,
    form,
    log_of,
    order,
    pack_of,
    return_of,
    rule,
)


def on(channel: str, *events: str, first: int = 1, **carried: Any) -> list[Any]:
    """Events of a channel, a day each."""
    return [
        did(name, f"11-{n:02d}", channel=channel, **carried) for n, name in enumerate(events, first)
    ]


def two_channels() -> Case:
    return case_of(
        did("dispute_opened", "11-02", channel="platform", amount=eur(2399), code="P-1",
            reason="defective"),
        did("offer_made", "11-03", channel="platform", amount=eur(500), until="2026-11-10"),
        did("dispute_opened", "11-04", channel="paypal", amount=eur(2399), code="PP-7"),
        did("dispute_rejected", "11-05", channel="platform", refusal="used"),
        did("decided", "11-06", channel="platform", outcome="lost"),
        did("escalated", "11-07", channel="paypal", code="PP-CLAIM-8"),
    )  # fmt: skip


def test_each_channel_tells_its_own_story() -> None:
    platform, paypal = disputes(two_channels())
    assert (platform.channel, platform.stage, platform.number) == ("platform", "decided", "P-1")
    assert (platform.asked, platform.offered) == (Money(2399, "EUR"), Money(500, "EUR"))
    assert (platform.reason, platform.refusal, platform.outcome) == ("defective", "used", "lost")
    assert (paypal.channel, paypal.stage, paypal.number) == ("paypal", "escalated", "PP-CLAIM-8")
    assert (paypal.opened_on, paypal.outcome, paypal.offered) == (day("11-04"), None, None)


def test_each_channel_runs_its_own_clocks() -> None:
    """What happens on one neither starts nor meets nor decides anything on the other."""

    def pack(name: str, channel: str) -> Any:
        return pack_of(
            rule("answer", form(f"dispute_opened@{channel}", "5d", actor="seller", kind="clock",
                                met_by=f"decided@{channel}"), pack=name),
            rule("appeal", form(f"decided@{channel}", "9d", met_by=f"appealed@{channel}",
                                when={"outcome": ["lost"]}), pack=name),
            name=name, channel=channel,
        )  # fmt: skip

    found = derived(two_channels(), pack("shop", "platform"), pack("pp", "paypal"))
    by_rule = {each.rule: each for each in found.values()}
    assert set(by_rule) >= {"shop.appeal"}
    case = two_channels()
    answers = {
        name: derived(case, pack(name, channel))["answer"]
        for name, channel in (("shop", "platform"), ("pp", "paypal"))
    }
    assert (answers["shop"].starts_on, answers["shop"].met_on) == (day("11-02"), day("11-06"))
    assert (answers["pp"].starts_on, answers["pp"].met_on) == (day("11-04"), None)
    assert "appeal" not in derived(case, pack("pp", "paypal"))


def test_a_decision_elsewhere_opens_no_appeal_here() -> None:
    """The outcome that a pack asks for is that of its own channel."""
    case = case_of(
        *on("platform", "dispute_opened", "decided", outcome="refund"),
        *on("card", "dispute_opened", "decided", first=5, outcome="lost"),
    )
    appeal = form("decided@platform", "9d", when={"outcome": ["lost"]})
    assert "appeal" not in derived(case, pack_of(rule("appeal", appeal), channel="platform"))


@pytest.mark.parametrize(
    ("closing", "running", "status"),
    [
        ([], ["platform", "card"], "in_dispute"),
        (["platform"], ["card"], "escalated"),
        (["card"], ["platform"], "in_dispute"),
        (["platform", "card"], [], "dispute_closed"),
    ],
)
def test_closing_one_leaves_the_other(closing: list[str], running: list[str], status: str) -> None:
    """The status is that of a dispute that goes on, if there is one."""
    case = case_of(
        *on("card", "dispute_opened", "escalated"),
        *on("platform", "dispute_opened", "offer_made", first=3),
        *(did("dispute_closed", "11-10", channel=each) for each in closing),
    )
    assert set(running_channels(case, CASE)) == set(running)
    assert status_of(case, CASE).name == status


def test_a_dispute_is_decided_again_after_an_appeal() -> None:
    """Both decisions stay, the second counts, and the appeal does not contradict it."""
    case = case_of(
        did("dispute_opened", "11-01", channel="platform"),
        did("decided", "11-02", channel="platform", outcome="lost"),
        did("appealed", "11-04", channel="platform"),
        did("decided", "11-09", channel="platform", outcome="refund", amount=eur(2399)),
    )
    decided = [event.on for event in case.events if event.kind == "decided"]
    assert decided == [day("11-02"), day("11-09")]
    assert status_of(case, CASE).name == "decided"
    assert disputes(case)[0].outcome == "refund"
    assert date_clash("decided", day("11-09"), visible_dates(case, CASE, "platform")) is None


def test_each_decision_is_corrected_by_marking_it_again() -> None:
    told = [
        order(),
        did("decided", "11-02", channel="platform", outcome="lost"),
        did("appealed", "11-04", channel="platform"),
        did("decided", "11-09", channel="platform", outcome="lost"),
        did("decided", "11-08", channel="platform", outcome="refund"),
        did("decided", "11-03", channel="platform", outcome="rejected"),
    ]
    case = fold(CASE, log_of(*told))
    found = [(e.on, e.outcome) for e in case.events if e.kind == "decided"]
    assert found == [(day("11-03"), "rejected"), (day("11-08"), "refund")]


def test_a_closed_dispute_can_be_opened_again() -> None:
    events = on("platform", "dispute_opened", "dispute_closed", "dispute_opened")
    case = case_of(*events)
    assert status_of(case, CASE).name == "in_dispute"
    assert running_channels(case, CASE) == ["platform"]


def test_the_sellers_reason_is_not_yours() -> None:
    """Why it goes back stays what you said, whatever the seller answers."""
    case = return_of(
        did("requested", "11-01", "r", reason="defective"),
        did("declined", "11-02", "r", refusal="too_late"),
    )
    assert case.reason_of("r") == "defective"
