# ruff: noqa: RUF001 - the letters are those of the languages
"""The words of subjects and first sentences, in the languages of the shops, and what they mean.

A subject means the first row that it fits, unless it fits the row's `unless` too: so what says more
stands first. In a text the first line that fits a row counts, because what stands below is advice.
Patterns go over small letters; none has a repetition inside a repetition.
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

from returnctl.core.structs import Struct

_LONGEST: Final = 500
_FIRST_SENTENCES: Final = 1_500
# Asks for an opinion about what was news before, on another day.
_SURVEYS: Final = (
    r"feedback|survey|review|\brate\b|rating|how (?:did we|was|were) |bewert|umfrage|zufrieden|"
    r"votre avis|enquête|opini[óo]n|encuesta|valuta|recensi|ankiet|oceń|opinię|beoordeel|mening"
)


class Phrase(Struct, frozen=True):
    """Words and their meaning; `also` are words that tell only in a text, not in a subject."""

    meaning: str
    words: tuple[str, ...]
    unless: str = ""
    also: tuple[str, ...] = ()


_REFUSED: Final = (
    r"declin|denied|reject|closed|abgelehnt|geschlossen|refus|rechaz|rifiut|odrzuc|afgewezen"
)
_ASKED: Final = (
    r"request|beantrag|demande|solicit|richiest|verzoek|wniosek|anfrage|policy|guarantee|"
    + _REFUSED
)
_FUTURE: Final = (
    r"will be|to be delivered|being delivered|should be|wird |sera |será |se entregará|sarà |"
    r"zostanie |wordt |not (?:yet )?|nicht |pas |no se |non è|nie zosta|scheduled|expected"
)
_NO_ORDER: Final = (
    r"abandon|forgot|waiting|payment|unpaid|remind|vergessen|question|frage|problem|action|update|"
    r"declin|closed|zahlung|paiement|pago|pagamento|płatnoś|betaling|receipt|invoice|rechnung"
)

# Layout by hand: a line for each language.
# fmt: off
PHRASES: Final = (
    Phrase("refunded", (
        r"refund (?:has been |was |is )?(?:issued|processed|sent|complete|confirm|on its way)",
        r"(?:issued|processed|sent) (?:a|an|your|the)? ?(?:advance |partial |full )?refund",
        r"been refunded|^refund(?:ed)?:|your refund (?:of|for)",
        r"refund (?:for|on|of) (?:your )?(?:\S{1,30} )?order",
        r"(?:rück)?erstattung (?:für|zu|ihrer|deiner|veranlasst|ausgeführt|wurde|erfolgt)",
        r"erstattung bestätigt",
        r"(?:ihre|deine) (?:rück)?erstattung|wurde erstattet",
        r"(?:votre )?remboursement (?:de|pour|effectu|émis|a été|concernant)|remboursée? ",
        r"reembolso (?:de|del|para|por|emitido|realizado|efectuado|procesado)|se ha reembolsado",
        r"rimborso (?:di|del|per|emesso|effettuato|è stato)|abbiamo rimborsato",
        r"zwrot (?:pieniędzy|środków|kosztów|płatności)|zwróciliśmy",
        r"terugbetaling (?:van|voor|is|verwerkt)|terugbetaald",
        r"reembolso emitido|återbetalning (?:av|för|har)|返金(?:のお知らせ|処理)",
    ), unless=_ASKED),
    Phrase("return_received", (
        r"received your return|return (?:has been |was |is )?received|your return (?:has )?arrived",
        r"(?:rücksendung|retoure|rückgabe) (?:ist |wurde )?(?:erhalten|eingegangen|angekommen)",
        r"reçu votre retour|retour (?:bien )?reçu",
        r"recibido (?:tu|su) devolución|devolución recibida",
        r"ricevuto il (?:tuo|suo) reso|reso ricevuto",
        r"otrzymaliśmy (?:twój |państwa )?zwrot|zwrot (?:dotarł|otrzyman)",
        r"retour(?:zending)? (?:is )?(?:door ons )?ontvangen",
    )),
    Phrase("return_label", (
        r"return (?:shipping )?label|rücksende(?:etikett|schein|label)|retourenlabel",
        r"étiquette de retour",
        r"etiqueta de devolución|etichetta (?:di|per il) reso|etykieta zwrotna|retourlabel",
    )),
    Phrase("return_approved", (
        r"return (?:request )?(?:has been |was |is )?(?:approved|authori[sz]ed|accepted)",
        r"approved your return|return authori[sz]ation|accepted your return",
        r"your return (?:of|for) [^\n]{1,200} (?:has been |was |is )?(?:approved|accepted)",
        r"(?:rücksendung|retoure|rückgabe) (?:ist |wurde )?(?:genehmigt|autorisiert|akzeptiert)",
        r"(?:rücksende|retouren|rückgabe)(?:antrag|anfrage) (?:ist |wurde )?genehmigt",
        r"retour (?:accepté|approuvé|autorisé)|autorisation de retour",
        r"demande de retour (?:a été )?(?:accept|approuv)",
        r"devolución (?:ha sido )?(?:aprobada|autorizada|aceptada)|autorización de devolución",
        r"reso (?:è stato )?(?:approvato|autorizzato|accettato)|autorizzazione (?:al|di) reso",
        r"zwrot (?:został )?(?:zaakceptowany|zatwierdzony)|akceptacja zwrotu",
        r"retour (?:is )?(?:goedgekeurd|geaccepteerd)",
    ), unless=r"not |nicht |pas |non |nie |niet |if "),
    Phrase("return_requested", (
        r"return (?:request )?(?:started|requested|submitted|received|confirmation)",
        r"(?:started|requested|opened) a return|your return request",
        r"(?:rücksendung|retoure|rückgabe) (?:wurde )?(?:angemeldet|beantragt|gestartet|bestätigt)",
        r"demande de retour|solicitud de devolución|devolución (?:solicitada|iniciada)",
        r"richiesta di reso|reso richiesto|zgłoszenie zwrotu",
        r"retour(?:aanvraag| aangevraagd| aangemeld)",
    ), unless=_REFUSED),
    Phrase("cancelled", (
        r"cancel|storn|annul|anulowan|geannuleerd|キャンセル",
    )),
    Phrase("returned", (
        r"(?:been |was |being |^|: ?)returned to (?:the )?sender|returning to sender",
        r"zurück an (?:den )?absender|an den absender zurück",
        r"retour(?:né)? à l['’]expéditeur|devuelto al remitente|restituit[oa] al mittente",
        r"zwrócon[aoey] do nadawcy|terug naar (?:de )?afzender|retour afzender",
    ), unless=r"will be|otherwise|if |wird |sera |será |sarà |zostanie |wordt "),
    Phrase("exception", (
        r"delivery (?:exception|attempt|problem|issue|fail|delay)|undeliver",
        r"not (?:been )?delivered",
        r"(?:could not|couldn['’]t|unable to|cannot|can['’]t) (?:be )?deliver|running late|delayed",
        r"missed (?:you|your|delivery)|sorry we missed",
        r"zustellung (?:nicht|fehlgeschlagen)|nicht (?:zugestellt|zustellen)|verzöger|verspätet",
        r"échec de (?:la )?livraison|pu être livré|non livré|retardée?",
        r"(?:podido|pudo) (?:ser )?entrega|intento de entrega|retrasad|retraso",
        r"mancata consegna|tentativo di consegna|in ritardo|in giacenza",
        r"nie udało się doręczyć|nieudan[aey] prób|niedoręczon|opóźnion|opóźnieni",
        r"niet (?:bezorgd|afgeleverd)|vertraag|niet thuis",
    ), also=(r"has a delivery exception",)),
    Phrase("pickup", (
        r"(?:ready|available) (?:for|to) (?:pick ?-?up|collect)|awaiting collection",
        r"ready to be collected",
        r"waiting for (?:you|collection) (?:at|in)",
        r"abholbereit|zur abholung bereit|liegt (?:für sie |für dich )?(?:zur abholung|bereit)",
        r"(?:prêt|disponible)e? (?:à retirer|pour (?:le )?retrait|en point)|vous attend",
        r"(?:list[oa]|disponible) para (?:su |la )?(?:recog|retir)",
        r"pront[oa] (?:per il|al) ritiro|disponibile (?:per il|al) ritiro",
        r"gotow[ay] do odbioru|czeka (?:na odbiór|na ciebie|w (?:paczkoma|punkc|automac))",
        r"oczekuje na odbiór",
        r"ligt (?:voor je )?klaar|klaar (?:om|voor) (?:op|af)",
    ), unless=r"will be|wird |sera |será |sarà |będzie "),
    Phrase("out_for_delivery", (
        r"out for delivery|arriving today|deliver(?:ing|ed|y) (?:\S{1,20} ){0,2}today|due today",
        r"with your (?:local )?(?:\S{1,20} )?(?:courier|driver)|delivery today",
        r"driver is (?:near|on)",
        r"in (?:der )?zustellung|(?:wird|kommt) heute|zustellung heute",
        r"heute (?:bei|zu) (?:ihnen|dir)",
        r"en cours de livraison|arrive aujourd['’]hui|livr(?:é|ée|aison) aujourd['’]hui",
        r"en reparto|llega hoy|entrega hoy|entregará hoy|entregaremos hoy",
        r"in consegna|arriva oggi|consegna oggi|consegnat[oa] oggi",
        r"dzi(?:ś|siaj) doręcz(?:ymy|amy|y)|wydan[aoey] (?:do doręczenia|kurierowi)|w doręczeniu",
        r"bezorgen vandaag|vandaag bezorgd|vandaag bij|bezorger is onderweg|vandaag onderweg",
        r"배송 출발|配達中|dağıtıma çıktı|ute för leverans|saiu para entrega",
    )),
    Phrase("delivered", (
        r"(?:has|have) been (?:successfully )?delivered|was delivered|successfully delivered",
        r"^delivered\b|delivered:|delivery (?:confirmation|complete|notification)",
        r"we(?:['’]ve| have)? delivered",
        r"(?:package|parcel|order|shipment|item)s? (?:\S{1,40} )?(?:is |are )?delivered\b",
        r"zugestellt|geliefert|zustellbestätigung|abgegeben",
        r"(?:été|est|bien) livrée?s?|^livrée?s?\b|livraison effectuée|livré:",
        r"entregad[oa]|entrega realizada|entregue",
        r"consegnat[oa]|consegna effettuata",
        r"doręczon[aoey]|dostarczon[aoey]|odebran[aoey]",
        r"bezorgd|afgeleverd|geleverd",
        r"levererat|levererad|teslim edildi|配達完了|お届け済み|배송 완료|배달 완료",
    ), unless=_FUTURE),
    Phrase("shipped", (
        r"(?:has |have )?(?:been )?(?:shipped|dispatched|despatched)\b|on (?:its|the) way",
        r"shipping confirmation|dispatch confirmation|we(?:['’]ve| have) (?:sent|posted)",
        r"versandt|verschickt|versendet|unterwegs|versandbestätigung|auf dem weg",
        r"expédiée?s?|en route|en chemin|confirmation d['’]expédition",
        r"enviad[oa]|en camino|enviamos",
        r"spedit[oa]|in viaggio|conferma (?:di )?spedizione",
        r"wysłan[aoey]|nadan[aoey]|w drodze|wysłaliśmy",
        r"verzonden|onderweg|verstuurd|verzendbevestiging",
        r"a caminho|despachad[oa]|skickats|skickad|på väg|kargoya verildi",
        r"発送(?:のお知らせ|しました|済み)",
    ), unless=r"will be|not (?:yet )?(?:been )?(?:shipped|dispatched)|noch nicht|pas encore|"
              r"nie został|delay"),
    Phrase("in_transit", (
        r"in transit|at customs|(?:cleared|passed|clearing) customs|customs clearance",
        r"left the origin",
        r"local carrier|in your country|distribution cent|has an update|have updates",
        r"received your (?:parcel|package)",
        r"en aduanas?|pasado la aduana|actualizaci|tienen? actualizaci|centro de distribución",
        r"tránsito",
        r"en douane|dédouané|mise à jour|im zoll|zollabfertigung|in dogana|w urzędzie celnym",
        r"bij de douane",
        r"배송 업데이트|통관|transportista local|présentée? à|alındı",
        r"przyjęt[aey] w oddziale|sendung (?:ist )?(?:bei uns )?angekündigt",
    ), also=(
        r"will be delivered|scheduled (?:for )?delivery|delivery is due|expected delivery",
        r"wird (?:\S{1,20} ){0,3}zugestellt|sera livrée?|será entregad|sarà consegnat",
        r"zostanie (?:dostarczon|doręczon)|wordt (?:\S{1,20} ){0,3}bezorgd",
    )),
    Phrase("ordered", (
        r"order (?:is |has been )?confirm|^ordered:|confirmation: order",
        r"order (?:has been )?(?:placed|received)",
        r"thank(?:s| you) for (?:your order|ordering|shopping)",
        r"^your (?:\S{1,30} )?order (?:of|\#)|received your order",
        r"bestellbestätigung|bestellung (?:bestätigt|erhalten|eingegangen|bei|von)|^bestellt:",
        r"dank für (?:ihre|deine) bestellung|^(?:ihre|deine) (?:\S{1,30} )?bestellung",
        r"confirmation de (?:votre )?commande|commande confirmée|^commandé|^votre commande",
        r"confirmación de(?:l)? (?:tu )?pedido|pedido (?:confirmado|realizado)|^pedido:|^tu pedido",
        r"conferma (?:dell['’])?ordine|ordine confermato|^ordinato|^il tuo ordine",
        r"potwierdzenie (?:\S{1,20} )?zamówienia",
        r"zamówienie (?:przyjęte|potwierdzone|złożone|zostało)",
        r"bestelbevestiging|bestelling (?:bevestigd|ontvangen|geplaatst)|dank voor (?:je|uw) beste",
        r"confirmação do pedido|orderbekräftelse|^siparişiniz|ご注文の確認|주문 확인",
    ), unless=_NO_ORDER),
)
# fmt: on


def meaning_of(subject: str) -> str | None:
    """Return what a subject means; None where that is not known."""
    text = subject[:_LONGEST].casefold()
    if _compiled(_SURVEYS).search(text):
        return None
    for phrase in PHRASES:
        if _compiled("|".join(phrase.words)).search(text) and not _barred(phrase, text):
            return phrase.meaning
    return None


def meaning_in(lines: Iterable[str]) -> str | None:
    """Return what the first sentences of a text mean: the first line that means anything."""
    left = _FIRST_SENTENCES
    for line in lines:
        if left <= 0:
            break
        left -= len(line)
        for phrase in PHRASES:
            if _says(phrase, line[:_LONGEST].casefold()):
                return phrase.meaning
    return None


def _says(phrase: Phrase, line: str) -> bool:
    found = _compiled("|".join((*phrase.words, *phrase.also))).search(line)
    if found is None:
        return False
    return not _barred(phrase, line[max(0, found.start() - 25) : found.end() + 5])


def is_survey(subject: str) -> bool:
    """Say whether a mail asks for an opinion."""
    return _compiled(_SURVEYS).search(subject[:_LONGEST].casefold()) is not None


def _barred(phrase: Phrase, text: str) -> bool:
    return bool(phrase.unless) and _compiled(phrase.unless).search(text) is not None


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
