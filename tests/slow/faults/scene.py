"""Records of a shopper for every command to be tried on: a season in small.

Made by the program itself, in a folder that has its home, its records and its files.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

from tests.cli.running import process_env
from tests.slow.faults.launcher import Done, launcher

CONFIG = """\
# What I like.
default_shop = "aliexpress"
"""
TABLE = """\
Order,Shop,Item,Price,Ordered
8190123456780101,aliexpress,LED strip,12.40 EUR,2026-11-01
8190123456780102,aliexpress,Lamp,7.20 EUR,2026-11-02
8190123456780103,ebay,Kettle,31.00 EUR,2026-11-03
"""


@dataclass(frozen=True)
class Scene:
    """The folder, and what its cases are called."""

    folder: Path
    ref: str = ""
    other: str = ""

    @property
    def db(self) -> Path:
        return self.folder / "records" / "returns.db"

    def copy(self, folder: Path) -> Scene:
        """The same in another folder."""
        shutil.copytree(self.folder, folder)
        return Scene(folder, self.ref, self.other)

    def run(self, *args: str) -> Done:
        """Run a command that must succeed."""
        config = self.folder / "config.toml"
        env = process_env(self.folder, RETURNCTL_DB=str(self.db), RETURNCTL_CONFIG=str(config))
        command = ["-m", "returnctl", *args]
        done = launcher().run(command, env=env, place=self.folder, learn=True)
        assert done.exit_code == 0, (args, done)
        return done

    def add(self, *args: str) -> str:
        """Log an order and return its ref."""
        return str(json.loads(self.run("add", *args, "--json").out)["data"]["ref"])


def empty(folder: Path) -> Scene:
    """A machine on which nothing was recorded yet."""
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text(CONFIG)
    (folder / "new.jpg").write_bytes(bytes(range(256)) * 40)
    (folder / "orders.csv").write_text(TABLE)
    (folder / "out").mkdir()
    return Scene(folder)


def season(folder: Path) -> Scene:
    """Two cases: one under way with all that a case can have, and one to be removed."""
    scene = empty(folder)
    ref = scene.add("8190123456789012", "Hub", "23.99 EUR", "--delivered", "8nov", "--reason",
                    "defective")  # fmt: skip
    other = scene.add("8190123456780042", "Cable", "3.10 EUR", "--delivered", "9nov")
    for number, case in enumerate((ref, other)):
        photo = folder / f"photo-{number}.jpg"
        photo.write_bytes(b"a photo" * (100 + number))
        scene.run("evidence", "add", case, str(photo))
    scene.run("message", "add", ref, "Please send it back.", "--from", "seller")
    scene.run("mark", ref, "approved", "--code", "RMA-1")
    scene.run("parcel", "add", ref, "EZ4000000004", "--return")
    return Scene(folder, ref, other)
