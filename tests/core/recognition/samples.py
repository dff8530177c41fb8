"""Made-up numbers: one for each format, and how to spoil one."""

from __future__ import annotations

from collections.abc import Iterator

# Format, number, carrier, confidence of the digits or letters alone. No parcel has these numbers.
SAMPLES = (
    ("s10", "RR473124829SE", "postnord-sverige", "high"),
    ("usps-impb", "9400100000000000000013", "usps", "low"),
    ("usps-impb-with-zip", "420100019205590000000000000125", "usps", "low"),
    ("usps-91", "9101123456789000000013", "usps", "low"),
    ("usps-20", "03071790000523489996", "usps", "low"),
    ("usps-20-behind-91", "71969010756003077309", "usps", "low"),
    ("canada-post-16", "7035114400000012", "canada-post", "low"),
    ("colissimo", "6A12345678901", "la-poste", "medium"),
    ("correos-23", "PHBW6T9812926090108000J", "correos", "high"),
    ("postnl-3s", "3SDFC0123450000", "postnl", "high"),
    ("bpost-24", "323000000000123456789012", "bpost", "low"),
    ("poczta-polska-20", "00359000000000001235", "poczta-polska", "low"),
    ("postnord-20", "00370123456789012347", "postnord", "low"),
    ("swiss-post-18", "996012345612345678", "swiss-post", "low"),
    ("ups-1z", "1Z12345E0300000010", "ups", "high"),
    ("ups-waybill", "K1234567895", "ups", "medium"),
    ("fedex-12", "123456789012", "fedex", "low"),
    ("fedex-15", "000000000000123", "fedex", "low"),
    ("fedex-sscc", "000123450000000096", "fedex", "low"),
    ("fedex-96", "9611020987654321000005", "fedex", "low"),
    ("fedex-96-34", "9632001560123456789900123456789012", "fedex", "low"),
    ("fedex-34", "1001901781990001000300123456789012", "fedex", "low"),
    ("fedex-astra", "32971500000000001234567890122013", "fedex", "low"),
    ("dhl-paket", "00340434000000001236", "dhl", "low"),
    ("dhl-paket-12", "700000000002", "dhl", "low"),
    ("dhl-parcel", "JVGL0612345678", "dhl", "high"),
    ("dhl-express", "1234567891", "dhl-express", "low"),
    ("dhl-express-piece", "JAB0123456789", "dhl-express", "high"),
    ("dhl-ecommerce", "GM1234567890123456", "dhl-ecommerce", "medium"),
    ("dhl-ecommerce-by-country", "SG12345678901", "dhl-ecommerce", "low"),
    ("dhl-ecommerce-14", "60120170000000", "dhl-ecommerce", "low"),
    ("dpd", "09980000020000X", "dpd", "medium"),
    ("dpd-digits", "099800000200289", "dpd", "low"),
    ("dpd-barcode", "008182709980000020001327276H", "dpd", "medium"),
    ("dpd-14", "09980000020000", "dpd", "low"),
    ("gls", "12345678906", "gls", "low"),
    ("gls-12", "700000000002", "gls", "low"),
    ("gls-track", "ZABC1234", "gls", "low"),
    ("amazon-tba", "TBA123456789012", "amazon", "high"),
    ("amazon-international", "C1001234567", "amazon", "medium"),
    ("cainiao-lp", "LP00123456789012", "cainiao", "high"),
    ("cainiao-lp-cn", "LP123456789CN", "cainiao", "medium"),
    ("cainiao-ap", "AP00123456789012", "cainiao", "high"),
    ("cainiao-ae", "AE010000001", "cainiao", "medium"),
    ("cainiao-line", "CNFR1234567890HD", "cainiao", "high"),
    ("yunexpress", "YT2200000000000001", "yunexpress", "high"),
    ("4px", "4PX3000123456789CN", "4px", "high"),
    ("yanwen", "UM123456789YP", "yanwen", "low"),
    ("yanwen-long", "UD1234567890123YQ", "yanwen", "low"),
    ("sunyou", "SYAE001234567", "sunyou", "high"),
    ("sf-express", "SF1234567890123", "sf-express", "high"),
    ("jt-express", "JT1234567890123", "jt-express", "medium"),
    ("yto", "YT1234567890123", "yto", "medium"),
    ("yodel", "JJD0002200000000001", "yodel", "high"),
    ("evri", "H00AB00123456789", "evri", "medium"),
    ("evri-16", "1234567890123456", "evri", "low"),
    ("hermes-h", "H1234567890123456789", "hermes", "high"),
    ("hermes-14", "60120170000000", "hermes", "low"),
    ("hermes-20", "60120170000000123456", "hermes", "low"),
    ("inpost", "612345678901234567890123", "inpost", "low"),
    ("packeta", "Z1234567890", "packeta", "medium"),
    ("ontrac", "C10000000000012", "ontrac", "high"),
    ("lasership", "LX10000001", "lasership", "high"),
    ("lasership-1ls7", "1LS717790000001", "lasership", "high"),
    ("lasership-1ls7-parts", "1LS7119013000001-1", "lasership", "high"),
    ("lasership-1lscx", "1LSCXVE00000001", "lasership", "high"),
    ("purolator-12", "320100000001", "purolator", "low"),
    ("purolator", "CGK000000001", "purolator", "medium"),
    ("canpar", "D576000000000000001001", "canpar", "high"),
    ("gofo", "GFUS01000000000001", "gofo", "high"),
    ("landmark-ltn", "LTN00000001N1", "landmark-global", "high"),
    ("old-dominion", "78000000014", "old-dominion", "low"),
    ("old-dominion-guaranteed", "80000000010", "old-dominion", "low"),
    ("spee-dee", "SP000000000000000001", "spee-dee", "high"),
)

# Numbers that carriers print in their own guides: the check digits are not ours.
PUBLISHED = (
    ("1Z999AA10123456784", "ups"),
    ("RB123456785CN", "china-post"),
    ("RA473124829FI", "posti"),
    ("9400111206206406260787", "usps"),
    ("00340434161094022115", "dhl"),
)


def with_one_digit_changed(number: str) -> Iterator[str]:
    """Every number that differs in one digit."""
    for place, char in enumerate(number):
        if char.isdigit():
            for other in "0123456789".replace(char, ""):
                yield number[:place] + other + number[place + 1 :]
