"""`returnctl edit`."""

from typing import Annotated

import typer

from returnctl.cli import options as opt


def edit(
    ctx: typer.Context,
    ref: opt.Ref,
    *,
    shop: opt.Shop = None,
    seller: opt.Seller = None,
    order: opt.OrderNumber = None,
    item: opt.Items = None,
    price: opt.Price = None,
    currency: opt.Currency = None,
    paid_with: opt.PaidWith = None,
    expect: opt.Expect = None,
    promised_by: opt.PromisedBy = None,
    protection_end: opt.ProtectionEnd = None,
    statement_sent: opt.StatementSent = None,
    seller_country: opt.SellerCountry = None,
    site: opt.Site = None,
    free_return: opt.FreeReturn = None,
    category: opt.Category = None,
    country: opt.Country = None,
    subdivision: opt.Subdivision = None,
    zone: opt.Zone = None,
    buyer: opt.Buyer = None,
    transit_days: opt.TransitDays = None,
    code: opt.Code = None,
    reason: opt.Reason = None,
    resolution: opt.Resolution = None,
    return_to: Annotated[
        str | None, typer.Option("--return-to", help="Address the parcel goes back to.")
    ] = None,
    label: opt.Label = None,
    postage: opt.Postage = None,
    tracking: opt.Tracking = None,
    carrier: opt.Carrier = None,
    window: opt.Window = None,
    deadline: opt.Deadlines = None,
    url: opt.Url = None,
    note: opt.Note = None,
    clear: Annotated[
        list[str] | None, typer.Option("--clear", metavar="FACT", help="Forget a fact: seller ...")
    ] = None,
    same_as: Annotated[
        str | None,
        typer.Option("--same-as", metavar="REF", help="It is the same order as this other case."),
    ] = None,
) -> None:
    """Change what is known: facts, prices, and the order page's own dates."""
    from returnctl.actions.edit import EditRequest
    from returnctl.actions.edit import edit as record
    from returnctl.actions.joining import join
    from returnctl.cli.wiring import tell

    if same_as is not None:
        tell(ctx, lambda s: join(s.desk, ref, same_as))
        return
    request = EditRequest(
        ref=ref,
        shop=shop,
        order=order,
        items=tuple(item or ()),
        price=price,
        currency=currency,
        expect=tuple(expect or ()),
        free_return=free_return,
        facts={
            "seller": seller, "paid_with": paid_with, "promised_by": promised_by,
            "protection_end": protection_end, "statement_sent": statement_sent,
            "seller_country": seller_country, "site": site, "category": category,
            "country": country, "subdivision": subdivision, "zone": zone, "buyer": buyer,
            "transit_days": transit_days, "url": url, "note": note,
        },
        code=code,
        reason=reason,
        resolution=resolution,
        return_to=return_to,
        label=label,
        postage=postage,
        tracking=tracking,
        carrier=carrier,
        window=window,
        deadlines=tuple(deadline or ()),
        clear=tuple(clear or ()),
    )  # fmt: skip
    tell(ctx, lambda s: record(request, s.desk))
