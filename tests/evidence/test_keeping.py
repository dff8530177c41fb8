"""The evidence folder: what goes in is one regular file, whole, private, and there once."""

from __future__ import annotations

import hashlib
import os
import resource
import socket
import stat
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from returnctl.core.errors import Refused, ReturnctlError, Unavailable
from returnctl.store.evidence.folder import EvidenceFolder
from returnctl.store.evidence.source import LARGEST, opened
from tests.store.test_privileges import as_nobody, open_folder  # noqa: F401 - a fixture


@pytest.fixture
def shelf(tmp_path: Path) -> EvidenceFolder:
    return EvidenceFolder(tmp_path / "r.db")


def keep(shelf: EvidenceFolder, *paths: Path) -> list[str]:
    with shelf.copies(paths) as copies:
        for copy in copies:
            shelf.keep(copy)
        return [copy.sha256 for copy in copies]


def files(shelf: EvidenceFolder) -> list[Path]:
    return [path for path in shelf.path.rglob("*") if path.is_file()]


def refusal(shelf: EvidenceFolder, path: Path) -> str:
    start = time.monotonic()
    with pytest.raises(Refused) as error:
        keep(shelf, path)
    assert time.monotonic() - start < 1
    assert error.value.hint
    assert not files(shelf)
    return error.value.message


@contextmanager
def umask(mask: int) -> Iterator[None]:
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)


def test_a_file_lies_under_the_hash_of_its_bytes(shelf: EvidenceFolder, tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"bytes")
    [sha256] = keep(shelf, tmp_path / "a.jpg")
    assert sha256 == hashlib.sha256(b"bytes").hexdigest()
    assert shelf.path_of(sha256) == tmp_path / "r.evidence" / sha256[:2] / sha256
    assert files(shelf) == [shelf.path_of(sha256)]
    assert files(shelf)[0].read_bytes() == b"bytes"
    assert (tmp_path / "a.jpg").read_bytes() == b"bytes", "copied, never moved"


def test_the_same_bytes_are_there_once(shelf: EvidenceFolder, tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).write_bytes(b"same")
    keep(shelf, tmp_path / "a", tmp_path / "b")
    keep(shelf, tmp_path / "b")
    assert len(files(shelf)) == 1


def test_keeping_it_again_mends_what_was_damaged(shelf: EvidenceFolder, tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"whole")
    keep(shelf, tmp_path / "a")
    files(shelf)[0].write_bytes(b"whale")
    keep(shelf, tmp_path / "a")
    assert files(shelf)[0].read_bytes() == b"whole"


@pytest.mark.parametrize("mask", [0o000, 0o002, 0o022, 0o077, 0o277])
def test_nobody_else_can_read_it_whatever_the_umask(
    shelf: EvidenceFolder, tmp_path: Path, mask: int
) -> None:
    (tmp_path / "a").write_bytes(b"private")
    with umask(mask), shelf.copies([tmp_path / "a"]) as copies:
        assert stat.S_IMODE(copies[0].draft.stat().st_mode) == 0o600
        shelf.keep(copies[0])
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in shelf.path.rglob("*")}
    assert stat.S_IMODE(shelf.path.stat().st_mode) == 0o700
    assert {mode for path, mode in modes.items() if path.is_dir()} == {0o700}
    assert {mode for path, mode in modes.items() if path.is_file()} == {0o600}


def test_a_folder_that_others_could_enter_is_closed(shelf: EvidenceFolder, tmp_path: Path) -> None:
    shelf.path.mkdir(mode=0o755)
    (tmp_path / "a").write_bytes(b"private")
    keep(shelf, tmp_path / "a")
    assert stat.S_IMODE(shelf.path.stat().st_mode) == 0o700


