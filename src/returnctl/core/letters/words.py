"""The languages of letters: how each writes days and amounts, and its words for reasons and kinds.

A language that is not here (templates may be translated into any) writes days as ISO dates, and the
words in English.
"""

from collections.abc import Mapping
from datetime import date
from typing import Final

from returnctl.core.money import Money
from returnctl.core.structs import Struct, field
from returnctl.core.vocabulary import PAYMENTS, REASONS, RESOLUTIONS

Words = Mapping[str, str]


class Language(Struct, frozen=True, kw_only=True):
    """How a language writes values; `day` holds {day}, {month} and {year}."""

    name: str
    months: tuple[str, ...] = ()
    day: str = ""
    comma: str = "."
    words: Mapping[str, Words] = field(default_factory=dict)

    def write_day(self, found: date) -> str:
        """Write a day in words, or as an ISO date where the months' names are not known."""
        if not self.months:
            return found.isoformat()
        return self.day.format(day=found.day, month=self.months[found.month - 1], year=found.year)

    def write_money(self, found: Money) -> str:
        """Write an amount with its currency's code: 23,99 EUR."""
        return str(found).replace(".", self.comma)

    def word(self, group: str, found: str) -> str:
        """Translate a word of the data; one that is not known loses its underscores."""
        return self.words.get(group, {}).get(found) or found.replace("_", " ")


_EVIDENCE_EN: Final = {"message": "messages", "other": "other files"}
_EVIDENCE_DE: Final = {
    "photo": "Foto", "video": "Video", "receipt": "Beleg", "label": "Versandetikett",
    "listing": "Artikelbeschreibung", "policy": "Bedingungen", "form": "Formular",
    "screenshot": "Bildschirmfoto", "message": "Nachrichten",
    "proof_of_delivery": "Zustellnachweis", "other": "weitere Unterlagen",
}  # fmt: skip
_EVIDENCE_ES: Final = {
    "photo": "foto", "video": "vídeo", "receipt": "recibo", "label": "etiqueta",
    "listing": "anuncio", "policy": "condiciones", "form": "formulario",
    "screenshot": "captura de pantalla", "message": "mensajes",
    "proof_of_delivery": "prueba de entrega", "other": "otros documentos",
}  # fmt: skip
_REASONS_DE: Final = {
    "changed_mind": "gefällt nicht", "wrong_size": "falsche Größe", "defective": "defekt",
    "damaged": "beschädigt angekommen", "not_as_described": "nicht wie beschrieben",
    "wrong_item": "falscher Artikel", "missing_parts": "Teile fehlen",
    "counterfeit": "Fälschung", "not_received": "nicht angekommen", "late": "verspätet",
    "other": "sonstiges",
}  # fmt: skip
_REASONS_ES: Final = {
    "changed_mind": "no me convence", "wrong_size": "talla equivocada", "defective": "defectuoso",
    "damaged": "llegó dañado", "not_as_described": "no es como se describía",
    "wrong_item": "artículo equivocado", "missing_parts": "faltan piezas",
    "counterfeit": "falsificación", "not_received": "no recibido", "late": "con retraso",
    "other": "otro",
}  # fmt: skip
_WANTED_EN: Final = {**RESOLUTIONS, "refund_only": "refund without sending it back"}
_WANTED_DE: Final = {
    "refund": "Erstattung", "partial_refund": "Teilerstattung",
    "refund_only": "Erstattung ohne Rücksendung", "exchange": "Umtausch",
    "replacement": "Ersatzlieferung", "repair": "Reparatur",
}  # fmt: skip
_WANTED_ES: Final = {
    "refund": "reembolso", "partial_refund": "reembolso parcial",
    "refund_only": "reembolso sin devolución", "exchange": "cambio",
    "replacement": "sustitución", "repair": "reparación",
}  # fmt: skip
_PAID_DE: Final = {
    **PAYMENTS, "visa": "Visa-Kreditkarte", "visa_debit": "Visa-Debitkarte",
    "mastercard": "Mastercard-Kreditkarte", "mastercard_debit": "Mastercard-Debitkarte",
    "card": "Karte", "bank": "Überweisung", "wallet": "Guthaben", "giftcard": "Geschenkkarte",
}  # fmt: skip
_PAID_ES: Final = {
    **PAYMENTS, "visa": "tarjeta de crédito Visa", "visa_debit": "tarjeta de débito Visa",
    "mastercard": "tarjeta de crédito Mastercard",
    "mastercard_debit": "tarjeta de débito Mastercard", "card": "tarjeta",
    "bank": "transferencia", "wallet": "monedero", "giftcard": "tarjeta regalo",
}  # fmt: skip
_MONTHS: Final = {
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre "
    "diciembre",
}

_EN_WORDS: Final = {"reason": REASONS, "wanted": _WANTED_EN, "paid": PAYMENTS,
                    "evidence": _EVIDENCE_EN}  # fmt: skip
_DE_WORDS: Final = {"reason": _REASONS_DE, "wanted": _WANTED_DE, "paid": _PAID_DE,
                    "evidence": _EVIDENCE_DE}  # fmt: skip
_ES_WORDS: Final = {"reason": _REASONS_ES, "wanted": _WANTED_ES, "paid": _PAID_ES,
                    "evidence": _EVIDENCE_ES}  # fmt: skip

LANGUAGES: Final = {
    "en": Language(name="English", months=tuple(_MONTHS["en"].split()), day="{day} {month} {year}",
                   words=_EN_WORDS),
    "de": Language(name="Deutsch", months=tuple(_MONTHS["de"].split()), day="{day}. {month} {year}",
                   comma=",", words=_DE_WORDS),
    "es": Language(name="español", months=tuple(_MONTHS["es"].split()),
                   day="{day} de {month} de {year}", comma=",", words=_ES_WORDS),
}  # fmt: skip

# What whoever is written to reads, by country; everybody else gets English.
_SPOKEN: Final = {
    **dict.fromkeys("DE AT LI".split(), "de"),
    **dict.fromkeys("ES MX AR CO CL PE UY".split(), "es"),
}


def language(code: str) -> Language:
    """Return a language; one that is not known writes ISO dates and English words."""
    return LANGUAGES.get(code) or Language(name=code, words=_EN_WORDS)


def spoken_in(country: str | None) -> str:
    """Return the code of the language to write in to a country."""
    return _SPOKEN.get(country or "", "en")
