"""Which proof is missing, by reason and stage."""

from __future__ import annotations

from datetime import date

import pytest

from returnctl.core.case import Case, Event, Evidence, Return
from returnctl.core.events import EVENTS
from returnctl.core.proof import PROOFS, WANTED, stage_before, wanted_before
from returnctl.core.proving import missing_proof, stage_of, unproven
from returnctl.core.statuses import STATUSES
from returnctl.core.vocabulary import EVIDENCE_KINDS, REASONS
from tests.core.building import case_of, did, noted

CASE, RETURN = "case", "return"
DELIVERED = date(2026, 11, 8)


def event(kind: str, on: date = DELIVERED, target: str = CASE, reason: str | None = None) -> Event:
    return Event(id=kind, kind=kind, target=target, on=on, reason=reason)


def file(kind: str, taken: date | None = None, of: str | None = None) -> Evidence:
    return Evidence(id=f"{kind}-{taken}-{of}", kind=kind, taken=taken, of=of)


def case(
    *files: Evidence, reason: str | None = "defective", events: tuple[Event, ...] = ()
) -> Case:
    problem = (event("problem", reason=reason),)
    return Case(id=CASE, events=(event("delivered"), *problem, *events), evidence=files)


def names(found: Case, stage: str, target: str = CASE) -> list[str]:
    return [proof.name for proof in missing_proof(found, target, stage)]


@pytest.mark.parametrize(
    ("reason", "wanted"),
    [
        ("defective", ["defect", "chat"]),
        ("damaged", ["damage", "chat"]),
        ("not_as_described", ["difference", "advert", "chat"]),
        ("wrong_item", ["wrong-item", "advert", "chat"]),
        ("missing_parts", ["contents", "advert", "chat"]),
        ("counterfeit", ["fake", "advert", "chat"]),
        ("wrong_size", ["measure", "chat"]),
        ("not_received", ["tracking", "chat"]),
        ("late", ["tracking", "chat"]),
        ("changed_mind", []),
        ("other", ["problem", "chat"]),
        (None, ["problem", "chat"]),
    ],
)
def test_before_a_dispute_the_reason_decides_what_is_wanted(
    reason: str | None, wanted: list[str]
) -> None:
    assert names(case(reason=reason), "dispute") == wanted


def test_every_reason_has_a_row() -> None:
    told = {reason for proof in PROOFS for reason in proof.reasons or ()}
    assert told | {"changed_mind"} == {*REASONS, ""}


@pytest.mark.parametrize(
    ("stage", "wanted"),
    [
        ("keep", ["listing", "order", "policy", "form"]),
        ("send", ["condition", "packing"]),
        ("sent", []),
        ("chargeback", ["order", "messages"]),
        (None, []),
    ],
)
def test_each_stage_wants_its_own(stage: str, wanted: list[str]) -> None:
    assert names(case(), stage) == wanted


def test_what_is_there_is_not_missing() -> None:
    assert names(case(file("video")), "dispute") == ["chat"]
    assert names(case(file("photo"), file("screenshot")), "dispute") == []


def test_a_file_proves_one_thing_at_a_stage() -> None:
    assert names(case(file("screenshot"), reason="not_received"), "dispute") == ["chat"]
    both = case(file("screenshot"), file("message"), reason="not_received")
    assert names(both, "dispute") == []
    assert names(case(file("photo")), "send") == ["packing"]
    assert names(case(file("photo"), file("label")), "send") == []


def test_the_kind_that_fits_best_is_taken_first() -> None:
    files = (file("screenshot"), file("proof_of_delivery"), file("message"))
    assert names(case(*files, reason="late"), "dispute") == []


def test_a_receipt_of_the_purchase_is_no_receipt_of_the_counter() -> None:
    approved = (event("approved", date(2026, 11, 15)),)
    assert "counter" in names(case(events=approved), "send")
    old = file("receipt", date(2026, 11, 1))
    assert "counter" in names(case(old, events=approved), "send")
    new = file("receipt", date(2026, 11, 16))
    assert "counter" not in names(case(old, new, events=approved), "send")


