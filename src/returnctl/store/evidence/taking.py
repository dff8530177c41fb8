"""Copies for people: under names they can read, in a folder of theirs or to be looked at."""

from itertools import count
from pathlib import Path
from typing import NamedTuple

from returnctl.core.errors import Refused, Unavailable
from returnctl.core.filenames import safe_name
from returnctl.store.creation import sync_folder
from returnctl.store.evidence.checking import State, holds, take_out
from returnctl.store.evidence.folder import OPENED, EvidenceFolder, refusal


class Taken(NamedTuple):
    """What became of one file: where its copy is, if it is `ok`; `new` unless it was there."""

    state: State
    path: Path | None = None
    new: bool = False


def make_folder(folder: Path) -> None:
    """Make the folder that copies go to, for your eyes only, unless it is there.

    Raises:
        Refused: it cannot be made.
    """
    try:
        if not folder.is_dir():
            folder.mkdir(mode=0o700, parents=True)
            folder.chmod(0o700)
    except FileExistsError as error:
        raise Refused(f"{folder} is a file, not a folder.", hint="Name another one.") from error
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise Refused(f"{folder} cannot be made: {reason}.", hint="Name another one.") from error


def copy_into(folder: Path, name: str, *, of: EvidenceFolder, sha256: str) -> Taken:
    """Copy the bytes of a hash into a folder; what lies there is never overwritten.

    Raises:
        Unavailable: the folder cannot be written.
    """
    stem, dot, suffix = name.rpartition(".")
    stem, ending = (stem, f".{suffix}") if dot else (name, "")
    for number in count(1):
        path = folder / (f"{stem}-{number}{ending}" if number > 1 else f"{stem}{ending}")
        if holds(path, sha256) == "ok":
            return Taken("ok", path)
        try:
            state = take_out(of, sha256, path, mode=0o600)
        except FileExistsError:
            continue
        except OSError as error:
            raise Unavailable(_sentence(folder, error), hint="Name another folder.") from error
        return Taken(state, path if state == "ok" else None, new=state == "ok")
    raise AssertionError("numbers do not end")


def _sentence(folder: Path, error: OSError) -> str:
    return f"{folder} cannot be written: {error.strerror or type(error).__name__}."


def to_look_at(folder: EvidenceFolder, name: str, sha256: str) -> Taken:
    """Copy the bytes of a hash where a viewer may have them: what is kept stays out of its reach.

    Raises:
        Unavailable: the disk is full.
    """
    place = folder.path / OPENED / f"{sha256[:8]}-{safe_name(name)}"
    try:
        if not place.parent.is_dir():
            place.parent.mkdir(mode=0o700)
            sync_folder(folder.path)
        place.unlink(missing_ok=True)
        state = take_out(folder, sha256, place, mode=0o400)
    except OSError as error:
        raise refusal(error, folder.path) from error
    return Taken(state, place if state == "ok" else None, new=state == "ok")
