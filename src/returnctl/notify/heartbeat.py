"""A ping after a good run, so that a watcher notices when reminders stop.

The address is a secret of its own: whoever knows it can keep a dead run looking alive. Errors name
its host only.
"""

from typing import Final
from urllib.parse import urlsplit

from returnctl.core.errors import Refused, Unreachable
from returnctl.notify.timed import within

_SECONDS: Final = 10.0


def check(address: str) -> None:
    """Refuse what is no address, without repeating it.

    Raises:
        Refused: it names no host, or another protocol than HTTP.
    """
    try:
        parts = urlsplit(address)
        good = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        good = False
    if not good:
        msg = "the heartbeat is no address."
        raise Refused(msg, hint="Such as: --heartbeat https://hc-ping.com/UUID")


def ping(address: str, *, seconds: float = _SECONDS) -> None:
    """Ask for the address once, without following redirects.

    Raises:
        Unreachable: no good answer came in time.
    """
    import httpx

    host = urlsplit(address).hostname or "no host"

    def ask() -> int:
        with (
            httpx.Client(timeout=seconds, follow_redirects=False, trust_env=False) as client,
            client.stream("GET", address) as answer,
        ):
            return answer.status_code

    try:
        status = within(seconds, ask)
    except TimeoutError:
        msg = f"the heartbeat ({host}) gave no answer in {seconds:g} seconds."
        raise Unreachable(msg) from None
    except Exception as error:  # noqa: BLE001 - addresses too can be wrong in many ways
        msg = f"the heartbeat ({host}) failed ({type(error).__name__})."
        raise Unreachable(msg) from None
    if not 200 <= status < 300:
        raise Unreachable(f"the heartbeat ({host}) answered {status}.")
