"""`slip`: the return code large, what is in the parcel, and the packing list.

On a terminal the code is drawn as a QR code of block characters: the light squares are what is
drawn, white on black, because readers want dark on light.

Fields of a plain record: what it is, value. Kinds: code, return-code, order-number, shop, item,
reason, return-to, check, done, file.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from returnctl.core.dossier.slip import Squares
from returnctl.core.structs import replace
from returnctl.core.views.papers import SlipView
from returnctl.render.blocks import BLANK, Block, Line, Span, labelled, line, whole
from returnctl.render.page import Forms, Page
from returnctl.render.records import texts

_BLOCKS: Final = {
    (False, False): "\N{FULL BLOCK}",
    (False, True): "\N{UPPER HALF BLOCK}",
    (True, False): "\N{LOWER HALF BLOCK}",
    (True, True): " ",
}
_INDENT: Final = 2


def square_lines(squares: Squares) -> Iterator[str]:
    """Yield lines of block characters, two rows of squares in each."""
    rows = list(squares)
    if len(rows) % 2:
        rows.append((True,) * len(rows[0]))
    for upper, lower in zip(rows[::2], rows[1::2], strict=True):
        yield "".join(_BLOCKS[top, below] for top, below in zip(upper, lower, strict=True))


def _terminal(view: SlipView, page: Page) -> Iterator[Block]:
    yield from _head(view)
    if page.blocks:
        yield BLANK
        for drawn in square_lines(view.squares):
            yield line(whole(drawn, "squares"), indent=_INDENT)
        yield BLANK
    yield from _facts(view, page)


def _text(view: SlipView, page: Page) -> Iterator[Block]:
    yield from _head(view)
    yield from _facts(view, page)


def _head(view: SlipView) -> Iterator[Line]:
    yield line(
        whole(view.ref, "strong"), f"  {view.slip.code_name}  ", whole(view.slip.code, "strong")
    )


def _facts(view: SlipView, page: Page) -> Iterator[Block]:
    slip = view.slip
    yield labelled("shop", slip.shop)
    if slip.order_number and slip.order_number != slip.code:
        yield labelled("order", whole(slip.order_number))
    for number, (title, quantity) in enumerate(slip.items):
        yield labelled("" if number else "items", f"{quantity} x {title}")
    if slip.reason:
        yield labelled("reason", slip.reason)
    for number, part in enumerate((slip.return_to or "").splitlines()):
        yield labelled("" if number else "return to", part)
    for number, check in enumerate(slip.checks):
        box = whole("[x] " if check.done else "[ ] ")
        told = Span(check.text, "dim" if check.done else "")
        found = labelled("" if number else "pack", box, told)
        yield replace(found, hang=found.hang + len(box.text))
    for number, path in enumerate(view.written):
        yield labelled("" if number else "written", whole(path))
    if not view.written and not page.quiet:
        yield line(Span("To print it: ", "dim"),
                   whole(f"returnctl slip {view.ref} --html slip.html", "dim"))  # fmt: skip


def _data(view: SlipView, _: Page) -> dict[str, Any]:
    slip = view.slip
    return {
        "ref": view.ref,
        "code": slip.code,
        "shop": slip.shop,
        "order_number": slip.order_number,
        "return_code": slip.return_code,
        "items": [{"title": title, "quantity": quantity} for title, quantity in slip.items],
        "reason": slip.reason,
        "return_to": slip.return_to,
        "checks": [{"text": each.text, "done": each.done} for each in slip.checks],
        "written": list(view.written),
    }


def _plain(view: SlipView, _: Page) -> Iterator[Sequence[str]]:
    slip = view.slip
    yield texts("code", slip.code)
    yield texts("return-code", slip.return_code)
    yield texts("order-number", slip.order_number)
    yield texts("shop", slip.shop)
    yield from (texts("item", f"{quantity} x {title}") for title, quantity in slip.items)
    yield texts("reason", slip.reason)
    yield texts("return-to", slip.return_to)
    yield from (texts("done" if each.done else "check", each.text) for each in slip.checks)
    yield from (texts("file", path) for path in view.written)


FORMS: Final = {SlipView: Forms(data=_data, plain=_plain, text=_text, terminal=_terminal)}
