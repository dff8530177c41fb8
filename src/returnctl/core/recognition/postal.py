"""Numbers of the posts: the UPU's form, whatever the country, and national forms.

Of the UPU's form the carrier is the post of the country in the last two letters, so its row names
none (`recognising` looks the country up). Sources: UPU standard S10; USPS Publication 199; the
posts' own label guides.
"""

from typing import Final

from returnctl.core.recognition import checkdigits
from returnctl.core.recognition.formats import Format

# A postcode in front of the number, as the bar code has it: 420 and five or nine digits.
_ZIP: Final = r"420\d{5}(?:\d{4}(?=9[1-5]\d{20}$))?"
_IMPB: Final = r"(?P<number>(?P<serial>9[2-5]\d{19}|9[2-5]\d{23}|9[2-5]\d{27})(?P<check>\d))"

S10: Final = Format(
    "s10", "", r"[A-Z]{2}(?P<serial>\d{8})(?P<check>\d)(?P<country>[A-Z]{2})", "high",
    checkdigits.s10, 10,
)  # fmt: skip

FORMATS: Final = (
    S10,
    Format("usps-impb", "usps", _IMPB, "medium", checkdigits.gs1, 10),
    Format("usps-impb-with-zip", "usps", _ZIP + _IMPB, "medium", checkdigits.gs1, 10),
    Format("usps-91", "usps", rf"(?:{_ZIP})?(?P<number>(?P<serial>91\d{{19}})(?P<check>\d))",
           "medium", checkdigits.gs1, 10),
    Format("usps-20", "usps", rf"(?:{_ZIP})?(?P<number>(?P<serial>\d{{19}})(?P<check>\d))", "low",
           checkdigits.gs1, 40),
    Format("usps-20-behind-91", "usps", r"(?P<serial>\d{19})(?P<check>\d)", "low",
           checkdigits.gs1_behind_91, 45),
    Format("canada-post-16", "canada-post", r"(?P<serial>\d{15})(?P<check>\d)", "low",
           checkdigits.gs1, 40),
    Format("colissimo", "la-poste", r"\d[A-Z]\d{11}", "medium", rank=40),
    Format("correos-23", "correos", r"P[A-Z](?=[A-Z]*\d)[A-Z0-9]{4}\d{10,16}[A-Z]?", "high",
           rank=20),
    Format("postnl-3s", "postnl", r"3S(?=[A-Z]*\d)[A-Z0-9]{9,13}", "high", rank=20),
    Format("bpost-24", "bpost", r"323\d{21}", "low", rank=30),
    Format("poczta-polska-20", "poczta-polska", r"(?P<serial>00\d590\d{13})(?P<check>\d)", "low",
           checkdigits.gs1, 20),
    Format("postnord-20", "postnord", r"(?P<serial>003(?:70|73)\d{14})(?P<check>\d)", "low",
           checkdigits.gs1, 20),
    Format("swiss-post-18", "swiss-post", r"99\d{16}", "low", rank=45),
)  # fmt: skip
