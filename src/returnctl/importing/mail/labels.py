# ruff: noqa: RUF001 - the letters are those of the languages
"""Words that stand before a number or an amount, in the languages of the shops: small letters.

They are parts of patterns, one alternative beside the other.
"""

from typing import Final

# fmt: off
# A parcel follows.
PARCEL: Final = (
    r"tracking(?: ?-?(?:number|no\.?|id|code|details))?|trackingnummer",
    r"sendungs(?:nummer|-?nr\.?|-?id)|paketnummer|paketscheinnummer",
    r"num[ée]ro (?:de|du) (?:suivi|colis)|n° de (?:suivi|colis)",
    r"n[úu]mero de (?:seguimiento|env[íi]o|rastre[oi]o?|localizador)",
    r"c[óo]digo de (?:seguimiento|env[íi]o|rastreio)",
    r"numero (?:di|della) (?:tracciabilità|tracking|spedizione)",
    r"codice di (?:tracciamento|spedizione|tracking)",
    r"(?:numer|nr)(?:ze|u)?:? (?:przesyłki|paczki|śledzenia|listu przewozowego)",
    r"paczk[aię] o numerze|zendingnummer",
    r"track ?(?:&|and|en) ?trace(?: ?-?(?:code|number|nummer))?|barcode|kolli(?:nummer|-?id)",
    r"sändningsnummer|takip (?:numarası|no)|consignment(?: number)?",
    r"(?:parcel|package|shipment|waybill) (?:number|no\.?|id)|伝票番号|追跡番号|运单号",
    r"운송장 ?번호",
)
# A parcel may follow, or a number that a shop gives it for itself.
THING: Final = (
    r"package|parcel|paquete|envío|colis|paket|pakket|sendung|paczk[aięe]|przesyłk[aięe]",
)
# An order follows.
ORDER: Final = (
    r"order(?: ?(?:number|no\.?|id|\#))?|bestell(?:ung|nummer|-?nr\.?)|commande|pedido|ordine",
    r"zamówieni[ea]|bestelling|encomenda|beställning|sipariş|заказ|注文番号|주문(?: ?번호)?",
)
# What was paid back follows.
REFUND: Final = (
    r"refund(?:ed)?(?: ?(?:total|amount))?|total refund|amount refunded",
    r"(?:rück)?erstattungs(?:betrag|summe)|(?:gesamt|rück)erstattung|erstattung|erstattet",
    r"remboursement|montant remboursé|remboursée?|reembolso|reembolsado|rimborso|rimborsato",
    r"kwota zwrotu|zwrot(?:u)?|terugbetaling|terugbetaald|återbetalning",
)
# What the whole order came to follows.
TOTAL: Final = (
    r"order total|grand total|total for this order|bestellsumme|gesamtbetrag|gesamtsumme",
    r"total de (?:la commande|votre commande)|montant total|total del pedido|importe total",
    r"totale (?:ordine|dell'ordine)|łączna kwota|suma zamówienia|totaal(?:bedrag)?|orderbelopp",
)
# Who carries it follows.
CARRIER: Final = (
    r"sent by|sent with|shipped (?:via|with|by)|dispatched (?:via|with|by)|carrier ?:?",
    r"courier ?:|con il corriere|corriere ?:|versand (?:mit|durch|per)",
    r"(?:versendet|verschickt|geliefert) (?:mit|durch|per|von)|versandunternehmen ?:",
    r"transporteur ?:|expédiée? (?:par|via)|transportista ?:?|enviado (?:por|con)|przewoźnik ?:",
    r"kurier ?:|vervoerder ?:|verzonden (?:met|door)",
)
# What may stand between such a word and a number, or an amount.
IS: Final = (
    r"(?:[ ]?(?:is|ist|lautet|è|es|est|to|jest|number|nummer|numer|nr\.?|no\.?|n°|nº|n\.|id|:|\#|\""
    r"|-)){0,4}[ ]{0,2}"
)
OF: Final = (
    r"(?:[ ]?(?:of|for|is|von|über|in höhe von|beträgt|de|di|w wysokości|van|på|total|amount|"
    r"montant|importe|importo|:)){0,3}[ ]{0,2}"
)
# fmt: on
