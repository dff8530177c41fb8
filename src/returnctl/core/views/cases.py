"""The views of one case: everything known of it, and how its deadlines came about."""

from collections.abc import Mapping
from datetime import datetime

from returnctl.core.agenda import Due, StatusLine
from returnctl.core.case import Case
from returnctl.core.deadline import Deadline
from returnctl.core.disputes import Dispute
from returnctl.core.proof import Proof
from returnctl.core.reconcile import Reconciliation
from returnctl.core.rules import Limit
from returnctl.core.structs import Struct, field
from returnctl.core.views import Place, View


class CaseView(View, frozen=True, kw_only=True):
    """`show`: one case, whole; `answered` is when a service last told of a parcel, by its id."""

    place: Place
    ref: str
    case: Case
    lines: tuple[StatusLine, ...]
    deadlines: tuple[Due, ...]
    order_page: str = ""
    shop_title: str = ""
    code_from: str = ""
    disputes: tuple[Dispute, ...] = ()
    money: tuple[Reconciliation, ...] = ()
    limits: tuple[Limit, ...] = ()
    implied: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    book_age_days: int | None = None
    stage: str | None = None
    missing_proof: tuple[Proof, ...] = ()
    answered: Mapping[str, datetime] = field(default_factory=dict)


class Explained(Struct, frozen=True):
    """One deadline with its calculation."""

    due: Due
    deadline: Deadline


class WhyView(View, frozen=True, kw_only=True):
    """`why`: how deadlines of one case came about."""

    place: Place
    ref: str
    title: str
    explained: tuple[Explained, ...]
