"""CPU time of `returnctl deadlines` with 20 open returns, as a ratio to a Typer hello-world.

    python -m benchmarks.startup

Builds a fresh environment with a real (not editable) install of this checkout, logs 20 open
returns, and runs the two programs in turn. Prints the median CPU time of each and the median of the
ratios.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import venv
from collections.abc import Sequence
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parent.parent
LIMIT: Final = 1.8
_HELLO: Final = '''
import typer

app = typer.Typer()


@app.command()
def hello() -> None:
    """Say hello."""
    typer.echo("hello")


@app.command()
def bye(name: str = "you") -> None:
    """Say goodbye."""
    typer.echo(f"bye {name}")


app()
'''


def cpu_seconds(command: Sequence[str], environ: dict[str, str]) -> float:
    """Return the user and system time of one whole process; it must succeed."""
    quiet = os.open(os.devnull, os.O_RDWR)
    streams = [(os.POSIX_SPAWN_DUP2, quiet, number) for number in (0, 1, 2)]
    pid = os.posix_spawn(command[0], list(command), environ, file_actions=streams)
    _, status, usage = os.wait4(pid, 0)
    os.close(quiet)
    if status != 0:
        raise SystemExit(f"{' '.join(command)} ended with {status}")
    return usage.ru_utime + usage.ru_stime


def prepare(folder: Path) -> tuple[Path, dict[str, str]]:
    """Install the checkout into an environment of its own and log 20 open returns."""
    environment = folder / "venv"
    venv.create(environment, with_pip=True)
    python = environment / "bin" / "python"
    install = [str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check", str(ROOT)]
    subprocess.run(install, check=True)
    environ = {
        "HOME": str(folder),
        "PATH": os.defpath,
        "RETURNCTL_DB": str(folder / "returns.db"),
        "RETURNCTL_COUNTRY": "DE",
        "RETURNCTL_TIMEZONE": "Europe/Berlin",
        "RETURNCTL_CURRENCY": "EUR",
    }
    for number in range(20):
        order = ["add", f"81901234567890{number:02}", f"Item {number}", "9.99", "--reason",
                 "defective", "--delivered", "-5d", "--seller-country", "CN"]  # fmt: skip
        subprocess.run(
            [str(environment / "bin" / "returnctl"), *order],
            check=True, env=environ, stdout=subprocess.DEVNULL,
        )  # fmt: skip
    (folder / "hello.py").write_text(_HELLO)
    return python, environ


def measure(folder: Path, runs: int) -> float:
    """Run both in turn and return the median ratio."""
    python, environ = prepare(folder)
    ours = [str(python.parent / "returnctl"), "deadlines"]
    hello = [str(python), str(folder / "hello.py"), "hello"]
    pairs = [(cpu_seconds(ours, environ), cpu_seconds(hello, environ)) for _ in range(runs + 1)][1:]
    ratio = statistics.median(mine / theirs for mine, theirs in pairs)
    print(f"returnctl deadlines  {statistics.median(mine for mine, _ in pairs):.3f} s CPU")
    print(f"Typer hello-world    {statistics.median(theirs for _, theirs in pairs):.3f} s CPU")
    print(f"ratio                {ratio:.2f}  (limit {LIMIT}), {runs} pairs")
    return ratio


def main() -> None:
    """Measure, and fail above the limit."""
    parser = argparse.ArgumentParser(description="Start-up of `returnctl deadlines` as a ratio.")
    parser.add_argument("--runs", type=int, default=15)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as folder:
        sys.exit(0 if measure(Path(folder), runs) <= LIMIT else 1)


if __name__ == "__main__":
    main()
