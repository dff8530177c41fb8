"""Sizes of files in words: `812 bytes`, `2 files, 3.4 MB`."""

from typing import Final

_THOUSAND: Final = 1000
_UNITS: Final = ("kB", "MB", "GB", "TB")


def size_text(size: int) -> str:
    """Give a number of bytes as people say it."""
    if size < _THOUSAND:
        return f"{size} byte{'' if size == 1 else 's'}"
    amount = float(size)
    for unit in _UNITS:
        amount /= _THOUSAND
        if amount < _THOUSAND or unit == _UNITS[-1]:
            break
    return f"{amount:.1f} {unit}" if amount < 10 else f"{amount:.0f} {unit}"


def files_text(number: int, size: int) -> str:
    """Give a number of files and what they take together."""
    return f"{number} file{'' if number == 1 else 's'}, {size_text(size)}"
