"""Make docs/licences.md: what is installed with returnctl and its extras, and under which licence.

`python -m scripts.make_licences` reads the metadata of what is installed: it wants `.[dev]` and
every extra there. What a library brings along is listed too.
"""

import re
import tomllib
from importlib.metadata import PackageNotFoundError, metadata, requires
from pathlib import Path
from typing import Final

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT: Final = Path(__file__).resolve().parent.parent
PAGE: Final = ROOT / "docs" / "licences.md"
# Extras of a shopper; `test` and `dev` are installed with no release.
NOT_SHIPPED: Final = ("test", "bench", "dev")
# What older metadata says in words of its own.
_SPDX: Final = {
    "Apache 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "Apache Software License, Version 2.0": "Apache-2.0",
    "Apache License, Version 2.0": "Apache-2.0",
    "BSD License": "BSD",
    "BSD 3-Clause License": "BSD-3-Clause",
    "Dual License": "Apache-2.0 OR BSD-3-Clause",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
}
_INTRO: Final = """\
# Licences of what is installed with returnctl

returnctl is under the [MIT licence](../LICENSE). These libraries come with it, or with an extra;
none is copied into it. Made by `python -m scripts.make_licences` from what each says of itself.
"""


def licence(name: str) -> str:
    """Return what the installed library says: an expression, else a classifier, else a word."""
    about = metadata(name)
    if "License-Expression" in about:
        return str(about["License-Expression"])
    classes = [each.split(" :: ")[-1] for each in about.get_all("Classifier") or ()
               if each.startswith("License ::")]  # fmt: skip
    word = str(about["License"] or "").strip().split("\n")[0]
    said = classes[0] if len(classes) == 1 and classes[0] != "BSD License" else word
    said = said or " OR ".join(_SPDX.get(each, each) for each in classes)
    return _SPDX.get(said, said) or "not stated"


def groups() -> dict[str, list[str]]:
    """Return the direct dependencies: of the program itself ("") and of each extra."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    found = {"": project["dependencies"], **project["optional-dependencies"]}
    return {
        extra: sorted(canonicalize_name(Requirement(line).name) for line in lines)
        for extra, lines in found.items()
        if extra not in NOT_SHIPPED
    }


def brought(direct: list[str]) -> list[str]:
    """Return what they bring along on this system, without themselves."""
    seen: set[str] = set()
    waiting = list(direct)
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        waiting += [canonicalize_name(each.name) for each in map(Requirement, _requires(name))
                    if each.marker is None or each.marker.evaluate({"extra": ""})]  # fmt: skip
    return sorted(seen - set(direct))


def _requires(name: str) -> list[str]:
    try:
        return requires(name) or []
    except PackageNotFoundError:
        raise SystemExit(f"{name} is not installed here") from None


def page() -> str:
    """Return the page."""
    text = _INTRO
    for extra, direct in groups().items():
        title = f"With `returnctl[{extra}]`" if extra else "Always"
        rows = [f"| {name} | {_cell(licence(name))} | |" for name in direct]
        rows += [f"| {name} | {_cell(licence(name))} | brought along |" for name in brought(direct)]
        head = "| library | its licence | |\n|---|---|---|\n"
        text += f"\n## {title}\n\n{head}" + "\n".join(rows) + "\n"
    return text


def _cell(text: str) -> str:
    return re.sub(r"[|\s]+", " ", text)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
