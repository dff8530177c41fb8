"""What a code is looked up by, however it was typed."""

from typing import Final

# Spaces and dashes are typed, pasted and read out in every way there is; they never count.
_SKIPPED: Final = dict.fromkeys(map(ord, " \t\n\r\v\f\u00a0\u2009\u200b\u202f\u00ad"
                                         "-\u2010\u2011\u2012\u2013\u2014\u2212"))  # fmt: skip


def key_of(text: str) -> str:
    """Return what a code is looked up by: upper case, without spaces and dashes."""
    return text.translate(_SKIPPED).upper()
