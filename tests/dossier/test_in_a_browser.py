"""The papers in a real browser: nothing runs, nothing leaves, everything can be seen."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import Cli
from tests.dossier.browser import Site, look, needs_chromium
from tests.dossier.conftest import Made
from tests.dossier.making import CODE, HOSTILE, Bundle

pytestmark = needs_chromium
Seen = tuple[dict[str, Any], Site]
WIDTHS = (360, 1280)


@pytest.fixture(scope="module")
def casefile(made: Made, tmp_path_factory: pytest.TempPathFactory) -> Seen:
    folder = tmp_path_factory.mktemp("casefile")
    cli = Cli(made.records / "returns.db")
    cli.ok("casefile", made.ref, "--out", str(folder / "case.zip"))
    return look(Bundle(folder / "case.zip").files["index.html"], folder)


@pytest.fixture(scope="module")
def slip(made: Made, tmp_path_factory: pytest.TempPathFactory) -> Seen:
    folder = tmp_path_factory.mktemp("slip")
    cli = Cli(made.records / "returns.db")
    cli.ok("slip", made.ref, "--html", str(folder / "slip.html"))
    return look((folder / "slip.html").read_bytes(), folder)


@pytest.fixture(params=["casefile", "slip"])
def seen(request: pytest.FixtureRequest) -> Seen:
    found: Seen = request.getfixturevalue(request.param)
    return found


def test_no_request_leaves_the_page(seen: Seen) -> None:
    assert seen[1].strange == []


def test_no_script_runs_and_none_is_there(seen: Seen) -> None:
    for width in WIDTHS:
        told = seen[0][str(width)]
        assert told["title"].startswith(("Case file: ", "Return slip "))
        assert told["scripts"] == 0
        assert told["handlers"] == []


def test_links_lead_to_sources_and_evidence_only(casefile: Seen) -> None:
    links = casefile[0]["360"]["links"]

    assert links
    assert [
        each for each in links if not each.startswith(("https://", "http://", "evidence/"))
    ] == []


def test_what_strangers_wrote_is_read_as_they_wrote_it(casefile: Seen) -> None:
    text = casefile[0]["1280"]["text"]

    assert [each for each in HOSTILE[:6] if each not in text] == []
    assert "<U+202E>DROW<U+202C> <U+200B>hidden" in text


@pytest.mark.parametrize("width", WIDTHS)
def test_the_page_is_no_wider_than_the_screen(seen: Seen, width: int) -> None:
    assert seen[0][str(width)]["wide"] <= width


@pytest.mark.parametrize("width", WIDTHS)
def test_the_line_of_time_is_there_with_a_point_for_each_event(casefile: Seen, width: int) -> None:
    told = casefile[0][str(width)]

    assert told["numbers"] == [str(number) for number in range(1, 10)]
    assert len(told["circles"]) == 9
    for left, top, right, bottom in (*told["circles"], *told["labels"]):
        assert 0 <= left < right <= width
        assert 0 < top < bottom
    assert all(right - left >= 20 for left, _, right, _ in told["circles"])


@pytest.mark.parametrize("width", WIDTHS)
def test_no_point_hides_another(casefile: Seen, width: int) -> None:
    for one, other in combinations(casefile[0][str(width)]["circles"], 2):
        apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
        assert apart, (one, other)


def test_photos_are_shown_small(casefile: Seen) -> None:
    assert casefile[0]["1280"]["pictures"] == [["data:image/jpeg;", 480]]


def test_the_slip_shows_its_code_and_nothing_private(slip: Seen) -> None:
    text = slip[0]["360"]["text"]

    assert CODE in text
    assert [each for each in ("23.99", "4.95", "Visa", "EUR", "script") if each in text] == []


def test_the_trap_catches_a_page_that_leaks_and_runs(tmp_path: Path) -> None:
    page = (
        b"<title>calm</title><body><img src=/leak.png><img src='http://trap.example/far.png'>"
        b"<script>document.title='pwned'</script>"
    )

    told, site = look(page, tmp_path)

    assert told["360"]["title"] == "pwned"
    assert told["360"]["scripts"] == 1
    assert {"/leak.png", "trap.example/far.png"} <= set(site.strange)
