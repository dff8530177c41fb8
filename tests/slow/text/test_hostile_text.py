"""Text from strangers in every field, every command that reads, terminals of any width and pipes.

Counted are combinations of a string, a command that shows it, and a width or form.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from tests.slow.tally import Tally
from tests.slow.text import naive
from tests.slow.text.conftest import Ground
from tests.slow.text.infested import EARLIER, Planted, file_name
from tests.slow.text.rules import faults, json_faults, whole_codes
from tests.slow.text.strings import MEGABYTE, NAMED, foreign, random_strings

# Everything that tells of all cases at once.
LISTS: tuple[tuple[str, ...], ...] = (
    (), ("status",), ("status", "--all"), ("status", "--purchases"), ("deadlines",),
    ("deadlines", "--all"), ("deadlines", "--purchases"), ("next",), ("search", "RMA20261117"),
    ("summary",), ("history",), ("parcel", "list"), ("track",), ("evidence", "verify"),
    ("remind", "--upcoming"), ("remind", "--dry-run"), ("doctor",), ("policy", "list"),
    ("config", "show"), ("config", "path"), ("backup", "--list"), ("mark", "--list"),
)  # fmt: skip
# Slow ones are shown at every fourth width.
HEAVY = frozenset(("doctor", "next", "summary"))
# Everything that tells of one case.
ONE: tuple[tuple[str, ...], ...] = (
    ("show",), ("why",), ("next",), ("history",), ("evidence", "list"), ("evidence", "open"),
    ("evidence", "verify"), ("message", "list"), ("parcel", "list"), ("slip",), ("mark",),
)  # fmt: skip
# Everything that is typed and refused.
REFUSED: tuple[tuple[str, ...], ...] = (
    ("show",), ("why",), ("status",), ("add", "--shop"), ("add", "8190123400000000", "--delivered"),
    ("mark", "8190123400000000"), ("config", "get"), ("config", "set", "country"),
    ("policy", "show"), ("policy", "check"), ("evidence", "add", "8190123400000000"), ("import",),
    ("parcel", "add"), ("undo",), ("restore",), ("history",), ("message", "draft"),
    ("summary", "--seller"), ("--as-of",), ("--db",), ("export", "--format"), ("completion",),
)  # fmt: skip
# Everything that names a file: one that is written, and one that is not there.
FILES: tuple[tuple[str, ...], ...] = (
    ("export", "{}.json"), ("export", "{}.json"), ("export", "--archive", "{}.zip"),
    ("calendar", "{}.ics"), ("status", "--xlsx", "{}.xlsx"), ("slip", "REF", "--html", "{}.html"),
    ("casefile", "REF", "--out", "{}.case.zip"), ("backup", "{}.d"), ("import", "{}.none"),
    ("restore", "{}.none"), ("policy", "check", "{}.none"), ("evidence", "add", "REF", "{}.none"),
    ("--db", "{}.none", "status"),
)  # fmt: skip
# What draws and takes away again the bar of what takes long.
_PROGRESS = re.compile(r"\x1b\[\?25l.*?\x1b\[\?25h|\r(?:\x1b\[(?:1A|2K))*", re.DOTALL)
TABLES = ("status", "deadlines", "search", "history", "parcel", "track")
WIDTHS = (20, 23, 26, 30, 35, 40, 47, 54, 66, 80, 100, 132, 200)
FEW = 6
MANY = 60
Grounds = Callable[[int], Ground]


class Count:
    """What a harness saw."""

    def __init__(self) -> None:
        self.tried = 0
        self.found: list[str] = []

    def take(self, where: object, number: int, wrong: Iterator[str] | Sequence[str]) -> None:
        self.tried += number
        self.found += [f"{where}: {each}" for each in wrong]

    def tally(self, what: str, control: str) -> Tally:
        lost = [each for each in self.found if ": cut " in each or ": lost " in each]
        torn = [each for each in self.found if ": torn " in each or ": wide " in each]
        rest = len(self.found) - len(lost) - len(torn)
        return Tally(row="D1", what=what, tried=self.tried, lost=len(lost), torn=len(torn),
                     leaked=rest, control=control)  # fmt: skip


def look_at_lists(
    ground: Ground, widths: Sequence[int], lists: Sequence[tuple[str, ...]] = LISTS
) -> Count:
    """Every list at every width: nothing foreign, nothing cut, and the same codes everywhere."""
    count = Count()
    with ground.screen() as screen:
        for args in lists:
            usual = screen.type(["--as-of", EARLIER, *args], columns=80)
            codes = whole_codes(usual.text)
            for width in widths[:: 4 if args[:1] and args[0] in HEAVY else 1]:
                seen = screen.type(["--as-of", EARLIER, *args], columns=width)
                where = (" ".join(args), width)
                count.take(where, len(ground.planted), list(faults(seen.text, width)))
                lost = sorted(codes - whole_codes(seen.text))
                count.take(where, 0, [f"lost {lost[:3]}"] if lost else [])
                count.take(where, 0, [] if seen.code == usual.code else [f"code {seen.code}"])
    return count


def look_at_each(ground: Ground, planted: Sequence[Planted], widths: Sequence[int]) -> Count:
    """Every command that tells of one case, for each string."""
    count = Count()
    with ground.screen() as screen:
        for number, each in enumerate(planted):
            for args in ONE:
                width = widths[number % len(widths)]
                for columns in (width, 80):
                    seen = screen.type(["--as-of", EARLIER, *args, each.order], columns=columns)
                    where = (" ".join(args), each.number, columns)
                    count.take(where, 1, list(faults(seen.text, columns)))
                    count.take(where, 0, [] if seen.code in (0, 1) else [f"code {seen.code}"])
    return count


def look_off_a_terminal(ground: Ground, planted: Sequence[Planted]) -> Count:
    """Sentences, tabs, JSON and CSV: nothing foreign, no code cut, no forged line."""
    count = Count()
    every = [(args, None) for args in LISTS] + [((*a, p.order), p) for p in planted for a in ONE]
    for args, each in every:
        number = 1 if each else len(ground.planted)
        text = ground.cli(*args)
        count.take(args, number, list(faults(text.out + text.err)))
        plain = ground.cli("--plain", *args)
        tabs = plain.out.replace("\t", "")
        count.take((*args, "--plain"), number, list(faults(tabs + plain.err)))
        document = ground.cli("--json", *args)
        count.take((*args, "--json"), number, list(json_faults(document.out)))
        bugs = [a for a in (text, plain, document) if a.exit_code not in (0, 1)]
        count.take(args, 0, [f"code {a.exit_code}" for a in bugs])
        if args[:1] and args[0] in TABLES and each is None:
            rows = ground.cli(*args, "--csv")
            count.take((*args, "--csv"), number, list(csv_faults(rows.out)))
    return count


def csv_faults(text: str) -> Iterator[str]:
    """No cell begins a formula; the file is read back, every row as wide as its head."""
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    for row in rows:
        if len(row) != len(rows[0]):
            yield f"torn row {row}"
        for cell in row:
            if cell[:1] in "=+-@\t\r" and cell and not re.fullmatch(r"-?[\d.]+", cell):
                yield f"leaked a formula {cell!r}"


def look_at_refusals(ground: Ground, texts: Sequence[str]) -> Count:
    """What is typed is a stranger's text, too, and is said back in an error."""
    count = Count()
    before = ground.cli.log_size()
    with ground.screen() as screen:
        for text in texts:
            for args in REFUSED:
                typed = text.replace("\0", "")
                seen = screen.type(["--as-of", EARLIER, *args, typed], columns=80)
                strange = foreign(seen.text)
                count.take((args, text[:20]), 1, [f"leaked {strange}"] if strange else [])
                bug = [] if seen.code in (0, 1, 2, 4, 5, 7) else [f"code {seen.code}"]
                count.take((args, text[:20]), 0, bug)
    assert ground.cli.log_size() == before
    return count


