"""The rulebook: the same rules give the same hash, and one broken pack breaks nothing else."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from returnctl.core.digests import digest
from returnctl.packs.book import Book, SourcePack, canonical
from returnctl.packs.choosing import ShopFound, find_shop, select, shop_of_order_number
from returnctl.packs.schema import BrokenPack, check, parse_body
from returnctl.packs.shelf import rulebook, shipped_packs, shipped_texts, user_packs

OWN = """
name = "{name}"
kind = "shop"
title = "{name}"
order_number = 'BZ\\d+'
[[rule]]
slug = "return-window"
name = "return it"
actor = "you"
starts = ["delivered"]
closes = "{closes}"
as_of = 2026-05-01
source = {{ title = "terms" }}
confidence = "high"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "felsgrat.toml").write_text(OWN.format(name="felsgrat", closes="100d"))
    return tmp_path


class TestCanonical:
    def test_layout_order_and_comments_do_not_matter(self) -> None:
        one = "b = 1\na = 2026-01-31\n"
        other = "# a comment\n  a    = 2026-01-31\nb=1"
        assert canonical(one) == canonical(other) == '{"a":"2026-01-31","b":1}'

    def test_what_it_says_does(self) -> None:
        assert digest(canonical('a = "15d"')) != digest(canonical('a = "16d"'))

    @pytest.mark.parametrize("file", shipped_texts())
    def test_a_kept_pack_reads_as_its_toml(self, file: str) -> None:
        text = shipped_texts()[file]
        assert parse_body(canonical(text)) == check(text, file)[0]

    def test_a_pack_from_a_store_is_the_same_pack(self) -> None:
        for pack in shipped_packs().values():
            assert SourcePack.of_body(pack.body_json, pack.hash) == pack

    def test_a_kept_pack_that_cannot_be_read_is_told(self) -> None:
        with pytest.raises(BrokenPack, match="kept pack"):
            parse_body('{"name":"x"}')


class TestBook:
    def test_its_hash_is_that_of_a_manifest(self) -> None:
        book, faults = rulebook()
        assert faults == ()
        manifest = json.loads(book.manifest)
        assert manifest == {name: pack.hash for name, pack in book.packs.items()}
        assert book.hash == digest(book.manifest)

    def test_the_order_of_packs_does_not_matter(self) -> None:
        packs = list(shipped_packs().values())
        assert Book.of(packs).hash == Book.of(reversed(packs)).hash == rulebook()[0].hash

    def test_a_pack_more_is_another_book(self, folder: Path) -> None:
        assert rulebook(folder)[0].hash != rulebook()[0].hash


class TestUserPacks:
    def test_an_own_pack_joins(self, folder: Path) -> None:
        book, faults = rulebook(folder)
        assert faults == ()
        assert select(book, shop="felsgrat")[0].name == "felsgrat"
        assert shop_of_order_number(book, "BZ123") == "felsgrat"

    def test_an_own_pack_takes_the_place_of_a_shipped_one(self, folder: Path) -> None:
        (folder / "mine.toml").write_text(OWN.format(name="ebay", closes="60d"))
        (rule,) = select(rulebook(folder)[0], shop="ebay")[0].rules
        assert str(rule.forms[0].closes) == "60d"
        assert rule.forms[0].as_of == date(2026, 5, 1)

    def test_a_broken_one_is_reported_and_the_others_work(self, folder: Path) -> None:
        (folder / "ebay.toml").write_text(OWN.format(name="ebay", closes="long"))
        (folder / "latin.toml").write_bytes(b'title = "B\xe4r"')
        book, faults = rulebook(folder)
        assert {(fault.file, fault.rule, fault.field) for fault in faults} == {
            ("ebay.toml", "return-window", "closes"),
            ("latin.toml", "", ""),
        }
        assert "felsgrat" in book.packs
        assert book.packs["ebay"] == shipped_packs()["ebay"]

    def test_two_files_of_one_name_are_told(self, folder: Path) -> None:
        (folder / "other.toml").write_text(OWN.format(name="felsgrat", closes="60d"))
        packs, (fault,) = user_packs(folder)
        assert fault.file == "other.toml"
        assert "100d" in packs["felsgrat"].body_json

    def test_no_folder_is_no_fault(self, tmp_path: Path) -> None:
        assert user_packs(tmp_path / "none") == ({}, ())


class TestChoosing:
    def test_the_shop_first_then_payments_statutes_and_carriers(self) -> None:
        names = [pack.name for pack in select(rulebook()[0], shop="ebay")]
        assert names == [
            "ebay",
            *("mastercard", "paypal", "uk-section-75", "us-fcba", "visa"),
            *("au", "ca-on", "de", "es", "eu", "fr", "uk", "us"),
            *("dhl-express", "fedex", "hongkong-post", "parcels", "royal-mail", "ups", "usps"),
        ]

    @pytest.mark.parametrize("shop", ["unheard-of", "paypal", ""])
    def test_without_a_pack_of_its_own_a_shop_has_the_generic_one(self, shop: str) -> None:
        assert select(rulebook()[0], shop=shop)[0].name == "generic"

    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("aliexpress", ShopFound("aliexpress")),
            ("Ali Express", ShopFound("aliexpress")),
            ("EBAY", ShopFound("ebay")),
            ("amazon.de", ShopFound("amazon")),
            ("alixpress", ShopFound(None, "aliexpress")),
            ("amazom", ShopFound(None, "amazon")),
            ("felsgrat", ShopFound(None)),
            ("generic", ShopFound(None)),
            ("paypal", ShopFound(None)),
        ],
    )
    def test_shops_by_name(self, text: str, found: ShopFound) -> None:
        assert find_shop(rulebook()[0], text) == found

    @pytest.mark.parametrize(
        ("number", "shop"),
        [
            ("8190123456789012", "aliexpress"),
            (" 3012345678901 ", "aliexpress"),
            ("302-1234567-1234567", "amazon"),
            ("12-34567-89012", "ebay"),
            ("PO-211-01234567890123456", "temu"),
            # Ten digits are Etsy's, and many others'.
            ("3458000561", None),
            ("12345", None),
            ("8190123456789012X", None),
        ],
    )
    def test_shops_by_order_number(self, number: str, shop: str | None) -> None:
        assert shop_of_order_number(rulebook()[0], number) == shop