def test_a_link_is_not_followed(shelf: EvidenceFolder, tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(b"secret")
    (tmp_path / "link").symlink_to("secret")
    (tmp_path / "loose").symlink_to("nowhere")
    assert refusal(shelf, tmp_path / "link").endswith("link is a link.")
    assert refusal(shelf, tmp_path / "loose").endswith("loose is a link.")


def test_only_regular_files_are_evidence(
    shelf: EvidenceFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    with socket.socket(socket.AF_UNIX) as server:
        monkeypatch.chdir(tmp_path)  # the name of a socket is short
        server.bind("socket")
        assert "is a socket" in refusal(shelf, tmp_path / "socket")
    assert "is a pipe" in refusal(shelf, tmp_path / "pipe")
    assert "is a folder" in refusal(shelf, tmp_path / "folder")
    assert "is a device" in refusal(shelf, Path("/dev/zero"))
    assert "is a device" in refusal(shelf, Path("/dev/null"))


@pytest.mark.parametrize("name", ["nothing", "a/b", "x" * 300, "nul\0"])
def test_a_file_that_is_not_there_is_told(shelf: EvidenceFolder, tmp_path: Path, name: str) -> None:
    (tmp_path / "a").touch()
    assert "no" in refusal(shelf, tmp_path / name)


def test_an_empty_file_proves_nothing(shelf: EvidenceFolder, tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    assert refusal(shelf, tmp_path / "empty").endswith("empty is empty.")


def test_a_huge_file_is_refused_before_it_is_read(shelf: EvidenceFolder, tmp_path: Path) -> None:
    with (tmp_path / "huge").open("wb") as huge:
        huge.truncate(10_000_000_000)
    assert "too large: 10 GB, the most is 200 MB" in refusal(shelf, tmp_path / "huge")
    assert LARGEST == 200_000_000


def test_a_file_that_grows_meanwhile_is_refused(shelf: EvidenceFolder, tmp_path: Path) -> None:
    (tmp_path / "growing").write_bytes(b"x" * 100)
    with opened(tmp_path / "growing") as source, (tmp_path / "growing").open("ab") as file:
        file.write(b"y")
        file.flush()
        with pytest.raises(Refused, match="changed while it was copied"):
            list(source.chunks())


def test_a_file_that_is_changed_in_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / "edited").write_bytes(b"x" * 100)
    os.utime(tmp_path / "edited", (1, 1))
    with opened(tmp_path / "edited") as source, (tmp_path / "edited").open("r+b") as file:
        file.write(b"y" * 100)
        file.flush()
        with pytest.raises(Refused, match="changed while it was copied"):
            list(source.chunks())


def test_of_a_name_that_is_swapped_one_file_is_copied(
    shelf: EvidenceFolder, tmp_path: Path
) -> None:
    (tmp_path / "secret").write_bytes(b"S" * 3000)
    contents = (b"A" * 1000, b"B" * 2000)
    done = threading.Event()

    def swap() -> None:
        number = 0
        while not done.is_set():
            number += 1
            fresh = tmp_path / "fresh"
            if number % 3:
                fresh.write_bytes(contents[number % 2])
            else:
                fresh.symlink_to("secret")
            fresh.replace(tmp_path / "name")

    (tmp_path / "name").write_bytes(contents[0])
    thread = threading.Thread(target=swap)
    thread.start()
    copied = refused = 0
    try:
        while copied < 500 or not refused:
            try:
                keep(shelf, tmp_path / "name")
                copied += 1
            except Refused:
                refused += 1
    finally:
        done.set()
        thread.join()
    assert {path.read_bytes() for path in files(shelf)} <= set(contents)


def test_of_several_files_all_are_kept_or_none(shelf: EvidenceFolder, tmp_path: Path) -> None:
    (tmp_path / "good").write_bytes(b"good")
    with pytest.raises(Refused):
        keep(shelf, tmp_path / "good", tmp_path / "missing")
    assert not files(shelf)


def test_a_full_disk_is_told_and_nothing_stays(shelf: EvidenceFolder, tmp_path: Path) -> None:
    (tmp_path / "large").write_bytes(b"x" * 100_000)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, limits[1]))
    try:
        with pytest.raises(Unavailable) as error:
            keep(shelf, tmp_path / "large")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert error.value.message.endswith("is full.")
    assert error.value.hint.startswith("Nothing was changed.")
    assert not files(shelf)


def test_what_lies_in_the_place_of_the_folder_is_let_be(
    shelf: EvidenceFolder, tmp_path: Path
) -> None:
    (tmp_path / "a").write_bytes(b"private")
    (tmp_path / "elsewhere").mkdir()
    shelf.path.symlink_to("elsewhere")
    with pytest.raises(Unavailable, match="is no folder"):
        keep(shelf, tmp_path / "a")
    assert not any((tmp_path / "elsewhere").iterdir())


@pytest.mark.parametrize("sha256", ["", "../../etc/passwd", "A" * 64, "0" * 63, f"{'0' * 64}\n"])
def test_what_is_no_hash_leads_nowhere(shelf: EvidenceFolder, sha256: str) -> None:
    assert shelf.path_of(sha256) is None


def test_databases_side_by_side_have_folders_of_their_own(tmp_path: Path) -> None:
    names = {EvidenceFolder(tmp_path / name).path.name for name in ("a.db", "b.db", "a.sqlite")}
    assert names == {"a.evidence", "b.evidence", "a.sqlite.evidence"}


def _message(shelf: EvidenceFolder, path: Path) -> str:
    try:
        keep(shelf, path)
    except ReturnctlError as error:
        return error.message
    return ""


def test_what_may_not_be_read_is_told(open_folder: Path) -> None:  # noqa: F811 - the fixture
    open_folder.chmod(0o777)
    (open_folder / "closed").write_bytes(b"closed")
    (open_folder / "closed").chmod(0o000)
    shelf = EvidenceFolder(open_folder / "r.db")
    message = as_nobody(lambda: _message(shelf, open_folder / "closed"))
    assert message.endswith("closed may not be read by you.")


def test_a_folder_of_somebody_else_is_refused(open_folder: Path) -> None:  # noqa: F811
    if os.geteuid() != 0:
        pytest.skip("only root can make a folder of somebody else")
    shelf = EvidenceFolder(open_folder / "r.db")
    shelf.path.mkdir()
    shelf.path.chmod(0o777)
    (open_folder / "a").write_bytes(b"private")
    (open_folder / "a").chmod(0o644)
    message = as_nobody(lambda: _message(shelf, open_folder / "a"))
    assert message.endswith("belongs to another user.")
    assert not files(shelf)
