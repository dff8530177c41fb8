"""The views of `policy`: packs, their rules, and what is wrong with them."""

from dataclasses import dataclass
from datetime import date

from returnctl.core.rules import Pack
from returnctl.core.views import View


@dataclass(frozen=True, slots=True, kw_only=True)
class PackLine:
    """A pack in the list: where it comes from and how many rules it has."""

    name: str
    kind: str
    title: str
    origin: str
    rules: int
    as_of: date | None


@dataclass(frozen=True, slots=True)
class FaultLine:
    """What is wrong with a pack, by file, rule and field."""

    file: str
    rule: str
    field: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PoliciesView(View):
    """`policy list`."""

    packs: tuple[PackLine, ...]
    faults: tuple[FaultLine, ...] = ()


@dataclass(frozen=True, slots=True)
class PackView(View):
    """`policy show PACK`."""

    pack: Pack


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckView(View):
    """`policy check FILE`."""

    file: str
    pack: str | None
    rules: int
    faults: tuple[FaultLine, ...]
