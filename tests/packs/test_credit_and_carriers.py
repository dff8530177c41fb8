"""What must come out of the laws on credit cards, and of the carriers' claims."""

from __future__ import annotations

from datetime import date

import pytest

from tests.packs.building import Purchase, all_of, bought, one_of

AMERICAN = {"country": "US", "zone": "America/New_York"}
BRITISH = {"country": "GB", "zone": "Europe/London", "subdivision": "ENG"}


class TestBillingError:
    def order(self, **facts: object) -> Purchase:
        order = {**AMERICAN, "paid_with": "visa", "transit_days": 5, **facts}
        return bought("generic", **order).did("paid", "2026-04-10")

    def test_the_letter_must_have_arrived_sixty_days_after_the_statement(self) -> None:
        letter = one_of(self.order(statement_sent="2026-05-01"), "us-fcba.billing-error")
        assert letter.due_on == date(2026, 6, 30)
        assert letter.act_by == date(2026, 6, 25)
        assert (letter.missing, letter.watch) == ((), False)

    def test_without_the_statement_the_payment_stands_in(self) -> None:
        letter = one_of(self.order(), "us-fcba.billing-error")
        assert (letter.starts_on, letter.due_on) == (date(2026, 4, 10), date(2026, 6, 9))

    @pytest.mark.parametrize("paid_with", ["visa_debit", "amex_debit", "paypal", "bank"])
    def test_credit_cards_only(self, paid_with: str) -> None:
        found = all_of(self.order(paid_with=paid_with))
        assert "us-fcba.billing-error" not in found

    def test_a_card_of_unknown_kind_is_doubtful(self) -> None:
        letter = one_of(self.order(paid_with="card"), "us-fcba.billing-error")
        assert letter.form.confidence == "low"
        assert "not for debit" in letter.form.advice

    def test_the_issuer_has_clocks_of_its_own(self) -> None:
        found = all_of(self.order().did("dispute_opened", "2026-06-01", channel="card"))
        assert found["us-fcba.billing-error"].met_on == date(2026, 6, 1)
        assert found["us-fcba.issuer-answer"].due_on == date(2026, 7, 1)
        assert found["us-fcba.issuer-decision"].due_on == date(2026, 8, 30)


class TestSection75:
    def order(self, price: int, **facts: object) -> Purchase:
        money = {"minor": price, "currency": "GBP"}
        order = {**BRITISH, "paid_with": "mastercard", "price": money, **facts}
        return bought("generic", **order).did("delivered", "2026-01-10")

    @pytest.mark.parametrize("price", [10001, 3000000])
    def test_more_than_100_and_up_to_30000_pounds(self, price: int) -> None:
        claim = one_of(self.order(price), "uk-section-75.claim")
        assert claim.due_on == date(2032, 1, 10)
        assert (claim.missing, claim.watch) == ((), False)

    @pytest.mark.parametrize("price", [10000, 3000001])
    def test_not_for_less_or_more(self, price: int) -> None:
        assert "uk-section-75.claim" not in all_of(self.order(price))

    @pytest.mark.parametrize("paid_with", ["visa_debit", "mastercard_debit", "paypal", "klarna"])
    def test_credit_cards_only(self, paid_with: str) -> None:
        assert "uk-section-75.claim" not in all_of(self.order(20000, paid_with=paid_with))

    def test_an_unknown_price_or_currency_leaves_it_possible(self) -> None:
        for money in (None, {"minor": 20000, "currency": "EUR"}):
            purchase = bought("generic", price=money, paid_with="visa", **BRITISH)
            claim = one_of(purchase.did("delivered", "2026-01-10"), "uk-section-75.claim")
            assert claim.missing == ("item_price",)

    def test_scotland_has_five_years(self) -> None:
        claim = one_of(self.order(20000, subdivision="SCT"), "uk-section-75.claim")
        assert claim.due_on == date(2031, 1, 10)


