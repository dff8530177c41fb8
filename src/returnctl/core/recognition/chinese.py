"""Numbers of Chinese shippers and the lines of AliExpress; almost none has a check digit.

What looks like the UPU's form but ends in letters of no country (`...YP`, `...YQ`) is a private
line. Sources: numbers in mails and on labels that users have published.
"""

from typing import Final

from returnctl.core.recognition.formats import Format

FORMATS: Final = (
    Format("cainiao-lp", "cainiao", r"LP\d{14,18}", "high", rank=10),
    Format("cainiao-lp-cn", "cainiao", r"LP\d{9,12}CN", "medium", rank=40),
    Format("cainiao-ap", "cainiao", r"AP\d{11,16}", "high", rank=10),
    Format("cainiao-ae", "cainiao", r"AE\d{9,16}", "medium", rank=20),
    Format("cainiao-line", "cainiao", r"CN[A-Z]{2}[A-Z0-9]*\d{6,}[A-Z0-9]*HD", "high", rank=10),
    Format("yunexpress", "yunexpress", r"YT\d{16}", "high", rank=10),
    Format("4px", "4px", r"4PX\d{13,16}CN", "high", rank=10),
    Format("yanwen", "yanwen", r"[A-Z]{2}\d{9}Y[A-Z]", "low", rank=20),
    Format("yanwen-long", "yanwen", r"[A-Z]{2}\d{13}Y[A-Z]", "low", rank=20),
    Format("sunyou", "sunyou", r"SY(?:[A-Z]{2})?\d{8,14}", "high", rank=20),
    Format("sf-express", "sf-express", r"SF\d{12,13}", "high", rank=10),
    Format("jt-express", "jt-express", r"JT\d{13}", "medium", rank=10),
    Format("yto", "yto", r"YT\d{13}", "medium", rank=10),
)  # fmt: skip
