"""Mails of shops, in their languages: the subject says what happened, the text the numbers."""

from __future__ import annotations

from datetime import date

import pytest

from returnctl.core.money import Money
from tests.importing.mail.mails import found, mail, news, reason, said

AMAZON = "302-1234567-7654321"
EBAY = "12-34567-89012"
ALI = "8190123456789012"

# Sender, subject, text, kind, event, state.
NEWS = [
    ("auto-confirm@amazon.com", 'Ordered: "USB-C hub, 7 ports"', f"Order # {AMAZON}", "order",
     "ordered", None),
    ("auto-confirm@amazon.com", "Your Amazon.com order of USB-C hub and 2 more items",
     f"Order #{AMAZON}", "order", "ordered", None),
    ("bestellbestaetigung@amazon.de", "Bestellt: „USB-C-Hub“", f"Bestellung Nr. {AMAZON}", "order",
     "ordered", None),
    ("bestellbestaetigung@amazon.de", "Ihre Amazon.de Bestellung von USB-C-Hub",
     f"Bestellnr. {AMAZON}", "order", "ordered", None),
    ("confirmation-commande@amazon.fr", "Votre commande Amazon.fr", f"Commande n° {AMAZON}",
     "order", "ordered", None),
    ("shipment-tracking@amazon.com", 'Shipped: "USB-C hub"', f"Order #\n{AMAZON}", "shipment",
     "shipped", "in_transit"),
    ("versandbestaetigung@amazon.de", "Versandt: „USB-C-Hub“", f"Bestellnr. {AMAZON}", "shipment",
     "shipped", "in_transit"),
    ("confirmar-envio@amazon.es", "Tu pedido de Amazon ha sido enviado", f"Pedido n.º {AMAZON}",
     "shipment", "shipped", "in_transit"),
    ("conferma-spedizione@amazon.it", f"Il tuo ordine Amazon.it n. {AMAZON} è stato spedito",
     "Ciao", "shipment", "shipped", "in_transit"),
    ("expedition@amazon.fr", "Votre colis a été expédié", f"Commande {AMAZON}", "shipment",
     "shipped", "in_transit"),
    ("verzending@amazon.nl", "Verzonden: USB-hub", f"Bestelling {AMAZON}", "shipment", "shipped",
     "in_transit"),
    ("shipment-tracking@amazon.pl", "Wysłano: USB", f"Zamówienie {AMAZON}", "shipment", "shipped",
     "in_transit"),
    ("order-update@amazon.com", "Out for delivery: Your Amazon package", f"Order # {AMAZON}",
     "shipment", None, "out_for_delivery"),
    ("order-update@amazon.com", "Delivered: 2 items", f"Order # {AMAZON}", "delivery", "delivered",
     "delivered"),
    ("order-update@amazon.de", "Zugestellt: USB-C-Hub", f"Bestellnr. {AMAZON}", "delivery",
     "delivered", "delivered"),
    ("order-update@amazon.it", "Consegna effettuata: USB", f"Ordine {AMAZON}", "delivery",
     "delivered", "delivered"),
    ("order-update@amazon.pl", "Dostarczono: USB", f"Zamówienie {AMAZON}", "delivery", "delivered",
     "delivered"),
    ("order-update@amazon.nl", "Geliefert: USB", f"Bestelling {AMAZON}", "delivery", "delivered",
     "delivered"),
    ("order-update@amazon.fr", "Livré : votre colis", f"Commande {AMAZON}", "delivery", "delivered",
     "delivered"),
    ("order-update@amazon.es", "Entregado: USB", f"Pedido {AMAZON}", "delivery", "delivered",
     "delivered"),
    ("order-update@amazon.com", "Delivery attempted: we will try again", f"Order # {AMAZON}",
     "shipment", None, "exception"),
    ("order-update@amazon.co.uk", "Your parcel is ready for collection", f"Order # {AMAZON}",
     "shipment", None, "available_for_pickup"),
    ("return@amazon.com", "Your return of USB-C hub has been approved", f"Order # {AMAZON}",
     "return", "approved", None),
    ("rueckgabe@amazon.de", "Ihre Rücksendung wurde genehmigt", f"Bestellnr. {AMAZON}", "return",
     "approved", None),
    ("return@amazon.fr", "Retour accepté", f"Commande {AMAZON}", "return", "approved", None),
    ("return@amazon.com", "Your return request for USB-C hub", f"Order # {AMAZON}", "return",
     "requested", None),
    ("return@amazon.com", "Your return label is here", f"Order # {AMAZON}", "return",
     "label_received", None),
    ("return@amazon.com", "We have received your return", f"Order # {AMAZON}", "return",
     "arrived_back", None),
    ("return@amazon.de", "Ihre Rücksendung ist eingegangen", f"Bestellnr. {AMAZON}", "return",
     "arrived_back", None),
    ("ebay@ebay.com", "Order confirmed: USB-C hub", f"Order number: {EBAY}", "order", "ordered",
     None),
    ("ebay@ebay.co.uk", "ORDER UPDATE: Your parcel is on its way", f"Order number {EBAY}",
     "shipment", "shipped", "in_transit"),
    ("ebay@ebay.de", "Ihr Artikel wurde verschickt", f"Bestellnummer: {EBAY}", "shipment",
     "shipped", "in_transit"),
    ("ebay@ebay.com", "ORDER DELIVERED: USB-C hub", f"Order number: {EBAY}", "delivery",
     "delivered", "delivered"),
    ("ebay@ebay.com", "Return approved: USB-C hub", f"Order number: {EBAY}", "return", "approved",
     None),
    ("transaction@notice.aliexpress.com", f"Order {ALI}: order confirmation", "Hi", "order",
     "ordered", None),
    ("transaction@notice.aliexpress.com", f"Confirmation: Order {ALI}", "Hi", "order", "ordered",
     None),
    ("transaction@notice.aliexpress.com", f"Order {ALI}: order shipped", "Hi", "shipment",
     "shipped", "in_transit"),
    ("transaction@notice.aliexpress.com", f"Pedido {ALI}: pedido enviado", "Hola", "shipment",
     "shipped", "in_transit"),
    ("transaction@notice.aliexpress.com", f"{ALI} 주문 건: 배송 업데이트", "-", "shipment", None,
     "in_transit"),
    ("transaction@notice.aliexpress.com", f"Bestellung {ALI}: Rücksendung genehmigt", "Hallo",
     "return", "approved", None),
]  # fmt: skip


