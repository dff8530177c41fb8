"""docs/rules.md says what the packs say, and every finding of the research is accounted for."""

from __future__ import annotations

import tomllib

from returnctl.packs.shelf import shipped_packs
from scripts.make_rules_page import PAGE, RESEARCHED, page

FOUND = tomllib.loads(RESEARCHED.read_text(encoding="utf-8"))
ENCODED, LEFT_OUT = FOUND["encoded"], FOUND["left-out"]


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run python -m scripts.make_rules_page"


def test_each_of_the_120_findings_is_accounted_for_once() -> None:
    assert len(ENCODED) + len(LEFT_OUT) == 120
    assert not set(ENCODED) & set(LEFT_OUT)


def test_what_is_encoded_is_in_a_pack() -> None:
    packs = [source.pack for source in shipped_packs().values()]
    there = {rule.id for pack in packs for rule in pack.rules}
    there |= {f"{pack.name}.{limit.name}" for pack in packs for limit in pack.limits}
    assert {rule for rules in ENCODED.values() for rule in rules} <= there
    assert all(ENCODED.values())


def test_what_is_left_out_has_a_reason() -> None:
    assert all(len(reason.split()) > 5 for reason in LEFT_OUT.values())


def test_the_page_names_every_rule_and_finding() -> None:
    text = page()
    for source in shipped_packs().values():
        assert f"(`{source.name}`)" in text
        assert all(f"| `{rule.slug}` " in text for rule in source.pack.rules)
    assert all(f"| `{name}` |" in text for name in (*ENCODED, *LEFT_OUT))
