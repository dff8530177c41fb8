"""Nobody else on the machine reads the records: every path of every command, under four umasks."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest

from tests.cli.running import process_env
from tests.slow.faults.commands import COMMANDS, Command, bench_of
from tests.slow.faults.injecting import Bench, why_not
from tests.slow.faults.launcher import Launcher
from tests.slow.faults.scene import Scene, season
from tests.slow.privacy.modes import TRACED, Kept, created, for_a_moment, look, made, open_to_others
from tests.slow.tally import Tally

pytestmark = pytest.mark.skipif(bool(why_not()), reason=why_not() or "strace is there")

UMASKS: Final = (0o000, 0o022, 0o027, 0o077)
# Beside those that write records: what writes a file for the shopper or for the machine.
FILES: Final[Mapping[str, Command]] = {
    "demo --keep": Command(("demo", "--keep", "new/demo.db")),
    "demo": Command(("demo",)),
    "status --xlsx": Command(("status", "--xlsx", "out/list.xlsx")),
    "export of a table": Command(("export", "out/cases.csv")),
    "export as text": Command(("export", "out/cases.md")),
    "casefile as PDF": Command(("casefile", "REF", "--out", "out/case.pdf")),
    "slip as PDF": Command(("slip", "REF", "--pdf", "out/slip.pdf")),
    "import with its rejects": Command(
        ("import", "odd.csv", "--yes", "--rejects", "out/rejects.csv")
    ),
    "cron install": Command(("cron", "install", "--systemd", "--yes", "--to", "out/said")),
    "add to a new place": Command(("--db", "new/deep/r.db", "add", "8190123456780043", "Lamp")),
}
_ODD: Final = "Order,Shop,Item,Price,Ordered\n8190123456780101,aliexpress,Lamp,much,never\n"
_QUIET: Final = "#!/bin/sh\nexit 0\n"


@pytest.fixture(scope="session")
def stock(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    """Records to be copied, a table with a faulty row, and a systemd that does nothing."""
    scene = season(tmp_path_factory.mktemp("stock") / "season")
    (scene.folder / "odd.csv").write_text(_ODD)
    (scene.folder / "bin").mkdir()
    (scene.folder / "bin" / "systemctl").write_text(_QUIET)
    (scene.folder / "bin" / "systemctl").chmod(0o755)
    return scene


@contextmanager
def under(umask: int) -> Iterator[Launcher]:
    """The program as a process with that umask would start it."""
    usual = os.umask(umask)
    try:
        launcher = Launcher()
    finally:
        os.umask(usual)
    try:
        yield launcher
    finally:
        launcher.close()


class Looks:
    """What was seen of who could look."""

    def __init__(self) -> None:
        self.paths = self.open = 0
        self.wrong: list[str] = []
        self.failed: list[str] = []

    def take(self, name: str, found: Bench, launcher: Launcher, umask: int) -> None:
        """Run a command on fresh records, and look at all that it made."""
        found.reset()
        temp, trace = found.place / "tmp", found.place.parent / "trace"
        temp.mkdir(mode=0o700)
        before = look(found.place)
        env = process_env(
            found.place, TMPDIR=str(temp), RETURNCTL_DB=str(found.db), **found.env,
            PATH=f"{found.place / 'bin'}:/usr/bin:/bin",
        )  # fmt: skip
        done = launcher.run(
            found.args, env=env, place=found.place,
            strace=("-o", str(trace), "-s", "4096", "-e", f"trace={TRACED}"),
        )  # fmt: skip
        calls = trace.read_text(errors="replace")
        modes = made(before, look(found.place))
        self.paths += len(created(calls, before) | {str(path) for path in modes})
        where = f"{name} under {umask:03o}"
        shown = list(open_to_others(modes))
        self.open += len(shown)
        self.wrong += [f"{where}: {each}" for each in shown]
        self.wrong += [f"{where}: {each}" for each in for_a_moment(calls, umask, before)]
        if done.exit_code not in (0, 1) or "Traceback" in done.err:
            self.failed.append(f"{where}: {done}")


def benches(
    names: Mapping[str, Command], folder: Path, stock: Scene
) -> Iterator[tuple[str, Bench]]:
    for name, command in names.items():
        yield name, bench_of(command, folder / name.replace(" ", "-"), stock)


def naive(folder: Path, stock: Scene) -> tuple[int, int]:
    """The control: how many of the paths of a naive program others could look at."""
    looks = Looks()
    script = str(Path(__file__).with_name("naive.py"))
    for umask in UMASKS:
        place = folder / f"naive-{umask:03o}" / "place"
        with under(umask) as launcher:
            looks.take("naive", Bench(stock.folder, place, [script]), launcher, umask)
    return looks.open, looks.paths


def test_a_path_that_was_open_for_a_moment_is_found() -> None:
    trace = """\
7 umask(077) = 000
7 openat(AT_FDCWD, "/h/private", O_WRONLY|O_CREAT|O_EXCL, 0600) = 3
7 openat(AT_FDCWD, "/h/masked", O_WRONLY|O_CREAT, 0666) = 3
7 umask(022) = 077
7 openat(AT_FDCWD, "/h/open", O_WRONLY|O_CREAT, 0666) = 3
7 openat(AT_FDCWD, "/h/there before", O_RDWR|O_CREAT, 0644) = 3
7 mkdir("/h/refused", 0777) = -1 EEXIST (File exists)
7 mkdir("/h/folder", 0777) = 0
7 fchmod(3, 0640) = 0
"""
    before = {Path("/h/there before"): Kept(1, 0o600)}

    assert [each.partition("(")[0] for each in for_a_moment(trace, 0o000, before)] == [
        "openat", "mkdir", "fchmod",
    ]  # fmt: skip
    assert {Path(each).name for each in created(trace, before)} == {
        "private", "masked", "open", "folder",
    }  # fmt: skip


@pytest.mark.slow
def test_nobody_else_reads_what_any_command_wrote(
    tmp_path: Path, stock: Scene, tallies: Callable[[Tally], None]
) -> None:
    looks = Looks()
    every = list(benches({**COMMANDS, **FILES}, tmp_path, stock))
    for umask in UMASKS:
        with under(umask) as launcher:
            for name, found in every:
                looks.take(name, found, launcher, umask)
    open_, of = naive(tmp_path, stock)
    tallies(
        Tally(row="F6", what=f"paths that {len(every)} commands made under four umasks (000, 022, "
              "027, 077), those that were gone at the end among them: could others look?",
              tried=looks.paths, leaked=len(looks.wrong),
              control=f"a naive program: {open_} of {of} paths open to others at its end")
    )  # fmt: skip

    assert looks.wrong + looks.failed == []
    assert open_
