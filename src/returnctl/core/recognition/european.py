"""Numbers of European parcel services other than posts, DPD, GLS and DHL."""

from typing import Final

from returnctl.core.recognition.formats import Format

FORMATS: Final = (
    Format("yodel", "yodel", r"J?JD\d{16}", "high", rank=10),
    Format("evri", "evri", r"[A-Z]\d{2}[A-Z0-9]{3}\d{10}", "medium", rank=30),
    Format("evri-16", "evri", r"\d{16}", "low", rank=40),
    Format("hermes-h", "hermes", r"H\d{19}", "high", rank=10),
    Format("hermes-14", "hermes", r"\d{14}", "low", rank=50),
    Format("hermes-20", "hermes", r"\d{20}", "low", rank=60),
    Format("inpost", "inpost", r"\d{24}", "low", rank=40),
    Format("packeta", "packeta", r"Z\d{10}", "medium", rank=20),
)  # fmt: skip
