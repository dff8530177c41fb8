"""Structs as columns: one table says how each type of field is kept, and read back.

Dates are ISO text, instants UTC ISO text that ends in Z, amounts two columns (`_minor`,
`_currency`), lists JSON text, yes and no 1 and 0, "not known" NULL.
"""

import json
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from functools import cache, cached_property, lru_cache
from typing import Any, Final

from returnctl.core.errors import Unavailable
from returnctl.core.money import Money, Parts
from returnctl.core.rows import ParcelBrief
from returnctl.core.structs import Struct, astuple, replace
from returnctl.core.vocabulary import Direction

_LARGEST: Final = 2**63 - 1  # of SQLite's whole numbers
# Fields whose names SQL keeps for itself.
_RENAMED: Final = {"on": "happened_on", "at": "happened_at", "where": "act_where"}


class Form(Struct, frozen=True):
    """How values of one type are kept: column endings with their types, and the way to and fro.

    A form of one column is never asked to keep None; without `keep` all is kept as it is.
    """

    columns: tuple[tuple[str, str], ...]
    keep: Callable[[Any], Any] | None
    read: Callable[..., Any]


def _one(declaration: str, keep: Callable[[Any], Any] | None, read: Callable[[Any], Any]) -> Form:
    def read_known(value: Any) -> Any:
        return None if value is None else read(value)

    return Form((("", declaration),), keep, read_known)


def _plain(declaration: str, read: Callable[[Any], Any]) -> Form:
    # What comes from a disk is read as its type all the same: a bit may have rotted.
    return _one(declaration, None, read)


# A deadline has one instant twice, and orders of one day have the same; so it is with days.
@lru_cache(maxsize=1024)
def instant_text(instant: datetime) -> str:
    """Write an instant as UTC text, to the second."""
    return instant.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


@lru_cache(maxsize=4096)
def _day_text(day: date) -> str:
    return day.isoformat()


_JSON: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def list_text(values: Any) -> str:
    """Write a list as compact JSON."""
    return _JSON.encode(values) if values else "[]"


def _frozen(text: str) -> tuple[Any, ...]:
    return tuple(tuple(each) if isinstance(each, list) else each for each in json.loads(text))


def _keep_amount(money: Money | None) -> tuple[int | None, str | None]:
    # A sum of absurd prices is not known rather than a row that no table can hold.
    if money is None or abs(money.minor) > _LARGEST:
        return None, None
    return money.minor, money.currency


def _parts_text(parts: Parts) -> str:
    return list_text([[component, money.minor, money.currency] for component, money in parts])


def _read_parts(text: str) -> Parts:
    found = json.loads(text)
    return tuple((component, Money(minor, currency)) for component, minor, currency in found)


def _briefs_text(parcels: tuple[ParcelBrief, ...]) -> str:
    return list_text([[_json_value(value) for value in astuple(each)] for each in parcels])


def _json_value(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _read_briefs(text: str) -> tuple[ParcelBrief, ...]:
    found = (ParcelBrief(*values) for values in json.loads(text))
    return tuple(
        replace(each, scanned_on=date.fromisoformat(str(each.scanned_on)))
        if each.scanned_on
        else each
        for each in found
    )


_AMOUNT: Final = Form(
    (("_minor", "INTEGER"), ("_currency", "TEXT")),
    _keep_amount,
    lambda minor, currency: None if minor is None else Money(minor, currency),
)
_FORMS: Final[dict[Any, Form]] = {
    str: _plain("TEXT NOT NULL", str),
    str | None: _plain("TEXT", str),
    Direction: _plain("TEXT NOT NULL", str),
    int: _plain("INTEGER NOT NULL", int),
    int | None: _plain("INTEGER", int),
    bool: _plain("INTEGER NOT NULL", bool),
    bool | None: _plain("INTEGER", bool),
    date: _one("TEXT NOT NULL", _day_text, date.fromisoformat),
    date | None: _one("TEXT", _day_text, date.fromisoformat),
    datetime | None: _one("TEXT", instant_text, datetime.fromisoformat),
    Money | None: _AMOUNT,
    tuple[str, ...]: _one("TEXT NOT NULL", lru_cache(maxsize=1024)(list_text), _frozen),
    tuple[tuple[str, str], ...]: _one("TEXT NOT NULL", list_text, _frozen),
    tuple[tuple[str, int], ...]: _one("TEXT NOT NULL", list_text, _frozen),
    tuple[ParcelBrief, ...]: _one("TEXT NOT NULL", _briefs_text, _read_briefs),
    Parts: _one("TEXT NOT NULL", _parts_text, _read_parts),
}


class Shape(Struct, frozen=True, dict=True):
    """The columns of a struct, in the order of its fields."""

    of: Callable[..., Any]
    fields: tuple[tuple[str, Form], ...]

    @property
    def declarations(self) -> tuple[str, ...]:
        """Each column with its type, as CREATE TABLE takes it."""
        return tuple(
            f"{_RENAMED.get(name, name)}{ending} {declaration}"
            for name, form in self.fields
            for ending, declaration in form.columns
        )

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(declaration.split()[0] for declaration in self.declarations)

    def keep(self, value: Struct) -> list[Any]:
        """Return what a row holds of a value."""
        kept = list(astuple(value))
        for place, keep in self._changing:
            if (changing := kept[place]) is not None:
                kept[place] = keep(changing)
        for place, spread in self._wide:
            kept[place : place + 1] = spread(kept[place])
        return kept

    @cached_property
    def _changing(self) -> tuple[tuple[int, Callable[[Any], Any]], ...]:
        """The fields of one column that are not kept as they are."""
        return tuple(
            (place, form.keep)
            for place, (_, form) in enumerate(self.fields)
            if form.keep is not None and len(form.columns) == 1
        )

    @cached_property
    def _wide(self) -> tuple[tuple[int, Callable[[Any], Any]], ...]:
        """The fields that take several columns, from the last: each moves those behind it."""
        forms = [(place, form) for place, (_, form) in enumerate(self.fields)]
        return tuple(
            (place, form.keep)
            for place, form in reversed(forms)
            if form.keep is not None and len(form.columns) > 1
        )

    def read(self, row: Sequence[Any]) -> Any:
        """Return the value that a row holds; its columns are `columns`.

        Raises:
            Unavailable: the disk has changed it, and it is no value any more.
        """
        values, start = {}, 0
        try:
            for name, form in self.fields:
                end = start + len(form.columns)
                values[name] = form.read(*row[start:end])
                start = end
        except (ValueError, TypeError, AttributeError, LookupError, OverflowError) as error:
            msg = f"A row of {self.of.__name__.lower()} in the database is damaged."
            raise Unavailable(msg, hint=_MEND) from error
        return self.of(**values)


_MEND: Final = "returnctl doctor tells more, and --rebuild makes its tables anew from the log."


@cache
def shape_of(kind: type) -> Shape:
    """Return the columns of a type; TypeError for a field of a type that has no form."""
    found = []
    for name, type_ in kind.__annotations__.items():
        if type_ not in _FORMS:
            raise TypeError(f"{kind.__name__}.{name} has no form in a table: {type_}")
        found.append((name, _FORMS[type_]))
    return Shape(kind, tuple(found))
