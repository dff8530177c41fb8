"""Network disks, synchronised folders, and what they leave: told once, and by `doctor`."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest

from returnctl.core.mounts import NETWORK, file_system, is_conflict_copy, synchronised_by
from tests.cli.running import Cli

ORDER = "8190123456789012"
# As Linux writes them: a disk, and at /mnt/share what the test is about.
ROOT = "29 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw\n"
SHARE = "85 29 0:49 / {place} rw,relatime shared:45 - {kind} //nas/data rw,vers=3.1.1\n"
AWAY = ("nfs", "nfs4", "cifs", "smb3", "9p", "afs", "ceph", "fuse.sshfs", "fuse.rclone",
        "glusterfs", "virtiofs", "vboxsf")  # fmt: skip
HERE = ("ext4", "btrfs", "xfs", "zfs", "tmpfs", "overlay", "fuseblk", "fuse.gocryptfs", "vfat",
        "f2fs", "ecryptfs", "fuse.encfs")  # fmt: skip


@pytest.mark.parametrize("kind", [*AWAY, *HERE])
def test_a_disk_of_another_machine_is_told_from_one_of_this(kind: str) -> None:
    mounts = ROOT + SHARE.format(place="/mnt/share", kind=kind)
    found = file_system(PurePosixPath("/mnt/share/me/returns.db"), mounts)

    assert found == kind
    assert (found in NETWORK) == (kind in AWAY)
    assert file_system(PurePosixPath("/mnt/shared/returns.db"), mounts) == "ext4"


def test_a_place_with_a_space_and_one_that_hides_another() -> None:
    mounts = (
        ROOT
        + SHARE.format(place=r"/mnt/my\040share", kind="ext4")
        + SHARE.format(place=r"/mnt/my\040share", kind="nfs4")
    )

    assert file_system(PurePosixPath("/mnt/my share/returns.db"), mounts) == "nfs4"


@pytest.mark.parametrize("mounts", ["", "nothing like it", " - ", "1 2 3 4 - x", "\x00 - \x00"])
def test_what_cannot_be_read_is_no_danger(mounts: str) -> None:
    assert file_system(PurePosixPath("/home/me/returns.db"), mounts) == ""


@pytest.mark.parametrize(
    "name",
    ["returns (conflicted copy 2026-11-21 120000).db", "returns_conflict-20261121-120000.db",
     "returns (Martina's conflicted copy 2026-11-21).db", "returns (Case Conflict 1).db",
     "returns.sync-conflict-20261121-120000-ABCDEFG.db"],
)  # fmt: skip
def test_doctor_finds_the_copy_that_a_conflict_left(cli: Cli, name: str) -> None:
    cli.add(ORDER, "Hub")
    assert cli("doctor").exit_code == 0
    (cli.db.parent / name).write_bytes(cli.db.read_bytes())
    answer = cli("doctor", "--json")
    (found,) = (each for each in answer.envelope["data"]["checks"] if each["name"] == "place")

    assert answer.exit_code == 1
    assert found["verdict"] == "bad"
    assert name in found["says"]


def test_doctor_says_what_it_looked_at(cli: Cli) -> None:
    """It said `place ok`, and nobody knew of what."""
    cli.add(ORDER, "Hub")
    (found,) = (each for each in cli.data("doctor")["checks"] if each["name"] == "place")

    assert found["verdict"] == "ok"
    assert found["says"].startswith("a local disk (")
    assert found["says"].endswith("), no synchronised folder")


@pytest.mark.parametrize("name", ["returns.db", "returns.db-journal", "conflict.db", "return.db"])
def test_other_files_are_no_copies(name: str) -> None:
    assert not is_conflict_copy(name, "returns.db")


@pytest.mark.parametrize("name", ["Dropbox", "Dropbox (Personal)", "OneDrive - Home", "Nextcloud"])
def test_a_synchronised_folder_is_told_once_and_by_doctor(cli: Cli, home: Path, name: str) -> None:
    cli.db = home / name / "records" / "returns.db"
    first, second = (cli.ok("add", ORDER, item) for item in ("Hub", "Cable"))
    answer = cli.ok("doctor")

    assert f"note: {name} copies returns.db while it is written" in first.err
    assert "copies" not in second.err
    assert f"{name} copies returns.db" in answer.out


def test_the_name_of_a_file_is_no_folder() -> None:
    assert synchronised_by(PurePosixPath("/home/me/dropbox.db")) == ""
