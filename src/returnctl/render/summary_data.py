"""The summary for machines: every shop and seller, under lasting names."""

from collections.abc import Iterator, Sequence
from typing import Any

from returnctl.core.stages import Stretch
from returnctl.core.summary import Party
from returnctl.core.views.summaries import SummaryView
from returnctl.render.page import Page
from returnctl.render.records import jsonable, texts


def summary_data(view: SummaryView, page: Page) -> dict[str, Any]:
    """Return all of it for JSON."""
    found = view.summary
    return {
        "period": str(found.period),
        "shop": view.shop,
        "seller": view.seller,
        "orders": found.orders,
        "claims": found.claims,
        "owed": jsonable(found.owed, page),
        "owed_by_age": [jsonable(each, page) for each in found.ages],
        "shops": [_party(each, page) for each in found.shops],
        "sellers": [_party(each, page) for each in found.sellers],
        "stages": [_stretch(each) for each in found.stages],
        "refunded": jsonable(found.refunded, page),
        "refunded_by_month": [
            {"month": month, "amounts": jsonable(sums, page)} for month, sums in found.months
        ],
    }


def _party(each: Party, page: Page) -> dict[str, Any]:
    return {
        "name": each.name,
        "shop": each.shop,
        "orders": each.orders,
        "claims": each.claims,
        "claims_per_order": each.per_order,
        "owed": jsonable(each.owed, page),
        "refunded": jsonable(each.refunded, page),
        "days_to_pay": each.days_to_pay,
        "paid_late": each.paid_late,
        "days_late": each.days_late,
    }


def _stretch(each: Stretch) -> dict[str, Any]:
    return {
        "stage": each.stage.name,
        "says": each.stage.says,
        "claims": each.claims,
        "median_days": each.median,
        "shortest_days": each.shortest,
        "longest_days": each.longest,
    }


def summary_records(view: SummaryView, _: Page) -> Iterator[Sequence[str]]:
    """Return a record per line; of several currencies one each."""
    found = view.summary
    for age in found.ages:
        for money in age.amounts:
            yield texts("owed", age.age, money, age.claims)
    for kind, parties in (("shop", found.shops), ("seller", found.sellers)):
        for each in parties:
            yield texts(
                kind, each.name, each.shop, each.orders, each.claims, each.owed, each.refunded,
                each.days_to_pay, each.paid_late, each.days_late,
            )  # fmt: skip
    for stretch in found.stages:
        yield texts("stage", stretch.stage.name, stretch.claims, stretch.median, stretch.shortest,
                    stretch.longest)  # fmt: skip
    for month, sums in found.months:
        for money in sums:
            yield texts("refunds", month, money)