def look_at_files(
    ground: Ground, planted: Sequence[Planted], folder: Path, widths: Sequence[int]
) -> Count:
    """Files whose names are the texts: written where they can be, and told in any case."""
    count = Count()
    with ground.screen() as screen:
        for number, each in enumerate(planted):
            name = str(folder / (f"{number} " + file_name(each.text)))
            for args in FILES:
                words = [each.order if a == "REF" else a.replace("{}", name) for a in args]
                width = widths[number % len(widths)]
                seen = screen.type(["--as-of", EARLIER, *words], columns=width)
                where = (" ".join(args), each.number, width)
                told = _PROGRESS.sub("", seen.text)
                count.take(where, 1, list(faults(told, width, name=name)))
                bug = [] if seen.code in (0, 1, 2, 4, 7) else [f"code {seen.code}"]
                count.take(where, 0, bug)
    return count


def naive_figure(ground: Ground, widths: Sequence[int]) -> str:
    """What the same rules find where nobody minds strangers."""
    leaked = lost = 0
    for width in widths:
        found = list(faults(naive.show(ground.planted, width)))
        whole = whole_codes(naive.show(ground.planted, width))
        leaked += any(each.startswith("leaked") for each in found)
        lost += sum(each.order not in whole for each in ground.planted)
    assert leaked
    assert lost
    return (f"Rich's table, escape() and no safe(): escapes came through at {leaked} of "
            f"{len(widths)} widths, {lost} of {len(widths) * len(ground.planted)} order numbers "
            "cut")  # fmt: skip


