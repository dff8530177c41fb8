"""What a file probably proves, and whether it may be opened: both read off its name.

Whoever knows better what it is says so with `--kind`. A word of the name beats the suffix:
`invoice.png` is a receipt. What says nothing is `other`: a guess that looks like knowledge would
hide that a proof is missing.
"""

import re
from typing import Final

_WORDS: Final = {
    "screenshot": "screenshot screenshots bildschirmfoto captura capture schermata",
    "receipt": "receipt invoice bill confirmation rechnung quittung beleg bon factura recibo "
    "ticket facture recu ricevuta fattura einlieferungsbeleg",
    "label": "label etikett versandetikett etiqueta etiquette versandschein",
    "message": "chat chats conversation message messages whatsapp mail email nachricht",
    "proof_of_delivery": "pod ablieferungsnachweis zustellnachweis",
    "listing": "listing product produkt producto offer angebot",
    "policy": "policy terms agb",
    "form": "form formular formulario formulaire",
}  # fmt: skip
_KIND_OF_WORD: Final = {word: kind for kind, words in _WORDS.items() for word in words.split()}
_SUFFIXES: Final = {
    "photo": "jpg jpeg heic heif avif webp tif tiff dng bmp",
    "video": "mp4 mov m4v avi mkv webm 3gp mpg mpeg",
    # Cameras write no PNG; what a screen shows is saved as one.
    "screenshot": "png gif",
    "message": "eml msg mbox",
    "listing": "html htm mhtml webarchive",
}
_KIND_OF_SUFFIX: Final = {end: kind for kind, ends in _SUFFIXES.items() for end in ends.split()}
_PHRASES: Final = {"proof of delivery": "proof_of_delivery", "screen shot": "screenshot"}
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_HUMP: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")


def guess_kind(name: str) -> str:
    """Return the kind of evidence that a file's name tells of."""
    stem, dot, suffix = name.rpartition(".")
    words = _LETTERS.findall(_HUMP.sub(" ", stem if dot else name).lower())
    spoken = " ".join(words)
    phrase = next((kind for text, kind in _PHRASES.items() if text in spoken), None)
    word = next((_KIND_OF_WORD[word] for word in words if word in _KIND_OF_WORD), None)
    return phrase or word or _KIND_OF_SUFFIX.get(suffix.lower(), "other")


# What a viewer shows. All else may be a program, and a double-click would start it.
_VIEWED: Final = frozenset(
    "jpg jpeg png gif heic heif avif webp tif tiff bmp mp4 mov m4v avi mkv webm 3gp mpg mpeg mp3 "
    "m4a wav ogg pdf txt".split()
)  # fmt: skip


def is_viewed(name: str) -> bool:
    """Say whether a file, by its name, is one that viewers show."""
    return name.rpartition(".")[2].lower() in _VIEWED
