"""From a text to what it may be: candidates, the likeliest first. Nothing is ever refused here.

How sure a candidate is: a form with letters of its own, and a right check digit where it has one,
is `high`; one that others may share is `medium`; digits alone are `low`, because they collide. A
wrong check digit costs a step. What says who carries it - a name that was typed, the host of an
address, the mark of a scanner - lifts digits whose check digit is right to `medium`.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final, NamedTuple

from returnctl.core.recognition import chinese, european, express, north_american, postal
from returnctl.core.recognition.carriers import Carrier, carriers, find_carrier
from returnctl.core.recognition.formats import CONFIDENCES, Candidate, Confidence, Format
from returnctl.core.recognition.normalising import (
    address_in,
    has_digits,
    host_of,
    is_scanned,
    parts_of,
    tidy,
    words_of,
)
from returnctl.core.recognition.orders import OrderShape, order_shape
from returnctl.core.recognition.posts import POSTS, slug_of

FORMATS: Final = (
    *postal.FORMATS, *express.FORMATS, *chinese.FORMATS, *european.FORMATS,
    *north_american.FORMATS,
)  # fmt: skip
# Pages that show everybody's parcels say nothing of the carrier.
_NEUTRAL: Final = frozenset(("17track.net", "t.17track.net", "global.cainiao.com"))
# Whether the check digit is right; None where there is none.
_Verdict = bool | None
_VALIDITY: Final = {True: 0, None: 1, False: 2}


class Reading(NamedTuple):
    """What a text is read as: the number alone, and what it may be."""

    number: str
    candidates: tuple[Candidate, ...]
    order: OrderShape | None = None

    @property
    def best(self) -> Candidate | None:
        """The likeliest candidate."""
        return self.candidates[0] if self.candidates else None


class _Hint(NamedTuple):
    """Who is said to carry it, and whether more than the number was there at all."""

    carrier: str | None = None
    scanned: bool = False

    def names(self, carrier: str) -> bool:
        """Say whether that carrier is meant: `dhl` stands for `dhl-express` too."""
        return self.carrier is not None and f"{carrier}-".startswith(f"{self.carrier}-")

    def says(self, row: Format, carrier: str) -> bool:
        """Say whether there is more than digits to go by."""
        return self.names(carrier) or (self.scanned and row.confidence != "low")


def recognise(text: str, carrier: str | None = None) -> Reading:
    """Return what a text may be; `carrier` is its carrier's name as somebody typed it."""
    named = find_carrier(carrier) if carrier else None
    shape = order_shape(text)
    if shape is not None and shape.sure and named is None:
        return Reading(text.strip(), (), shape)
    hint = _Hint(named.slug if named else None, is_scanned(text))
    address = address_in(text)
    if address is not None:
        return _in_address(address, hint)
    whole = tidy(text)
    found = _candidates(whole, hint)
    # "My parcel 1Z 999 ... came" has the letters and the length of somebody's number.
    if found and (whole.isdigit() or found[0].confidence != "low"):
        return _reading(whole, found, shape)
    among = _among_words(text, hint)
    if found and (among is None or _order(found[0], hint) <= _order(among.candidates[0], hint)):
        return _reading(whole, found, shape)
    return among or Reading(text.strip(), (), shape)


def _reading(text: str, found: tuple[Candidate, ...], shape: OrderShape | None = None) -> Reading:
    """What stands around a number goes only where its check digit says that it is one."""
    best = found[0]
    return Reading(best.number if best.valid else text, found, shape)


def _in_address(address: str, hint: _Hint) -> Reading:
    """Read the best number of an address; its host may say whose it is."""
    host = _carrier_of(host_of(address))
    hint = hint if hint.carrier or host is None else hint._replace(carrier=host.slug)
    readings = [
        (_order(found[0], hint), _reading(part, found, order_shape(part)))
        for part in map(tidy, parts_of(address))
        if (found := _candidates(part, hint))
    ]
    if not readings:
        return Reading(_longest(map(tidy, parts_of(address))) or address, ())
    return min(readings, key=lambda each: each[0])[1]


def _longest(parts: Iterable[str]) -> str:
    return max((part for part in parts if len(part) > 5), key=len, default="")


