"""The money: what was asked for, what should come back, what was promised and what came."""

from collections.abc import Iterator

from returnctl.core.dayformat import format_day
from returnctl.core.disputes import Dispute, disputes
from returnctl.core.dossier.material import Material
from returnctl.core.dossier.paper import Block, Cell, Facts, Section, Table
from returnctl.core.dossier.words import told
from returnctl.core.money import Money
from returnctl.core.reconcile import Reconciliation, money_targets, reconcile
from returnctl.core.vocabulary import CHANNELS, COMPONENTS, OUTCOMES, REASONS, REFUSALS

_HEAD = ("Part", "Expected", "Promised by the shop", "Received", "Difference")


def money(of: Material) -> Section | None:
    """Return the sums of each target; None where no amount is known."""
    found = [
        reconcile(of.whole, target) for target in money_targets(of.whole) if target in of.targets
    ]
    blocks = [block for each in found if each.currency for block in _sums(each, of)]
    return Section("Money", tuple(blocks)) if blocks else None


def _sums(found: Reconciliation, of: Material) -> Iterator[Block]:
    which = of.which(found.target)
    rows = [
        (Cell(COMPONENTS[each.component]), *map(_amount, (
            each.expected, each.promised, each.received, each.difference)))
        for each in found.lines
    ]  # fmt: skip
    if len(rows) > 1:
        sums = (found.expected, found.promised, found.received)
        rows.append((Cell("sum", "strong"), *map(_amount, sums), _amount(_difference(found))))
    yield Table(_HEAD, tuple(rows), caption=which)
    told_of = (
        ("Asked for in a dispute", found.asked),
        ("Too little by", found.short),
        ("Too much by", found.over),
        ("Not received yet", found.open),
    )
    known = [(label, Cell(str(amount), "strong")) for label, amount in told_of if amount]
    known += [("Received, not counted", Cell(str(each))) for each in found.uncounted]
    if known:
        yield Facts(tuple(known))


def _difference(found: Reconciliation) -> Money | None:
    if found.expected is None or not found.lines:
        return None
    return Money(sum(each.difference.minor for each in found.lines), found.expected.currency)


def _amount(found: Money | None) -> Cell:
    return Cell(str(found) if found is not None else "-", "amount")


def contests(of: Material) -> Section | None:
    """Return the disputes, each with its channel and its own number."""
    found = disputes(of.case)
    if not found:
        return None
    return Section("Disputes", tuple(Facts(tuple(_dispute(each, of))) for each in found))


def _dispute(found: Dispute, of: Material) -> Iterator[tuple[str, Cell]]:
    channel = CHANNELS.get(found.channel or "", found.channel or "the shop")
    which = of.which(found.target)
    yield "With", Cell(channel, "strong", below=which)
    if found.opened_on:
        yield "Opened", Cell(format_day(found.opened_on))
    if found.number:
        yield "Case number", Cell(found.number, "code")
    yield "Last", Cell(f"{told(found.stage)}, {format_day(found.on)}")
    for label, word, words in (
        ("Reason", found.reason, REASONS),
        ("Refused because", found.refusal, REFUSALS),
        ("Outcome", found.outcome, OUTCOMES),
    ):
        if word:
            yield label, Cell(words.get(word, word))
    for label, amount in (
        ("Asked", found.asked),
        ("Offered", found.offered),
        ("Awarded", found.awarded),
    ):
        if amount is not None:
            yield label, Cell(str(amount))
    if found.answer_by:
        yield "Answer by", Cell(format_day(found.answer_by))
