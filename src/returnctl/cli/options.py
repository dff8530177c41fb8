"""Options that several commands share: each declared once, as a type to annotate with."""

from typing import Annotated

import typer

from returnctl.cli.completing import refs, shops, words_of

Text = str | None

Ref = Annotated[
    str,
    typer.Argument(
        metavar="REF", help="Ref, order number, code or tracking number.", autocompletion=refs
    ),
]
Shop = Annotated[
    Text,
    typer.Option(
        "--shop", help="Shop: aliexpress, ebay, amazon, or any name.", autocompletion=shops
    ),
]
OrderNumber = Annotated[Text, typer.Option("--order", help="Order number.")]
Items = Annotated[
    list[str] | None,
    typer.Option("--item", help="Item; '50 x Cable @ 1.20' gives number and price."),
]
Price = Annotated[Text, typer.Option("--price", help="Price of the order: 23.99, 23,99 EUR.")]
Currency = Annotated[Text, typer.Option("--currency", help="ISO code, where the price has none.")]
Seller = Annotated[Text, typer.Option("--seller", help="Who sold it.")]
SellerCountry = Annotated[
    Text, typer.Option("--seller-country", metavar="CC", help="Where the seller is: CN, DE ...")
]
PaidWith = Annotated[
    Text, typer.Option("--paid-with", help="visa, visa-debit, mastercard, paypal, klarna, bank ...")
]
Site = Annotated[Text, typer.Option("--site", help="The shop's site: amazon.de")]
Category = Annotated[
    Text, typer.Option("--category", help="perishable, hygiene, custom-made, electronics ...")
]
PromisedBy = Annotated[
    Text, typer.Option("--promised-by", metavar="DATE", help="Latest delivery date promised.")
]
ProtectionEnd = Annotated[
    Text, typer.Option("--protection-end", metavar="DATE", help="End of the order's protection.")
]
StatementSent = Annotated[
    Text, typer.Option("--statement-sent", metavar="DATE", help="Date of the card statement.")
]
FreeReturn = Annotated[
    bool | None,
    typer.Option("--free-return/--no-free-return", help="Whether it had the free-return icon."),
]
Country = Annotated[Text, typer.Option("--country", metavar="CC", help="The buyer's country.")]
Subdivision = Annotated[Text, typer.Option("--subdivision", help="The buyer's state or Land.")]
Zone = Annotated[Text, typer.Option("--zone", help="The buyer's time zone.")]
Buyer = Annotated[Text, typer.Option("--buyer", help="consumer or business.")]
TransitDays = Annotated[Text, typer.Option("--transit-days", help="Days a return parcel takes.")]
Url = Annotated[Text, typer.Option("--url", help="The order's page.")]
Note = Annotated[Text, typer.Option("--note", help="A note of yours.")]
Reason = Annotated[
    Text,
    typer.Option(
        "--reason",
        help="defective, wrong-item, not-received, changed-mind ...",
        autocompletion=words_of("REASONS"),
    ),
]
Resolution = Annotated[
    Text, typer.Option("--resolution", help="refund, partial-refund, exchange, repair ...")
]
Code = Annotated[Text, typer.Option("--code", help="Return code (RMA number).")]
Tracking = Annotated[Text, typer.Option("--tracking", help="Tracking number.")]
Carrier = Annotated[Text, typer.Option("--carrier", help="Carrier of that number.")]
Window = Annotated[
    Text, typer.Option("--window", metavar="LENGTH", help="Return window the shop told: 30d.")
]
Deadlines = Annotated[
    list[str] | None,
    typer.Option(
        "--deadline",
        metavar="RULE=DATE",
        help="The order page's date: dispute=1dec; =ok: it agrees; =+2d14h: a countdown.",
    ),
]
Label = Annotated[
    Text,
    typer.Option(
        "--label", help="Who pays the way back: prepaid or own.", autocompletion=words_of("LABELS")
    ),
]
Postage = Annotated[
    Text, typer.Option("--postage", metavar="AMOUNT", help="What you paid to send it back.")
]
Expect = Annotated[
    list[str] | None,
    typer.Option(
        "--expect",
        metavar="PART=AMOUNT",
        help="What should come back: item, postage, fee, coupon or credit; repeatable.",
        autocompletion=words_of("COMPONENTS", "="),
    ),
]
Force = Annotated[bool, typer.Option("--force", help="Replace a file that is there already.")]
