"""Archives made to hurt: nothing lands outside, and a bomb is put down before it goes off."""

from __future__ import annotations

import io
import resource
import stat
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.running import Cli
from tests.importing.exports import TEMU
from tests.importing.importing import Importer
from tests.slow.tally import Tally

NAMES = (
    "../evil.csv", "../../evil.csv", "a/../../evil.csv", "/tmp/evil-{}.csv", "//tmp/evil.csv",
    "..\\evil.csv", "C:\\evil.csv", "C:evil.csv", "\\\\host\\share\\evil.csv", "./../evil.csv",
    "a/b/../../../evil.csv", "evil.csv\x01", "..", "con.csv", "a" * 240 + ".csv", "\u202evsc.live",
    "~/.bashrc", "$HOME/evil.csv", "-rf.csv", "\x1b[31mevil.csv",
)  # fmt: skip
BOMB = 64 << 20


def zipped(*members: tuple[str | zipfile.ZipInfo, bytes], deflated: bool = True) -> bytes:
    out = io.BytesIO()
    kind = zipfile.ZIP_DEFLATED if deflated else zipfile.ZIP_STORED
    with zipfile.ZipFile(out, "w", kind) as found:
        for name, content in members:
            found.writestr(name, content)
    return out.getvalue()


def linked(target: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo("link.csv")
    info.create_system = 3
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    info.comment = target.encode()
    return info


def archives() -> dict[str, bytes]:
    """Forty of them: names that lead out, links, devices, bombs, zips in zips, lies."""
    table, zeros = TEMU.encode(), bytes(BOMB)
    found = {f"slip {number}.zip": zipped((name, table)) for number, name in enumerate(NAMES)}
    for number, target in enumerate(("/etc/passwd", "../../etc/passwd", "link.csv", "/dev/zero")):
        found[f"link {number}.zip"] = zipped((linked(target), target.encode()))
    nested = table
    for depth in range(5):
        nested = zipped((f"in{depth}.zip" if depth else "a.csv", nested))
        found[f"nested {depth}.zip"] = nested
    found["bomb.zip"] = zipped(("a.csv", zeros))
    found["bomb.xlsx"] = zipped(("xl/worksheets/sheet1.xml", zeros), ("xl/workbook.xml", b""))
    found["ten bombs.zip"] = zipped(*((f"{n}.csv", zeros[: BOMB // 8]) for n in range(10)))
    found["bomb in zip.zip"] = zipped(("b.zip", zipped(("a.csv", zeros))))
    found["many.zip"] = zipped(*((f"{n}.csv", b"") for n in range(6000)), deflated=False)
    found["twice.xlsx"] = zipped(("xl/workbook.xml", b"<a/>"), ("[Content_Types].xml", b"<b/>"))
    whole = zipped(("a.csv", table))
    found["cut.zip"] = whole[: len(whole) // 2]
    found["no end.zip"] = whole[:-10]
    found["lies.zip"] = whole.replace(len(table).to_bytes(4, "little"), b"\xff\xff\xff\x7f")
    found["ours.zip"] = zipped(("manifest.json", b"{}"), ("returns.db", b"x"), ("../x", b"y"))
    found["empty.zip"] = zipped()
    return found


def outside(importer: Importer) -> set[str]:
    """Every file around the folder of the archives, and where they point."""
    return {
        str(path) for root in (importer.folder.parent, Path("/tmp"))
        for path in root.glob("*evil*")
    } | {str(path) for path in importer.folder.parent.rglob("*evil*")}  # fmt: skip


def naive(archive: bytes, folder: Path) -> bool:
    """The control: whether extracting it by its names would lead out, or explode."""
    try:
        with zipfile.ZipFile(io.BytesIO(archive)) as found:
            places = [(folder / name).resolve() for name in found.namelist()]
            large = sum(each.file_size for each in found.infolist()) > BOMB // 2
    except (zipfile.BadZipFile, ValueError, OSError):
        return False
    return large or any(folder.resolve() not in each.parents for each in places)


def hurt(importer: Importer, found: dict[str, bytes]) -> list[str]:
    """Import each; tell which left something behind, took too long, or ended as a bug."""
    bad = []
    for name, content in found.items():
        before, start = outside(importer), time.process_time()
        answer = importer.run("--dry-run", importer.write(name, content))
        (importer.folder / name).unlink()
        if answer.exit_code not in (0, 2) or outside(importer) != before:
            bad.append(f"{name}: {answer}")
        if time.process_time() - start > 5:
            bad.append(f"{name}: slow")
    return bad


@pytest.mark.slow
def test_forty_archives_do_no_harm(tmp_path: Path, tallies: Callable[[Tally], None]) -> None:
    importer = Importer(Cli(tmp_path / "in" / "returns.db"), tmp_path / "in")
    found = archives()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    bad = hurt(importer, found)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024
    led_out = sum(naive(content, tmp_path / "naive") for content in found.values())
    tallies(Tally(row="F3", what="archives that slip, link, nest and explode", tried=len(found),
                  leaked=len(bad), torn=int(grown > 50_000_000),
                  control=f"extracted as they are: {led_out} lead out or explode"))  # fmt: skip
    assert bad == []
    assert grown < 50_000_000
    assert len(found) >= 40
    assert led_out > 10


@pytest.fixture(autouse=True)
def _no_evil_stays() -> None:
    assert not list(Path("/tmp").glob("*evil*"))