@pytest.mark.parametrize(("sender", "subject", "text", "kind", "event", "state"), NEWS)
def test_a_mail_says_what_happened(
    sender: str, subject: str, text: str, kind: str, event: str | None, state: str | None
) -> None:
    row = news(mail(sender, subject, text))

    assert (row.kind, row.state) == (kind, state)
    assert row.order_number in (AMAZON, EBAY, ALI)
    assert row.shop == sender.partition("@")[2].split(".")[-2 if "co.uk" not in sender else -3]
    assert row.happened == (((event, date(2026, 11, 3)),) if event else ())
    assert row.on == date(2026, 11, 3)


REFUNDS = [
    ("return@amazon.com", "Your refund for USB-C hub", f"Order # {AMAZON}\nRefund total: $23.99",
     "23.99 USD"),
    ("return@amazon.com", f"Refund on order {AMAZON}", "We issued your refund of $1,023.99 today",
     "1023.99 USD"),
    ("rueckgabe@amazon.de", "Ihre Rückerstattung für Bestellung",
     f"{AMAZON}\nErstattungsbetrag: 23,99 €", "23.99 EUR"),
    ("return@amazon.fr", "Votre remboursement de 12,50 €",
     f"Commande {AMAZON}: remboursement de 12,50 €", "12.50 EUR"),
    ("return@amazon.es", "Reembolso emitido", f"Pedido {AMAZON}. Importe: reembolso de 9,00 EUR",
     "9.00 EUR"),
    ("return@amazon.it", "Rimborso emesso", f"Ordine {AMAZON}. Rimborso di EUR 9,00", "9.00 EUR"),
    ("return@amazon.ca", "Your refund for hub", f"Order {AMAZON}. Refund total $5.00", "5.00 CAD"),
    ("ebay@ebay.com", "Refund issued", f"Order number: {EBAY}\nRefund amount: US $7.10",
     "7.10 USD"),
    ("transaction@notice.aliexpress.com", f"Order {ALI}: refund issued", "Refund amount: US $23.99",
     "23.99 USD"),
]  # fmt: skip


