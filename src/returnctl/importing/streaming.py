"""Reading one large JSON object a value at a time: members of its lists come one by one.

Nothing is held but what is being read, and no single value may be larger than any of ours.
"""

import codecs
import json
from collections.abc import Iterator
from typing import Any, BinaryIO, Final, NoReturn

_CHUNK: Final = 1 << 18
_MOST_CHARACTERS: Final = 1 << 25
_SPACE: Final = " \t\r\n"


class BadJson(ValueError):
    """It is no JSON, or more than anybody wrote."""


def _no_number(text: str) -> NoReturn:
    raise BadJson(f"{text} is no number")


DECODER: Final = json.JSONDecoder(parse_constant=_no_number)


class _Text:
    """Text as it comes out of a stream, looked at from its first unread character."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._decode = codecs.getincrementaldecoder("utf-8-sig")().decode
        self._text = ""
        self._at = 0
        self._ended = False

    def _more(self) -> bool:
        if self._ended:
            return False
        chunk = self._stream.read(max(_CHUNK, len(self._text) - self._at))
        self._ended = not chunk
        self._text = self._text[self._at :] + self._decode(chunk, final=self._ended)
        self._at = 0
        return True

    def peek(self) -> str:
        """Return the next character that is no space; empty at the end."""
        while True:
            while self._at < len(self._text):
                if self._text[self._at] not in _SPACE:
                    return self._text[self._at]
                self._at += 1
            if not self._more():
                return ""

    def take(self, *allowed: str) -> str:
        """Return the next character, one of those that may come."""
        found = self.peek()
        if found not in allowed or not found:
            raise BadJson(f"{found!r} where {' or '.join(allowed)} must be")
        self._at += 1
        return found

    def value(self) -> Any:
        """Return the next value."""
        self.peek()
        while True:
            try:
                found, end = DECODER.raw_decode(self._text, self._at)
            except json.JSONDecodeError as error:
                if len(self._text) - self._at > _MOST_CHARACTERS or not self._more():
                    raise BadJson(error.msg) from error
            else:
                self._at = end
                return found


def members(stream: BinaryIO) -> Iterator[tuple[str, Any]]:
    """Yield each member of an object with its name; of a list its elements, one by one.

    Raises:
        BadJson: it is not one JSON object.
        UnicodeDecodeError: it is no UTF-8.
        RecursionError: something in it is nested too deep.
    """
    text = _Text(stream)
    text.take("{")
    while True:
        name = text.value()
        if not isinstance(name, str):
            raise BadJson("a name is no text")
        text.take(":")
        if text.peek() == "[":
            yield from ((name, value) for value in _elements(text))
        else:
            yield name, text.value()
        if text.take(",", "}") == "}":
            break
    if text.peek():
        raise BadJson("something follows its end")


def _elements(text: _Text) -> Iterator[Any]:
    text.take("[")
    if text.peek() == "]":
        text.take("]")
        return
    while True:
        yield text.value()
        if text.take(",", "]") == "]":
            return
