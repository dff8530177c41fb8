"""Names of files that are handed on: nothing that a shell, a disk or a reader stumbles over."""

from __future__ import annotations

from datetime import date

import pytest

from returnctl.core.case import Evidence
from returnctl.core.filekinds import is_viewed
from returnctl.core.filenames import piece_name, safe_name
from tests.core.building import day


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("hub.jpg", "hub.jpg"),
        ("my hub (1).JPG", "my_hub_1.JPG"),
        ("../../etc/passwd", "etc_passwd"),
        ("-rf.txt", "rf.txt"),
        ("._hidden-.png", "hidden.png"),
        ("XX.png", "XX.png"),
        ("größe.pdf", "gr_e.pdf"),
        ("....jpg", "file.jpg"),
        ("", "file"),
        ("日本", "file"),
        ("archive.tar-gz", "archive.tar-gz"),
        ("no.dots.here.abcdefghij", "no.dots.here.abcdefghij"),
        ("too.abcdefghijk", "too.abcdefghijk"),
        ("a" * 60 + "-b.jpg", "a" * 60 + ".jpg"),
        ("a" * 59 + "-b.jpg", "a" * 59 + ".jpg"),
        ("a" * 70 + ".abcdefghijk", "a" * 60),
    ],
)
def test_a_name_has_letters_digits_dots_and_dashes(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@pytest.mark.parametrize(
    ("number", "on", "kind", "name"),
    [
        (1, day("11-09"), "photo", "01-2026-11-09-photo-hub.jpg"),
        (12, None, "proof_of_delivery", "12-proof-of-delivery-hub.jpg"),
        (123, day("11-09"), "photo", "123-2026-11-09-photo-hub.jpg"),
    ],
)
def test_a_copy_is_called_by_its_number_day_and_kind(
    number: int, on: date | None, kind: str, name: str
) -> None:
    assert piece_name(number, on, Evidence(id="e", kind=kind, name="hub.jpg")) == name


@pytest.mark.parametrize(
    ("name", "viewed"),
    [("hub.jpg", True), ("HUB.PDF", True), ("a.b.mp4", True), ("run.exe", False), ("jpg", True),
     ("page.html", False), ("", False)],
)  # fmt: skip
def test_a_viewer_shows_pictures_films_sounds_and_papers(name: str, viewed: bool) -> None:
    assert is_viewed(name) is viewed
