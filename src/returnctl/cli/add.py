"""`returnctl add`."""

from typing import Annotated

import typer

from returnctl.cli import options as opt
from returnctl.cli.options import Text


def _day(option: str, what: str) -> typer.models.OptionInfo:
    found: typer.models.OptionInfo = typer.Option(option, metavar="DATE", help=what)
    return found


def add(
    ctx: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="[ORDER] [ITEM] [PRICE]", help="As the order page shows them."),
    ] = None,
    *,
    shop: opt.Shop = None,
    seller: opt.Seller = None,
    order: opt.OrderNumber = None,
    item: opt.Items = None,
    price: opt.Price = None,
    currency: opt.Currency = None,
    paid_with: opt.PaidWith = None,
    expect: opt.Expect = None,
    ordered: Annotated[Text, _day("--ordered", "Ordered on.")] = None,
    paid: Annotated[Text, _day("--paid", "Paid on.")] = None,
    shipped: Annotated[Text, _day("--shipped", "Sent to you on.")] = None,
    promised_by: opt.PromisedBy = None,
    delivered: Annotated[Text, _day("--delivered", "Delivered to you on.")] = None,
    requested: Annotated[Text, _day("--requested", "Return asked for on.")] = None,
    did: Annotated[
        list[str] | None,
        typer.Option("--did", metavar="EVENT=DATE", help="What else happened: approved=17nov."),
    ] = None,
    reason: opt.Reason = None,
    resolution: opt.Resolution = None,
    code: opt.Code = None,
    portions: Annotated[
        list[str] | None,
        typer.Option("--return", metavar="ITEM=N", help="Return only this part: 'Cable=3'."),
    ] = None,
    tracking: opt.Tracking = None,
    carrier: opt.Carrier = None,
    seller_country: opt.SellerCountry = None,
    site: opt.Site = None,
    free_return: opt.FreeReturn = None,
    category: opt.Category = None,
    window: opt.Window = None,
    deadline: opt.Deadlines = None,
    url: opt.Url = None,
    note: opt.Note = None,
) -> None:
    """Log an order, a problem with it, or a return.

    returnctl add 8190123456789012 "USB-C hub" 23,99 --delivered 8nov --reason defective
    """
    from returnctl.actions.adding.request import AddRequest
    from returnctl.cli import recording

    request = AddRequest.of(
        words or (), shop=shop, seller=seller, order=order, items=tuple(item or ()), price=price,
        currency=currency, paid_with=paid_with, expect=tuple(expect or ()), ordered=ordered,
        paid=paid, shipped=shipped, promised_by=promised_by, delivered=delivered,
        requested=requested, did=tuple(did or ()), reason=reason, resolution=resolution, code=code,
        portions=tuple(portions or ()), tracking=tracking, carrier=carrier,
        seller_country=seller_country, site=site, free_return=free_return, category=category,
        window=window, deadlines=tuple(deadline or ()), url=url, note=note,
    )  # fmt: skip
    recording.add(ctx, request)
