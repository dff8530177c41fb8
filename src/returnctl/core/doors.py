"""What a scan asks you to do: collect it, see to customs, mend the address, be there next time.

Services have one word (`exception`) for most of it; which of them it is stands in the carrier's own
text. What is not recognised there stays `exception`: look at the carrier's page.
"""

from typing import Final

from returnctl.core.case import Checkpoint

# The first that is found counts. Words of carriers in English, German, Spanish, French, Italian
# and Dutch, in lower case.
_WORDS: Final = (
    ("customs", ("customs", "duty", "duties", "zoll", "aduana", "arancel", "douane", "dogana")),
    ("missed", ("attempt", "missed", "not home", "not at home", "no one", "nobody", "absent",
                "unable to deliver", "could not be delivered", "nicht angetroffen",
                "zustellversuch", "ausente", "intento", "tentative", "assente", "tentativo",
                "niet thuis")),
    ("address", ("address", "adress", "anschrift", "dirección", "direccion", "destinatario desc",
                 "indirizzo", "adres")),
)  # fmt: skip

DOORS: Final = ("available_for_pickup", *(door for door, _ in _WORDS), "exception")


def door_of(scan: Checkpoint) -> str | None:
    """Return what a scan asks for, or None where it asks for nothing."""
    if scan.status == "available_for_pickup":
        return "available_for_pickup"
    if scan.status != "exception":
        return None
    text = scan.text.casefold()
    found = (door for door, words in _WORDS if any(word in text for word in words))
    return next(found, "exception")
