"""The device's random id: in the state folder, so that a copied database is not this device."""

import os
from contextlib import suppress
from pathlib import Path


def device_id(state: Path) -> str:
    """Return this device's id, making it once; without a place to keep it, a passing one."""
    path = state / "device"
    return _known(path) or _make(path)


def _known(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def _make(path: Path) -> str:
    """Write a new id; of two processes at once the first one's id holds for both."""
    new = os.urandom(8).hex()
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write(path, new, os.O_EXCL)
    except FileExistsError:
        return _known(path) or _mend(path, new)
    except OSError:
        pass
    return new


def _mend(path: Path, new: str) -> str:
    """Fill a file that a crash left empty: else no run would ever be of the same device."""
    with suppress(OSError):
        _write(path, new, 0)
    return new


def _write(path: Path, new: str, how: int) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | how, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(new)
