"""Twenty secrets, wherever one may be: keys of services and channels, and what is personal.

Keys are told nowhere. What is personal is in the records, and shown to the shopper; it is not in
what is told of a bug, and not in a log.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.cli.running import Cli
from tests.tracking.test_planted_secrets import NUMBERS, SECRETS, plant

KEYS: Final = (*SECRETS[:11], *SECRETS[11:14])
PERSONAL: Final = (
    "DE89370400440532013000", "4111 1111 1111 1111", "+49 151 23456789",
    "martina.muster@example.org", "Lindenallee 7b", "hunter2-not-a-key",
)  # fmt: skip
ORDER: Final = "8190123456789000"
# They hold a key by design.
_GIVEN: Final = frozenset(("key", "key.py", ".netrc", "config.toml", "stdout", "stderr", "said"))


@dataclass(frozen=True)
class Ground:
    """A home with records, settings and secrets in it."""

    home: Path
    cli: Cli
    url: str

    @property
    def heartbeat(self) -> str:
        return f"{self.url}/ping/{KEYS[12]}"

    @property
    def _kept(self) -> Path:
        return self.home.with_name(f"{self.home.name}-kept")

    def keep(self) -> None:
        """Remember the records as they are."""
        shutil.copytree(self.cli.db.parent, self._kept)

    def reset(self) -> None:
        """Take back what a run recorded: the next one finds as much to do."""
        shutil.rmtree(self.cli.db.parent)
        shutil.copytree(self._kept, self.cli.db.parent)

    def files(self) -> bytes:
        """Every byte that lies about, but for what holds keys by design; names, too."""
        found = (each for each in self.home.rglob("*") if each.is_file())
        return b"".join(
            each.read_bytes() + str(each).encode() for each in found if each.name not in _GIVEN
        )

    def reports(self) -> bytes:
        """Every crash report."""
        return b"".join(each.read_bytes() for each in self.home.rglob("crash-*.txt"))


def planted(home: Path, cli: Cli, url: str) -> Ground:
    """Record what is personal, and set keys of every service and channel."""
    for number, tracking in enumerate(NUMBERS.values()):
        cli.ok("add", f"81901234567890{number:02}", "Cable", "9.99", "--tracking", tracking,
               "--seller-country", "CN", "--delivered", "-3d", "--reason", "defective",
               f"--note=my account {PERSONAL[0]}", f"--seller={PERSONAL[3]}",
               "--deadline", "promise=+3d")  # fmt: skip
    for text in (PERSONAL[1], PERSONAL[2], PERSONAL[4], f"the password is {PERSONAL[5]}"):
        cli.ok("message", "add", ORDER, "--from", "me", text)
    plant(cli, home, url)
    host = url.removeprefix("http://")
    config = home / ".config" / "returnctl" / "config.toml"
    config.write_text(
        f'{config.read_text()}[channels.phone]\nurl = "json://me:{KEYS[11]}@{host}/"\n'
        f'[channels.web]\nurl = "json://{host}/{{secret}}"\n'
    )
    config.chmod(0o600)
    cli.env["RETURNCTL_WEB_KEY"] = KEYS[13]
    ground = Ground(home, cli, url)
    ground.keep()
    return ground


def found(secrets: tuple[str, ...], *places: bytes) -> list[str]:
    """Return the secrets that are in one of the places."""
    return [each for each in secrets if any(each.encode() in place for place in places)]
