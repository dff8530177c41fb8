"""Where records are in danger: on disks of other machines, and in folders that are synchronised.

Locks of a network disk may not hold, so that two machines write at once. A program that copies
files to other machines copies half a write, and keeps two versions where both wrote.
"""

import re
from pathlib import PurePath
from typing import Final

# Types of file systems, as Linux calls them, whose files lie on another machine or the host's.
NETWORK: Final = frozenset((
    "9p", "afs", "beegfs", "ceph", "cifs", "coda", "davfs", "fuse.davfs2", "fuse.gvfsd-fuse",
    "fuse.glusterfs", "fuse.rclone", "fuse.s3fs", "fuse.sshfs", "fuse.vmhgfs-fuse", "gfs2",
    "glusterfs", "lustre", "ncpfs", "nfs", "nfs4", "ocfs2", "smb3", "smbfs", "vboxsf", "virtiofs",
))  # fmt: skip
# How the folders of programs begin that keep several machines alike.
_SYNCHRONISED: Final = (
    "dropbox", "google drive", "googledrive", "icloud", "megasync", "mobile documents",
    "nextcloud", "onedrive", "owncloud", "pcloud", "syncthing",
)  # fmt: skip
_PLACE: Final = 4  # where a line tells it
_ESCAPED: Final = re.compile(r"\\([0-7]{3})")
_CONFLICT: Final = re.compile("conflict", re.IGNORECASE)


def file_system(path: PurePath, mounts: str) -> str:
    """Return the type of the file system of a path that has no links in it.

    `mounts` is what Linux tells in /proc/self/mountinfo; the type is empty where that is.
    """
    best, found = -1, ""
    for line in mounts.splitlines():
        place, _, kind = line.partition(" - ")
        fields = place.split()
        if len(fields) <= _PLACE or not kind:
            continue
        point = PurePath(_ESCAPED.sub(lambda octal: chr(int(octal[1], 8)), fields[_PLACE]))
        # Of two at one place the later one hides the other.
        if len(point.parts) >= best and path.is_relative_to(point):
            best, found = len(point.parts), kind.split()[0]
    return found


def synchronised_by(path: PurePath) -> str:
    """Return the folder above a path that some program keeps alike on several machines, by name."""
    for part in path.parent.parts:
        if part.casefold().startswith(_SYNCHRONISED):
            return part
    return ""


def is_conflict_copy(name: str, of: str) -> bool:
    """Say whether a file is what such a program leaves where two machines wrote."""
    stem, dot, ending = of.rpartition(".")
    head, tail = (stem, dot + ending) if dot else (of, "")
    middle = name.removeprefix(head).removesuffix(tail)
    return name.startswith(head) and name.endswith(tail) and bool(_CONFLICT.search(middle))
