"""The terminal, through Rich: colours where they are wanted, and how wide text is.

This is the only module that imports Rich, and only terminal output loads it. Text arrives here laid
out and made safe: Rich neither breaks lines nor reads markup or emoji names in them.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final, TextIO

from rich.cells import cell_len
from rich.console import Console
from rich.segment import Segment, Segments
from rich.text import Text

from returnctl.render.blocks import Block, Line, Panel, Style
from returnctl.render.layout import lay_out

_STYLES: Final[dict[Style, str]] = {
    "late": "bold red",
    "soon": "yellow",
    "dim": "dim",
    "strong": "bold",
    "squares": "bright_white on black",
}


_BOX: Final = 80
_FRAME: Final = 4
_TITLE_FRAME: Final = 6
# Below this width a frame takes more than it gives.
_LEAST: Final = 40


def print_blocks(
    blocks: Iterable[Block],
    out: TextIO,
    *,
    color: bool | None,
    width: int | None,
    tty: bool = False,
) -> None:
    """Print blocks at the terminal's width, or at one that is given.

    With `color` None the terminal and NO_COLOR decide; `tty`: what is printed ends on one.
    """
    console = Console(
        file=out,
        width=width,
        markup=False,
        emoji=False,
        highlight=False,
        force_terminal=color or tty or None,
        no_color=False if color else None,
        color_system={None: "auto", True: "standard", False: None}[color],
    )
    room = max(console.width, 1)
    for boxed, found in groupby(blocks, key=lambda each: isinstance(each, Panel)):
        if boxed:
            for each in found:
                if isinstance(each, Panel):
                    _print_panel(console, each, room)
        else:
            laid_out = _segments(console, lay_out(found, room, cell_len))
            console.print(Segments(laid_out), soft_wrap=True)


def print_lines(blocks: Iterable[Block], out: TextIO) -> None:
    """Print the lines of a pipe, as long as they are, in the colours of a terminal."""
    console = Console(file=out, markup=False, emoji=False, highlight=False, force_terminal=True,
                      no_color=False, color_system="standard")  # fmt: skip
    for found in lay_out(blocks, None, cell_len):
        text = _text(found)
        text.rstrip()
        console.print(text, soft_wrap=True)


def _print_panel(console: Console, found: Panel, room: int) -> None:
    """Print a box as wide as prose is; on a screen with no room for one, what is in it."""
    width = min(room, _BOX)
    lines = (found.title, *found.lines)
    inside = [_text(each) for each in lay_out(lines, max(width - _FRAME, 1), cell_len)]
    if room < _LEAST or any(each.cell_len > width - _FRAME for each in inside):
        console.print(Text("\n").join(inside), soft_wrap=True)
        return
    from rich.box import ROUNDED
    from rich.panel import Panel as Box

    title: Text | None = next(_text(each) for each in lay_out((found.title,), None, cell_len))
    if title is not None and title.cell_len <= width - _TITLE_FRAME:
        inside = inside[1:]
    else:
        title = None  # Rich would cut it; it stays inside
    told = Text("\n").join(inside)
    style = _STYLES.get(found.style, "none")
    console.print(Box(told, box=ROUNDED, title=title, title_align="left", border_style=style,
                      width=width))  # fmt: skip


def _segments(console: Console, lines: Iterable[Line]) -> Iterator[Segment]:
    """Yield what a screen shows: nothing is left for Rich to measure or to break."""
    styles = {word: console.get_style(style) for word, style in _STYLES.items()}
    for found in lines:
        if found.indent and found.spans:
            yield Segment(" " * found.indent)
        for span in found.spans:
            yield Segment(span.text, styles.get(span.style))
        yield Segment.line()


def _text(found: Line) -> Text:
    text = Text(" " * found.indent if found.spans else "")
    for span in found.spans:
        text.append(span.text, _STYLES.get(span.style))
    return text
