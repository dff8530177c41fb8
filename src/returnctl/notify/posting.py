"""Which way an address is posted to: this machine's desktop, else whatever Apprise knows."""

from collections.abc import Callable
from typing import Final
from urllib.parse import quote

from returnctl.core.errors import Refused
from returnctl.core.secret import Secret
from returnctl.notify import apprised, desktop

# What stands for the secret in an address.
PLACEHOLDER: Final = "{secret}"

# Scheme -> how it is posted to; anything else is Apprise's.
_WAYS: Final[dict[str, Callable[[str, Secret, str, str], None]]] = {"desktop": desktop.post}


def post(name: str, address: str, secret: Secret | None, title: str, text: str) -> None:
    """Post a text to the channel `name`; `secret` stands in for the placeholder of its address.

    Raises:
        Unreachable: it was not taken.
        Refused: it cannot be posted as the config is, or an extra is missing.
    """
    if PLACEHOLDER in address and secret is None:
        msg = f"the address of {name} needs a secret."
        raise Refused(msg, hint="See docs/reminders.md.")
    filled = address
    if secret is not None:
        filled = address.replace(PLACEHOLDER, quote(secret.reveal(), safe=""))
    way = _WAYS.get(address.partition("://")[0], apprised.post)
    way(name, Secret(filled), title, text)
