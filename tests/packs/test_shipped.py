"""Every pack that is shipped can be relied on: sound, sourced, dated, and honest about lengths."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest

from returnctl.core.rules import Form, Pack
from returnctl.packs.choosing import GENERIC
from returnctl.packs.schema import check
from returnctl.packs.shelf import shipped_packs, shipped_texts

TEXTS = shipped_texts()
PACKS = {name: source.pack for name, source in shipped_packs().items()}
FORMS = [
    pytest.param(rule.id, form, id=f"{rule.id}-{number}")
    for pack in PACKS.values()
    for rule in pack.rules
    for number, form in enumerate(rule.forms, start=1)
]


def test_the_promised_packs_are_there() -> None:
    assert set(PACKS) >= {
        *("aliexpress", "ebay", "amazon", "generic"),
        *("temu", "shein", "etsy", "walmart", "vinted", "zalando"),
        *("eu", "de", "fr", "es", "uk", "us", "ca-on", "au"),
        *("paypal", "visa", "mastercard", "us-fcba", "uk-section-75"),
        *("usps", "ups", "fedex", "dhl-express", "royal-mail", "hongkong-post"),
    }


@pytest.mark.parametrize("file", TEXTS)
def test_a_pack_has_no_fault_and_lies_in_the_folder_of_its_kind(file: str) -> None:
    pack, faults = check(TEXTS[file], file)
    assert faults == ()
    assert pack is not None
    assert file == f"{pack.kind}s/{pack.name}.toml"


@pytest.mark.parametrize(("rule", "form"), FORMS)
def test_a_rule_says_where_and_when_it_was_read_and_what_to_do(rule: str, form: Form) -> None:
    assert form.source.title
    assert form.as_of
    assert form.advice
    assert form.where
    assert form.if_missed or form.watch is False
    assert form.met_by, "nothing would ever end it"


SOURCES = [
    (f"{pack.name}.{name}", source)
    for pack in PACKS.values()
    for name, source in (
        *((rule.slug, form.source) for rule in pack.rules for form in rule.forms),
        *((limit.name, limit.source) for limit in pack.limits),
    )
]


def test_a_source_has_a_title_and_an_address_that_can_be_opened_or_none() -> None:
    for rule, source in SOURCES:
        assert source.title.strip() == source.title != "", rule
        if source.address:
            place = urlsplit(source.address)
            assert place.scheme == "https", rule
            assert re.fullmatch(r"([a-z0-9-]+\.)+[a-z]{2,}", place.netloc), rule


def test_one_title_has_one_address() -> None:
    """Two addresses of one page would mean that one of them was made up."""
    addresses: dict[str, set[str]] = {}
    for _, source in SOURCES:
        addresses.setdefault(source.title, set()).add(source.address)
    assert {title: found for title, found in addresses.items() if len(found) > 1} == {}


@pytest.mark.parametrize("name", PACKS)
def test_a_pack_that_is_no_shops_says_to_whom_it_applies(name: str) -> None:
    pack = PACKS[name]
    assert bool(pack.applies) is (pack.kind != "shop")


@pytest.mark.parametrize(("rule", "form"), FORMS)
def test_names_are_short_and_start_small(rule: str, form: Form) -> None:
    assert len(form.name) <= 48
    assert not form.name.endswith(".")


@pytest.mark.parametrize(("rule", "form"), FORMS)
def test_what_was_only_recalled_never_passes_for_certain(rule: str, form: Form) -> None:
    if "ecall" in form.source.title:
        assert form.confidence in ("low", "recalled")


@pytest.mark.parametrize("name", ["visa", "mastercard"])
def test_chargebacks_leave_the_bank_time_and_never_nag(name: str) -> None:
    for rule in PACKS[name].rules:
        assert all(form.lead > 0 and not form.watch for form in rule.forms)


def test_the_generic_pack_gives_no_length_of_its_own() -> None:
    lengths = {
        rule.slug: str(form.closes)
        for rule in PACKS[GENERIC].rules
        for form in rule.forms
        if form.closes is not None
    }
    assert lengths == {"delivery": "0d"}


def test_what_one_pack_supersedes_is_there() -> None:
    ids = {rule.id for pack in PACKS.values() for rule in pack.rules}
    named = {
        each
        for pack in PACKS.values()
        for rule in pack.rules
        for form in rule.forms
        for each in form.supersedes
    }
    assert named <= ids


def test_what_excludes_another_names_a_slug_that_exists() -> None:
    slugs = {rule.slug for pack in PACKS.values() for rule in pack.rules}
    assert {each for pack in PACKS.values() for each in _excluded(pack)} <= slugs


def _excluded(pack: Pack) -> set[str]:
    return {each for rule in pack.rules for form in rule.forms for each in form.excludes}
