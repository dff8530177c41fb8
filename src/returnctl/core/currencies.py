"""The currencies of ISO 4217: their codes, their decimals and the signs written for them.

Convention: every table is text, a word for each entry, so that it can be compared with the source.
"""

from typing import Final

# List one as published on 2026-01-01, without metals, test codes and units of account.
_CURRENT: Final = """
AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN BZD
CAD CDF CHE CHF CHW CLF CLP CNY COP COU CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP
GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR
KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN
MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD
SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX
USD USN UYI UYU UYW UZS VED VES VND VUV WST XAD XAF XCD XCG XOF XPF YER ZAR ZMW ZWG
"""
# Withdrawn since 2023; older orders were paid in them.
_WITHDRAWN: Final = "ANG BGN CUC HRK"

CURRENCIES: Final = frozenset((_CURRENT + _WITHDRAWN).split())

# Every other currency has two decimals.
_DECIMALS: Final = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
}
_EXPONENTS: Final = {code: digits for digits, codes in _DECIMALS.items() for code in codes.split()}

# What is written instead of a code, and the currencies it can stand for.
_SIGNS: Final = """
€:EUR £:GBP zł:PLN zl:PLN kč:CZK ft:HUF lei:RON ₺:TRY tl:TRY ₽:RUB ₴:UAH ₸:KZT ₪:ILS ₹:INR ₩:KRW
₫:VND ฿:THB ₱:PHP 元:CNY cn¥:CNY jp¥:JPY ¥:CNY,JPY kr:DKK,ISK,NOK,SEK us$:USD c$:CAD ca$:CAD
a$:AUD au$:AUD nz$:NZD hk$:HKD s$:SGD sg$:SGD nt$:TWD mx$:MXN r$:BRL
$:USD,ARS,AUD,BMD,BND,BSD,BZD,CAD,CLP,COP,DOP,FJD,HKD,JMD,KYD,MXN,NZD,SGD,TTD,TWD,UYU,XCD
"""
_BY_SIGN: Final = {
    sign: tuple(codes.split(","))
    for sign, _, codes in (pair.partition(":") for pair in _SIGNS.split())
}


def exponent(currency: str) -> int:
    """How many decimals a currency has (ISO 4217); ValueError for a code that is none."""
    if currency not in CURRENCIES:
        raise ValueError(f"{currency!r} is not an ISO 4217 currency code.")
    return _EXPONENTS.get(currency, 2)


def named_by(mark: str) -> tuple[str, ...]:
    """The currencies that a code or sign beside an amount can mean, none for an unknown one."""
    if mark.upper() in CURRENCIES:
        return (mark.upper(),)
    return _BY_SIGN.get(mark.replace(" ", "").casefold(), ())
