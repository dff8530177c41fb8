"""Fills in what the pages of the documentation quote from the program.

    python -m scripts.make_pages

Each line behind `$` in a `console` block is run and its output written below it, in the order of
the page. What stands around the commands is told in comments that readers don't see:

    <!-- console: new home -->          no records, no settings but those of a shopper in Madrid
    <!-- console: on 2026-11-09 -->     the clock of the commands that follow
    <!-- console: set NAME=VALUE -->    an environment variable; without a value it is taken away
    <!-- console: answer y -->          what is typed at the next command's question
    <!-- console: first 6 -->           of the next command only so many lines, and "..."
    <!-- console: until rule -->        only what stands above the line with this label
    <!-- console: only Act by, Next --> only the first line and those with these labels
    <!-- console: file photo.jpg -->    a small file of that name in the home folder
    <!-- console: copy PATH -->         a file of this repository, into the home folder

Between `<!-- options: add -->` and `<!-- end -->` comes a command's usage as `--help` has it, and
between `<!-- messages: NAME -->` and `<!-- end -->` a table of `scripts/messages.py`.
"""

import re
import shutil
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Final

from scripts.console import Console, console
from scripts.messages import table
from scripts.usage import usage

ROOT: Final = Path(__file__).parents[1]
PAGES: Final = tuple(
    ROOT / name
    for name in (
        "README.md", "docs/grammar.md", "docs/messages.md", "docs/json.md", "docs/exit-codes.md",
    )
)  # fmt: skip
_GAP: Final = "...\n"
_PIECES: Final = re.compile(
    r"<!-- console: (?P<told>.+?) -->"
    r"|^```console\n(?P<block>.*?)^```$"
    r"|(?P<head><!-- (?P<maker>options|messages): (?P<name>.+?) -->\n).*?(?P<tail><!-- end -->)",
    flags=re.MULTILINE | re.DOTALL,
)


_MAKERS: Final[dict[str, Callable[[str], str]]] = {"options": usage, "messages": table}


def main() -> None:
    """Write all pages anew and say which ones changed."""
    for path in PAGES:
        before = path.read_text(encoding="utf-8")
        after = page(before)
        path.write_text(after, encoding="utf-8", newline="\n")
        print(f"{path.relative_to(ROOT)}: {'changed' if after != before else 'as it was'}")


def page(text: str) -> str:
    """Return the page with everything filled in that the program says."""
    with console() as screen:
        maker = _Maker(screen)
        return _PIECES.sub(maker.piece, text)


def typed_lines(text: str) -> list[str]:
    """Return the command lines of a page's `console` blocks."""
    blocks = (found["block"] for found in _PIECES.finditer(text))
    return [line for block in blocks if block for line in _lines(block)]


def _lines(block: str) -> list[str]:
    """Return what is typed in a block; a line that ends with a backslash goes on in the next."""
    found = re.findall(r"^\$ ((?:.*\\\n)*.*)$", block, flags=re.MULTILINE)
    return [str(each) for each in found]


Wanted = Callable[[list[str]], list[bool]]


def _first(count: str) -> Wanted:
    return lambda lines: [number < int(count) for number in range(len(lines))]


def _until(label: str) -> Wanted:
    """Want the lines above the one with this label."""
    return lambda lines: [label not in map(_label, lines[: at + 1]) for at in range(len(lines))]


def _only(labels: str) -> Wanted:
    """Want the first line, and those with these labels with what belongs to them."""
    wanted = {each.strip() for each in labels.split(",")}

    def choose(lines: list[str]) -> list[bool]:
        head, shown = "", []
        for at, line in enumerate(lines):
            head = _label(line) or head
            shown.append(at == 0 or head in wanted)
        return shown

    return choose


def _label(line: str) -> str:
    """Return the words before the wide gap; a line that goes on has none."""
    found = re.match(r"  (\S+( \S+)*)  ", line) or re.match(r"(\S.*)", line)
    return found[1] if found else ""


def _picked(output: str, wanted: Wanted) -> str:
    """Return the lines that are wanted, with "..." where others were left out."""
    lines = output.splitlines(keepends=True)
    shown = [line if keep else _GAP for line, keep in zip(lines, wanted(lines), strict=True)]
    return "".join(line for line, after in pairwise([*shown, ""]) if not line == after == _GAP)


_PICKERS: Final = {"first": _first, "until": _until, "only": _only}


class _Maker:
    """Makes one page: what a comment says holds for the blocks behind it."""

    def __init__(self, screen: Console) -> None:
        self._screen = screen
        self._wanted: Wanted | None = None

    def piece(self, found: re.Match[str]) -> str:
        """Return a piece of the page with its output."""
        if found["told"]:
            self._tell(found["told"])
            return found[0]
        if found["block"] is not None:
            return "```console\n" + "\n".join(map(self._shown, _lines(found["block"]))) + "```"
        return found["head"] + _MAKERS[found["maker"]](found["name"]) + found["tail"]

    def _shown(self, line: str) -> str:
        output = self._screen.type(re.sub(r"\\\n\s*", "", line))
        output = "".join(f"{each.rstrip()}\n" for each in output.rstrip().splitlines())
        if self._wanted is not None:
            output, self._wanted = _picked(output, self._wanted), None
        return f"$ {line}\n{output}"

    def _tell(self, told: str) -> None:
        word, _, rest = told.partition(" ")
        match word:
            case "new":
                self._screen.new_home()
            case "on":
                self._screen.day = rest
            case "set":
                name, _, value = rest.partition("=")
                self._screen.environ.pop(name, None)
                self._screen.environ |= {name: value} if value else {}
            case "answer":
                self._screen.answers.append(rest)
            case "first" | "until" | "only":
                self._wanted = _PICKERS[word](rest)
            case "file":
                (self._screen.home / rest).write_bytes(b"\xff\xd8\xff\xe0 a small picture")
            case "copy":
                shutil.copy(ROOT / rest, self._screen.home)
            case _:
                raise ValueError(told)


if __name__ == "__main__":
    main()
