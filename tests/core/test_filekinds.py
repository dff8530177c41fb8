"""What a file's name tells of what it proves."""

from __future__ import annotations

import pytest

from returnctl.core.filekinds import guess_kind
from returnctl.core.vocabulary import EVIDENCE_KINDS


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("IMG_2031.JPG", "photo"),
        ("PXL_20261109.heic", "photo"),
        ("VID_0001.mp4", "video"),
        ("Screenshot_2026-11-09-12-00.jpg", "screenshot"),
        ("ScreenShot 1.heic", "screenshot"),
        ("Bildschirmfoto 2026-11-09.png", "screenshot"),
        ("1.png", "screenshot"),
        ("invoice.png", "receipt"),
        ("OrderConfirmation-8190.pdf", "receipt"),
        ("Rechnung 12.pdf", "receipt"),
        ("return-label.pdf", "label"),
        ("WhatsApp chat.txt", "message"),
        ("mail from seller.eml", "message"),
        ("proof-of-delivery.jpg", "proof_of_delivery"),
        ("POD.pdf", "proof_of_delivery"),
        ("listing.html", "listing"),
        ("Return Policy.txt", "policy"),
        ("return_form.pdf", "form"),
        ("83749.label", "other"),
        # A word inside another word says nothing.
        ("platform.zip", "other"),
        ("podcast.mp3", "other"),
        ("83749.pdf", "other"),
        ("no suffix", "other"),
        ("receipt", "receipt"),
        (".hidden", "other"),
        ("", "other"),
        ("\\xff\x1b[31m.jpg", "photo"),
    ],
)
def test_a_name_tells_the_kind(name: str, kind: str) -> None:
    assert guess_kind(name) == kind
    assert kind in EVIDENCE_KINDS
