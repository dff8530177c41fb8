"""The hashes that the store is full of, by the interpreter's own code rather than OpenSSL's.

`hashlib` loads OpenSSL, and that takes longer than to hash all that a reading command has to hash;
for whole files it is the faster one. The standard library's `random` goes the same way.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hashlib import sha1, sha256
else:

    def _lightest(name: str, *modules: str) -> Any:
        """Return a hash from the first of these modules that this Python has."""
        for module in modules:
            try:
                return getattr(import_module(module), name)
            except (ImportError, AttributeError):
                continue
        raise ImportError(name)

    sha256 = _lightest("sha256", "_sha256", "_sha2", "hashlib")
    sha1 = _lightest("sha1", "_sha1", "hashlib")

__all__ = ["digest", "sha1", "sha256"]


def digest(text: str) -> str:
    """Return the SHA-256 of a text, in hexadecimal digits."""
    return sha256(text.encode()).hexdigest()
