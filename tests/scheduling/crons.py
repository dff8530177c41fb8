"""Cron without touching the machine's: a crontab program of ours, and cron(8) in a world apart."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

# As crontab(1) of Debian answers; it keeps one file, and refuses what has no last line break.
_CRONTAB = """#!/bin/sh
file='{file}'
case "$1" in
  -l) [ -f "$file" ] || {{ echo "no crontab for nobody" >&2; exit 1; }}; cat "$file" ;;
  -r) rm "$file" ;;
  -) cat > "$file.new"
     [ ! -s "$file.new" ] || [ -z "$(tail -c 1 "$file.new")" ] ||
       {{ echo "new crontab file is missing newline before EOF" >&2; rm "$file.new"; exit 1; }}
     mv "$file.new" "$file" ;;
  *) exit 2 ;;
esac
"""
_MAIL = """#!/bin/sh
cat > '{world}/arriving' && mv '{world}/arriving' '{world}/mail'
"""
_WORLD = """set -e
mount -t tmpfs none /run
mount --bind '{world}/spool' /var/spool/cron
mount --bind '{world}/empty' /etc/cron.d
mount --bind '{world}/sbin' /usr/sbin
if [ -f /etc/crontab ]; then mount --bind /dev/null /etc/crontab; fi
unset TZ
{script}
"""


class FakeCrontab:
    """A crontab program first on PATH; `content` is None where there is no crontab."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.folder = folder
        self._file = folder / "crontab-of-nobody"
        program(folder / "crontab", _CRONTAB.format(file=self._file))

    @property
    def content(self) -> bytes | None:
        return self._file.read_bytes() if self._file.exists() else None

    @content.setter
    def content(self, content: bytes) -> None:
        self._file.write_bytes(content)


def program(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)


def why_no_cron() -> str:
    """Why cron(8) cannot be run apart from the machine's; nothing where it can."""
    if os.name != "posix" or os.geteuid() != 0:
        return "only root can run a cron daemon apart from the machine's"
    if not (Path("/usr/sbin/cron").exists() and shutil.which("crontab")):
        return "cron is not installed"
    if not shutil.which("unshare"):
        return "unshare is not installed"
    tried = subprocess.run(
        ["unshare", "--mount", "mount", "-t", "tmpfs", "none", "/var/spool/cron"],
        capture_output=True, check=False,
    )  # fmt: skip
    return "" if tried.returncode == 0 else "mounts of one's own are not allowed here"


class World:
    """Mounts of its own: an empty spool, a mail program that keeps the mail, and cron(8)."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "spool" / "crontabs").mkdir(parents=True)
        shutil.chown(folder / "spool" / "crontabs", group="crontab")
        (folder / "spool" / "crontabs").chmod(0o1730)
        (folder / "empty").mkdir()
        (folder / "sbin").mkdir()
        shutil.copy("/usr/sbin/cron", folder / "sbin")
        program(folder / "sbin" / "sendmail", _MAIL.format(world=folder))

    @property
    def mail(self) -> Path:
        """The mail that was sent; there once it is whole."""
        return self.folder / "mail"

    def run(self, script: str, env: dict[str, str], seconds: float) -> str:
        """Run a shell script in there, and end all that it started."""
        text = _WORLD.format(world=self.folder, script=script)
        done = subprocess.run(
            ["unshare", "--mount", "--pid", "--fork", "--kill-child", "sh", "-c", text],
            env=env, capture_output=True, text=True, timeout=seconds, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done
        return done.stdout
