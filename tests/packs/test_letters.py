"""Templates of letters: every one renders for every case in every language; users add their own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from returnctl.core.letters.fields import FIELDS, value_of
from returnctl.core.letters.kinds import KINDS
from returnctl.core.letters.situation import Situation
from returnctl.core.letters.template import Letter, faults_of, fill
from returnctl.core.letters.words import LANGUAGES
from returnctl.packs.letters import rack
from tests.core.building import case_of, day, did, eur, noted

SHIPPED = rack()
TODAY = day("11-21")
EVERY = [(name, lang) for name in KINDS for lang in LANGUAGES]
ARN = "74537604221431003881865"


def full() -> Situation:
    """A case of which everything is known that can be."""
    case = case_of(
        noted("item", "i", title="USB-C hub", price=eur(2399)),
        noted("return", "r", code="RMA-4482", reason="defective", resolution="refund",
              return_to="Warehouse 1\nMadrid", postage=eur(495)),
        noted("parcel", "in", number="LP00712345678901", carrier="Cainiao"),
        noted("parcel", "out", number="PQ4F6P0801234567", carrier="Correos", direction="return"),
        noted("evidence", "e", kind="photo", sha256="0" * 64, name="hub.jpg"),
        noted("message", "m", sender="me", on="2026-11-10", text="It does not work."),
        did("ordered", "10-12"), did("shipped", "10-15"), did("delivered", "11-08"),
        did("problem", "11-09", reason="defective", note="no picture on the screen"),
        did("dispute_opened", "11-09", "r", channel="platform", code="CASE-1"),
        did("offer_made", "11-11", "r", channel="platform", amount=eur(500)),
        did("decided", "11-12", "r", channel="platform", outcome="refund_after_return"),
        did("requested", "11-10", "r"), did("withdrawal_sent", "11-10", "r"),
        did("approved", "11-12", "r"), did("sent", "11-13", "r"),
        did("arrived_back", "11-16", "r"),
        did("refund_issued", "11-17", "r", amount=eur(2399), note=f"ARN {ARN}"),
        did("money_in", "11-19", "r", amount=eur(2215)),
        number="8190123456789012", seller="DigiHome", shop="aliexpress", paid_with="visa",
        currency="EUR", promised_by="2026-11-05",
    )  # fmt: skip
    return Situation(case=case, target="r", today=TODAY, shop_title="AliExpress")


def empty() -> Situation:
    return Situation(case=case_of(), target="case", today=TODAY)


def hostile() -> Situation:
    case = case_of(
        noted("item", "i", title="{name}\n\x1b[31m{0.__class__}"), seller="%s{", number="}{"
    )
    return Situation(case=case, target="case", today=TODAY, shop_title="{today}")


def written(name: str, lang: str, of: Situation) -> Letter:
    return fill(
        SHIPPED.templates[name, lang],
        lambda field: value_of(field, of, lang),
        lambda field: FIELDS[field].label(lang),
    )


def test_every_letter_is_there_in_every_language_and_none_besides() -> None:
    assert sorted(SHIPPED.templates) == sorted(EVERY)


@pytest.mark.parametrize(("name", "lang"), EVERY)
def test_a_shipped_template_is_sound_and_names_the_fields_of_the_table(
    name: str, lang: str
) -> None:
    assert faults_of(SHIPPED.templates[name, lang].text, name, FIELDS) == ()


@pytest.mark.parametrize("name", KINDS)
def test_the_languages_of_a_letter_tell_the_same_facts(name: str) -> None:
    used = {SHIPPED.templates[name, lang].fields for lang in LANGUAGES}
    assert len(used) == 1


def test_every_field_is_used_by_a_shipped_letter() -> None:
    used = {field for each in SHIPPED.templates.values() for field in each.fields}
    assert used == set(FIELDS)


@pytest.mark.parametrize(("name", "lang"), EVERY)
def test_a_letter_about_a_known_case_is_ready_to_send(name: str, lang: str) -> None:
    letter = written(name, lang, full())

    assert not set(letter.missing) - {"name", "exchange_for"}
    assert "{" not in letter.subject + letter.body
    assert "\n?" not in letter.body


@pytest.mark.parametrize(("name", "lang"), EVERY)
def test_a_letter_about_an_unknown_case_shows_what_is_missing(name: str, lang: str) -> None:
    letter = written(name, lang, empty())
    text = f"{letter.subject}\n{letter.body}"

    assert "{" not in text
    assert letter.missing
    assert {f"[{FIELDS[each].label(lang)}]" for each in letter.missing} == set(
        re.findall(r"\[[^\]]+\]", text)
    )


@pytest.mark.parametrize("name", KINDS)
def test_what_a_fact_says_is_never_read_as_a_template(name: str) -> None:
    letter = written(name, "en", hostile())
    text = f"{letter.subject}\n{letter.body}"

    assert "class '" not in text
    if "items" in SHIPPED.templates[name, "en"].fields:
        assert "{name} \x1b[31m{0.__class__}" in text


@pytest.mark.parametrize(("name", "lang"), EVERY)
def test_a_letter_is_short_enough_for_a_chat(name: str, lang: str) -> None:
    assert len(written(name, lang, full()).body) < 1500


@pytest.mark.parametrize(("name", "lang"), EVERY)
def test_no_law_is_named_where_none_is_known_to_hold(name: str, lang: str) -> None:
    body = written(name, lang, full()).body
    assert not re.search(r"Directive|Richtlinie|Directiva|Act 2015|Regulations 2013", body)


# --- as they are read: the main one in each language

DEFECT_EN = """\
Hello,

