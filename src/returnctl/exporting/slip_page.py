"""The slip as a page to print: the codes large, below them what it is, and a packing list."""

from returnctl.core.dossier.slip import Check, Slip, Squares
from returnctl.exporting.codes import bars, bars_svg, qr_svg
from returnctl.exporting.data import shipped
from returnctl.exporting.markup import Markup, lines, page, tag

_WRITE = "Please keep this slip with the item until the refund is made."


def slip_page(slip: Slip, squares: Squares) -> bytes:
    """Return the page."""
    found = bars(slip.code)
    codes = tag(
        "div",
        qr_svg(squares, slip.code),
        bars_svg(found, slip.code) if found else None,
        class_="codes",
    )
    sheet = tag(
        "section",
        tag("p", "Return slip", class_="kind"),
        tag("p", slip.code_name, class_="label"),
        tag("p", slip.code, class_="code", dir="auto"),
        codes,
        tag("dl", *_facts(slip)),
        tag("p", _WRITE, class_="note"),
        class_="sheet",
    )
    checks = tag("ul", *map(_check, slip.checks))
    packing = tag(
        "section",
        tag("h2", "Packing list"),
        tag("p", "For you: cut off here, it need not go into the parcel.", class_="note"),
        checks,
        class_="packing",
    )
    return page(f"Return slip {slip.code}", shipped("slip.css"), tag("main", sheet, packing))


def _facts(slip: Slip) -> list[Markup]:
    rows = [tag("span", slip.shop, dir="auto")] if slip.shop else []
    told = [("Shop", each) for each in rows]
    if slip.order_number and slip.order_number != slip.code:
        told.append(("Order number", tag("span", slip.order_number, class_="mono")))
    told += [
        ("" if number else "Items", tag("span", f"{quantity} x {title}", dir="auto"))
        for number, (title, quantity) in enumerate(slip.items)
    ]
    if slip.reason:
        told.append(("Reason", tag("span", slip.reason)))
    if slip.return_to:
        told.append(("Return to", tag("span", lines(slip.return_to), dir="auto")))
    return [tag("div", tag("dt", label), tag("dd", shown)) for label, shown in told]


def _check(found: Check) -> Markup:
    box = tag("span", "\N{CHECK MARK}" if found.done else "", class_="box")
    done = tag("span", " (done)", class_="label") if found.done else None
    return tag("li", box, tag("span", found.text, done, dir="auto"))