@pytest.mark.parametrize(("sender", "subject", "text", "amount"), REFUNDS)
def test_a_refund_is_the_word_of_the_shop(
    sender: str, subject: str, text: str, amount: str
) -> None:
    row = news(mail(sender, subject, text))

    assert (row.kind, str(row.amount)) == ("refund", amount)
    assert row.happened == (("refund_issued", date(2026, 11, 3)),)


@pytest.mark.parametrize(
    ("subject", "text", "why"),
    [
        ("Your refund for USB-C hub", f"Order # {AMAZON}. Soon.", "a refund, but of no amount"),
        ("Your refund for two", f"{AMAZON} and 302-7654321-1234567: refund of $9.00",
         "several orders"),
        ("Your refund request was declined", f"Order # {AMAZON}. Refund: $9.00",
         "no news of an order"),
        ("How was your delivery? Rate it", f"Order # {AMAZON} was delivered",
         "asks for an opinion"),
        ("Your order was delivered. Leave a review", f"Order # {AMAZON}", "asks for an opinion"),
        ("Deals for you, shipped free", "No number here", "names no order"),
        ("Your order has been cancelled", f"Order # {AMAZON}", "something cancelled"),
        ("Security alert", f"Order # {AMAZON}", "no news of an order"),
        ("Question about your order of hub", f"Order # {AMAZON}", "no news of an order"),
        ("Your order of hub: payment declined", f"Order # {AMAZON}", "no news of an order"),
        ("Frage zu: Ihre Bestellung", f"Bestellnr. {AMAZON}", "no news of an order"),
        ("More things like your order of hub", f"Order # {AMAZON}", "no news of an order"),
        ("You left something in your basket", "Order now", "no news of an order"),
        ("Your package will be delivered tomorrow", f"Order # {AMAZON}", "no news of an order"),
    ],
)  # fmt: skip
def test_what_is_not_understood_is_listed_and_never_guessed(
    subject: str, text: str, why: str
) -> None:
    assert why in reason(mail("order-update@amazon.com", subject, text))


def test_a_refund_without_a_day_is_not_recorded() -> None:
    raw = mail("r@amazon.com", f"Refund on order {AMAZON}", "refund of $9.00", day=None)

    assert "no day" in reason(raw)


@pytest.mark.parametrize(
    "sender",
    [
        "order-update@amazon.com.evil.example",
        "amazon.com@evil.example",
        "order-update@notamazon.com",
        "promo@notice.aliexpress.com",
        "store-news@amazon.com",
        "friend@example.org",
    ],
)
def test_only_the_domains_of_a_shop_speak_for_it(sender: str) -> None:
    assert "nobody whose mails" in reason(mail(sender, "Delivered: hub", f"Order # {AMAZON}"))


def test_an_address_in_the_name_is_no_address() -> None:
    raw = mail("x@evil.example", "Delivered: hub", f"Order # {AMAZON}", name="a@amazon.com")

    assert "nobody whose mails" in reason(raw)


def test_the_order_itself_comes_with_title_site_and_total() -> None:
    text = f"Order # {AMAZON}\nItem subtotal: $20.00\nOrder total: $23.99\nTotal Before Tax: $20.00"

    (order,) = found(mail("auto-confirm@amazon.com", 'Ordered: "USB-C hub, 7 ports"', text))

    assert order.title == "USB-C hub, 7 ports"
    assert dict(order.facts) == {"site": "amazon.com", "price": {"minor": 2399, "currency": "USD"}}
    assert order.amount == Money(2399, "USD")


def test_an_amount_that_can_be_two_is_not_taken() -> None:
    text = f"Bestellnr. {AMAZON}\nGesamtbetrag: 1.234 EUR"

    (order,) = found(mail("b@amazon.de", "Bestellt: Hub", text))

    assert order.amount is None


