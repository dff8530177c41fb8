"""Letters: how a template is read and filled, what fields there are, and which letter fits."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from returnctl.core.agenda import Due, dues
from returnctl.core.case import Case
from returnctl.core.entries import Entry
from returnctl.core.letters.fields import FIELDS, value_of
from returnctl.core.letters.finding import amount, contacted, ended, evidence
from returnctl.core.letters.kinds import KINDS, kind_of
from returnctl.core.letters.picking import FITS, TRAITS, fitting
from returnctl.core.letters.situation import Situation
from returnctl.core.letters.template import Template, faults_of, fill
from returnctl.core.letters.words import LANGUAGES, language, spoken_in
from returnctl.core.listing import deadline_rows
from returnctl.core.money import Money
from returnctl.core.rules import Pack
from returnctl.core.states import Moment
from returnctl.core.statuses import STATUSES
from returnctl.core.vocabulary import PAYMENTS, REASONS, RESOLUTIONS
from tests.core.building import (
    case_of,
    day,
    derived,
    did,
    eur,
    form,
    noted,
    pack_of,
    return_of,
    rule,
)  # fmt: skip

TODAY = date(2026, 11, 21)
MOMENT = Moment(datetime(2026, 11, 21, 11, tzinfo=UTC), "Europe/Berlin")
TEMPLATE = "Order {order_number}\nHello,\n\n{items}: {reason}.\n? Case {case_number}\n\nThanks."


EXPECTED = [["item", eur(2399)]]


def situation(case: Case, *packs: Pack, target: str | None = None) -> Situation:
    found = tuple(derived(case, *packs, closed_too=True).values())
    held: tuple[Due, ...] = tuple(dues(deadline_rows(case, found, "k3f"), MOMENT))
    owner = target or (case.returns[0].id if case.returns else case.id)
    return Situation(case=case, target=owner, today=TODAY, dues=held, shop_title="Shop")


def filled(text: str, **values: str) -> str:
    template = Template(name="any", lang="en", text=text)
    letter = fill(template, values.get, lambda name: name.replace("_", " "))
    return f"{letter.subject}|{letter.body}"


# --- filling


def test_the_first_line_is_the_subject_and_the_rest_the_body() -> None:
    assert filled("About {a}\nHello,\n{b}", a="x", b="y") == "About x|Hello,\ny"


def test_what_is_not_known_is_a_visible_placeholder_and_told() -> None:
    letter = fill(Template(name="any", lang="en", text=TEMPLATE), lambda _: None, lambda n: n)

    assert "[items]: [reason]." in letter.body
    assert letter.missing == ("order_number", "items", "reason")


def test_a_line_with_a_question_mark_is_there_only_if_all_of_it_is_known() -> None:
    text = "Subject\nHello,\n\n? {a} and {b}\n? {c}\n\nThanks."
    assert filled(text, a="1", b="2", c="3") == "Subject|Hello,\n\n1 and 2\n3\n\nThanks."
    assert filled(text, a="1", c="3") == "Subject|Hello,\n\n3\n\nThanks."
    assert filled(text) == "Subject|Hello,\n\nThanks."


@pytest.mark.parametrize(
    ("hostile", "told"),
    [
        ("{order_number}", "{order_number}"),
        ("{0.__class__}", "{0.__class__}"),
        ("%s {} {{a}}", "%s {} {{a}}"),
        ("two\nlines\r\nof  text", "two lines of text"),
        ("\x1b[31mred", "\x1b[31mred"),
        (r"\1 \g<0>", r"\1 \g<0>"),
    ],
)
def test_hostile_text_in_a_fact_stays_text_in_one_line(hostile: str, told: str) -> None:
    assert filled("S\n? {a}", a=hostile) == f"S|{told}"


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("Subject\n{nothing}", 2, 'no field "nothing"'),
        ("{items}\n\n{items.title}", 3, '"{items.title}" is no field'),
        ("Subject\n{items!r}", 2, "is no field"),
        ("Subject\n{items", 2, "is no field"),
        ("Subject\nitems}", 2, '"}" is no field'),
        ("Subject\n{}", 2, '"{}" is no field'),
        ("", 1, "subject"),
        ("\nbody", 1, "subject"),
        ("Subject\n\n", 2, "no text"),
    ],
)
def test_a_broken_template_is_told_with_its_line(text: str, line: int, what: str) -> None:
    (fault,) = faults_of(text, "defect.txt", FIELDS)
    assert (fault.file, fault.line) == ("defect.txt", line)
    assert what in fault.sentence


# --- languages


@pytest.mark.parametrize(
    ("lang", "on", "amount"),
    [
        ("en", "8 November 2026", "23.99 EUR"),
        ("de", "8. November 2026", "23,99 EUR"),
        ("es", "8 de noviembre de 2026", "23,99 EUR"),
        ("fr", "2026-11-08", "23.99 EUR"),
    ],
)
def test_each_language_writes_days_and_amounts_its_way(lang: str, on: str, amount: str) -> None:
    of = situation(case_of(did("delivered", "11-08"), price=eur(2399)))
    assert value_of("delivered", of, lang) == on
    assert value_of("amount", of, lang) == amount


def test_a_word_of_the_data_is_translated_or_loses_its_underscores() -> None:
    german = language("de")
    assert german.word("reason", "wrong_size") == "falsche Größe"
    assert german.word("reason", "lost_in_space") == "lost in space"
    assert german.word("smell", "wrong_size") == "wrong size"


def test_what_proof_has_no_kind_is_named_last() -> None:
    case = return_of(*(noted("evidence", f"e{n}", kind=kind, sha256="ab", name="x", size=1)
                       for n, kind in enumerate(("other", "photo", "receipt"))))  # fmt: skip
    assert evidence(situation(case)) == ("photo", "receipt", "other")


def test_items_are_named_one_after_the_other() -> None:
    bought = noted("item", "i", title="Hub"), noted("item", "j", title="Cap", quantity=2)
    assert value_of("items", situation(case_of(*bought)), "en") == "Hub, 2 x Cap"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_word_of_the_program_has_one_in_every_language(lang: str) -> None:
    words = language(lang).words
    assert set(words["reason"]) == set(REASONS)
    assert set(words["wanted"]) == set(RESOLUTIONS)
    assert set(words["paid"]) == set(PAYMENTS)


def test_sellers_are_written_to_in_their_language_and_else_in_english() -> None:
    assert [spoken_in(each) for each in ("DE", "ES", "CN", None)] == ["de", "es", "en", "en"]


# --- fields


def test_every_field_says_what_it_is_and_has_a_placeholder_in_every_language() -> None:
    assert all(each.says and all(each.labels) for each in FIELDS.values())


@pytest.mark.parametrize(("lang", "label"), [("en", "shop"), ("es", "tienda"), ("fr", "shop")])
def test_a_placeholder_is_named_in_the_language_of_the_letter(lang: str, label: str) -> None:
    assert FIELDS["shop"].label(lang) == label


def test_a_field_tells_of_the_return_that_is_meant() -> None:
    case = case_of(
        noted("item", "i", title="Lamp", quantity=3, price=eur(400)),
        noted("return", "r", items=[["i", 2]], code="RMA-1", number=1),
        noted("return", "s", items=[["i", 1]], code="RMA-2", number=2),
    )
    of = situation(case, target="r")
    told = [value_of(name, of, "en") for name in ("items", "amount", "return_code")]
    assert told == ["2 x Lamp", "8.00 EUR", "RMA-1"]


def test_the_missing_part_of_a_refund_is_known_to_the_cent() -> None:
    case = case_of(
        noted("return", "r"), did("money_in", "11-20", "r", amount=eur(2215)), price=eur(2399)
    )
    assert value_of("missing", situation(case), "de") == "1,84 EUR"


def test_before_anything_came_nothing_is_missing_of_it() -> None:
    promised = return_of(did("refund_issued", "11-20", "r", amount=eur(2215)), expected=EXPECTED)
    assert value_of("missing", situation(promised), "en") is None
    assert value_of("refund_told", situation(promised), "en") == "22.15 EUR"


def test_return_postage_is_told_where_it_was_recorded() -> None:
    of = situation(return_of(postage=eur(495)))
    assert value_of("postage", of, "es") == "4,95 EUR"


@pytest.mark.parametrize("where", ["note", "message"])
def test_an_arn_is_found_wherever_it_was_noted(where: str) -> None:
    arn = "74537604221431003881865"
    noted_in = {
        "note": did("refund_issued", "11-01", note=f"ARN {arn}."),
        "message": noted("message", "m", sender="seller", on="2026-11-01", text=f"it is {arn}"),
    }
    assert value_of("arn", situation(case_of(noted_in[where])), "en") == arn


def test_a_law_is_named_only_where_its_rule_surely_holds() -> None:
    case = case_of(did("delivered", "11-10"), country="DE")
    right = form(closes="14d", actor="you")
    sure = pack_of(rule("withdrawal", right, pack="eu"), name="eu", kind="statute")
    asked = form(closes="14d", actor="you", when={"seller_country": "EEA"})
    possible = pack_of(rule("withdrawal", asked, pack="eu"), name="eu", kind="statute")

    assert value_of("withdrawal_by", situation(case, sure), "en") == "24 November 2026"
    assert value_of("withdrawal_by", situation(case, possible), "en") is None
    assert value_of("withdrawal_by", situation(case), "en") is None


def test_nobody_is_accused_before_the_clock_has_run_out() -> None:
    seller = {"actor": "seller", "kind": "clock", "instance": "last"}
    pack = pack_of(rule("seller-refund", form("arrived_back", "5d", **seller)))
    early, late = (return_of(did("arrived_back", on, "r")) for on in ("11-18", "11-10"))

    assert value_of("refund_due", situation(early, pack), "en") is None
    assert value_of("refund_due", situation(late, pack), "en") == "15 November 2026"


# --- which letter fits

CLOCK = {"actor": "seller", "kind": "clock", "instance": "last"}
ANSWER = pack_of(rule("seller-response", form("requested", "5d", **CLOCK)))
REFUND = pack_of(rule("refund-arrival", form("refund_issued", "5d", **{**CLOCK, "actor": "bank"})))
ARN = "ARN 74537604221431003881865"

PICKED: dict[str, tuple[str, Case, tuple[Pack, ...]]] = {
    "a defect": ("defect", case_of(did("problem", "11-09", reason="defective")), ()),
    "a problem without a reason": ("early-confirmation-refused",
                                   case_of(did("problem", "11-09")), ()),
    "not received": ("not-received", case_of(did("problem", "11-09", reason="not_received")), ()),
    "a late parcel": ("not-received",
                      case_of(did("shipped", "10-15"), promised_by="2026-11-10"), ()),
    "protection that ends": ("extension",
                             case_of(did("shipped", "10-15"), protection_end="2026-11-25"), ()),
    "a wrong size": ("exchange-size", case_of(did("problem", "11-09", reason="wrong_size")), ()),
    "a message without an answer": (
        "no-answer-yet",
        case_of(did("problem", "11-09", reason="defective"), did("seller_contacted", "11-10")), ()),
    "a message with an answer": (
        "defect",
        case_of(did("problem", "11-09", reason="defective"), did("seller_contacted", "11-10"),
                noted("message", "m", sender="seller", on="2026-11-12", text="hm")), ()),
    "a silent seller": ("no-answer-yet",
                        return_of(did("requested", "11-09", "r"), reason="defective"), (ANSWER,)),
    "an offer": ("decline-partial-offer",
                 case_of(did("dispute_opened", "11-09", channel="platform"),
                         did("offer_made", "11-12", channel="platform", amount=eur(500))), ()),
    "an offer that was countered": (
        "decline-cancel-dispute",
        case_of(did("dispute_opened", "11-09", channel="platform"),
                did("offer_made", "11-12", channel="platform"),
                did("counter_offer", "11-13", channel="platform")), ()),
    "an approved return of a faulty item": (
        "ask-prepaid-label", return_of(did("approved", "11-15", "r"), reason="defective"), ()),
    "an approved return without a code": (
        "code-lost", return_of(did("approved", "11-15", "r"), reason="changed_mind"), ()),
    "a return on its way": (
        "shipped-with-number",
        return_of(did("sent", "11-18", "r"), noted("parcel", "p", number="X", direction="return")),
        ()),
    "a return long on its way": (
        "lost-on-way-back",
        return_of(did("sent", "10-18", "r"), noted("parcel", "p", number="X", direction="return")),
        ()),
    "a refund that does not arrive": (
        "refund-overdue", return_of(did("refund_issued", "11-01", "r")), (REFUND,)),
    "the same with its ARN": (
        "bank-enquiry-arn", return_of(did("refund_issued", "11-01", "r", note=ARN)), (REFUND,)),
    "a refund that is short": (
        "postage-claim",
        case_of(noted("return", "r"), did("money_in", "11-18", "r", amount=eur(2215)),
                price=eur(2399)), ()),
    "postage that was paid for a faulty item": (
        "postage-claim",
        return_of(
            did("refund_issued", "11-18", "r"), reason="defective", postage=eur(495)
        ),
        (),
    ),
    "a lost decision": (
        "chargeback-letter",
        case_of(did("decided", "11-18", channel="platform", outcome="lost"), paid_with="visa"), ()),
    "nothing in particular": ("support-chat", case_of(did("receipt_confirmed", "11-09")), ()),
}  # fmt: skip


@pytest.mark.parametrize("name", PICKED)
def test_the_letter_fits_the_stage_and_the_reason(name: str) -> None:
    letter, case, packs = PICKED[name]
    assert fitting(situation(case, *packs))[0].letter == letter


def test_there_is_always_a_letter_and_none_is_offered_twice() -> None:
    for _, case, packs in PICKED.values():
        letters = [fit.letter for fit in fitting(situation(case, *packs))]
        assert letters[-1] == "support-chat"
        assert len(letters) == len(set(letters))


def test_the_table_names_only_what_there_is() -> None:
    for row in FITS:
        assert row.letter in KINDS
        assert row.stages <= set(STATUSES)
        assert row.reasons <= set(REASONS)
        assert set(row.traits) <= set(TRAITS)
        assert row.because


def test_every_letter_is_in_the_table_so_that_somebody_is_offered_it() -> None:
    assert set(KINDS) == {row.letter for row in FITS}
    assert set(TRAITS) == {trait for row in FITS for trait in row.traits}


# --- what the traits ask


def trait(name: str, case: Case) -> bool:
    return TRAITS[name](situation(case))


def wrote(on: str, by: str = "me") -> Entry:
    return noted("message", f"{by}{on}", sender=by, on=f"2026-{on}", text="?")


@pytest.mark.parametrize(
    ("drafts", "unanswered"),
    [
        ([], False),
        # Three days are time enough to answer.
        ([wrote("11-18")], True),
        ([wrote("11-19")], False),
        ([did("seller_contacted", "11-18")], True),
        ([wrote("11-10"), wrote("11-11", "seller")], False),
        ([wrote("11-10"), wrote("11-10", "seller")], False),
        ([wrote("11-10"), wrote("11-09", "seller")], True),
        ([wrote("11-10"), did("seller_replied", "11-11")], False),
        ([wrote("11-10"), wrote("11-11", "bank")], True),
        ([wrote("11-10"), wrote("11-11", "seller"), did("seller_contacted", "11-12")], True),
    ],
)
def test_a_message_is_unanswered_after_three_days(drafts: list[Entry], unanswered: bool) -> None:
    assert trait("unanswered", return_of(*drafts)) is unanswered


@pytest.mark.parametrize(
    ("drafts", "on"),
    [
        ([], None),
        ([did("requested", "11-05", "r")], "11-05"),
        ([did("requested", "11-05", "r"), did("dispute_opened", "11-07", "r")], "11-07"),
        ([did("requested", "11-05", "r"), wrote("11-02")], "11-02"),
        ([wrote("11-02"), did("seller_contacted", "11-04")], "11-04"),
    ],
)
def test_the_day_you_wrote_is_that_of_the_last_message_else_of_asking(
    drafts: list[Entry], on: str | None
) -> None:
    assert contacted(situation(return_of(*drafts))) == (on and day(on))


@pytest.mark.parametrize(
    ("name", "facts", "events", "holds"),
    [
        ("past the promised date", {"promised_by": "2026-11-20"}, [], True),
        ("past the promised date", {"promised_by": "2026-11-21"}, [], False),
        ("past the promised date", {"promised_by": "2026-11-20"}, ["delivered"], False),
        ("past the promised date", {}, [], False),
        ("protection ends", {"protection_end": "2026-11-21"}, [], True),
        ("protection ends", {"protection_end": "2026-11-28"}, [], True),
        ("protection ends", {"protection_end": "2026-11-29"}, [], False),
        ("protection ends", {"protection_end": "2026-11-20"}, [], False),
        ("protection ends", {}, [], False),
        ("not confirmed", {}, [], True),
        ("not confirmed", {}, ["receipt_confirmed"], False),
        ("paid by card", {"paid_with": "visa"}, [], True),
        ("paid by card", {"paid_with": "paypal"}, [], False),
        ("paid by card", {}, [], False),
    ],
)
def test_a_trait_of_the_order(
    name: str, facts: dict[str, Any], events: list[str], holds: bool
) -> None:
    assert trait(name, case_of(*(did(event, "11-10") for event in events), **facts)) is holds


@pytest.mark.parametrize(
    ("name", "facts", "drafts", "holds"),
    [
        ("offer open", {}, [], False),
        ("offer open", {}, [did("offer_made", "11-10", "r")], True),
        (
            "offer open",
            {},
            [did("offer_made", "11-10", "r"), did("counter_offer", "11-11", "r")],
            False,
        ),
        (
            "offer open",
            {},
            [did("offer_made", "11-10", "r"), did("escalated", "11-11", "r")],
            False,
        ),
        ("decision lost", {}, [did("decided", "11-10", "r", outcome="lost")], True),
        ("decision lost", {}, [did("decided", "11-10", "r", outcome="rejected")], True),
        ("decision lost", {}, [did("decided", "11-10", "r", outcome="refund")], False),
        ("decision lost", {}, [], False),
        ("no label", {}, [], True),
        ("no label", {"label": "prepaid"}, [], False),
        ("no label", {}, [did("label_received", "11-10", "r")], False),
        ("long under way", {}, [], False),
        ("long under way", {}, [did("sent", "10-31", "r")], True),
        ("long under way", {}, [did("sent", "11-01", "r")], False),
        ("code known", {"code": "RMA-1"}, [], True),
        ("code known", {}, [], False),
        ("no code", {"code": "RMA-1"}, [], False),
        ("no code", {}, [], True),
        ("postage paid", {"postage": eur(495)}, [], True),
        ("postage paid", {}, [], False),
        ("return numbered", {}, [], False),
        ("return numbered", {}, [noted("parcel", "p", number="LP1", direction="return")], True),
        ("return numbered", {}, [noted("parcel", "p", number="LP1", direction="inbound")], False),
        ("arn known", {}, [], False),
        (
            "arn known",
            {},
            [did("requested", "11-10", "r", note="ARN 12345678901234567890123.")],
            True,
        ),
        ("arn known", {}, [did("requested", "11-10", "r", note="123456789012345678901234")], False),
    ],
)
def test_a_trait_of_the_return(
    name: str, facts: dict[str, Any], drafts: list[Entry], holds: bool
) -> None:
    assert trait(name, return_of(*drafts, **facts)) is holds


def test_a_subject_of_a_mere_question_mark_is_none() -> None:
    (fault,) = faults_of("? \nbody", "defect.txt", FIELDS)
    assert str(fault) == "defect.txt:1: the first line is the subject, and it is empty"
    assert faults_of("XX\nbody", "defect.txt", FIELDS) == ()


def test_empty_lines_before_the_body_are_dropped() -> None:
    assert filled("S\n\n\nHello,\n\n\nBye\n\n") == "S|Hello,\n\nBye"


# --- fields and kinds


def test_an_amount_is_the_last_that_was_told() -> None:
    offers = [did("offer_made", f"11-{n}", "r", amount=eur(n)) for n in (10, 11)]
    offers.append(did("offer_made", "11-12", "r"))
    assert amount("offer_made")(situation(return_of(*offers))) == Money(11, "EUR")
    assert amount("decided")(situation(return_of(*offers))) is None


def test_the_day_on_which_a_clock_ended_is_the_first_of_those_that_ran_out() -> None:
    late = [rule(slug, form("requested", closes, actor="seller", kind="clock"))
            for slug, closes in (("answer", "5d"), ("reply", "4d"), ("pay", "60d"))]  # fmt: skip
    of = situation(return_of(did("requested", "11-05", "r")), pack_of(*late))
    assert ended("answer", "reply")(of) == day("11-09")
    assert ended("answer")(of) == day("11-10")
    assert ended("pay")(of) is None


def test_a_letter_of_one_s_own_goes_to_the_seller() -> None:
    assert (kind_of("my-words").name, kind_of("my-words").to, kind_of("my-words").says) == (
        "my-words", "seller", "",
    )  # fmt: skip
    assert kind_of("bank-enquiry-arn") is KINDS["bank-enquiry-arn"]


def test_a_row_of_the_table_says_all_that_it_asks() -> None:
    found = next(each for each in FITS if each.letter == "bank-enquiry-arn")
    assert (found.stages, found.reasons, found.late, found.traits) == (
        frozenset(("refund_processed",)), frozenset(), frozenset(("refund-arrival",)),
        ("arn known",),
    )  # fmt: skip
