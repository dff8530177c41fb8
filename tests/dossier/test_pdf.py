"""The PDFs: the same facts as the pages, on paper, and nothing in them that acts."""

from __future__ import annotations

import re
import subprocess
from datetime import date
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from shutil import which

import pytest
from pypdf import PdfReader

from returnctl.core.dossier.paper import Cell, Facts, Messages, Paper, Said, Section, Table
from returnctl.exporting.casefile_pdf import casefile_pdf
from tests.cli.running import Cli
from tests.dossier.browser import decoded, needs_zbar
from tests.dossier.conftest import Made
from tests.dossier.making import CODE, HOSTILE, ORDER, Bundle

# Words that the page has for itself: the key of the picture, which is the picture's own there.
_PAGE_ONLY = ("the day of this file", "Timeline.")


class Words(HTMLParser):
    """The words of a page as they stand in it, without its style and the names of pictures."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self._inside: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, _: object) -> None:
        if tag in {"style", "title", "svg"}:
            self._inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._inside and self._inside[-1] == tag:
            self._inside.pop()

    def handle_data(self, data: str) -> None:
        if not self._inside and data.strip():
            self.found.append(data.strip())


def squeezed(text: str) -> str:
    """Leave out what lines are broken with, and what letters are joined by."""
    text = text.replace("\ufb01", "fi").replace("\ufb02", "fl").replace("\u2212", "-")
    return re.sub(r"[\s\u200b]+", "", text)


def text_of(pdf: bytes) -> str:
    return squeezed("".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages))


@pytest.fixture(scope="module")
def bundle(made: Made, tmp_path_factory: pytest.TempPathFactory) -> Bundle:
    out = tmp_path_factory.mktemp("pdf") / "case.zip"
    Cli(made.records / "returns.db").ok("casefile", made.ref, "--pdf", "--out", str(out))
    return Bundle(out)


def test_it_has_every_word_of_the_page(bundle: Bundle) -> None:
    text = text_of(bundle.files["casefile.pdf"]).casefold()
    words = [each for each in Words(bundle.page).found if not each.startswith(_PAGE_ONLY)]

    assert len(words) > 150
    assert [each for each in words if squeezed(each).casefold() not in text] == []


def test_codes_and_sums_are_whole(bundle: Bundle) -> None:
    text = text_of(bundle.files["casefile.pdf"])
    sums = [f["sha256"] for f in bundle.manifest["files"] if f["path"].startswith("evidence/")]

    assert [each for each in (ORDER, CODE, *sums) if each not in text] == []


def test_it_runs_nothing_and_names_no_time(bundle: Bundle) -> None:
    reader = PdfReader(BytesIO(bundle.files["casefile.pdf"]))

    assert [e for e in ("/OpenAction", "/AA", "/AcroForm") if e in reader.root_object] == []
    assert "/JavaScript" not in str(reader.root_object.get("/Names"))
    assert reader.metadata is not None
    assert "/CreationDate" not in reader.metadata
    assert reader.metadata.title == "Case file: USB-C hub 7-in-1"


@pytest.mark.parametrize("text", [*HOSTILE, "\\", '"', "#{", "]", "/* x", "// x", "\x00", ""])
def test_text_is_never_read_as_layout(text: str) -> None:
    cell = Cell(text, below=text)
    paper = Paper(
        title=text, about=text, made_on=date(2026, 11, 21),
        sections=(Section(text, (
            Facts(((text, cell),)), Table((text,), ((cell,),), caption=text),
            Messages((Said(text, text),)),
        )),),
    )  # fmt: skip

    assert casefile_pdf(paper, {}).startswith(b"%PDF")


def test_a_name_that_ends_in_pdf_gives_the_pdf_alone(cli: Cli, hub: str, tmp_path: Path) -> None:
    told = cli.data("casefile", hub, "--out", str(tmp_path / "case.pdf"))

    text = text_of((tmp_path / "case.pdf").read_bytes())
    assert told["files"] == []
    assert ORDER in text
    assert "manifest.json" not in text


def test_the_slip_as_a_pdf_has_the_facts_of_the_page(cli: Cli, hub: str, tmp_path: Path) -> None:
    cli.ok("slip", hub, "--html", str(tmp_path / "s.html"), "--pdf", str(tmp_path / "s.pdf"))

    text = text_of((tmp_path / "s.pdf").read_bytes()).casefold()
    words = Words((tmp_path / "s.html").read_text(encoding="utf-8")).found
    ticks = {"\N{CHECK MARK}"}
    assert [e for e in words if e not in ticks and squeezed(e).casefold() not in text] == []
    assert len(PdfReader(tmp_path / "s.pdf").pages) == 1


@pytest.mark.parametrize(("country", "width"), [("DE", 595), ("US", 612)])
def test_it_is_on_the_sheet_that_the_buyers_country_prints(
    cli: Cli, tmp_path: Path, country: str, width: int
) -> None:
    ref = cli.add(ORDER, "Hub", "--code", CODE)
    cli.ok("edit", ref, "--country", country)
    cli.ok("casefile", ref, "--out", str(tmp_path / "c.pdf"))
    cli.ok("slip", ref, "--pdf", str(tmp_path / "s.pdf"))

    widths = {
        int(PdfReader(tmp_path / name).pages[0].mediabox.width) for name in ("c.pdf", "s.pdf")
    }
    assert widths == {width}


@needs_zbar
@pytest.mark.skipif(which("pdftoppm") is None, reason="pdftoppm (poppler-utils) is not installed")
def test_the_codes_of_the_printed_slip_are_read_back(cli: Cli, hub: str, tmp_path: Path) -> None:
    cli.ok("slip", hub, "--pdf", str(tmp_path / "s.pdf"))

    subprocess.run(
        ["pdftoppm", "-r", "150", "-png", "-singlefile", tmp_path / "s.pdf", tmp_path / "s"],
        check=True, timeout=60,
    )  # fmt: skip

    assert decoded(tmp_path / "s.png") == [f"CODE-128:{CODE}", f"QR-Code:{CODE}"]
