"""Who writes: shops and carriers with their domains, and the forms of the numbers in their mails.

Sources of domains and forms: mails that users have published, and open parsers of shipping mail.
To add a sender: a row here; what its words mean stands in `phrases`.
"""

import re
from functools import cache
from typing import Final, Literal

from returnctl.core.structs import Struct

Role = Literal["shop", "carrier"]


class Sender(Struct, frozen=True, kw_only=True):
    """A row of the table.

    `name` is the shop, or the carrier's slug. `domains` are theirs with everything below them;
    `relays` of others who write for them, told by `as_name` in the sender's name. `noise` are
    senders of the domain who never tell of an order. Numbers of `sure` form are theirs wherever
    they stand; those of `labelled` form only behind a word for a number.
    """

    name: str
    role: Role
    domains: tuple[str, ...]
    sure: str = ""
    labelled: str = ""
    relays: tuple[str, ...] = ()
    as_name: str = ""
    noise: tuple[str, ...] = ()


_AMAZON: Final = tuple(
    f"amazon.{land}"
    for land in "com ca co.uk in de it com.au pl fr es nl se com.be co.jp com.mx com.br com.tr sg "
    "ae sa eg co.za ie cn".split()
)
_EBAY: Final = tuple(
    f"ebay.{land}"
    for land in "com ca co.uk de it com.au pl fr es nl be at ch ie com.hk com.sg".split()
)
_ALLEGRO: Final = ("allegromail.pl", "allegro.pl")

