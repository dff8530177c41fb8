"""The views of `policy`: packs, their rules, and what is wrong with them."""

from datetime import date

from returnctl.core.rules import Pack
from returnctl.core.structs import Struct
from returnctl.core.views import View


class PackLine(Struct, frozen=True, kw_only=True):
    """A pack in the list: where it comes from and how many rules it has."""

    name: str
    kind: str
    title: str
    origin: str
    rules: int
    as_of: date | None


class FaultLine(Struct, frozen=True):
    """What is wrong with a pack, by file, rule and field."""

    file: str
    rule: str
    field: str
    sentence: str


class PoliciesView(View, frozen=True, kw_only=True):
    """`policy list`."""

    packs: tuple[PackLine, ...]
    faults: tuple[FaultLine, ...] = ()


class PackView(View, frozen=True):
    """`policy show PACK`."""

    pack: Pack


class CheckView(View, frozen=True, kw_only=True):
    """`policy check FILE`."""

    file: str
    pack: str | None
    rules: int
    faults: tuple[FaultLine, ...]
