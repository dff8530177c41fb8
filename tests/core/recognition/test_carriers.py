"""Carriers have one slug each, the one that the rule packs know, and go by several names."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

import returnctl
from returnctl.core.recognition.carriers import carriers, find_carrier, near_carrier
from returnctl.core.recognition.posts import POSTS, slug_of

PACKS = Path(returnctl.__file__).parent / "policies" / "carriers"


def _carriers_of_packs() -> set[str]:
    found: set[str] = set()
    for path in PACKS.glob("*.toml"):
        named = tomllib.loads(path.read_text(encoding="utf-8"))["applies"].get("carrier", [])
        found |= {named} if isinstance(named, str) else set(named)
    return found


@pytest.mark.parametrize("slug", sorted(_carriers_of_packs()))
def test_a_carrier_of_a_rule_pack_is_known_by_a_name_that_the_pack_has(slug: str) -> None:
    found = find_carrier(slug)

    assert found is not None
    assert found.slug in _carriers_of_packs()


def test_a_slug_is_made_of_letters_digits_and_dashes() -> None:
    assert {s for s in carriers() if slug_of(s) != s} == set()
    assert all(name.isascii() for name in POSTS.values())
    assert len(set(POSTS.values())) == len(POSTS)


def test_a_slug_has_small_letters_digits_and_single_dashes() -> None:
    assert slug_of(" P&T Post.lu  24 ") == "p-t-post-lu-24"


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("UPS", "ups"), ("Royal Mail", "royal-mail"), ("royalmail", "royal-mail"),
        ("DHL Paket", "dhl"), ("DHL-Express", "dhl-express"), ("Hong Kong Post", "hongkong-post"),
        ("hk-post", "hongkong-post"), ("speedpost", "speedpost"), ("Correos", "correos"),
        ("AliExpress Standard Shipping", "cainiao"), ("4 PX", "4px"), ("fed ex", "fedex"),
        ("Hermes", "hermes"), ("evri", "evri"),
    ],
)  # fmt: skip
def test_a_carrier_is_found_by_its_names(typed: str, slug: str) -> None:
    found = find_carrier(typed)

    assert found is not None
    assert found.slug == slug


def test_no_two_carriers_share_a_name() -> None:
    names = [name for each in carriers().values() for name in (each.slug, *each.also)]

    assert sorted(names) == sorted(set(names))


def test_a_misspelling_is_hinted_at_and_nonsense_is_not() -> None:
    near = near_carrier("purolater")

    assert near is not None
    assert near.slug == "purolator"
    assert find_carrier("purolater") is None
    assert near_carrier("my uncle's van") is None


def test_a_page_takes_any_number() -> None:
    assert carriers()["ups"].url("a b/&") == "https://www.ups.com/track?tracknum=a%20b%2F%26"


@pytest.mark.parametrize("typed", ["royal mial", "royal-mial", "Royal Maill"])
def test_a_slip_in_a_name_of_two_words_is_near_to_it(typed: str) -> None:
    found = near_carrier(typed)

    assert found is not None
    assert found.slug == "royal-mail"
