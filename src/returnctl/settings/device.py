"""The device's random id: in the state folder, so that a copied database is not this device."""

import os
from pathlib import Path


def device_id(state: Path) -> str:
    """Return this device's id, making it once; without a place to keep it, a passing one."""
    path = state / "device"
    try:
        known = path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        known = ""
    return known or _make(path)


def _make(path: Path) -> str:
    """Write a new id; of two processes at once the first one's id holds for both."""
    new = os.urandom(8).hex()
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip() or new
    except OSError:
        return new
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(new)
    return new