def test_a_file_without_a_day_counts_from_when_it_was_added() -> None:
    approved = (event("approved", date(2026, 11, 15)),)
    early = Evidence(id="019a5a2c-8000-7000-8000-000000000000", kind="receipt")  # 6 Nov 2025
    assert "counter" in names(case(early, events=approved), "sent")


def test_proof_of_sending_is_wanted_once_something_was_sent() -> None:
    sent = (event("sent", date(2026, 11, 20)),)
    assert names(case(file("receipt")), "chargeback") == ["messages"]
    order = file("receipt", date(2026, 11, 1))
    assert names(case(order, file("message"), events=sent), "chargeback") == ["sending"]
    counter = file("receipt", date(2026, 11, 20))
    assert names(case(order, counter, file("message"), events=sent), "chargeback") == []


def test_evidence_of_one_return_proves_nothing_of_another() -> None:
    found = Case(
        id=CASE,
        returns=(Return(id="one", reason="defective"), Return(id="two", reason="defective")),
        evidence=(file("photo", of="one"), file("message")),
    )
    assert names(found, "dispute", "one") == []
    assert names(found, "dispute", "two") == ["defect"]
    assert "problem" not in names(found, "dispute", CASE)


@pytest.mark.parametrize(
    ("kind", "stage"),
    [
        ("delivered", "keep"),
        ("problem", "dispute"),
        ("requested", "dispute"),
        ("approved", "send"),
        ("sent", "sent"),
        ("dispute_opened", "dispute"),
        ("ordered", None),
        ("kept", None),
    ],
)
def test_the_status_tells_the_stage(kind: str, stage: str | None) -> None:
    assert stage_of(Case(id=CASE, events=(event(kind),)), CASE) == stage


@pytest.mark.parametrize(
    ("rule", "stage"),
    [
        ("aliexpress.dispute", "dispute"),
        ("aliexpress.ship-back", "send"),
        ("eu.withdrawal-send-back", "send"),
        ("visa.chargeback", "chargeback"),
        ("aliexpress.seller-response", None),
        ("my promise", None),
    ],
)
def test_the_next_rule_tells_the_stage(rule: str, stage: str | None) -> None:
    assert stage_before(rule) == stage


def test_what_is_kept_of_the_missing_proof_can_be_read_again() -> None:
    found = case()
    keys = unproven(found, CASE)
    assert [each.name for each in wanted_before(keys, "aliexpress.dispute")] == ["defect", "chat"]
    assert wanted_before(keys, "aliexpress.seller-response") == ()
    assert wanted_before(("dispute.of-a-later-release",), "aliexpress.dispute") == ()


def test_the_proof_of_a_return_goes_by_its_own_reason() -> None:
    wrong = case_of(noted("return", "r", reason="damaged"), did("requested", "11-05", "r"))
    assert "dispute.damage" in unproven(wrong, "r")
    assert "dispute.damage" not in unproven(wrong, wrong.id)


def test_each_missing_proof_has_the_command_that_adds_it() -> None:
    for proof in PROOFS:
        *_, kind = proof.command("k3f").split()
        assert proof.command("k3f").startswith("returnctl evidence add k3f FILE --kind ")
        assert kind.replace("-", "_") in EVIDENCE_KINDS


def test_the_table_names_only_what_exists() -> None:
    for proof in PROOFS:
        assert set(proof.stages) <= set(WANTED)
        assert set(proof.kinds) <= EVIDENCE_KINDS.keys()
        assert set(proof.since) <= EVENTS.keys()
    for status in STATUSES:
        found = Case(id=CASE, events=tuple(
            event(name) for name, row in EVENTS.items() if row.status == status))  # fmt: skip
        assert stage_of(found, CASE) in {*WANTED, None}
