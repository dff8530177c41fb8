"""schema.org markup of a page as plain items, from JSON-LD and from microdata, within bounds.

An item is a mapping from a property's name in small letters to its values, which are texts, numbers
or items; `@type` holds its types in small letters, without the vocabulary's address.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from returnctl.core.structs import Struct, field
from returnctl.importing.mail.tags import Raw, Tag, plain, tokens

Item = Mapping[str, tuple[Any, ...]]
_LONGEST_SCRIPT: Final = 300_000
_MOST_NODES: Final = 5_000
_DEEPEST: Final = 200
_LONGEST: Final = 2_000
_MOST_PIECES: Final = 50
_TRAILING: Final = re.compile(r",\s*([}\]])")
_COMMENTS: Final = re.compile(r"<!--|-->|<!\[CDATA\[|\]\]>")
_VOCABULARY: Final = re.compile(r"https?://(?:www\.)?schema\.org/", re.IGNORECASE)
_VOID: Final = frozenset(
    "area base br col embed hr img input link meta param source track wbr".split()
)
_VALUES: Final = {"meta": "content", "link": "href", "a": "href", "img": "src", "time": "datetime"}


def items_in(page: str) -> Iterator[Item]:
    """Yield every item of a page, those inside others too."""
    micro = _Microdata()
    budget = [_MOST_NODES]
    for token in tokens(page):
        if isinstance(token, Raw):
            if "ld+json" in token.tag.attributes.get("type", "").lower():
                yield from _walk(_parsed(token.text[:_LONGEST_SCRIPT]), budget)
        elif isinstance(token, Tag):
            micro.tag(token)
        else:
            micro.text(token)
    for item in micro.found[:_MOST_NODES]:
        yield {name: tuple(values) for name, values in item.items()}


def _parsed(text: str) -> Any:
    clean = _COMMENTS.sub("", text).strip()
    for each in (clean, _TRAILING.sub(r"\1", clean)):
        try:
            return json.loads(each, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _walk(data: Any, budget: list[int]) -> Iterator[Item]:
    waiting = [data]
    while waiting and budget[0] > 0:
        budget[0] -= 1
        node = waiting.pop()
        if isinstance(node, list):
            waiting += reversed(node)
        elif isinstance(node, dict):
            item = _item(node)
            if item.get("@type"):
                yield item
            waiting += node.values()


def _item(node: Mapping[str, Any]) -> Item:
    found = {str(name).lower(): _values(value) for name, value in node.items()}
    found["@type"] = tuple(type_name(str(each)) for each in found.get("@type", ()))
    return found


def _values(value: Any) -> tuple[Any, ...]:
    values = value if isinstance(value, list) else [value]
    return tuple(each["@value"] if isinstance(each, dict) and "@value" in each else each
                 for each in values[:_DEEPEST] if each is not None)  # fmt: skip


def as_item(value: Any) -> Item | None:
    """Return a value as an item, if it is one."""
    if not isinstance(value, dict):
        return None
    made = all(isinstance(each, tuple | list) for each in value.values())
    ready = made and isinstance(value.get("@type"), tuple | list) and bool(value.get("@micro"))
    return {name: tuple(values) for name, values in value.items()} if ready else _item(value)


def type_name(text: str) -> str:
    """Return a type or a status without the vocabulary's address, in small letters."""
    return _VOCABULARY.sub("", text.strip()).rstrip("/").rpartition("/")[2].lower()


class _Open(Struct):
    """An element that is not closed yet.

    `item` is the item that it lies in or is, `owner` the one around it; `texts` gathers the value
    of a property, of this element or of one around it.
    """

    name: str
    item: dict[str, list[Any]] | None = None
    owner: dict[str, list[Any]] | None = None
    texts: list[str] | None = None
    props: tuple[str, ...] = ()


class _Microdata(Struct):
    """Microdata as its tags come by."""

    found: list[dict[str, list[Any]]] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)

    def tag(self, tag: Tag) -> None:
        if tag.closes:
            self._close(tag.name)
            return
        around = self.stack[-1] if self.stack else _Open("")
        opened = _Open(tag.name, around.item, around.item, around.texts)
        if "item" in tag.inside or "ITEM" in tag.inside:
            self._open(opened, tag)
        if tag.name not in _VOID and not tag.inside.endswith("/") and len(self.stack) < _DEEPEST:
            self.stack.append(opened)

    def text(self, text: str) -> None:
        texts = self.stack[-1].texts if self.stack else None
        if texts is not None and len(texts) < _MOST_PIECES:
            texts.append(plain(text)[:_LONGEST])

    def _open(self, opened: _Open, tag: Tag) -> None:
        given = tag.attributes
        props = tuple(given.get("itemprop", "").lower().split()[:5])
        if "itemscope" in given and len(self.found) < _MOST_NODES:
            kinds = [type_name(each) for each in given.get("itemtype", "").split()[:5]]
            opened.item = {"@type": list(kinds), "@micro": [True]}
            self.found.append(opened.item)
            _give(opened.owner, props, opened.item)
        elif props:
            value = given.get("content") or given.get(_VALUES.get(tag.name, "content"))
            if value is None and tag.name not in _VOID:
                opened.props, opened.texts = props, []
            else:
                _give(opened.owner, props, (value or "")[:_LONGEST])

    def _close(self, name: str) -> None:
        for depth in range(1, min(len(self.stack), 30) + 1):
            if self.stack[-depth].name == name:
                for opened in self.stack[-depth:]:
                    if opened.props and opened.texts is not None:
                        text = " ".join("".join(opened.texts).split())
                        _give(opened.owner, opened.props, text)
                del self.stack[-depth:]
                return


def _give(owner: dict[str, list[Any]] | None, props: Iterable[str], value: Any) -> None:
    if owner is not None:
        for prop in props:
            owner.setdefault(prop, []).append(value)
