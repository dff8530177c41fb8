"""Mails of carriers: whose parcel, which number, where it is; they know no order."""

from __future__ import annotations

import pytest

from tests.importing.mail.mails import mail, news, reason

# Sender, name, subject, text, carrier, number, state.
NEWS = [
    ("auto-reply@usps.com", "", "USPS® Item Delivered",
     "Tracking Number: 9400 1000 0000 0000 0000 00 was left", "usps", "9400100000000000000000",
     "delivered"),
    ("mcinfo@ups.com", "UPS", "UPS Update: Package Delivered", "1Z999AA10123456784", "ups",
     "1Z999AA10123456784", "delivered"),
    ("TrackingUpdates@fedex.com", "FedEx", "Your package has been delivered",
     "Tracking number 123456789012", "fedex", "123456789012", "delivered"),
    ("noreply@dhl.de", "DHL", "Ihre Sendung wurde zugestellt",
     "Sendungsnummer: 00340434161094042557", "dhl", "00340434161094042557", "delivered"),
    ("noreply@dhl.de", "DHL", "Ihr DHL Paket kommt heute", "Sendungsnummer 00340434161094042557",
     "dhl", "00340434161094042557", "out_for_delivery"),
    ("noreply@dhl.de", "DHL", "Ihr Paket liegt zur Abholung bereit",
     "Sendungsnummer 00340434161094042557", "dhl", "00340434161094042557", "available_for_pickup"),
    ("noreply.odd@dhl.com", "DHL Express", "On its way", "Waybill number 1234567890", "dhl",
     "1234567890", "in_transit"),
    ("no-reply@royalmail.com", "Royal Mail", "Your parcel has been delivered", "AB123456785GB",
     "royal-mail", "AB123456785GB", "delivered"),
    ("no-reply@royalmail.com", "Royal Mail", "Sorry we missed you", "AB123456785GB", "royal-mail",
     "AB123456785GB", "exception"),
    ("hello@evri.com", "Evri", "We've delivered your parcel", "Tracking number: H01ABC0012345678",
     "evri", "H01ABC0012345678", "delivered"),
    ("noreply@dpd.de", "DPD", "Ihr Paket wird heute zugestellt", "Paketnummer 01234567890123",
     "dpd", "01234567890123", "out_for_delivery"),
    ("donotreply@dpd.co.uk", "DPD", "Your parcel has been delivered",
     "Parcel number: 15501234567890", "dpd", "15501234567890", "delivered"),
    ("powiadomienia@allegromail.pl", "Kurier InPost", "Paczka gotowa do odbioru",
     "Numer paczki: 609999999990999918999993", "inpost", "609999999990999918999993",
     "available_for_pickup"),
    ("noreply@gls-pakete.de", "GLS", "Ihr Paket ist unterwegs", "Paketnummer: 90346692444", "gls",
     "90346692444", "in_transit"),
    ("noreply@postnl.nl", "PostNL", "Je pakket is bezorgd", "Barcode 3SABCD1234567890", "postnl",
     "3SABCD1234567890", "delivered"),
    ("noreply@notif-colissimo-laposte.info", "Colissimo", "Votre colis a été livré",
     "Numéro de colis : 6A12345678901", "la-poste", "6A12345678901", "delivered"),
    ("noreply@correos.es", "Correos", "Tu envío ha sido entregado",
     "Número de envío: PQ4F6P0703052410118221X", "correos", "PQ4F6P0703052410118221X", "delivered"),
    ("noreply@poste.it", "Poste Italiane", "La tua spedizione è in consegna",
     "Codice di spedizione: 1UW123456789X", "poste-italiane", "1UW123456789X", "out_for_delivery"),
    ("noreply@notifications.auspost.com.au", "Australia Post",
     "Your parcel is ready for collection", "Tracking number 997053641168", "australia-post",
     "997053641168", "available_for_pickup"),
    ("donotreply@canadapost.postescanada.ca", "Canada Post", "Item delivered",
     "Tracking number: 1234567890123456", "canada-post", "1234567890123456", "delivered"),
    ("info@poczta-polska.pl", "", "Informacja",
     "Nie udało się doręczyć przesyłki 00111222333444555666.", "poczta-polska",
     "00111222333444555666", "exception"),
    ("no-reply@postnord.se", "PostNord", "Ditt paket är på väg", "Kollinummer: 373500000000000000",
     "postnord", "373500000000000000", "in_transit"),
    ("mcinfo@ups.com", "UPS", "Returned to sender", "1Z999AA10123456784", "ups",
     "1Z999AA10123456784", "returned"),
    ("noreply@dhl.de", "DHL", "Ihr Paket kommt morgen",
     "Ihre Sendung wird morgen zugestellt. Sendungsnummer 00340434161094042557", "dhl",
     "00340434161094042557", "in_transit"),
    ("mcinfo@ups.com", "UPS", "About your package",
     "It will be delivered on Friday, else returned to sender. 1Z999AA10123456784", "ups",
     "1Z999AA10123456784", "in_transit"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("sender", "name", "subject", "text", "carrier", "number", "state"),
    NEWS,
)
def test_a_carriers_mail(
    sender: str, name: str, subject: str, text: str, carrier: str, number: str, state: str
) -> None:
    row = news(mail(sender, subject, text, name=name))

    assert (row.carrier, row.tracking_numbers, row.state) == (carrier, (number,), state)
    assert row.kind == ("delivery" if state == "delivered" else "shipment")
    assert (row.shop, row.order_number) == ("", "")


def test_on_its_way_does_not_say_when_it_was_sent() -> None:
    row = news(mail("a@gls-pakete.de", "Ihr Paket ist unterwegs", "Paketnummer: 90346692444"))

    assert row.happened == ()


@pytest.mark.parametrize(
    ("sender", "subject", "text", "why"),
    [
        ("hello@evri.com", "We've delivered your parcel", "H01AB001", "names no parcel"),
        ("mcinfo@ups.com", "How did we do?", "1Z999AA10123456784 delivered", "opinion"),
        ("mcinfo@ups.com", "New terms", "1Z999AA10123456784", "no news of a parcel (1Z999AA"),
        ("x@allegromail.pl", "Paczka gotowa do odbioru", "Numer paczki: " + "6" * 24, "nobody"),
        ("a@fedex.com", "Delivered", "Call 800463333912 now", "names no parcel"),
    ],
)
def test_what_says_nothing_is_listed(sender: str, subject: str, text: str, why: str) -> None:
    assert why in reason(mail(sender, subject, text))
