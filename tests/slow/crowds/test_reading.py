"""Commands that only look: they write nothing, read right after a crash, and wait for nobody."""

from __future__ import annotations

import importlib.util
import json
import pickle
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.running import Cli, command, process_env
from tests.slow.crowds.reading import LOOKS
from tests.slow.crowds.writer import SHARED
from tests.slow.power.recording import recorded
from tests.slow.shopper import file_of
from tests.slow.tally import Tally

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[3]
_CALLS = (
    "write,pwrite64,writev,pwritev,fsync,fdatasync,ftruncate,unlink,unlinkat,rename,renameat,"
    "renameat2,mkdir,mkdirat,link,linkat,symlink,chmod,fchmod,fchmodat,utimensat,creat"
)
_SECONDS = 60
_STATES = 100
Keep = Callable[[Tally], None]


@pytest.fixture
def cli(tmp_path: Path) -> Cli:
    """Records with something of everything."""
    found, photo = Cli(file_of(tmp_path)), tmp_path / "photo.jpg"
    photo.write_bytes(b"a photo")
    found.add("--shop", "lampenladen", "--order", SHARED, "--item", "Hub", "--delivered", "8nov",
              "--reason", "defective")  # fmt: skip
    found.ok("message", "add", SHARED, "--from", "seller", "hello")
    found.ok("parcel", "add", SHARED, "LP00123456789012")
    found.ok("evidence", "add", SHARED, str(photo), "--kind", "photo")
    return found


def env_of(cli: Cli) -> dict[str, str]:
    place = cli.db.parent.parent
    return process_env(
        place, RETURNCTL_DB=str(cli.db), PYTHONPATH=f"{process_env(place)['PYTHONPATH']}:{ROOT}"
    )


def writes(cli: Cli, words: tuple[str, ...]) -> list[str]:
    """Return the calls that write below the folder of the records."""
    log, words = cli.db.parent.parent / "trace", ("--as-of", "2026-11-21", *words)
    done = subprocess.run(
        ["strace", "-f", "-qq", "-y", "-o", str(log), "-e", f"trace={_CALLS}", *command(*words)],
        env=env_of(cli), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, (words, done.stderr)
    return [line for line in log.read_text().splitlines() if str(cli.db.parent) in line]


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_whoever_looks_writes_nothing(cli: Cli, tallies: Keep) -> None:
    found = [call for words in LOOKS for call in writes(cli, words)]
    control = writes(cli, ("edit", SHARED, "--note", "scratched"))
    tallies(
        Tally(
            row="B2",
            what="Commands that only look, under strace: calls that write beside the records",
            tried=len(LOOKS),
            leaked=len(found),
            control=f"`edit`: {len(control)} such calls",
        )
    )
    assert found == []
    assert control


@pytest.mark.skipif(importlib.util.find_spec("apsw") is None, reason="apsw is needed")
def test_whoever_looks_after_a_crash_sees_what_was_committed(
    cli: Cli, tmp_path: Path, tallies: Keep, monkeypatch: pytest.MonkeyPatch
) -> None:
    table, script = tmp_path / "t.csv", tmp_path / "script"
    rows = "".join(f"A{number:04},2026-11-01,Thing,12.50,EUR\n" for number in range(60))
    table.write_text("order,date,item,price,currency\n" + rows)
    cli.ok("config", "set", "backup_imports", "false")
    looks = [words for words in LOOKS if words not in {("doctor",), ("export", "-")}]
    old = [cli(*words).out for words in looks]
    with recorded(cli.db, monkeypatch) as tape:
        cli.ok("import", str(table), "--shop", "lampenladen", "--date-format", "%Y-%m-%d",
               "--decimal", ".", "--yes")  # fmt: skip
    new = [cli(*words).out for words in looks]
    script.write_bytes(pickle.dumps(tape))
    subprocess.run(
        [sys.executable, "-m", "tests.slow.power.killing", str(script), str(_STATES), tmp_path],
        cwd=ROOT, check=True,
    )  # fmt: skip

    states, odd, naive = sorted((tmp_path / "states").iterdir()), list[str](), 0
    for state in states:
        naive += unsafe_reading(state / "returns.db") not in {1, 61}
        for words, *right in zip(looks, old, new, strict=True):
            for path in state.iterdir():
                shutil.copyfile(path, cli.db.parent / path.name)
            answer = cli(*words)
            if answer.exit_code or answer.out not in right:
                odd.append(f"{state.name} {answer}")
    tallies(
        Tally(
            row="B2",
            what=f"Commands that only look, on {len(states)} hot journals of a killed import",
            tried=len(states) * len(looks),
            torn=len(odd),
            control=f"immutable=1: {naive} of {len(states)} wrong",
        )
    )
    assert odd == []
    assert len(states) > _STATES // 2
    assert naive > 0


def unsafe_reading(db: Path) -> int:
    """Count the orders as some programs do: without a look at the journal."""
    with closing(sqlite3.connect(f"{db.as_uri()}?immutable=1", uri=True)) as conn:
        try:
            found = conn.execute("SELECT count(*) FROM orders").fetchone()[0]
            verdict = conn.execute("PRAGMA integrity_check(1)").fetchone()[0]
        except sqlite3.DatabaseError:
            return -1
    return int(found) if verdict == "ok" else -1


def beside_a_writer(cli: Cli, seconds: int, *naive: str) -> tuple[int, int, list[str]]:
    """Let four look beside one that writes; count looks and writes, and say what failed."""
    folder = str(cli.db.parent.parent)
    readers = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.slow.crowds.reading", folder, str(seconds), *naive],
            env=env_of(cli), stdout=subprocess.PIPE, text=True,
        )
        for _ in range(4)
    ]  # fmt: skip
    written = 0
    while any(each.poll() is None for each in readers):
        cli.ok("edit", SHARED, "--note", f"note {written}")
        written += 1
    told = [json.loads(each.communicate()[0]) for each in readers]
    failed = [fault for each in told for fault in each["failed"]]
    return sum(each["number"] for each in told), written, failed


