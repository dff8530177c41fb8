"""`summary`: what is owed by age, who owes it, how long things take, what came back.

Fields of a plain record: `owed`, age, amount, claims; `shop` or `seller`, name, shop, orders,
claims, owed, refunded, days to pay, how many paid late, most days late; `stage`, name, claims,
median, shortest, longest; `refunds`, month, amount.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from returnctl.core.stages import Stretch
from returnctl.core.summary import UNPROMISED, Owed, Party, Summary
from returnctl.core.views.summaries import SummaryView
from returnctl.render.bars import bar, sparkline
from returnctl.render.blocks import BLANK, Block, Column, Line, Row, Span, Table, line, whole
from returnctl.render.headline import dated
from returnctl.render.page import Forms, Page
from returnctl.render.summary_data import summary_data, summary_records
from returnctl.render.wording import amounts, count

_BAR: Final = 20
# Of shops and sellers the first ones; JSON and --plain have all.
_MOST: Final = 10
_AGES: Final = (
    Column("age"), Column("amount", right=True), Column("claims", right=True),
    Column("bar", extra=True),
)  # fmt: skip
_PARTIES: Final = (
    Column("name", "", least=12, most=30), Column("owed", "OWED", right=True),
    Column("back", "CAME BACK", right=True), Column("orders", "ORDERS", right=True),
    Column("claims", "CLAIMS", right=True), Column("days", "DAYS TO PAY", right=True),
    Column("late", "LATE", spare=True),
)  # fmt: skip
_STAGES: Final = (
    Column("stage"), Column("median", right=True), Column("span"), Column("claims", right=True),
    Column("bar", extra=True),
)  # fmt: skip
_NOTHING: Final = "Nothing to add up yet: no order is recorded."


def _blocks(view: SummaryView, page: Page, *, bars: bool) -> Iterator[Block]:
    found = view.summary
    if not found.orders and not found.claims and not found.owed:
        yield line(_NOTHING if found.period.year is None else f"Nothing in {found.period}.")
        return
    yield _head(view, page)
    yield from _before_buying(view)
    yield from _ages(found, page, bars=bars)
    if view.seller is None:
        yield from _parties("BY SHOP", found.shops)
        yield from _parties("BY SELLER", found.sellers)
    yield from _stages(found.stages, page, bars=bars)
    yield from _refunds(found, page, bars=bars)


def _head(view: SummaryView, page: Page) -> Line:
    found = view.summary
    owed = f"{amounts(found.owed)} owed to you" if found.owed else "nothing owed to you"
    counted = f"{count(found.orders, 'order')}, {count(found.claims, 'claim')}"
    return line(
        whole(dated(view.place, page), "strong"), "    ", whole(owed), "    ",
        whole(f"{counted} ({found.period})"),
    )  # fmt: skip


def _before_buying(view: SummaryView) -> Iterator[Line]:
    """Tell of one seller or shop what matters before buying there again."""
    asked = view.seller or view.shop
    parties = view.summary.sellers if view.seller else view.summary.shops
    for each in parties if asked else ():
        told = [f"{each.name} ({each.shop})" if view.seller else each.name]
        told[0] += f": {count(each.orders, 'order')}, {count(each.claims, 'claim')}"
        if each.per_order is not None and each.claims:
            told.append(f"{each.per_order:.2f} per order")
        if each.days_to_pay is not None:
            told.append(f"pays after {_days(each.days_to_pay)} (median)")
        if each.paid_late:
            late = count(each.days_late, "day")
            told.append(f"late {count(each.paid_late, 'time')}, by up to {late}")
        yield line(", ".join(told), hang=2)


def _heading(text: str) -> Iterator[Block]:
    yield BLANK
    yield line(Span(text, "dim"))


def _ages(found: Summary, page: Page, *, bars: bool) -> Iterator[Block]:
    if not found.owed:
        return
    yield from _heading("OWED TO YOU, by days since it was due or promised")
    most = {
        money.currency: max(m.minor for a in found.ages for m in a.amounts
                            if m.currency == money.currency)
        for money in found.owed
    }  # fmt: skip
    rows = [row for each in found.ages for row in _age_rows(each, most, page, bars=bars)]
    yield Table(_AGES, tuple(rows))


def _age_rows(each: Owed, most: dict[str, int], page: Page, *, bars: bool) -> Iterator[Row]:
    name = each.age if each.age in (UNPROMISED, "older") else f"{each.age} days"
    for number, money in enumerate(each.amounts):
        drawn = bar(money.minor, most[money.currency], _BAR, blocks=page.blocks) if bars else ""
        yield Row({
            "age": line("" if number else name),
            "amount": line(whole(money)),
            "claims": line("" if number else count(each.claims, "claim")),
            "bar": line(whole(drawn)),
        })  # fmt: skip


def _parties(title: str, found: Sequence[Party]) -> Iterator[Block]:
    if not found:
        return
    yield from _heading(title)
    yield Table(_PARTIES, tuple(_party(each) for each in found[:_MOST]))
    if len(found) > _MOST:
        yield line(Span(f"and {len(found) - _MOST} more (--plain, --json)", "dim"))


def _party(each: Party) -> Row:
    late = f"{each.paid_late}, up to {count(each.days_late, 'day')}" if each.paid_late else ""
    return Row({
        "name": line(each.name or "?"),
        "shop": line("" if each.shop == each.name else each.shop),
        "owed": line(whole(amounts(each.owed))),
        "back": line(whole(amounts(each.refunded))),
        "orders": line(str(each.orders)),
        "claims": line(str(each.claims)),
        "days": line("" if each.days_to_pay is None else f"{each.days_to_pay:g}"),
        "late": line(Span(late, "late")),
    })  # fmt: skip


def _days(number: float) -> str:
    return f"{number:g} day{'' if number == 1 else 's'}"


def _stages(found: Sequence[Stretch], page: Page, *, bars: bool) -> Iterator[Block]:
    if not found:
        return
    yield from _heading("HOW LONG IT TAKES, median of days")
    longest = max(each.median for each in found)
    rows = []
    for each in found:
        drawn = bar(each.median, longest, _BAR, blocks=page.blocks) if bars else ""
        span = "" if each.claims == 1 else f"{each.shortest} to {each.longest}"
        rows.append(Row({
            "stage": line(each.stage.says),
            "median": line(whole(_days(each.median))),
            "span": line(Span(span, "dim")),
            "claims": line(Span(count(each.claims, "claim"), "dim")),
            "bar": line(whole(drawn)),
        }))  # fmt: skip
    yield Table(_STAGES, tuple(rows))


def _refunds(found: Summary, page: Page, *, bars: bool) -> Iterator[Block]:
    """Tell what came back in each month: a line of blocks, or where they are unwanted, words."""
    currencies = sorted({money.currency for _, sums in found.months for money in sums})
    if not currencies:
        return
    year = found.months[0][0][:4]
    yield from _heading(f"CAME BACK IN {year}, by month")
    for currency in currencies:
        by_month = [(month, next((m for m in sums if m.currency == currency), None))
                    for month, sums in found.months]  # fmt: skip
        values = [money.minor if money else 0 for _, money in by_month]
        if bars:
            last = found.months[-1][0]
            drawn = sparkline(values, blocks=page.blocks)
            total = [money for _, money in by_month if money]
            summed = total[0]
            for money in total[1:]:
                summed += money
            yield line(whole(drawn), "  ", whole(summed), Span(f"  Jan to {last}", "dim"))
            continue
        told = ", ".join(f"{month}: {money}" for month, money in by_month if money)
        yield line(told)


FORMS: Final = {
    SummaryView: Forms(
        data=summary_data,
        plain=summary_records,
        text=lambda view, page: _blocks(view, page, bars=False),
        terminal=lambda view, page: _blocks(view, page, bars=True),
    )
}
