"""Where records are in danger: on disks of other machines, and in synchronised folders."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest

from returnctl.core.mounts import file_system, is_conflict_copy, synchronised_by

MOUNTS = r"""
22 1 8:1 / / rw,relatime - ext4 /dev/sda1 rw
30 22 0:26 / /home rw - btrfs /dev/sdb rw
40 30 0:27 / /home/ann/My\040Disk rw shared:1 - cifs //nas/ann rw
50 30 0:28 / /home/twice rw - ext3 first rw
51 30 0:29 / /home/twice rw - nfs4 second rw
55 30 0:31 / /home/odd rw - fuse.sshfs ann@nas:/a\040-\040b rw - x
too short - xfs
60 22 0:30 / /home/ann/nothing rw
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/etc/hosts", "ext4"),
        ("/home/ann/returns.db", "btrfs"),
        ("/home/ann/My Disk/returns.db", "cifs"),
        ("/home/ann/nothing/returns.db", "btrfs"),
        ("/home2/returns.db", "ext4"),
        ("/home/odd/returns.db", "fuse.sshfs"),
    ],
)
def test_the_nearest_mount_above_a_path_tells_its_file_system(path: str, kind: str) -> None:
    assert file_system(PurePosixPath(path), MOUNTS) == kind


def test_of_two_mounts_at_one_place_the_later_counts() -> None:
    assert file_system(PurePosixPath("/home/twice/returns.db"), MOUNTS) == "nfs4"


def test_where_nothing_tells_the_file_system_is_not_known() -> None:
    assert file_system(PurePosixPath("/home/ann"), "") == ""


@pytest.mark.parametrize(
    ("path", "folder"),
    [
        ("/home/ann/Dropbox/shop/returns.db", "Dropbox"),
        ("/home/ann/OneDrive - Work/returns.db", "OneDrive - Work"),
        ("/home/ann/my dropbox/returns.db", ""),
        ("/home/ann/returns.db", ""),
        # The file's own name is no folder.
        ("/home/ann/dropbox.db", ""),
    ],
)
def test_a_synchronised_folder_is_known_by_how_its_name_begins(path: str, folder: str) -> None:
    assert synchronised_by(PurePosixPath(path)) == folder


@pytest.mark.parametrize(
    ("name", "of", "is_one"),
    [
        ("returns (Ann's conflicted copy 2026-11-20).db", "returns.db", True),
        ("returns.sync-CONFLICT-20261120.db", "returns.db", True),
        ("conflict.db", "conflict.db", False),
        ("returns.db", "returns.db", False),
        ("returns backup.db", "returns.db", False),
        ("returns conflict.txt", "returns.db", False),
        ("other conflict.db", "returns.db", False),
        ("my.returns conflict.db", "my.returns.db", True),
        ("my conflict.returns.db", "my.returns.db", False),
        ("returns conflict", "returns", True),
        ("a conflict", "returns", False),
    ],
)
def test_a_conflict_copy_has_the_word_between_the_names_ends(
    name: str, of: str, is_one: bool
) -> None:
    assert is_conflict_copy(name, of) is is_one
