"""Numbers of carriers in the United States and Canada, the posts, UPS and FedEx aside."""

from typing import Final

from returnctl.core.recognition import checkdigits
from returnctl.core.recognition.formats import Format

FORMATS: Final = (
    Format("ontrac", "ontrac", r"(?P<serial>[CD]\d{13})(?P<check>\d)", "high", checkdigits.ups, 10),
    Format("lasership", "lasership", r"L[AEHINX][1-3]\d{7}", "high", rank=10),
    Format("lasership-1ls7", "lasership", r"1LS7[12]\d{10}", "high", rank=10),
    Format("lasership-1ls7-parts", "lasership", r"1LS7[12]\d{2}01[1-4]\d{6}1", "high", rank=10),
    Format("lasership-1lscx", "lasership", r"1LSCX(?=[A-Z]*\d)[A-Z0-9]{10}", "high", rank=10),
    Format("purolator-12", "purolator", r"(?P<serial>[0-5]\d{10})(?P<check>\d)", "low",
           checkdigits.luhn, 10),
    Format("purolator", "purolator", r"[A-Z]{3}\d{9}", "medium", rank=40),
    Format("canpar", "canpar", r"[CDKLSUXZ]\d{21}", "high", rank=10),
    Format("gofo", "gofo", r"GFUS\d{14}", "high", rank=10),
    Format("landmark-ltn", "landmark-global", r"LTN\d{8}N1", "high", rank=10),
    Format("old-dominion", "old-dominion", r"(?P<serial>(?:77[78]|072|780)\d{7})(?P<check>\d)",
           "low", checkdigits.luhn, 10),
    Format("old-dominion-guaranteed", "old-dominion", r"(?P<serial>80\d{8})(?P<check>\d)", "low",
           checkdigits.luhn, 10),
    Format("spee-dee", "spee-dee", r"SP\d{18}", "high", rank=10),
)  # fmt: skip
