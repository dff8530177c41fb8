"""The keyring of the system (extra `keyring`), asked in a thread: a locked one may never answer."""

from queue import Empty, SimpleQueue
from threading import Thread
from typing import Final

from returnctl.core.errors import Refused

_SECONDS: Final = 3.0
_SERVICE: Final = "returnctl"


def from_keyring(name: str, *, seconds: float = _SECONDS) -> str:
    """Return the secret that the keyring holds for `returnctl` under that name.

    Raises:
        Refused: the extra is missing, no keyring answers, or it holds none.
    """
    try:
        import keyring
    except ImportError:
        msg = "the system keyring needs an extra that is not installed."
        raise Refused(msg, hint="pip install 'returnctl[keyring]'") from None
    answers: SimpleQueue[str | Exception | None] = SimpleQueue()

    def look() -> None:
        try:
            answers.put(keyring.get_password(_SERVICE, name))
        except Exception as error:  # noqa: BLE001 - backends raise whatever they like
            answers.put(error)

    Thread(target=look, daemon=True).start()
    try:
        found = answers.get(timeout=seconds)
    except Empty:
        raise Refused(
            f"the keyring gave no answer in {seconds:g} seconds.",
            hint="Unlock it; under cron, use token_command or key_file.",
        ) from None
    if isinstance(found, Exception):
        hint = "Under cron there is often none: use token_command or key_file."
        raise Refused("no system keyring can be reached.", hint=hint) from None
    if found is None:
        msg = f"the keyring holds no key for {name}."
        raise Refused(msg, hint=f"keyring set {_SERVICE} {name}")
    return found
