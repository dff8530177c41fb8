"""Keys and passwords: where each may come from, and how it is read; for tracking and reminders.

Order: the environment, a command that prints it, a file that only its owner may read, the system's
keyring. Nothing here keeps a secret or repeats one in an error.
"""

import os
import stat
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from returnctl.core.errors import Refused
from returnctl.core.secret import Secret
from returnctl.core.structs import Struct
from returnctl.settings.config import Settings
from returnctl.settings.secretcommand import output_of
from returnctl.settings.systemkeyring import from_keyring

_MOST_BYTES: Final = 4096


class SecretPlace(Struct, frozen=True, kw_only=True):
    """Where the secret called `name` may lie: a variable, a command, a file, the keyring."""

    name: str
    variable: str
    command: str | None = None
    file: str | None = None
    keyring: bool = False


def place_of(settings: Settings, section: str, name: str) -> SecretPlace:
    """Return where the secret of a section's member lies: `providers` and `dhl`, say.

    Its variable is `RETURNCTL_DHL_KEY`.
    """
    fields = settings.section(section).get(name, {})
    return SecretPlace(
        name=name,
        variable=f"RETURNCTL_{name.upper()}_KEY",
        command=fields.get("token_command"),
        file=fields.get("key_file"),
        keyring=bool(fields.get("keyring")),
    )


def origin(place: SecretPlace, environ: Mapping[str, str]) -> str | None:
    """Say where the secret would come from, without reading it; None where nothing is set."""
    found = _way(place, environ)
    return found[0] if found else None


def read_secret(place: SecretPlace, environ: Mapping[str, str]) -> Secret:
    """Return the secret from the first place that is set.

    Raises:
        Refused: none is set, or what is set gives none; the sentence never holds what was read.
    """
    found = _way(place, environ)
    if found is None:
        hint = (
            f"Set {place.variable}, or token_command, key_file or keyring: see docs/providers.md."
        )
        raise Refused(f"there is no key for {place.name}.", hint=hint)
    where, read = found
    return _checked(read(), f"the key of {place.name} (from {where})")


def _way(place: SecretPlace, environ: Mapping[str, str]) -> tuple[str, Callable[[], str]] | None:
    """Return the first place that is set as where and how."""
    if text := environ.get(place.variable):
        return f"environment {place.variable}", lambda: text
    if command := place.command:
        return "token_command", lambda: output_of(command, place.name)
    if file := place.file:
        return f"file {file}", lambda: _content(Path(file))
    if place.keyring:
        return "keyring", lambda: from_keyring(place.name)
    return None


def _content(file: Path) -> str:
    """Return what a private file holds."""
    try:
        path = file.expanduser()
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except (OSError, RuntimeError, ValueError):
        raise Refused(f"the key file {file} cannot be read.", hint="See key_file.") from None
    try:
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode):
            raise Refused(f"the key file {file} is no plain file.", hint="See key_file.")
        if os.name == "posix" and stat.S_IMODE(found.st_mode) & 0o077:
            raise Refused(f"others may read the key file {file}.", hint=f"chmod 600 {file}")
        return os.read(handle, _MOST_BYTES + 1).decode("utf-8", "replace")
    finally:
        os.close(handle)


def _checked(text: str, what: str) -> Secret:
    """Take one line of visible characters, and nothing else."""
    stripped = text.strip()
    if not stripped:
        raise Refused(f"{what} is empty.", hint="See docs/providers.md.")
    if len(stripped) > _MOST_BYTES or not stripped.isprintable() or "\ufffd" in stripped:
        raise Refused(f"{what} is more than one line of text.", hint="It must be the key alone.")
    return Secret(stripped)
