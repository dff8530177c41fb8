"""Makes the mutants in `mutants/`, beside copies of the tests; mutmut writes them."""

from __future__ import annotations

import os
import shutil
import sys
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from tests.slow.mutation.baring import bare


def main() -> int:
    """Make them anew: a mutant of code that has gone would be tried otherwise."""
    # Only its own session of nox has mutmut; these are its parts, and it is held below release 4.
    parts, files = import_module("mutmut.__main__"), import_module("mutmut.utils.file_utils")
    shutil.rmtree("mutants", ignore_errors=True)
    Path("mutants").mkdir()
    files.copy_src_dir()
    files.copy_also_copy_files()
    vars(parts)["write_all_mutants_to_file"] = partial(_write, parts.write_all_mutants_to_file)
    made = parts.create_mutants(os.cpu_count() or 1)
    sys.stdout.write(f"Mutants of {made.mutated} modules\n")
    return 0


def _write(write: Any, *, source: str, **others: Any) -> Any:
    """Have mutmut see what is decorated, too."""
    return write(source=bare(source), **others)


if __name__ == "__main__":
    sys.exit(main())
