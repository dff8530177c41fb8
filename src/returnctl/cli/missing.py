"""`add` without arguments on a terminal: the five questions that are enough."""

from returnctl.actions.adding.request import AddRequest
from returnctl.actions.desk import Desk
from returnctl.actions.shops import choose_shop
from returnctl.actions.typed import read_happened, read_price
from returnctl.cli.wiring import Session
from returnctl.core.errors import Refused
from returnctl.core.structs import replace
from returnctl.core.vocabulary import REASONS, choose, dashed


def complete(request: AddRequest, session: Session) -> AddRequest:
    """Ask for what is missing, where a person can answer; else leave the request as it is."""
    given = request.words or request.order or request.items
    if given or not session.on_terminal:
        return request
    from returnctl.cli.questions import ask

    desk = session.desk
    order = ask("Order number (Enter if there is none)")
    shop = request.shop or _shop(desk, order)
    item = ask("Item")
    price = request.price or ask("Price", check=lambda text: read_price(text, desk, None))
    delivered = request.happened.get("delivered") or ask(
        "Delivered on (8nov, yesterday; Enter if not yet)",
        check=lambda text: read_happened(text, desk, "delivered"),
    )
    reason = request.reason or ask(
        f"What is wrong: {', '.join(map(dashed, REASONS))} (Enter if nothing)",
        check=lambda text: choose(text, REASONS, what="reason"),
    )
    return replace(
        request,
        order=order,
        shop=shop,
        items=(item,) if item else (),
        price=price,
        happened={**request.happened, "delivered": delivered},
        reason=reason,
    )


def _shop(desk: Desk, order: str | None) -> str | None:
    """Ask for the shop, unless the order number or the settings say it."""
    try:
        choose_shop(desk, None, order)
    except Refused:
        from returnctl.cli.questions import ask

        return ask("Shop", check=lambda text: choose_shop(desk, text, None))
    return None
