"""`add` without arguments on a terminal: the five questions that are enough."""

from dataclasses import replace

from returnctl.actions.adding.request import AddRequest
from returnctl.cli.questions import ask
from returnctl.cli.wiring import Session


def complete(request: AddRequest, session: Session) -> AddRequest:
    """Ask for what is missing, where a person can answer; else leave the request as it is."""
    given = request.words or request.order or request.items
    if given or not session.on_terminal:
        return request
    order = ask("Order number (Enter if there is none)")
    shop = request.shop or (None if order else ask("Shop"))
    item = ask("Item")
    price = request.price or ask("Price (23.99 EUR)")
    delivered = request.happened.get("delivered") or ask("Delivered on (8nov, yesterday)")
    reason = request.reason or ask("What is wrong (defective, wrong-item ...; Enter if nothing)")
    return replace(
        request,
        order=order,
        shop=shop,
        items=(item,) if item else (),
        price=price,
        happened={**request.happened, "delivered": delivered},
        reason=reason,
    )
