"""`requirements-dev.lock`: every file of development and CI by hash, from no named place."""

from __future__ import annotations

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from scripts.make_lock import HEADER, LOCK, NOT_LOCKED, ROOT, command

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
TEXT = LOCK.read_text(encoding="utf-8")
PLACES = re.compile(
    r"://|--index|--extra-index|--find-links|--trusted-host|\bfile:|\s@\s", re.IGNORECASE
)
PINNED = re.compile(r"^([a-z0-9-]+)==(\S+)(?: ; [^\\]+)? \\(?=\n)", re.MULTILINE)


def direct() -> list[Requirement]:
    """What pyproject.toml asks for, extras and build included, without the project itself."""
    project = PROJECT["project"]
    lines = [*project["dependencies"], *PROJECT["build-system"]["requires"]]
    extras = project["optional-dependencies"]
    lines += [line for name in extras if name != NOT_LOCKED for line in extras[name]]
    return [each for each in map(Requirement, lines) if each.name != project["name"]]


def locked(text: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, version in PINNED.findall(text):
        found.setdefault(name, []).append(version)
    return found


def unhashed(text: str) -> list[str]:
    """Blocks of a requirement that no hash follows."""
    blocks = re.split(r"\n(?=[A-Za-z])", text.removeprefix(HEADER))
    return [block for block in blocks if not re.search(r"--hash=sha256:[0-9a-f]{64}\b", block)]


@pytest.mark.parametrize("needed", direct(), ids=str)
def test_each_library_we_name_is_locked_within_its_bounds(needed: Requirement) -> None:
    versions = locked(TEXT).get(canonicalize_name(needed.name), [])

    assert versions
    assert [each for each in versions if not needed.specifier.contains(each)] == []


def test_the_lock_names_no_place() -> None:
    """Whoever installs decides where files come from; the hash, whether they are the ones."""
    assert PLACES.findall(TEXT) == []


@pytest.mark.parametrize(
    "line", ["--index-url https://x/simple", "--find-links ../wheels", "a @ file:///x/a.whl"]
)
def test_the_guard_sees_a_place(line: str) -> None:
    assert PLACES.findall(TEXT + line)


def test_every_file_is_known_by_its_hash() -> None:
    assert len(locked(TEXT)) > 50
    assert unhashed(TEXT) == []
    assert unhashed(TEXT + "six==1.17.0\n") == ["six==1.17.0\n"]


def test_every_line_is_of_the_known_kinds() -> None:
    """A pin, a hash, or a remark: nothing that pip would take for an option."""
    kinds = re.compile(r"#|    #|    --hash=sha256:[0-9a-f]{64}( \\)?$|[a-z0-9-]+==\S+ (; .+ )?\\$")

    assert [line for line in TEXT.splitlines() if not kinds.match(line)] == []


def test_the_page_for_contributors_tells_how_it_is_made() -> None:
    told = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")

    assert "python -m scripts.make_lock" in told
    assert "--require-hashes -r requirements-dev.lock" in told
    assert {"--generate-hashes", "--no-emit-index-url", "--universal"} <= set(command())