# --- per commit: a dozen strings


def test_lists_on_a_terminal(ground: Grounds) -> None:
    narrow, usual = (
        look_at_lists(ground(FEW), (width,), LISTS[start::2])
        for start, width in enumerate((20, 57))
    )

    assert narrow.found + usual.found == []


def test_one_case_on_a_terminal(ground: Grounds) -> None:
    found = look_at_each(ground(FEW), ground(FEW).planted[1:2], (47,))

    assert found.found == []


def test_off_a_terminal(ground: Grounds) -> None:
    found = look_off_a_terminal(ground(FEW), ground(FEW).planted[3:4])

    assert found.found == []


def test_printing_without_care_is_found_out(ground: Grounds) -> None:
    """The control."""
    assert "cut" in naive_figure(ground(FEW), (40, 80))


def test_only_the_rest_of_a_path_may_be_wider_than_the_terminal() -> None:
    rest = "H\u2066" + "x" * 50
    told = "returnctl: /tmp/57\n  H<U+2066>" + "x" * 50 + ".json\n  is there already.\n"

    assert list(faults(told, 40, name=f"/tmp/57 {rest}")) == []
    assert [each[:4] for each in faults(told, 40)] == ["wide"]


# --- the long run


@pytest.mark.slow
@pytest.mark.parametrize("widths", [WIDTHS[::2], WIDTHS[1::2]], ids=["even", "odd"])
def test_every_list_at_every_width(
    widths: Sequence[int], ground: Grounds, tallies: Callable[[Tally], None]
) -> None:
    found = look_at_lists(ground(MANY), widths)
    what = f"{MANY} hostile texts in every list, terminals of {', '.join(map(str, widths))} columns"
    tallies(found.tally(what, naive_figure(ground(MANY), widths)))

    assert found.found == []


@pytest.mark.slow
def test_every_string_in_every_answer_about_one_case(
    ground: Grounds, tallies: Callable[[Tally], None]
) -> None:
    found = look_at_each(ground(MANY), ground(MANY).planted, WIDTHS)
    tallies(found.tally(f"{MANY} hostile texts in all that is told of one case, on terminals",
                        naive_figure(ground(MANY), (40, 80))))  # fmt: skip

    assert found.found == []


@pytest.mark.slow
def test_every_string_as_the_name_of_a_file(
    ground: Grounds, tmp_path: Path, tallies: Callable[[Tally], None]
) -> None:
    found = look_at_files(ground(MANY), ground(MANY).planted, tmp_path, WIDTHS)
    tallies(found.tally(f"{MANY} hostile texts as names of files that are written and read",
                        naive_figure(ground(MANY), (40, 80))))  # fmt: skip

    assert found.found == []


@pytest.mark.slow
def test_every_form_off_a_terminal(ground: Grounds, tallies: Callable[[Tally], None]) -> None:
    found = look_off_a_terminal(ground(MANY), ground(MANY).planted[::2])
    tallies(found.tally(f"{MANY} hostile texts in pipes, --plain, --json and --csv",
                        naive_figure(ground(MANY), (80,))))  # fmt: skip

    assert found.found == []


@pytest.mark.slow
def test_what_is_typed_and_refused(ground: Grounds, tallies: Callable[[Tally], None]) -> None:
    texts = [*NAMED.values(), *random_strings(20, seed=5), "a\udcff\udc9bb", MEGABYTE[:100_000]]
    found = look_at_refusals(ground(FEW), texts)
    tallies(found.tally("hostile texts typed as arguments and said back in errors",
                        naive_figure(ground(FEW), (80,))))  # fmt: skip

    assert found.found == []