SENDERS: Final = (
    # --- shops
    Sender(name="amazon", role="shop", domains=_AMAZON,
           sure=r"(?:\d{3}|D\d{2})-\d{7}-\d{7}",
           noise=("store-news", "vfe-campaign-response", "digital-no-reply", "marketing")),
    Sender(name="ebay", role="shop", domains=(*_EBAY, "members.ebay.com", "ebay.email"),
           sure=r"\d{2}-\d{5}-\d{5}", noise=("newsletter", "promotions")),
    Sender(name="aliexpress", role="shop",
           domains=("aliexpress.com", "aliexpress.us", "aliexpress.ru"), labelled=r"\d{10,20}",
           noise=("promo", "account", "aliexpress", "ae-touch.ae3", "newsletter")),
    # --- carriers
    Sender(name="usps", role="carrier", domains=("usps.com", "usps.gov"),
           sure=r"9[1-5](?: ?\d){18,24}|[A-Z]{2}\d{9}US",
           labelled=r"\d{20,26}|[A-Z]{2}\d{9}[A-Z]{2}"),
    Sender(name="ups", role="carrier", domains=("ups.com",), sure=r"1Z[0-9A-Z]{16}",
           labelled=r"1Z[0-9A-Z]{16}|[AHJKTV]\d{10}|\d{12}|\d{18,26}"),
    Sender(name="fedex", role="carrier", domains=("fedex.com",),
           labelled=r"\d{12}|\d{15}|\d{20}|\d{22}|\d{34}"),
    Sender(name="dhl", role="carrier", domains=("dhl.com", "dhl.de", "dhl.nl", "dhl.pl", "dhl.fr",
           "dhl.es", "dhl.it", "dhlparcel.nl", "dhlparcel.co.uk", "dhlecommerce.co.uk"),
           sure=r"JJD\d{12,20}|JVGL\d{9,20}|00340434\d{12}",
           labelled=r"\d{10,12}|\d{14}|\d{20}|[A-Z]{2}\d{9}[A-Z]{2}|[A-Z]{2,5}\d{10,20}"),
    Sender(name="deutsche-post", role="carrier", domains=("deutschepost.de",),
           sure=r"[A-Z]{2}\d{9}DE", labelled=r"[A-Z]{2}\d{9}[A-Z]{2}|[A-Z0-9]{16,20}"),
    Sender(name="royal-mail", role="carrier", domains=("royalmail.com",),
           sure=r"[A-Z]{2}\d{9}GB", labelled=r"[A-Z]{2}\d{9}[A-Z]{2}|\d{16}|[0-9A-F]{21}"),
    Sender(name="parcelforce", role="carrier", domains=("parcelforce.com", "parcelforce.net"),
           sure=r"[A-Z]{2}\d{9}GB", labelled=r"[A-Z]{2}\d{7,9}(?:GB)?"),
    Sender(name="evri", role="carrier", domains=("evri.com", "myhermes.co.uk",
           "hermes-europe.co.uk"),
           labelled=r"[A-Z]\d{2}[A-Z0-9]{3}\d{10}|\d{16}"),
    Sender(name="hermes", role="carrier", domains=("myhermes.de", "hermesworld.com",
           "hermes-ws.com"),
           sure=r"H\d{19}", labelled=r"H\d{19}|\d{14}|\d{20}"),
    Sender(name="yodel", role="carrier", domains=("yodel.co.uk", "myyodel.co.uk"),
           sure=r"J?JD\d{16}", labelled=r"J?JD\d{16}"),
    Sender(name="dpd", role="carrier", domains=("dpd.com.pl", "dpd.de", "dpd.com", "dpd.co.uk",
           "dpdlocal.co.uk", "dpd.fr", "dpd.nl", "dpd.be", "dpd.at", "dpd.cz", "dpdgroup.com"),
           relays=_ALLEGRO, as_name=r"\bdpd\b", sure=r"\d{13}[A-Z]\d?",
           labelled=r"\d{10}|\d{13,15}[A-Z0-9]?|[A-Z]\d{9,14}"),
    Sender(name="gls", role="carrier", domains=("gls-group.eu", "gls-group.com", "gls-pakete.de",
           "gls-poland.com", "gls-italy.com", "gls-spain.es", "gls-netherlands.com", "gls.nl"),
           relays=_ALLEGRO, as_name=r"\bgls\b", labelled=r"\d{11,14}|[A-Z0-9]{8}"),
    Sender(name="inpost", role="carrier", domains=("inpost.pl", "inpost.co.uk", "inpost.it"),
           relays=_ALLEGRO, as_name=r"\binpost\b", sure=r"\d{24}", labelled=r"\d{24}"),
    Sender(name="poczta-polska", role="carrier", domains=("poczta-polska.pl", "pocztex.pl"),
           relays=_ALLEGRO, as_name=r"\bpoczt(?:a polska|ex)\b", sure=r"00\d{18}|[A-Z]{2}\d{9}PL",
           labelled=r"\d{20}|[A-Z]{2}\d{9}[A-Z]{2}|PX\d{10}"),
    Sender(name="postnl", role="carrier", domains=("postnl.nl", "postnl.com", "postnl.be"),
           sure=r"3S[A-Z0-9]{11,15}|[A-Z]{2}\d{9}NL",
           labelled=r"3S[A-Z0-9]{11,15}|[A-Z]{2}\d{9}[A-Z]{2}"),
    Sender(name="bpost", role="carrier", domains=("bpost.be",), sure=r"[A-Z]{2}\d{9}BE",
           labelled=r"\d{18,24}|[A-Z]{2}\d{9}[A-Z]{2}"),
    Sender(name="la-poste", role="carrier", domains=("laposte.fr", "laposte.info", "colissimo.fr",
           "notif-colissimo-laposte.info"), sure=r"[A-Z]{2}\d{9}FR",
           labelled=r"\d[A-Z]\d{11}|[A-Z]{2}\d{9}[A-Z]{2}|\d{15}"),
    Sender(name="chronopost", role="carrier", domains=("chronopost.fr",),
           labelled=r"[A-Z]{2}\d{9}[A-Z]{2}|\d{15}"),
    Sender(name="correos", role="carrier", domains=("correos.es", "correos.com",
           "correosexpress.com"),
           sure=r"[A-Z]{2}\d{9}ES", labelled=r"[A-Z]{2}[0-9A-Z]{11,21}|\d{16}|\d{23}"),
    Sender(name="poste-italiane", role="carrier", domains=("posteitaliane.it", "poste.it"),
           sure=r"[A-Z]{2}\d{9}IT", labelled=r"[A-Z0-9]{12,16}"),
    Sender(name="swiss-post", role="carrier", domains=("post.ch",), sure=r"[A-Z]{2}\d{9}CH",
           labelled=r"99\d{16}|[A-Z]{2}\d{9}[A-Z]{2}"),
    Sender(name="austrian-post", role="carrier", domains=("post.at",), sure=r"[A-Z]{2}\d{9}AT",
           labelled=r"\d{16,22}|[A-Z]{2}\d{9}[A-Z]{2}"),
    Sender(name="postnord", role="carrier", domains=("postnord.com", "postnord.se", "postnord.dk",
           "postnord.no"), sure=r"[A-Z]{2}\d{9}(?:SE|DK)",
           labelled=r"\d{18,20}|[A-Z]{2}\d{9}[A-Z]{2}"),
    Sender(name="an-post", role="carrier", domains=("anpost.com", "anpost.ie"),
           sure=r"[A-Z]{2}\d{9}IE", labelled=r"[A-Z]{2}\d{9}[A-Z]{2}"),
    Sender(name="australia-post", role="carrier", domains=("auspost.com.au",),
           sure=r"[A-Z]{2}\d{9}AU", labelled=r"[A-Z]{2}\d{9}[A-Z]{2}|\d{12}|[0-9A-Z]{20,23}"),
    Sender(name="canada-post", role="carrier", domains=("canadapost.ca",
           "canadapost-postescanada.ca", "postescanada.ca"),
           sure=r"[A-Z]{2}\d{9}CA", labelled=r"\d{16}|[A-Z]{2}\d{9}[A-Z]{2}"),
    Sender(name="ontrac", role="carrier", domains=("ontrac.com", "lasership.com"),
           sure=r"[CD]\d{14}|1LS[A-Z0-9]{12,15}", labelled=r"[CD]\d{14}|1LS[A-Z0-9]{12,15}"),
    Sender(name="cainiao", role="carrier", domains=("cainiao.com",),
           sure=r"LP\d{14,18}", labelled=r"[A-Z]{2,4}\d{9,18}(?:[A-Z]{2})?"),
)  # fmt: skip


def sender_of(address: str, shown: str) -> Sender | None:
    """Return who writes from an address, under a name; None for somebody else."""
    local, _, host = address.rpartition("@")
    parts = host.split(".")
    tails = {".".join(parts[n:]) for n in range(len(parts))}
    for domain in sorted(tails & _by_domain().keys(), key=len, reverse=True):
        for each in _by_domain()[domain]:
            if domain in each.relays and not re.search(each.as_name, shown, re.IGNORECASE):
                continue
            return None if local in each.noise else each
    return None


@cache
def _by_domain() -> dict[str, list[Sender]]:
    found: dict[str, list[Sender]] = {}
    for each in SENDERS:
        for domain in (*each.domains, *each.relays):
            found.setdefault(domain, []).append(each)
    return found


def site_of(address: str, sender: Sender) -> str | None:
    """Return the shop's site that a mail comes from: `amazon.co.uk`."""
    host = address.rpartition("@")[2]
    return next((d for d in sender.domains if host == d or host.endswith(f".{d}")), None)
