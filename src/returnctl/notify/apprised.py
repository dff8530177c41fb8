"""Posts through Apprise (extra `notify`): mail, ntfy, Telegram, Matrix, webhooks and many more.

What Apprise says goes to its log, addresses among it: nothing of that is shown. Why a post failed
is told in a few words of our own.
"""

import logging
import warnings
from collections.abc import Callable
from functools import partial
from typing import Any, Final

from returnctl.core.errors import Refused, Unreachable
from returnctl.core.secret import Secret
from returnctl.notify.timed import within

SECONDS: Final = 30.0
# Apprise waits four seconds for an answer. A server that took the message and is slower than that
# would get it again at every run.
_ANSWER_SECONDS: Final = 25.0
_LOGGERS: Final = ("apprise", "urllib3", "requests")


def post(name: str, address: Secret, title: str, text: str, *, seconds: float = SECONDS) -> None:
    """Post a text to one address.

    Raises:
        Refused: Apprise is not installed, or does not know such an address.
        Unreachable: the service did not take the text in time.
    """
    apprise, service = _service(name, address)
    # Text as it is: a title of an item is neither HTML nor Markdown.
    send = partial(service.notify, body=text, title=title, body_format=apprise.NotifyFormat.TEXT)
    _send(name, send, seconds)


def _service(name: str, address: Secret) -> tuple[Any, Any]:
    """Return the library, and what it makes of an address; its plugins are loaded by that."""
    _hush()
    with warnings.catch_warnings():
        # What its plugins use of old Python is nothing to tell a shopper of.
        warnings.simplefilter("ignore")
        try:
            import apprise
        except ImportError:
            msg = f"the channel {name} needs an extra that is not installed."
            raise Refused(msg, hint="pip install 'returnctl[notify]'") from None
        service = apprise.Apprise()
        if not service.add(address.reveal()):
            msg = f"the address of the channel {name} is none that Apprise knows."
            raise Refused(msg, hint="Its form: https://appriseit.com/services/")
    for plugin in service:
        if "socket_read_timeout" not in vars(plugin):  # the address sets none (`?rto=`)
            plugin.socket_read_timeout = _ANSWER_SECONDS
    return apprise, service


def _send(name: str, send: Callable[[], Any], seconds: float) -> None:
    hint = f"It is tried again at the next run. By hand: returnctl remind --test {name}"
    try:
        taken = within(seconds, send)
    except TimeoutError:
        msg = f"the channel {name} gave no answer in {seconds:g} seconds."
        raise Unreachable(msg, hint=hint) from None
    except Exception as error:  # noqa: BLE001 - plugins raise whatever they like
        msg = f"the channel {name} failed ({type(error).__name__})."
        raise Unreachable(msg, hint=hint) from None
    if not taken:
        raise Unreachable(f"the channel {name} did not take the message.", hint=hint)


def _hush() -> None:
    """Keep what the libraries log, addresses with secrets, from every stream, and for good."""
    for name in _LOGGERS:
        logger = logging.getLogger(name)
        logger.handlers = [logging.NullHandler()]
        logger.propagate = False
