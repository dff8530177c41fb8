"""A folder for copies that are needed for a moment: gone again, whatever ends the program."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from returnctl.store.litter import COPIES


@contextmanager
def copies(beside: Path | None = None) -> Iterator[Path]:
    """Make a folder among the temporary files, or a hidden one in another folder; remove it."""
    prefix = f".{COPIES}" if beside else COPIES
    with _undisturbed():
        folder = TemporaryDirectory(prefix=prefix, dir=beside, ignore_cleanup_errors=True)
    try:
        yield Path(folder.name)
    finally:
        with _undisturbed():
            folder.cleanup()


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Let signals wait: one that ends the program amid a removal would leave the rest behind."""
    if sys.platform == "win32":
        yield
        return
    waiting = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
    before = signal.pthread_sigmask(signal.SIG_BLOCK, waiting)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
