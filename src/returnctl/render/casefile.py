"""`casefile`: where it lies, what is in it, and what to look at before it is sent.

Fields of a plain record: path, bytes, SHA-256; the case file itself first, then what is in it.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from returnctl.core.sizes import size_text
from returnctl.core.views.papers import CasefileView
from returnctl.render.blocks import Block, Span, labelled, line, whole
from returnctl.render.evidence import STATE_WORDS, missing_words, proof_data
from returnctl.render.page import Forms, Page
from returnctl.render.records import jsonable, texts
from returnctl.render.wording import count

# What cameras write, with where and when it was.
_BY_CAMERAS: Final = (".jpg", ".jpeg", ".heic", ".heif", ".dng", ".tif", ".tiff", ".mp4", ".mov")
_READ: Final = "Read it before you send it: it has "


def _blocks(view: CasefileView, page: Page) -> Iterator[Block]:
    yield line(whole(view.ref, "strong"), Span(f"  {view.title}", "strong"))
    yield labelled("case file", whole(view.path), f", {size_text(view.size)}")
    if view.files:
        pages = [each.path for each in view.files if "/" not in each.path]
        proof = [f"{count(view.evidence, 'piece')} of evidence"] if view.evidence else []
        yield labelled("in it", ", ".join([*pages, *proof]))
    for number, each in enumerate(view.left_out):
        yield labelled("" if number else "left out", each)
    for name, state in view.faults:
        yield labelled("not in it", Span(f"{name}: {STATE_WORDS[state]}", "late"))
    if view.missing:
        told = missing_words(None, view.missing).removeprefix("MISSING: ")
        yield labelled("missing", told)
    if not page.quiet:
        said = [count(view.messages, "message")] if view.messages else []
        private = ["your notes", *said]
        if any(each.path.lower().endswith(_BY_CAMERAS) for each in view.files):
            private.append("pictures with the place and time that a phone wrote into them")
        yield line(Span(f"{_READ}{', '.join(private)}.", "dim"))


def _data(view: CasefileView, page: Page) -> dict[str, Any]:
    return {
        "ref": view.ref,
        "title": view.title,
        "path": view.path,
        "size": view.size,
        "sha256": view.sha256,
        "made_on": jsonable(view.made_on, page),
        "files": jsonable(view.files, page),
        "left_out": list(view.left_out),
        "faults": [{"name": name, "state": state} for name, state in view.faults],
        "missing": proof_data(view.missing, view.ref),
    }


def _plain(view: CasefileView, _: Page) -> Iterator[Sequence[str]]:
    yield texts(view.path, view.size, view.sha256)
    yield from (texts(each.path, each.size, each.sha256) for each in view.files)


def _warnings(view: CasefileView, _: Page) -> Iterator[str]:
    yield from (f"not in it: {name}: {STATE_WORDS[state]}" for name, state in view.faults)


FORMS: Final = {CasefileView: Forms(data=_data, plain=_plain, text=_blocks, warnings=_warnings)}
