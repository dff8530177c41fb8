"""Files for the user: whole or not at all, for their eyes only, never over another one."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

import pytest

from returnctl.core.errors import Refused, ReturnctlError
from returnctl.exporting.filing import write_bytes, write_file


@pytest.fixture(params=[0o000, 0o022, 0o777])
def any_umask(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.umask(request.param)
    yield
    os.umask(before)


@pytest.mark.usefixtures("any_umask")
def test_a_file_is_for_its_owner_whatever_the_umask(tmp_path: Path) -> None:
    write_bytes(tmp_path / "x", b"mine")

    assert stat.S_IMODE((tmp_path / "x").stat().st_mode) == 0o600
    assert (tmp_path / "x").read_bytes() == b"mine"


def fails_half_way(out: BinaryIO) -> None:
    out.write(b"half")
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize("force", [False, True])
def test_a_full_disk_leaves_what_was_there_and_nothing_else(tmp_path: Path, force: bool) -> None:
    path = tmp_path / "x"
    if force:
        path.write_bytes(b"before")

    with pytest.raises(ReturnctlError, match="full"):
        write_file(path, fails_half_way, force=force)

    assert [each.name for each in tmp_path.iterdir()] == (["x"] if force else [])
    assert not force or path.read_bytes() == b"before"


def interrupts(out: BinaryIO) -> None:
    out.write(b"half")
    raise KeyboardInterrupt


def test_an_interrupt_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        write_file(tmp_path / "x", interrupts)

    assert list(tmp_path.iterdir()) == []


def somebody_is_first(path: Path) -> Callable[[BinaryIO], None]:
    def write(out: BinaryIO) -> None:
        out.write(b"mine")
        path.write_bytes(b"theirs")

    return write


def test_a_file_that_comes_meanwhile_stays(tmp_path: Path) -> None:
    path = tmp_path / "x"

    with pytest.raises(Refused, match="there already"):
        write_file(path, somebody_is_first(path))

    assert path.read_bytes() == b"theirs"
    assert [each.name for each in tmp_path.iterdir()] == ["x"]


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")

    with pytest.raises(Refused):
        write_bytes(tmp_path / "link", b"mine")
    write_bytes(tmp_path / "link", b"mine", force=True)

    assert not (tmp_path / "elsewhere").exists()
    assert not (tmp_path / "link").is_symlink()


@pytest.mark.parametrize("name", [".", "nowhere/x"])
def test_a_place_that_is_no_file_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(Refused):
        write_bytes(tmp_path / name, b"mine")


def test_a_pipe_or_device_is_never_replaced(tmp_path: Path) -> None:
    """Somebody else writes or reads there, so `--force` does not take it away."""
    path = tmp_path / "pipe"
    os.mkfifo(path)

    with pytest.raises(Refused, match="no ordinary file"):
        write_bytes(path, b"mine", force=True)

    assert path.is_fifo()


def test_a_name_too_long_for_the_disk_is_told(tmp_path: Path) -> None:
    with pytest.raises(ReturnctlError, match="cannot be written"):
        write_bytes(tmp_path / ("a" * 300), b"mine")


def test_a_dash_is_no_name_of_a_file(tmp_path: Path) -> None:
    """Who types it means standard output, and would look for the file in vain."""
    with pytest.raises(Refused, match="standard output"):
        write_bytes(tmp_path / "-", b"mine")

    assert list(tmp_path.iterdir()) == []
