"""Odd text from the command line: told again as it was typed, or refused and nothing recorded."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import pytest

from tests.cli.running import Cli
from tests.slow.tally import Tally
from tests.slow.text.strings import NAMED, random_strings

_LONGEST: Final = 10_000
# An item may say how many, and for how much.
_MORE_THAN_A_TITLE: Final = re.compile(r"\s*-?\d+\s*[xX\u00d7]\s|.*\s@", re.DOTALL)
_FIELDS: Final = ("title", "seller", "note", "message")
_USAGE: Final = 2
# As the interpreter takes bytes that are no UTF-8, half of a sign, and a string's end.
_UNSTORABLE: Final = ("\udcff", "\udc80\udc9f", "\ud83d", "\0")
_TWINS: Final = ("e\u0301", "\u00e9", "\uac01", "\u1100\u1161\u11a8", "\ufb01", "K", "\u212a")


def odd_texts(number: int, seed: int) -> Iterator[str]:
    """Named attacks, then random text: hostile, of all planes, composed, broken, empty, long."""
    chance = random.Random(seed)  # the same ones on every run
    hostile = random_strings(number, seed=seed)
    yield from list(NAMED.values())[:number]
    for count in range(number - len(NAMED)):
        kind = count % 8
        if kind < 3:
            yield next(hostile)
        elif kind < 5:
            yield "".join(_any_character(chance) for _ in range(chance.randint(1, 30)))
        elif kind < 6:
            yield " ".join(chance.choices(_TWINS, k=chance.randint(1, 9)))
        elif kind < 7:
            yield f"a{chance.choice(_UNSTORABLE)}b" if chance.random() < 0.6 else " \n" * count
        else:
            yield chance.choice("x\u5098\u0301") * chance.choice((1, 200, 9_999, 10_000, 10_001))


def _any_character(chance: random.Random) -> str:
    while True:
        char = chr(chance.choice((chance.randrange(0x300), chance.randrange(0x110000))))
        if char != "\0" and not "\ud800" <= char <= "\udfff":
            return char


def must_be_refused(text: str) -> bool:
    """Say whether no records can keep a text: the rules as docs/messages.md tells them."""
    bare = text.strip()
    unstorable = "\0" in bare or any("\ud800" <= char <= "\udfff" for char in bare)
    return not bare or unstorable or len(bare) > _LONGEST


def kept(text: str, field: str) -> str:
    """Return what is told of a text: without space around it; of messages the lines."""
    return ("\n".join(text.splitlines()) if field == "message" else text).strip()


class Shop:
    """Orders, each with four texts in it."""

    def __init__(self, cli: Cli) -> None:
        self.cli, self.tried, self.refused = cli, 0, 0
        self.wrong: list[str] = []
        self._number = 0

    def take(self, texts: Sequence[str]) -> None:
        """Record texts together where they can be, else each with harmless others."""
        fields = dict(zip(_FIELDS, texts, strict=False))
        if _MORE_THAN_A_TITLE.match(fields["title"]):
            fields["title"] = "H" + fields["title"].replace("@", "")
        self.tried += len(fields)
        bad = {name for name, text in fields.items() if must_be_refused(kept(text, name))}
        good = {name: "plain" if name in bad else text for name, text in fields.items()}
        self._compare(good)
        for name in bad:
            self._refuse(name, fields[name])

    def _compare(self, fields: dict[str, str]) -> None:
        number = self._order()
        answers = [self.cli(*args) for args in _commands(number, fields)]
        if codes := [answer for answer in answers if answer.exit_code]:
            self.wrong.append(f"torn: refused or failed: {fields!r} {codes}")
            return
        shown = _told(self.cli.data("show", number))
        self.wrong += [
            f"lost: {name} {text[:80]!r} became {shown[name]!r:.80}"
            for name, text in fields.items()
            if shown[name] != kept(text, name)
        ]

    def _refuse(self, name: str, text: str) -> None:
        number = self._order()
        usual = dict.fromkeys(_FIELDS, "plain")
        commands = _commands(number, {**usual, name: text})
        if name == "message":
            self.cli.ok(*commands[0])
        before = self.cli.log_size()
        answer = self.cli(*commands[name == "message"])
        self.refused += 1
        if answer.exit_code != _USAGE or not answer.err.startswith("returnctl: the "):
            self.wrong.append(f"torn: {name} {text[:80]!r}: {answer}")
        if self.cli.log_size() != before:
            self.wrong.append(f"torn: {name} {text[:80]!r} was refused, and recorded")

    def _order(self) -> str:
        self._number += 1
        return f"81901234{self._number:08}"


def _commands(number: str, fields: dict[str, str]) -> list[tuple[str, ...]]:
    return [
        ("add", number, f"--item={fields['title']}", f"--seller={fields['seller']}",
         f"--note={fields['note']}"),
        ("message", "add", number, "--from=seller", "--", fields["message"]),
    ]  # fmt: skip


def _told(shown: dict[str, Any]) -> dict[str, str]:
    return {
        "title": shown["items"][0]["title"],
        "seller": shown["order"]["seller"],
        "note": shown["order"]["note"],
        "message": shown["messages"][0]["text"],
    }


def try_all(cli: Cli, texts: Sequence[str]) -> Shop:
    shop = Shop(cli)
    for start in range(0, len(texts), len(_FIELDS)):
        shop.take([*texts[start : start + len(_FIELDS)], *["plain"] * 3][: len(_FIELDS)])
    return shop


def naive(texts: Sequence[str], path: Path) -> int:
    """The control: a record is a line, its fields between tabs, as many small programs keep it."""
    with path.open("w", encoding="utf-8", errors="replace") as file:
        file.writelines(f"{number}\t{text}\tend\n" for number, text in enumerate(texts))
    found = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    back = {row[0]: row[1] for row in found if len(row) == 3}
    return sum(back.get(str(number)) != text for number, text in enumerate(texts))


def test_odd_texts_are_told_as_they_were_typed_or_refused(cli: Cli, tmp_path: Path) -> None:
    texts = list(odd_texts(len(NAMED) + 8, seed=8))[-8:]
    shop = try_all(cli, texts)

    assert shop.wrong == []
    assert shop.refused
    assert naive(texts, tmp_path / "naive")


@pytest.mark.slow
@pytest.mark.parametrize("part", range(2))
def test_five_thousand_odd_texts(
    part: int, cli: Cli, tmp_path: Path, tallies: Callable[[Tally], None]
) -> None:
    texts = list(odd_texts(2_500, seed=part))
    shop = try_all(cli, texts)
    tallies(
        Tally(row="F8", what=f"odd texts typed and asked for again, part {part + 1} of 2: "
              f"{shop.refused} that cannot be kept are refused", tried=shop.tried,
              lost=sum(each.startswith("lost") for each in shop.wrong),
              torn=sum(each.startswith("torn") for each in shop.wrong),
              control=f"a line for each record: {naive(texts, tmp_path / 'naive'):,} of "
              f"{len(texts):,} not told as they were typed")
    )  # fmt: skip

    assert shop.wrong == []
