"""Numbers of UPS, FedEx, DHL, DPD, GLS and Amazon, wherever they drive.

Sources: the carriers' developer and label guides; GS1 General Specifications for SSCC.
"""

from typing import Final

from returnctl.core.recognition import checkdigits
from returnctl.core.recognition.formats import Format

# The last fourteen digits of FedEx's long bar code; the number on the label leaves two zeros out.
_OF_34: Final = r"(?=(?:00)?(?P<number>\d{12,14})$)(?P<serial>\d{13})(?P<check>\d)"
# What DHL's mail service puts behind its letters; the UPU's form is somebody else's.
_MAIL: Final = r"(?!\d{9}[A-Z]{2}$)(?=[A-Z]*\d)[A-Z0-9]{10,37}"

FORMATS: Final = (
    # --- UPS
    Format("ups-1z", "ups", r"1Z(?P<serial>[A-Z0-9]{15})(?P<check>\d)", "high",
           checkdigits.ups, 10),
    Format("ups-waybill", "ups", r"[AHJKTV](?P<serial>\d{9})(?P<check>\d)", "medium",
           checkdigits.ups, 20),
    # --- FedEx
    Format("fedex-12", "fedex", r"(?P<serial>\d{11})(?P<check>\d)", "low", checkdigits.fedex, 20),
    Format("fedex-15", "fedex", r"(?P<serial>\d{14})(?P<check>\d)", "low", checkdigits.gs1, 20),
    Format("fedex-sscc", "fedex", r"(?P<serial>\d{17})(?P<check>\d)", "low", checkdigits.gs1, 40),
    Format("fedex-96", "fedex", r"96\d{5}(?P<number>(?P<serial>\d{14})(?P<check>\d))",
           "medium", checkdigits.gs1, 10),
    Format("fedex-96-34", "fedex", r"96\d{18}" + _OF_34, "medium", checkdigits.fedex, 10),
    Format("fedex-34", "fedex", r"[0-8]\d{19}" + _OF_34, "low", checkdigits.fedex, 30),
    Format("fedex-astra", "fedex", r"3\d{15}(?P<number>(?P<serial>\d{11})(?P<check>\d))\d{4}",
           "low", checkdigits.fedex, 30),
    # --- DHL
    Format("dhl-paket", "dhl", r"(?P<serial>00340434\d{11})(?P<check>\d)", "medium",
           checkdigits.gs1, 10),
    Format("dhl-paket-12", "dhl", r"\d{12}", "low", rank=60),
    Format("dhl-parcel", "dhl", r"(?:JJD\d{12,20}|JD\d{18}|JVGL\d{9,20})", "high", rank=30),
    Format("dhl-express", "dhl-express", r"(?P<serial>\d{9,10})(?P<check>\d)", "low",
           checkdigits.mod7, 30),
    Format("dhl-express-piece", "dhl-express", r"J(?!VGL)[A-Z]{2,3}\d{9,10}", "high", rank=20),
    Format("dhl-ecommerce", "dhl-ecommerce", rf"(?:GM|LX|RX|UV){_MAIL}", "medium", rank=60),
    Format("dhl-ecommerce-by-country", "dhl-ecommerce", rf"(?:CN|SG|TH|IN|HK|MY){_MAIL}", "low",
           rank=60),
    Format("dhl-ecommerce-14", "dhl-ecommerce", r"\d{14}", "low", rank=30),
    # --- DPD, GLS
    Format("dpd", "dpd", r"(?P<serial>\d{14})(?P<check>[A-Z])", "medium", checkdigits.mod37, 10),
    Format("dpd-digits", "dpd", r"(?P<serial>\d{14})(?P<check>\d)", "low", checkdigits.mod37, 40),
    Format("dpd-barcode", "dpd",
           r"(?=\d{7}(?P<number>\d{14}))(?P<serial>\d{27})(?P<check>[0-9A-Z])",
           "medium", checkdigits.mod37, 20),
    Format("dpd-14", "dpd", r"\d{14}", "low", rank=40),
    Format("gls", "gls", r"\d{11}", "low", rank=50),
    Format("gls-12", "gls", r"\d{12}", "low", rank=55),
    Format("gls-track", "gls", r"(?=[A-Z]*\d)(?=\d*[A-Z])[A-Z0-9]{8}", "low", rank=50),
    # --- Amazon
    Format("amazon-tba", "amazon", r"TB[ABCM]\d{12}", "high", rank=10),
    Format("amazon-international", "amazon", r"[ACF]\d{10}", "medium", rank=40),
)  # fmt: skip
