"""Without the extras: what can be done is done, and what cannot says what to install."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import Answer, Cli, process_env
from tests.dossier.making import CODE, Bundle, add_file, png


def run_without(library: str, cli: Cli, home: Path, *args: str) -> Answer:
    """Run the program as if a library were not installed, in the home folder."""
    program = f"import sys; sys.modules[{library!r}] = None; from returnctl.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", program, "--as-of", "2026-11-21", "--db", str(cli.db), *args],
        env=process_env(home), cwd=home, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    return Answer(args, done.returncode, done.stdout, done.stderr)


@pytest.mark.parametrize(
    ("library", "extra", "args"),
    [
        ("segno", "slip", ("slip", CODE, "--html", "out")),
        ("barcode", "slip", ("slip", CODE, "--html", "out")),
        ("segno", "slip", ("slip", CODE, "--pdf", "out")),
        ("typst", "pdf", ("slip", CODE, "--pdf", "out")),
        ("typst", "pdf", ("casefile", CODE, "--pdf", "--out", "out")),
        ("typst", "pdf", ("casefile", CODE, "--out", "out.pdf")),
    ],
)
@pytest.mark.usefixtures("hub")
def test_it_says_what_to_install_and_writes_nothing(
    cli: Cli, home: Path, library: str, extra: str, args: tuple[str, ...]
) -> None:
    answer = run_without(library, cli, home, *args)

    assert answer.exit_code == 2
    assert f"pip install 'returnctl[{extra}]'" in answer.err
    assert list(home.glob("out*")) == []


@pytest.mark.usefixtures("hub")
def test_of_two_files_none_is_written_where_one_cannot_be_made(cli: Cli, home: Path) -> None:
    answer = run_without("typst", cli, home, "slip", CODE, "--html", "out.html", "--pdf", "out")

    assert answer.exit_code == 2
    assert list(home.glob("out*")) == []


def test_a_slip_is_read_without_its_picture(cli: Cli, hub: str, home: Path) -> None:
    answer = run_without("segno", cli, home, "slip", hub)

    assert answer.exit_code == 0
    assert CODE in answer.out
    assert "returnctl[slip]" in answer.err


def test_without_pillow_small_pictures_are_shown_as_they_are(
    cli: Cli, hub: str, home: Path, tmp_path: Path
) -> None:
    small, large = png(size=(40, 30)), b"\xff\xd8\xff" + bytes(400_000)
    add_file(cli, tmp_path)(hub, "small.png", small)
    add_file(cli, tmp_path)(hub, "large.jpg", large)

    answer = run_without("PIL", cli, home, "casefile", hub, "--out", "out.zip", "--pdf")

    assert answer.exit_code == 0
    page = Bundle(home / "out.zip").page
    assert page.count("data:image/png") == 2
    assert "data:image/jpeg" not in page


def test_a_picture_that_is_none_is_linked_only(
    cli: Cli, hub: str, home: Path, tmp_path: Path
) -> None:
    """Broken, cut off, a web page by another name: none of it stops the case file."""
    add = add_file(cli, tmp_path / "odd")
    add(hub, "cut.png", png()[:200])
    add(hub, "page.jpg", b"<svg onload=alert(1)>")
    add(hub, "liar.gif", b"GIF89a" + bytes(100))

    cli.ok("casefile", hub, "--pdf", "--out", str(tmp_path / "out.zip"))

    page = Bundle(tmp_path / "out.zip").page
    assert page.count("data:image/") == 1
    assert "<svg onload" not in page