def sent_with(carrier: str | None, **facts: object) -> Purchase:
    purchase = bought("generic", **facts).did("delivered", "2026-05-20").with_return()
    if carrier:
        purchase.with_parcel("p", number="X1", carrier=carrier, direction="return")
    return purchase.did("sent", "2026-06-01", target="r")


class TestCarriers:
    def test_usps_not_before_15_days_and_not_after_60(self) -> None:
        claim = one_of(sent_with("USPS", seller_country="US", **AMERICAN), "usps.carrier-claim")
        assert (claim.opens_on, claim.due_on) == (date(2026, 6, 16), date(2026, 7, 31))
        assert (claim.owner, claim.missing) == ("r", ())

    def test_usps_abroad_is_inquired_after(self) -> None:
        claim = one_of(sent_with("usps", seller_country="CN", **AMERICAN), "usps.carrier-claim")
        assert (claim.opens_on, claim.due_on) == (date(2026, 6, 8), date(2026, 11, 28))

    def test_the_addressee_of_usps_may_claim_too(self) -> None:
        purchase = bought("generic", seller_country="US", **AMERICAN).did("shipped", "2026-06-01")
        purchase.with_parcel("p", number="X1", carrier="usps", direction="inbound")
        claim = one_of(purchase, "usps.carrier-claim-inbound")
        assert (claim.owner, claim.due_on) == ("c", date(2026, 7, 31))

    @pytest.mark.parametrize(
        ("carrier", "facts", "rule", "due"),
        [
            ("ups", AMERICAN, "ups.carrier-claim", date(2026, 7, 31)),
            ("FedEx", AMERICAN, "fedex.carrier-claim", date(2027, 3, 1)),
            ("DHL Express", {}, "dhl-express.carrier-claim", date(2026, 7, 1)),
            (
                "royal_mail",
                BRITISH | {"seller_country": "GB"},
                "royal-mail.carrier-claim",
                date(2026, 8, 20),
            ),
            (
                "Speedpost",
                {"country": "HK", "zone": "Asia/Hong_Kong"},
                "hongkong-post.carrier-claim",
                date(2026, 9, 1),
            ),
        ],
    )
    def test_each_has_a_limit(
        self, carrier: str, facts: dict[str, object], rule: str, due: date
    ) -> None:
        claim = one_of(sent_with(carrier, **facts), rule)
        assert claim.due_on == due
        others = {each for each in all_of(sent_with(carrier, **facts)) if "carrier-claim" in each}
        assert {each.partition(".")[0] for each in others} == {rule.partition(".")[0]}

    def test_a_return_that_arrived_needs_no_claim(self) -> None:
        purchase = sent_with("usps", seller_country="US", **AMERICAN)
        purchase.did("arrived_back", "2026-06-09", target="r")
        assert one_of(purchase, "usps.carrier-claim").met_on == date(2026, 6, 9)

    @pytest.mark.parametrize(
        ("seller_country", "due", "missing"),
        [
            ("US", date(2026, 8, 8), ()),
            ("CN", date(2026, 6, 30), ()),
            (None, date(2026, 6, 30), ("seller_country",)),
        ],
    )
    def test_damage_at_fedex(
        self, seller_country: str | None, due: date, missing: tuple[str, ...]
    ) -> None:
        purchase = sent_with("fedex", seller_country=seller_country, **AMERICAN)
        claim = one_of(
            purchase.did("arrived_back", "2026-06-09", target="r"), "fedex.carrier-claim-damage"
        )
        assert (claim.due_on, claim.missing, claim.watch) == (due, missing, False)

    def test_an_unknown_carrier_leaves_those_of_the_country_possible(self) -> None:
        found = all_of(sent_with(None))
        claims = {rule: found[rule] for rule in found if "carrier-claim" in rule}
        assert set(claims) == {"dhl-express.carrier-claim"}
        assert claims["dhl-express.carrier-claim"].missing == ("carrier",)
        assert claims["dhl-express.carrier-claim"].watch is False