there is a problem with USB-C hub from order 8190123456789012: defective.
It was delivered on 8 November 2026.
What is wrong: no picture on the screen
I have this as proof: photo.

What I ask for: refund (23.99 EUR).
Please tell me by 28 November 2026 how you will settle this. I keep the item and its packaging \
as they are until then.

Thank you."""
LATE_DE = """\
Guten Tag,

die Erstattung von 23,99 EUR zur Bestellung 8190123456789012 (USB-C hub) ist nicht auf meinem \
Konto.
Rücksendenummer: RMA-4482
Zurückgeschickt: 13. November 2026
Sendungsnummer: PQ4F6P0801234567
Bei Ihnen angekommen: 16. November 2026
Mitgeteilt haben Sie mir eine Erstattung von 23,99 EUR.
Sie soll am 17. November 2026 erfolgt sein.

Bitte erstatten Sie bis zum 28. November 2026. Ist das schon geschehen, nennen Sie mir bitte \
Betrag, Datum und die Referenznummer (ARN), damit meine Bank die Zahlung findet.

Vielen Dank."""
SENT_ES = """\
Hola:

Envié de vuelta USB-C hub del pedido 8190123456789012 el 13 de noviembre de 2026.
Número de seguimiento: PQ4F6P0801234567
Transportista: Correos
Código de devolución: RMA-4482
Enviado a: Warehouse 1 Madrid

Por favor, confirme su llegada y reembólseme entonces 23,99 EUR.

Gracias."""


@pytest.mark.parametrize(
    ("name", "lang", "body"),
    [
        ("defect", "en", DEFECT_EN),
        ("refund-overdue", "de", LATE_DE),
        ("shipped-with-number", "es", SENT_ES),
    ],
)
def test_a_letter_reads_so(name: str, lang: str, body: str) -> None:
    assert written(name, lang, full()).body == body


# --- the user's own


def own(folder: Path, name: str, text: str | bytes, lang: str = "en") -> Path:
    path = folder / lang / f"{name}.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_a_users_template_takes_the_place_of_the_shipped_one(tmp_path: Path) -> None:
    own(tmp_path, "defect", "Mine\n{items}")
    found = rack(tmp_path)

    assert found.templates["defect", "en"].own
    assert found.templates["defect", "en"].text == "Mine\n{items}"
    assert not found.templates["defect", "de"].own


def test_a_user_may_add_names_and_languages(tmp_path: Path) -> None:
    own(tmp_path, "defect", "Problème\n{items}", "fr")
    own(tmp_path, "thanks", "Thanks\nThank you, {seller}.")
    found = rack(tmp_path)

    assert found.languages("defect") == ("de", "en", "es", "fr")
    assert found.languages("thanks") == ("en",)


def test_a_broken_template_is_told_by_file_and_line_and_stands_for_nothing(
    tmp_path: Path,
) -> None:
    path = own(tmp_path, "defect", "Subject\n\n{itms} and {items}")
    found = rack(tmp_path)

    (fault,) = found.faults["defect", "en"]
    assert str(fault) == f'{path}:3: there is no field "itms"'
    assert ("defect", "en") not in found.templates
    assert ("defect", "de") in found.templates


def test_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    own(tmp_path, "defect", b"Subject\n\xff\xfe")
    assert "UTF-8" in str(rack(tmp_path).faults["defect", "en"][0])


@pytest.mark.parametrize("name", ["Defect", "a b", "..", "défaut"])
def test_files_of_other_names_are_no_templates(tmp_path: Path, name: str) -> None:
    own(tmp_path, name, "Subject\n{itms}")
    assert rack(tmp_path) == SHIPPED
