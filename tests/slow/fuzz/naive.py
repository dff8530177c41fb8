"""The control: reads mails with `email` and tables with `csv`, as one who trusts both would.

`naive KIND FOLDER` tells how many files of the folder the standard library does not bear, and of
how many; one that takes five seconds is given up.
"""

from __future__ import annotations

import csv
import email
import email.policy
import signal
import sys
from pathlib import Path
from types import FrameType
from typing import NoReturn


def read_mail(data: bytes) -> None:
    message = email.message_from_bytes(data, policy=email.policy.default)
    for name in ("From", "To", "Subject", "Message-ID", "Date"):
        str(message[name])
    for part in message.walk():
        if part.get_content_maintype() == "text":
            part.get_content()


def read_table(data: bytes) -> None:
    list(csv.DictReader(data.decode().splitlines(), strict=True))


def give_up(_: int, __: FrameType | None) -> NoReturn:
    raise TimeoutError


def fails(kind: str, path: Path) -> bool:
    signal.alarm(5)
    try:
        {"mail": read_mail, "table": read_table}[kind](path.read_bytes())
    except Exception:  # noqa: BLE001 - that is what is counted
        return True
    finally:
        signal.alarm(0)
    return False


if __name__ == "__main__":
    signal.signal(signal.SIGALRM, give_up)
    tried = sorted(Path(sys.argv[2]).iterdir())
    failed = sum(fails(sys.argv[1], path) for path in tried)
    sys.stdout.write(f"{failed} {len(tried)}")
