"""From bytes of a mail to text: transfer encodings and charsets, of which no one can raise or hang.

Only charsets that mails are written in are asked of Python: others of its codecs (`punycode`,
`unicode_escape`) are slow on purpose-made text or raise what nobody expects.
"""

import binascii
import codecs
import re
from typing import Final

_CHARSETS: Final = frozenset(
    "utf-8 ascii iso8859-1 iso8859-2 iso8859-3 iso8859-4 iso8859-5 iso8859-6 iso8859-7 iso8859-8 "
    "iso8859-9 iso8859-10 iso8859-13 iso8859-14 iso8859-15 iso8859-16 cp1250 cp1251 cp1252 cp1253 "
    "cp1254 cp1255 cp1256 cp1257 cp1258 cp850 cp866 cp874 koi8-r koi8-u gb2312 gbk gb18030 big5 "
    "euc_jp euc_kr cp949 iso2022_jp shift_jis cp932 tis-620 utf-16 utf-16-le utf-16-be".split()
)
_NO_BASE64: Final = re.compile(rb"[^A-Za-z0-9+/]+")


def decode_transfer(body: bytes, encoding: str) -> bytes:
    """Undo a part's transfer encoding; what is damaged is read as far as it goes."""
    kind = encoding.strip().lower()
    if kind == "base64":
        return _base64(body)
    return decode_quoted(body) if kind == "quoted-printable" else body


def decode_quoted(body: bytes, *, header: bool = False) -> bytes:
    """Undo quoted-printable: it never gets longer."""
    return binascii.a2b_qp(body, header=header)


def _base64(body: bytes) -> bytes:
    clean = _NO_BASE64.sub(b"", body)
    clean += b"=" * (-len(clean) % 4)
    try:
        return binascii.a2b_base64(clean)
    except binascii.Error:  # one character too many
        return binascii.a2b_base64(clean[: len(clean.rstrip(b"=")) // 4 * 4])


def decode_word(charset: str, kind: str, text: str) -> str:
    """Decode one encoded word of a header (RFC 2047)."""
    raw = text.encode("utf-8", "replace")
    raw = _base64(raw) if kind in "bB" else decode_quoted(raw, header=True)
    return decode_text(raw, charset.partition("*")[0])


def decode_text(raw: bytes, charset: str | None) -> str:
    """Return bytes as text, in the charset that they claim if there is such a one.

    Else UTF-8 if all of it is, else Windows-1252.
    """
    name = _known(charset) if charset else None
    if name and name not in ("ascii", "utf-8"):
        return raw.decode(name, "replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("utf-8" if name == "utf-8" else "cp1252", "replace")


def _known(charset: str) -> str | None:
    try:
        name = codecs.lookup(charset[:40].strip("\"' ")).name
    except (LookupError, ValueError):
        return None
    return name if name in _CHARSETS else None