def _carrier_of(host: str) -> Carrier | None:
    """Return the carrier whose page that host is."""
    if host in _NEUTRAL:
        return None
    return _hosts().get(host) or _hosts().get(".".join(host.split(".")[-2:]))


@cache
def _hosts() -> dict[str, Carrier]:
    found: dict[str, Carrier] = {}
    for each in carriers().values():
        host = host_of(each.page)
        if host not in _NEUTRAL:
            found.setdefault(host, each)
            found.setdefault(host.removeprefix("www."), each)
    return found


def _among_words(text: str, hint: _Hint) -> Reading | None:
    """Read a number with words around it: "UPS 1Z 999 ...", "AMZN_US(TBA...)"."""
    words = words_of(text)
    first = next((n for n, word in enumerate(words) if has_digits(word)), len(words))
    last = max((n + 1 for n, word in enumerate(words) if has_digits(word)), default=0)
    around = find_carrier(" ".join(words[:first])) or next(
        filter(None, map(find_carrier, (*words[:first], *words[last:]))), None
    )
    if hint.carrier is None and around is not None:
        hint = hint._replace(carrier=around.slug)
    pieces = ("".join(words[first:last]), *(word for word in words if has_digits(word)))
    readings = [
        (_order(found[0], hint), _reading(piece, found))
        for piece in map(tidy, pieces)
        if (found := _candidates(piece, hint))
    ]
    return min(readings, key=lambda each: each[0])[1] if readings else None


def _candidates(text: str, hint: _Hint) -> tuple[Candidate, ...]:
    """Hold a tidied text against every format."""
    if not text.isascii() or not text.isalnum():
        return ()
    matches = ((row, match) for row, form in _by_rank() if (match := form.fullmatch(text)))
    found = [each for row, match in matches if (each := _by(row, match, hint)) is not None]
    return tuple(_one_each(sorted(found, key=lambda each: _order(each, hint))))


@cache
def _by_rank() -> tuple[tuple[Format, re.Pattern[str]], ...]:
    """The likelier formats first; sorting by what is known of a number keeps that order."""
    rows = sorted(FORMATS, key=lambda row: row.rank)
    return tuple((row, re.compile(row.pattern, re.ASCII)) for row in rows)


def _one_each(found: Iterable[Candidate]) -> Iterator[Candidate]:
    """Of several formats of one carrier the best tells; a wrong digit by another one is no news."""
    seen: set[str] = set()
    for each in found:
        if each.carrier not in seen:
            seen.add(each.carrier)
            yield each


def _order(found: Candidate, hint: _Hint) -> tuple[int, int, int]:
    return (
        0 if hint.names(found.carrier) else 1,
        CONFIDENCES.index(found.confidence),
        _VALIDITY[found.valid],
    )


def _by(row: Format, match: re.Match[str], hint: _Hint) -> Candidate | None:
    text, parts = match[0], match.groupdict()
    carrier = _carrier(row, parts)
    if carrier is None:
        return None
    wants = row.check(parts["serial"]) if row.check else None
    valid = None if wants is None else wants == parts["check"]
    number = parts.get("number") or text
    return Candidate(
        carrier=carrier.slug,
        carrier_name=carrier.name,
        format=row.name,
        valid=valid,
        confidence=_confidence(row, text, valid, said=hint.says(row, carrier.slug)),
        url=carrier.url(number if valid else text),
        number=number,
        wants=None if valid else wants,
        telling=_is_telling(row, valid),
    )


def _carrier(row: Format, parts: dict[str, str]) -> Carrier | None:
    if row.carrier:
        return carriers()[row.carrier]
    post = POSTS.get(parts["country"])
    return carriers()[slug_of(post)] if post else None


def _is_telling(row: Format, check: _Verdict) -> bool:
    """Nobody else's number looks like this: letters of its own, or fixed digits that check."""
    return row.confidence == "high" if check is None else check and row.confidence != "low"


def _confidence(row: Format, text: str, check: _Verdict, *, said: bool) -> Confidence:
    if text.isdigit():
        return "medium" if said and check else "low"
    if check is False:
        return "medium" if row.confidence == "high" else "low"
    return row.confidence
