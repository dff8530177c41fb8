"""The case file as one page that needs no network, no script and no other file but the evidence."""

from collections.abc import Callable, Mapping
from typing import Any, Final
from urllib.parse import quote

from returnctl.core.dayformat import format_day
from returnctl.core.dossier.paper import (
    Block,
    Cell,
    Facts,
    Messages,
    Note,
    Paper,
    Piece,
    Pieces,
    Section,
    Table,
)
from returnctl.core.dossier.timeline import Timeline
from returnctl.exporting.data import shipped
from returnctl.exporting.markup import Markup, joined, lines, page, tag
from returnctl.exporting.thumbnails import Picture
from returnctl.exporting.timelines import timeline_svg

Pictures = Mapping[int, Picture]
_SAFE_LINKS: Final = ("https://", "http://")


def casefile_page(paper: Paper, pictures: Pictures) -> bytes:
    """Return the page; `pictures` are those of the evidence, by its numbers."""
    head = tag(
        "header",
        tag("p", "Case file", class_="kind"),
        tag("h1", tag("bdi", paper.title)),
        tag("p", tag("bdi", paper.about), class_="about"),
        tag("p", f"State of {format_day(paper.made_on)}", class_="made"),
    )
    sections = (_section(each, pictures) for each in paper.sections)
    body = tag("main", head, *sections)
    return page(f"Case file: {paper.title}", shipped("casefile.css"), body)


def _section(found: Section, pictures: Pictures) -> Markup:
    blocks = (_block(each, pictures) for each in found.blocks)
    return tag("section", tag("h2", found.title), *blocks)


def _block(found: Block, pictures: Pictures) -> Markup:
    if isinstance(found, Pieces):
        return tag("ol", *(_piece(each, pictures) for each in found.pieces), class_="pieces")
    return _MAKERS[type(found)](found)


def _facts(found: Facts) -> Markup:
    rows = (tag("div", tag("dt", label), tag("dd", _cell(cell))) for label, cell in found.rows)
    return tag("dl", *rows)


def _table(found: Table) -> Markup:
    styles = [cell.style for cell in found.rows[0]] if found.rows else [""] * len(found.head)
    head = tag("tr", *(
        tag("th", label, scope="col", class_="amount" if style == "amount" else None)
        for label, style in zip(found.head, styles, strict=True)
    ))  # fmt: skip
    rows = (
        tag("tr", *(
            tag("td", _cell(cell), data_label=label, class_=cell.style or None)
            for label, cell in zip(found.head, row, strict=True)
        ))
        for row in found.rows
    )  # fmt: skip
    caption = tag("caption", found.caption) if found.caption else None
    return tag("table", caption, tag("thead", head), tag("tbody", *rows))


def _cell(found: Cell) -> Markup:
    shown: Markup = lines(found.text)
    if found.link.startswith(_SAFE_LINKS):
        shown = tag("a", shown, href=found.link, rel="noopener noreferrer")
    first = tag("span", shown, class_=found.style or None, dir="auto")
    below = tag("span", lines(found.below), class_="below", dir="auto") if found.below else None
    return joined(first, below)


def _messages(found: Messages) -> Markup:
    said = (
        tag("li", tag("p", each.head, class_="head"),
            tag("p", lines(each.text), class_="said", dir="auto"),
            class_="mine" if each.mine else "theirs")
        for each in found.said
    )  # fmt: skip
    return tag("ol", *said, class_="messages")


def _piece(found: Piece, pictures: Pictures) -> Markup:
    name = tag("bdi", found.name)
    link = quote(found.path) if found.path and found.opens else ""
    picture = pictures.get(found.number)
    shown = picture and tag("img", src=picture.address, alt=f"{found.kind} {found.number}")
    if shown and link:
        shown = tag("a", shown, href=link)
    place = found.path or found.absent
    return tag(
        "li",
        tag("div", shown, class_="picture"),
        tag(
            "div",
            tag("p", tag("span", f"{found.number}. ", class_="number"), found.kind, class_="head"),
            tag("p", tag("a", name, href=link) if link else name, class_="name"),
            tag("p", found.told, class_="told", dir="auto") if found.told else None,
            tag("p", place, class_="told") if place else None,
            tag("p", tag("span", "SHA-256 ", class_="label"), found.sha256, class_="hash"),
        ),
    )


def _note(found: Note) -> Markup:
    return tag("p", found.text, class_="note")


def _timeline(found: Timeline) -> Markup:
    key = tag(
        "figcaption",
        tag("span", "the buyer", class_="key mine"),
        tag("span", "seller, carrier and others", class_="key theirs"),
        tag("span", "the day of this file", class_="key today"),
        tag("span", "Numbers: see the list below.", class_="label"),
    )
    return tag("figure", timeline_svg(found), key, class_="line-of-time")


_MAKERS: Final[Mapping[type, Callable[[Any], Markup]]] = {
    Facts: _facts,
    Table: _table,
    Messages: _messages,
    Note: _note,
    Timeline: _timeline,
}
