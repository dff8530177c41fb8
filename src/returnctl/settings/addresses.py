"""Addresses of services in the config: https, but for this machine itself."""

from typing import Final
from urllib.parse import urlsplit

from returnctl.core.errors import Refused

_THIS_MACHINE: Final = frozenset(("127.0.0.1", "::1", "localhost"))


def read_address(text: str) -> str:
    """Return the address of a service, without a slash at its end.

    The refusal does not repeat it: a password may stand in it.
    """
    address = text.strip()
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        host = None
    if not host or parts.scheme not in {"http", "https"} or not address.isprintable():
        raise Refused("it is no address.", hint="Such as: https://api.example.com")
    if parts.username is not None or parts.query or parts.fragment or " " in address:
        raise Refused(
            "it holds more than host and path.", hint="Keys go elsewhere: docs/providers.md"
        )
    if parts.scheme == "http" and host not in _THIS_MACHINE:
        raise Refused("only this machine may be asked without TLS.", hint=f"https://{host}")
    return address.rstrip("/")
