"""The log's unit: one entry says one thing about one target, and is never changed.

Beside the entries a log holds who ran what, the rulebooks, and which cases were erased (`LogRow`).

An entry's `kind` is one of six, and `data` holds what it says (JSON values only):

| kind       | says                                 | data                                         |
|------------|--------------------------------------|----------------------------------------------|
| `noted`    | a thing exists                       | `level` and its facts                        |
| `fact`     | facts of the target are these        | field -> value; null takes a fact back       |
| `event`    | something happened to the target     | `event`, `on`, perhaps `at`, what it carries |
| `override` | a rule's date is another, or agrees  | `rule` and `day`, `at`, `length` or `ok`     |
|            | or nobody wants to hear of it        | `rule` (`*`: every one) and `quiet`          |
| `removed`  | the target is gone                   | perhaps `says`: what it was; `same_as`: the  |
|            |                                      | case that holds what it held                 |
| `void`     | an earlier command never happened    | `command`                                    |

The target of an entry is the id of a case, return, item, parcel, checkpoint or event. Ids are
UUIDv7 text, so sorting by id is sorting by the order of recording (`core.ids`).
"""

from collections.abc import Mapping
from typing import Any, Final, Literal

from returnctl.core.structs import Struct, field

# What this release writes, and the newest it can read.
FORMAT_VERSION: Final = 1

Kind = Literal["noted", "fact", "event", "override", "removed", "void"]
KINDS: Final = frozenset(("noted", "fact", "event", "override", "removed", "void"))
Source = Literal["user", "import", "tracking", "demo"]

# A person's word beats a machine's, whatever the time; `demo` stands for a person.
AUTHORITY: Final = {"user": 1, "demo": 1, "import": 0, "tracking": 0}


class Entry(Struct, frozen=True):
    """One line of the log. `recorded_at` is a UTC ISO instant, shown and never computed with."""

    id: str
    case_id: str
    command_id: str
    kind: str
    target: str
    source: str
    device: str
    recorded_at: str
    data: Mapping[str, Any] = field(default_factory=dict)
    version: int = FORMAT_VERSION


class Command(Struct, frozen=True):
    """Who ran what and when; `name` is the command's name, never its raw arguments."""

    id: str
    name: str
    device: str
    recorded_at: str


class Book(Struct, frozen=True):
    """A rulebook or pack as text, stored once under the hash of its text."""

    hash: str
    kind: str
    name: str
    body: str


class Purge(Struct, frozen=True):
    """A case that was erased for good, and when (UTC)."""

    case_id: str
    at: str


# What a log holds, all in all.
LogRow = Book | Command | Purge | Entry


class Draft(Struct, frozen=True):
    """An entry before the log gives it an id: what an action decides to record."""

    kind: Kind
    target: str
    data: Mapping[str, Any] = field(default_factory=dict)
