"""Carriers as a table: slug, name, what else people call them, and where their parcels are shown.

The slugs are those of the rule packs and of the tracking services; `page` is an address with the
number at `{}`, for people: nothing here opens it. A carrier without a page of its own is shown by
17TRACK, which knows them all.
"""

from collections.abc import Mapping
from functools import cache
from typing import Final, NamedTuple

from returnctl.core.recognition.posts import POSTS, slug_of

ANYBODY: Final = "https://t.17track.net/en#nums={}"
_NEAR: Final = 0.75


class Carrier(NamedTuple):
    """A carrier; `also` are other names for it, as slugs."""

    slug: str
    name: str
    page: str = ANYBODY
    also: tuple[str, ...] = ()

    def url(self, number: str) -> str:
        """Return the public page that shows a parcel."""
        from urllib.parse import quote

        return self.page.format(quote(number, safe=""))


# Posts have a row here where their page or another name is known; the others come from POSTS.
_TABLE: Final = (
    # --- posts
    Carrier("usps", "USPS", "https://tools.usps.com/go/TrackConfirmAction?tLabels={}",
            ("us-post", "us-mail", "united-states-postal-service", "us-postal-service")),
    Carrier("royal-mail", "Royal Mail",
            "https://www.royalmail.com/track-your-item#/tracking-results/{}",
            ("royalmail",)),
    Carrier("parcelforce", "Parcelforce", "https://www.parcelforce.com/track-trace?trackNumber={}"),
    Carrier("deutsche-post", "Deutsche Post",
            "https://www.deutschepost.de/de/s/sendungsverfolgung.html?piececode={}"),
    Carrier("la-poste", "La Poste", "https://www.laposte.fr/outils/suivre-vos-envois?code={}",
            ("laposte", "colissimo")),
    Carrier("chronopost", "Chronopost",
            "https://www.chronopost.fr/tracking-no-cms/suivi-page?listeNumerosLT={}"),
    Carrier("correos", "Correos",
            "https://www.correos.es/es/es/herramientas/localizador/envios/detalle"
            "?tracking-number={}", ("correos-espana", "correos-es")),
    Carrier("postnl", "PostNL", "https://jouw.postnl.nl/track-and-trace/{}",
            ("post-nl", "tnt-post")),
    Carrier("bpost", "bpost", "https://track.bpost.cloud/btr/web/#/search?itemCode={}"),
    Carrier("canada-post", "Canada Post",
            "https://www.canadapost-postescanada.ca/track-reperage/en#/search?searchFor={}",
            ("canadapost", "postes-canada")),
    Carrier("australia-post", "Australia Post", "https://auspost.com.au/mypost/track/details/{}",
            ("auspost",)),
    Carrier("poczta-polska", "Poczta Polska", "https://emonitoring.poczta-polska.pl/?numer={}",
            ("pocztex",)),
    Carrier("hongkong-post", "Hongkong Post", ANYBODY, ("hong-kong-post", "hk-post")),
    # Hongkong Post's express mail: its claims have terms of their own.
    Carrier("speedpost", "Speedpost"),
    Carrier("china-post", "China Post", ANYBODY, ("chinapost", "china-ems", "epacket")),
    Carrier("singpost", "SingPost", ANYBODY, ("singapore-post",)),
    Carrier("swiss-post", "Swiss Post", ANYBODY, ("schweizer-post", "die-post", "la-poste-suisse")),
    Carrier("austrian-post", "Austrian Post", ANYBODY, ("post-at", "osterreichische-post")),
    Carrier("poste-italiane", "Poste Italiane", ANYBODY, ("poste-it", "posteitaliane")),
    Carrier("postnord", "PostNord", ANYBODY, ("post-nord",)),
    # --- express
    Carrier("ups", "UPS", "https://www.ups.com/track?tracknum={}", ("united-parcel-service",)),
    Carrier("fedex", "FedEx", "https://www.fedex.com/fedextrack/?trknbr={}",
            ("fed-ex", "federal-express")),
    Carrier("dhl", "DHL", "https://www.dhl.com/global-en/home/tracking.html?tracking-id={}",
            ("dhl-paket", "dhl-parcel", "dhl-germany", "dhl-de")),
    Carrier("dhl-express", "DHL Express",
            "https://www.dhl.com/global-en/home/tracking/tracking-express.html?tracking-id={}"),
    Carrier("dhl-ecommerce", "DHL eCommerce",
            "https://www.dhl.com/global-en/home/tracking/tracking-ecommerce.html?tracking-id={}",
            ("dhl-global-mail",)),
    Carrier("dpd", "DPD",
            "https://www.dpdgroup.com/nl/mydpd/my-parcels/track?lang=en&parcelNumber={}",
            ("dpd-de", "dpd-uk", "geopost")),
    Carrier("gls", "GLS", "https://gls-group.com/GROUP/en/parcel-tracking?match={}",
            ("general-logistics-systems", "gls-group")),
    Carrier("amazon", "Amazon Logistics", "https://track.amazon.com/tracking/{}",
            ("amazon-logistics", "amzl", "amzn", "amzn-us", "amazon-shipping")),
    # --- Chinese
    Carrier("cainiao", "Cainiao", "https://global.cainiao.com/newDetail.htm?mailNoList={}",
            ("aliexpress-standard-shipping", "aliexpress-standard", "aliexpress", "cainiao-global",
             "aliexpress-saver-shipping", "cainiao-super-economy")),
    Carrier("yunexpress", "YunExpress", "https://www.yuntrack.com/parcelTracking?id={}",
            ("yun-express", "yun")),
    Carrier("yanwen", "Yanwen", "https://track.yw56.com.cn/en/querydel?nums={}",
            ("yw", "yanwen-logistics")),
    Carrier("4px", "4PX", "https://track.4px.com/#/result/0/{}", ("4-px", "fpx")),
    Carrier("sunyou", "SunYou", ANYBODY, ("sypost", "sun-you")),
    Carrier("sf-express", "SF Express", ANYBODY, ("sf", "shunfeng", "sf-international")),
    Carrier("jt-express", "J&T Express", ANYBODY, ("j-t-express", "jt", "jnt", "j-t")),
    Carrier("yto", "YTO Express", ANYBODY, ("yto-express",)),
    # --- European
    Carrier("yodel", "Yodel", "https://www.yodel.co.uk/tracking/{}"),
    Carrier("evri", "Evri", "https://www.evri.com/track/parcel/{}/details",
            ("hermes-uk", "my-hermes", "myhermes")),
    Carrier("hermes", "Hermes", "https://www.myhermes.de/empfangen/sendungsverfolgung/"
            "sendungsinformation#{}", ("hermes-de", "hermes-germany")),
    Carrier("inpost", "InPost", "https://inpost.pl/sledzenie-przesylek?number={}",
            ("in-post", "paczkomaty")),
    Carrier("packeta", "Packeta", "https://tracking.packeta.com/en/{}", ("zasilkovna",)),
    # --- North American
    Carrier("ontrac", "OnTrac", "https://www.ontrac.com/tracking/?number={}", ("on-trac",)),
    Carrier("lasership", "LaserShip", "https://www.ontrac.com/tracking/?number={}",
            ("laser-ship",)),
    Carrier("purolator", "Purolator", "https://www.purolator.com/en/shipping/tracker?searchValue={}"),
    Carrier("canpar", "Canpar",
            "https://www.canpar.com/en/track/tracking.jsp?reference={}&locale=en"),
    Carrier("gofo", "GOFO Express", "https://www.gofoexpress.com/tracking.html?searchID={}",
            ("gofo-express",)),
    Carrier("landmark-global", "Landmark Global", "https://track.landmarkglobal.com/?search={}",
            ("landmark",)),
    Carrier("old-dominion", "Old Dominion",
            "https://www.odfl.com/us/en/tools/trace-track-ltl-freight/trace.html?proNumbers={}",
            ("odfl", "old-dominion-freight-line")),
    Carrier("spee-dee", "Spee-Dee Delivery", "https://www.speedeedelivery.com/track/?tracking={}",
            ("speedee", "spee-dee-delivery", "speedee-delivery")),
)  # fmt: skip


@cache
def carriers() -> Mapping[str, Carrier]:
    """Return every carrier by its slug."""
    posts = (Carrier(slug_of(name), name) for name in POSTS.values())
    return {each.slug: each for each in posts} | {each.slug: each for each in _TABLE}


def find_carrier(text: str) -> Carrier | None:
    """Return the carrier that a typed name means: its slug, its name, or another name of it."""
    known = _names().get(slug_of(text).replace("-", ""))
    return carriers()[known] if known else None


def near_carrier(text: str) -> Carrier | None:
    """Return the carrier that a name may be a misspelling of."""
    from difflib import get_close_matches

    names = _names()
    near = get_close_matches(slug_of(text).replace("-", ""), names, n=1, cutoff=_NEAR)
    return carriers()[names[near[0]]] if near else None


@cache
def _names() -> Mapping[str, str]:
    """Every name, without its dashes, with the slug it stands for."""
    found: dict[str, str] = {}
    for each in carriers().values():
        for name in (each.slug, slug_of(each.name), *each.also):
            found.setdefault(name.replace("-", ""), each.slug)
    return found