def test_four_readers_beside_a_writer(cli: Cli, tallies: Keep) -> None:
    looked, written, failed = beside_a_writer(cli, _SECONDS)
    naively, _, locked = beside_a_writer(cli, _SECONDS // 6, "naive")
    tallies(
        Tally(
            row="B2",
            what="Four processes that look, beside one that writes, for a minute: "
            f"{written} writes meanwhile",
            tried=looked,
            lost=len(failed),
            control=f"whoever looks notes it in the records: {len(locked)} of {naively} turned "
            "away",
        )
    )
    assert failed == []
    assert written > 10
    assert locked


@pytest.mark.skipif(shutil.which("unshare") is None, reason="unshare is not installed")
@pytest.mark.parametrize("how", ["a read-only mount", "a folder of mode 0555"])
def test_whoever_looks_needs_no_folder_to_write_in(cli: Cli, tallies: Keep, how: str) -> None:
    folder = cli.db.parent
    closed = f"mount --bind {folder} {folder} && mount -o remount,bind,ro {folder} && "
    wrapped = ["unshare", "-Urm", "sh", "-c", closed + 'exec "$@"', "-"]
    if how.endswith("0555"):
        folder.chmod(0o555)
        # Also where root runs the tests: nobody may pass over modes.
        wrapped = ["setpriv", "--inh-caps=-all", "--bounding-set=-all"]
    if subprocess.run([*wrapped, "true"], capture_output=True, check=False).returncode:
        pytest.skip("the system does not allow it")

    def run(*words: str) -> int:
        day = ("--as-of", "2026-11-21")
        return subprocess.run(
            [*wrapped, *command(*day, *words)], env=env_of(cli), capture_output=True, check=False
        ).returncode

    failed = [words for words in LOOKS if run(*words)]
    control = run("edit", SHARED, "--note", "scratched")
    folder.chmod(0o700)
    tallies(
        Tally(
            row="B2",
            what=f"Commands that only look, in {how}",
            tried=len(LOOKS),
            lost=len(failed),
            control=f"`edit` ends with {control}",
        )
    )
    assert failed == []
    assert control == 7