@pytest.mark.parametrize(
    ("text", "number", "carrier"),
    [
        ("sent by Amazon Logistics. Your tracking number is QA0881872248.", "QA0881872248",
         "amazon"),
        ("con il corriere SDA Oversized e il numero di tracciabilità è 350C20177729F.",
         "350C20177729F", "sda oversized"),
        ("Sendungsnummer: 00340434161094042557, Versand mit DHL", "00340434161094042557", "dhl"),
        ("Carrier: UPS, Tracking ID: 1Z999AA10123456784", "1Z999AA10123456784", "ups"),
        ("Tracking number: 1Z999AA10123456784", "1Z999AA10123456784", "ups"),
        ("Numéro de suivi : 6A12345678901", "6A12345678901", None),
        ("Número de seguimiento: PQ4F6P0703052410118221X", "PQ4F6P0703052410118221X", "correos"),
        ("Numer przesyłki: 00159007738001234567", "00159007738001234567", None),
        ("https://www.amazon.com/track?trackingId=TBA123456789012&x=1", "TBA123456789012",
         "amazon"),
    ],
)  # fmt: skip
def test_the_parcel_and_who_carries_it(text: str, number: str, carrier: str | None) -> None:
    row = news(mail("ship-confirm@amazon.com", "Shipped: hub", f"Order # {AMAZON}\n{text}"))

    assert (row.tracking_numbers, row.carrier) == ((number,), carrier)


@pytest.mark.parametrize(
    "text",
    [
        "Your tracking number is CHANGED_FOR_SECURITY.",
        "Track your package: call 0800 123456",
        f"Tracking {AMAZON}",
        "Package 315193141453520012 is on its way",
    ],
)
def test_what_is_no_parcel_is_not_taken_for_one(text: str) -> None:
    row = news(mail("ship-confirm@amazon.com", "Shipped: hub", f"Order # {AMAZON}\n{text}"))

    assert row.tracking_numbers == ()


def test_the_number_of_an_order_may_stand_in_a_link_only() -> None:
    page = f'<p>Your package is here</p><a href="https://www.amazon.com/t?orderId={AMAZON}">x</a>'

    assert news(mail("o@amazon.com", "Delivered: hub", html=page)).order_number == AMAZON


def test_a_mail_of_two_orders_tells_of_both() -> None:
    text = f"Order # {AMAZON}\nOrder # 302-7654321-1234567"

    rows = [r for r in found(mail("o@amazon.com", "Shipped: 2 items", text)) if r.kind != "order"]

    assert [row.order_number for row in rows] == [AMAZON, "302-7654321-1234567"]


def test_a_digest_of_aliexpress_tells_order_and_parcel_by_its_links() -> None:
    links = [(ALI, "LP00123456789012"), ("8190123456789013", "AP00824363068180")]
    page = "".join(
        f'<a href="https://track.aliexpress.com/x?tradeOrderId={order}&amp;trackingNumber={number}">'
        f'<span class="item-title">Cup</span></a>'
        for order, number in links
    )

    rows = found(mail("transaction@notice.aliexpress.com", "2 packages have updates", html=page))

    told = [(r.order_number, *r.tracking_numbers, r.carrier) for r in rows if r.kind == "shipment"]
    assert told == [(*each, "cainiao") for each in links]


def test_a_package_of_aliexpress_leads_to_its_order_by_the_link() -> None:
    page = f'<a href="https://www.aliexpress.com/p/order?o_id={ALI}">details</a>'
    subject = "Package 315193141453520012 delivered"

    row = news(mail("transaction@notice.aliexpress.com", subject, html=page))

    assert (row.kind, row.order_number, row.tracking_numbers) == ("delivery", ALI, ())


def test_a_package_without_its_order_is_listed() -> None:
    raw = mail("transaction@notice.aliexpress.com", "Package 315193141453520012: at customs", "Hi")

    assert reason(raw) == "it names no order"


def test_a_forwarded_mail_is_read_as_its_sender_wrote_it() -> None:
    import email
    from email.message import EmailMessage

    inner = mail("order-update@amazon.com", "Delivered: hub", f"Order # {AMAZON}")
    outer = EmailMessage()
    outer["From"], outer["Subject"] = "me@example.org", "Fwd: Delivered"
    outer.set_content("see below")
    outer.add_attachment(email.message_from_bytes(inner))

    rows = said(outer.as_bytes())

    assert [getattr(row, "kind", "skipped") for row in rows] == ["order", "delivery"]
