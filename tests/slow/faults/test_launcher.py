"""A run that is a copy of a loaded program is a run of the program."""

from __future__ import annotations

import subprocess
from collections import Counter
from pathlib import Path

import pytest

from tests.cli.running import command, process_env
from tests.slow.faults.commands import bench
from tests.slow.faults.injecting import WRITING, Bench, Point, why_not
from tests.slow.faults.launcher import launcher
from tests.slow.faults.refusing import REFUSED
from tests.slow.faults.scene import Scene
from tests.slow.faults.seeing import damage, fingerprint, journal_of

pytestmark = pytest.mark.skipif(bool(why_not()), reason=why_not() or "it can")
# Written once for each page of the database, and so by the length of random ids.
_PAGES = ("pwrite64",)


def anew(found: Bench, tmp_path: Path) -> Counter[str]:
    """Count the writing calls of the program when it is started as people start it."""
    found.reset()
    log = tmp_path / "anew"
    calls = ",".join(f"?{each}" for each in WRITING)
    env = process_env(found.place, RETURNCTL_DB=str(found.db), **found.env)
    words = ["strace", "-f", "-qq", "-o", str(log), "-e", f"trace={calls}"]
    done = subprocess.run(
        [*words, *command(*found.args[2:])], env=env, cwd=found.place, capture_output=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done
    lines = log.read_text(errors="replace").splitlines()
    return Counter(line.split(maxsplit=1)[1].partition("(")[0] for line in lines)


def test_it_makes_the_system_calls_of_a_program_that_is_started_anew(
    tmp_path: Path, stock: Scene
) -> None:
    found = bench("mark", tmp_path, stock)
    copied = Counter(point.call for point in found.points() if point.call != "openat")
    started = anew(found, tmp_path)
    for pages in _PAGES:
        assert abs(copied.pop(pages) - started.pop(pages)) < 30
    for end in [name for name in started if name.startswith(("+++", "---"))]:
        del started[end]
    assert copied == started


def test_a_rehearsed_run_says_what_the_program_says(tmp_path: Path, stock: Scene) -> None:
    found = bench("mark", tmp_path, stock)
    found.warm = True
    found.reset()
    shown = found.run("show", "REF-OF-NOBODY")
    assert shown.exit_code == 4
    assert shown.err.startswith("returnctl: nothing recorded goes by")
    assert found.run("config", "get", "default_shop").out == "aliexpress\n"


def test_a_call_that_is_not_made_is_not_struck(tmp_path: Path, stock: Scene) -> None:
    found = bench("mark", tmp_path, stock)
    assert found.strike(Point("rename", 99), "kill").survived_a_kill


def test_a_process_that_was_refused_runs_again_as_a_new_one_would(
    tmp_path: Path, stock: Scene
) -> None:
    found = bench("mark", tmp_path, stock)
    pages = [point for point in found.points() if point.call in _PAGES]
    refused = [found.strike(pages[-9], "EIO") for _ in range(3)]
    assert {(each.exit_code, each.out, each.err) for each in refused} == {(7, "", refused[0].err)}
    assert "the disk of " in refused[0].err.lower()
    assert found.strike(Point("pwrite64", len(pages) + 99), "EIO").exit_code == 0


def test_a_process_that_did_it_all_runs_again_as_a_new_one_would(
    tmp_path: Path, stock: Scene
) -> None:
    found = bench("mark", tmp_path, stock)
    pages = [point for point in found.points() if point.call in _PAGES]
    anew = found.strike(pages[-9], "EIO")
    launcher().forget()
    assert found.strike(Point("pwrite64", len(pages) + 99), "EIO").exit_code == 0
    again = found.strike(pages[-9], "EIO")
    assert (again.exit_code, again.out, again.err) == (7, anew.out, anew.err)


def test_a_call_that_is_refused_fails_as_where_strace_lets_it_fail(
    tmp_path: Path, stock: Scene
) -> None:
    # The last sync comes after the commit: ids are new ones in every run.
    found = bench("mark", tmp_path, stock)
    points = found.points()
    pages, syncs = ([each for each in points if each.call == call] for call in REFUSED)
    ended: dict[bool, list[object]] = {}
    for traced in (True, False):
        found.traced = traced
        ended[traced] = []
        for point in (pages[0], pages[70], pages[-1], *syncs[:-1]):
            for fault in ("EIO", "ENOSPC"):
                struck = found.strike(point, fault)
                # A folder that cannot be synced is nothing to SQLite: such a run goes on.
                ended[traced].append((struck, *left(found)) if struck.exit_code else point)
    refused = [each for each in ended[False] if isinstance(each, tuple)]
    assert len(refused) >= 8
    assert ended[True] == ended[False]


def test_kill_leaves_what_a_process_leaves_that_stands_still(tmp_path: Path, stock: Scene) -> None:
    found = bench("mark", tmp_path, stock)
    points = found.points()
    some = {str(each): each for each in (points[1], points[9], points[-9])}
    stood = {str(each.point): left(found) for each in found.kills() if str(each.point) in some}
    killed = {}
    for name, point in some.items():
        assert found.strike(point, "kill").exit_code < 0
        killed[name] = left(found)
    assert stood == killed


def left(found: Bench) -> tuple[dict[str, int], str]:
    """Return the sizes of what there is, and what it says once a crash is put right."""
    sizes = {path.name: path.stat().st_size for path in found.db.parent.iterdir()}
    assert list(damage(found.db)) == []
    return sizes, fingerprint(found.place, cold=journal_of(found.db))
