"""The terminal, through Rich: colours where they are wanted, and how wide text is.

This is the only module that imports Rich, and only terminal output loads it. Text arrives here laid
out and made safe: Rich neither breaks lines nor reads markup or emoji names in them.
"""

from collections.abc import Iterable
from typing import Final, TextIO

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from returnctl.render.blocks import Block, Line, Style
from returnctl.render.layout import lay_out

_STYLES: Final[dict[Style, str]] = {
    "late": "bold red",
    "soon": "yellow",
    "dim": "dim",
    "strong": "bold",
}


def print_blocks(
    blocks: Iterable[Block], out: TextIO, *, color: bool | None, width: int | None
) -> None:
    """Print blocks at the terminal's width, or at one that is given.

    With `color` None the terminal and NO_COLOR decide.
    """
    console = Console(
        file=out,
        width=width,
        markup=False,
        emoji=False,
        highlight=False,
        force_terminal=color or None,
        no_color=False if color else None,
        color_system={None: "auto", True: "standard", False: None}[color],
    )
    laid_out = [_text(each) for each in lay_out(blocks, max(console.width, 1), cell_len)]
    if laid_out:
        console.print(Text("\n").join(laid_out), soft_wrap=True)


def _text(found: Line) -> Text:
    text = Text(" " * found.indent if found.spans else "")
    for span in found.spans:
        text.append(span.text, _STYLES.get(span.style))
    return text
