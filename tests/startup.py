"""Which modules each hot command loads: the list that tests/test_startup.py holds them to.

    python -m tests.startup

writes it anew. Read the diff: each line more is paid at every prompt and every run of cron. Modules
of the standard library are left out, because each Python has others.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from tests.cli.running import command, process_env

LIST: Final = Path(__file__).with_name("startup.json")
_ORDER: Final = ("add", "8190123456789012", "Hub", "5", "--delivered", "2026-11-15", "--reason",
                 "defective")  # fmt: skip
# One after the other on the same records.
HOT: Final = (
    ("add", *_ORDER[1:]),
    ("deadlines",),
    ("status",),
    ("status", "--oneline"),
    ("next",),
    ("show", "REF"),
    ("mark", "REF", "dispute-opened"),
)
_PROGRAM: Final = """
import sys
from returnctl.cli import main
try:
    main()
finally:
    open(sys.argv[0], "w").write("\\n".join(sorted(sys.modules)))
"""


def loaded(home: Path) -> dict[str, list[str]]:
    """Run each hot command in a process of its own; return what it loaded."""
    found, ref = {}, ""
    for words in HOT:
        line = [ref if word == "REF" else word for word in words]
        found[" ".join(words[:2] if "--oneline" in words else words[:1])] = _modules(home, line)
        if words[0] == "add":
            told = _run(home, command("status", "--plain"))
            ref = told.split("\t")[0]
    return found


def _modules(home: Path, words: list[str]) -> list[str]:
    told = home / "modules"
    script = f"import sys\nsys.argv = {[str(told), *words]!r}\n{_PROGRAM}"
    _run(home, [sys.executable, "-c", script])
    return told.read_text(encoding="utf-8").split("\n")


def _run(home: Path, line: list[str]) -> str:
    env = process_env(home, RETURNCTL_DB=str(home / "returns.db"))
    done = subprocess.run(line, env=env, capture_output=True, text=True, check=True)
    return done.stdout


def kept(found: dict[str, list[str]]) -> dict[str, list[str]]:
    """Return what is kept of it: no module of the standard library."""
    known = {*sys.stdlib_module_names, "__main__"}
    return {
        command: [name for name in names if name.partition(".")[0] not in known]
        for command, names in found.items()
    }


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        found = kept(loaded(Path(folder)))
        LIST.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
