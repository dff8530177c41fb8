"""Draws docs/images/status.svg: what `returnctl demo` shows of a day in November.

    python -m scripts.make_picture

The output is the program's own, colours included; only the frame around it is drawn here. The
letters are those of the reader's system: a picture in a README must not load anything.
"""

import re
from html import unescape
from io import StringIO
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from scripts.console import console

PICTURE: Final = Path(__file__).parents[1] / "docs" / "images" / "status.svg"
DAY: Final = "2026-11-21"
_WIDTH: Final = 80
_THEME: Final = TerminalTheme(
    (24, 26, 31),
    (214, 217, 222),
    [(24, 26, 31), (240, 113, 120), (152, 195, 121), (235, 203, 109), (97, 175, 239),
     (198, 120, 221), (86, 182, 194), (214, 217, 222)],
)  # fmt: skip
_FONT: Final = "ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace"


def main() -> None:
    """Draw the picture anew."""
    PICTURE.write_text(picture(), encoding="utf-8", newline="\n")
    print(PICTURE.name)


def picture() -> str:
    """Return the picture as SVG."""
    recorder = Console(record=True, width=_WIDTH, file=StringIO(), color_system="standard",
                       force_terminal=True)  # fmt: skip
    recorder.print(Text.from_ansi(_shown()), soft_wrap=True)
    drawn = recorder.export_svg(title="returnctl status", theme=_THEME, unique_id="returnctl")
    return _own_letters(drawn)


def words_of(drawn: str) -> list[str]:
    """Return the words of a picture, in their order, without the frame's title."""
    _, _, inside = drawn.partition('class="returnctl-matrix"')
    texts = re.findall(r"<text [^>]*>([^<]*)</text>", inside)
    return unescape(" ".join(texts)).split()


def _shown() -> str:
    """Return the status of the demo: what stands between its two commands."""
    with console(DAY) as screen:
        shown = screen.run(["demo", "--color"]).out
    status, _, _ = shown.partition("returnctl deadlines")
    lines = status.rstrip().splitlines()
    return "\n".join(lines[1:-1] if "$" in lines[-1] else lines[1:]).rstrip()


def _own_letters(drawn: str) -> str:
    """Take the fonts from the reader's system instead of the network."""
    drawn = re.sub(r"@font-face \{.*?\}\n", "", drawn, flags=re.DOTALL)
    drawn = re.sub(r"font-family: (Fira Code, monospace|arial);", f"font-family: {_FONT};", drawn)
    return "\n".join(line.rstrip() for line in drawn.splitlines() if line.strip()) + "\n"


if __name__ == "__main__":
    main()
