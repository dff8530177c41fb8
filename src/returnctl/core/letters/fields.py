"""The table of fields: what `{name}` in a template stands for, and how to record what is not known.

A field of a law or of a card's rule is known only where the rule surely holds for the case: a line
that leans on it says so by naming the field, and is left out everywhere else.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, Final, Literal

from returnctl.core.letters import finding as find
from returnctl.core.letters.situation import Situation
from returnctl.core.letters.words import Language, language
from returnctl.core.money import Money
from returnctl.core.structs import Struct

# Reasonable for one answer, and short enough to be taken up again.
_ANSWER_DAYS: Final = 7
_LANGUAGES: Final = ("en", "de", "es")
Group = Literal["", "reason", "wanted", "paid", "evidence"]


class Field(Struct, frozen=True):
    """A field: its placeholder in each language, what it is, and the command that records it.

    `find` gives text, a day, an amount, or words of the group `words`; None is "not known".
    """

    name: str
    says: str
    labels: tuple[str, str, str]
    find: Callable[[Situation], Any]
    record: str = ""
    words: Group = ""

    def label(self, lang: str) -> str:
        """Return what stands in the brackets of a placeholder."""
        return self.labels[_LANGUAGES.index(lang) if lang in _LANGUAGES else 0]


_MARK: Final = "returnctl mark {ref}"
_EDIT: Final = "returnctl edit {ref}"

# A table is read by rows, so it is laid out by hand.
# fmt: off
_ROWS: Final = (
    # --- the order
    Field("shop", "the shop", ("shop", "Shop", "tienda"),
          lambda of: of.shop_title or of.case.order.shop or None, f"{_EDIT} --shop NAME"),
    Field("order_number", "the order number", ("order number", "Bestellnummer", "número de pedido"),
          lambda of: of.case.order.number, f"{_EDIT} --order NUMBER"),
    Field("seller", "who sold it", ("seller", "Verkäufer", "vendedor"),
          lambda of: of.case.order.seller, f"{_EDIT} --seller NAME"),
    Field("items", "what it is about", ("item", "Artikel", "artículo"),
          find.items, f"{_EDIT} --item TITLE"),
    Field("amount", "the price paid for it", ("price", "Preis", "precio"),
          find.paid, f"{_EDIT} --price 23.99"),
    Field("paid_with", "how it was paid", ("way of paying", "Zahlungsart", "forma de pago"),
          lambda of: of.case.order.paid_with, f"{_EDIT} --paid-with visa", "paid"),
    Field("ordered", "the day it was ordered or paid", ("order date", "Bestelldatum",
          "fecha del pedido"), find.day("ordered", "paid"), f"{_MARK} ordered --on DATE"),
    Field("shipped", "the day the seller sent it", ("shipping date", "Versanddatum",
          "fecha de envío"), find.day("shipped"), f"{_MARK} shipped --on DATE"),
    Field("promised_by", "the latest delivery day promised", ("promised delivery date",
          "zugesagter Liefertermin", "fecha de entrega prometida"),
          lambda of: of.case.order.promised_by, f"{_EDIT} --promised-by DATE"),
    Field("delivered", "the day it came", ("delivery date", "Lieferdatum", "fecha de entrega"),
          find.day("delivered", "receipt_confirmed"), f"{_MARK} delivered --on DATE"),
    Field("tracking", "the tracking number of the parcel to you", ("tracking number",
          "Sendungsnummer", "número de seguimiento"), find.parcel("inbound", "number"),
          f"{_EDIT} --tracking NUMBER"),
    Field("carrier", "who carries it to you", ("carrier", "Paketdienst", "transportista"),
          find.parcel("inbound", "carrier"), f"{_EDIT} --tracking NUMBER --carrier NAME"),
    # --- the problem and the return
    Field("reason", "the reason", ("reason", "Grund", "motivo"), lambda of: of.reason,
          f"{_MARK} problem --reason WORD", "reason"),
    Field("details", "your note on the problem", ("what is wrong", "was nicht stimmt",
          "qué ocurre"), find.details, f'{_MARK} problem --note "..."'),
    Field("wanted", "what you ask for", ("refund, exchange or repair",
          "Erstattung, Umtausch oder Reparatur", "reembolso, cambio o reparación"),
          lambda of: of.found and of.found.resolution, f"{_EDIT} --resolution refund", "wanted"),
    Field("exchange_for", "the size or colour you want instead", ("size or colour",
          "Größe oder Farbe", "talla o color"), lambda _: None),
    Field("return_code", "the return code (RMA number)", ("return code", "Rücksendenummer",
          "código de devolución"), lambda of: of.found and of.found.code, f"{_EDIT} --code CODE"),
    Field("return_to", "where it goes back to", ("return address", "Rücksendeadresse",
          "dirección de devolución"), lambda of: of.found and of.found.return_to,
          f'{_EDIT} --return-to "..."'),
    Field("return_tracking", "the tracking number of the parcel back", ("tracking number",
          "Sendungsnummer", "número de seguimiento"), find.parcel("return", "number"),
          f"{_MARK} sent --tracking NUMBER"),
    Field("return_carrier", "who carries it back", ("carrier", "Paketdienst", "transportista"),
          find.parcel("return", "carrier"), f"{_MARK} sent --tracking NUMBER --carrier NAME"),
    Field("requested", "the day you asked for the return", ("date of the request",
          "Datum der Anfrage", "fecha de la solicitud"), find.day("requested", "withdrawal_sent"),
          f"{_MARK} requested --on DATE"),
    Field("approved", "the day the return was approved", ("date of the approval",
          "Datum der Zusage", "fecha de la aprobación"), find.day("approved"),
          f"{_MARK} approved --on DATE"),
    Field("sent", "the day you sent it back", ("date of sending", "Absendedatum",
          "fecha de envío"), find.day("sent"), f"{_MARK} sent --on DATE"),
    Field("arrived_back", "the day the seller got it back", ("date of arrival", "Ankunftsdatum",
          "fecha de llegada"), find.day("arrived_back"), f"{_MARK} arrived-back --on DATE"),
    Field("withdrawn", "the day you withdrew", ("date of the withdrawal", "Datum des Widerrufs",
          "fecha del desistimiento"), find.day("withdrawal_sent"),
          f"{_MARK} withdrawal-sent --on DATE"),
    # --- what was said, and the dispute
    Field("contacted", "the day you wrote last", ("date of my message", "Datum meiner Nachricht",
          "fecha de mi mensaje"), find.contacted, f"{_MARK} seller-contacted --on DATE"),
    Field("dispute_opened", "the day of the dispute", ("date of the dispute",
          "Datum der Reklamation", "fecha de la disputa"), find.day("dispute_opened"),
          f"{_MARK} dispute-opened --on DATE"),
    Field("case_number", "the dispute's case number", ("case number", "Fallnummer",
          "número de caso"), find.case_number, f"{_MARK} dispute-opened --code NUMBER"),
    Field("offer", "what the seller offered last", ("amount offered", "angebotener Betrag",
          "importe ofrecido"), find.amount("offer_made"), f"{_MARK} offer-made --amount 5.00"),
    Field("decided", "the day the dispute was decided", ("date of the decision",
          "Datum der Entscheidung", "fecha de la decisión"), find.day("decided"),
          f"{_MARK} decided --on DATE"),
    Field("evidence", "which proof you hold", ("photos or other proof",
          "Fotos oder andere Belege", "fotos u otras pruebas"), find.evidence,
          "returnctl evidence add {ref} FILE", "evidence"),
    # --- the money
    Field("refund", "what should come back", ("amount due", "offener Betrag", "importe debido"),
          lambda of: of.money.expected, f"{_EDIT} --price 23.99"),
    Field("refund_told", "what the shop says it refunded", ("amount refunded",
          "erstatteter Betrag", "importe reembolsado"), lambda of: of.money.promised,
          f"{_MARK} refund-issued --amount 23.99"),
    Field("refund_told_on", "the day the shop says it refunded", ("date of the refund",
          "Datum der Erstattung", "fecha del reembolso"), find.day("refund_issued"),
          f"{_MARK} refund-issued --on DATE"),
    Field("received", "what your statement shows", ("amount received", "erhaltener Betrag",
          "importe recibido"), lambda of: of.money.received, f"{_MARK} money-in --amount 23.99"),
    Field("missing", "what is missing of a refund that came", ("amount missing",
          "fehlender Betrag", "importe que falta"), find.missing,
          f"{_MARK} money-in --amount 22.15"),
    Field("postage", "what sending it back cost", ("return postage", "Rücksendekosten",
          "gastos de devolución"), lambda of: of.found and of.found.postage,
          f"{_EDIT} --postage 4.95"),
    Field("arn", "the refund's 23 digits, from any note or message", ("ARN of the refund",
          "ARN der Erstattung", "ARN del reembolso"), lambda of: of.arn,
          'returnctl message add {ref} --from seller "ARN ..."'),
    # --- dates that rules give
    Field("seller_due", "until when the seller had to answer", ("date", "Datum", "fecha"),
          find.ended("seller-response", "cancel-response")),
    Field("refund_due", "until when the seller had to refund", ("date", "Datum", "fecha"),
          find.ended("seller-refund", "return-check", "withdrawal-refund", "reject-refund")),
    Field("withdrawal_by", "EU: last day of a right of withdrawal that runs", ("date", "Datum",
          "fecha"), lambda of: of.runs_until("eu.withdrawal")),
    Field("uk_cancel_by", "UK: last day of a right to cancel that runs", ("date", "Datum", "fecha"),
          lambda of: of.runs_until("uk.withdrawal")),
    Field("withdrawal_refund_by", "EU: when the refund was due, if it is late", ("date", "Datum",
          "fecha"), lambda of: of.ran_out_on("eu.withdrawal-refund")),
    Field("uk_refund_by", "UK: when the refund was due, if it is late", ("date", "Datum", "fecha"),
          lambda of: of.ran_out_on("uk.withdrawal-refund", "uk.reject-refund")),
    Field("guarantee_until", "EU: last day of the legal guarantee", ("date", "Datum", "fecha"),
          lambda of: of.runs_until(*find.GUARANTEES)),
    Field("reject_by", "UK: last day to reject what is faulty", ("date", "Datum", "fecha"),
          lambda of: of.runs_until("uk.reject")),
    Field("chargeback_by", "last day of the card's dispute", ("date", "Datum", "fecha"),
          lambda of: of.runs_until(*find.CHARGEBACKS)),
    # --- the letter itself
    Field("today", "today", ("date", "Datum", "fecha"), lambda of: of.today),
    Field("answer_by", "a week from today", ("date", "Datum", "fecha"),
          lambda of: of.today + timedelta(days=_ANSWER_DAYS)),
    Field("name", "your name: written in by yourself", ("your name", "Ihr Name", "su nombre"),
          lambda _: None),
)
# fmt: on
FIELDS: Final = {row.name: row for row in _ROWS}


def value_of(name: str, of: Situation, lang: str) -> str | None:
    """Return a field's value as a language writes it; None where it is not known."""
    field = FIELDS[name]
    return _written(field.find(of), field.words, language(lang))


def _written(value: Any, group: Group, told: Language) -> str | None:
    match value:
        case None:
            return None
        case date():
            return told.write_day(value)
        case Money():
            return told.write_money(value)
        case tuple():
            return ", ".join(told.word(group, each) for each in value)
    text = str(value)
    return (told.word(group, text) if group else text) if text.strip() else None
