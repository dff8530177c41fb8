"""HTML and SVG from values: the one place where text becomes markup, and where it is escaped.

Text can only get in through here: whatever is no `Markup` is made safe (what hides or reorders
becomes visible) and escaped, in attributes too. `Markup` is made by these functions alone.
"""

from html import escape
from typing import Final

from returnctl.core.safe import safe

_VOID: Final = frozenset(("meta", "img", "br", "circle", "line", "rect", "path"))


class Markup(str):
    """Text that is markup already."""

    __slots__ = ()


Child = str | None


def tag(name_: str, /, *children: Child, **attributes: str | None) -> Markup:
    """Return an element; `class_` and `for_` stand for words that Python keeps to itself.

    Attributes that are None are left out; `data_label` is written `data-label`.
    """
    told = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(safe(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    inside = joined(*children)
    if name_ in _VOID and not inside:
        return Markup(f"<{name_}{told}/>")
    return Markup(f"<{name_}{told}>{inside}</{name_}>")


def joined(*children: Child) -> Markup:
    """Return the children in a row, escaped unless they are markup."""
    return Markup("".join(each if isinstance(each, Markup) else text(each) for each in children
                          if each is not None))  # fmt: skip


def text(found: str) -> Markup:
    """Return text as it may stand in a page."""
    return Markup(escape(safe(found)))


def lines(found: str) -> Markup:
    """Return text of several lines, with a break between them."""
    return Markup("<br/>".join(text(each) for each in found.splitlines()))


def page(title: str, style: str, *body: Child, lang: str = "en") -> bytes:
    """Return a whole page that loads nothing and runs nothing.

    `style` is a style sheet of this program, never text of strangers.
    """
    policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=policy),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("meta", name="robots", content="noindex"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("title", title),
        Markup(f"<style>{style}</style>"),
    )
    html = tag("html", head, tag("body", *body), lang=lang)
    return f"<!DOCTYPE html>\n{html}\n".encode()
