"""`returnctl mark`."""

import sys
from typing import Annotated

import typer

from returnctl.cli import options as opt
from returnctl.cli.completing import refs_and_events, words_of
from returnctl.cli.options import Text


def mark(
    ctx: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="REF... EVENT",
            help="The last word is the event; - reads REFs from a pipe.",
            autocompletion=refs_and_events,
        ),
    ] = None,
    *,
    on: Annotated[
        Text, typer.Option("--on", metavar="DATE", help="When; today if not given.")
    ] = None,
    amount: Annotated[
        Text, typer.Option("--amount", help="Amount offered, refunded, received.")
    ] = None,
    tracking: opt.Tracking = None,
    carrier: opt.Carrier = None,
    code: opt.Code = None,
    part: Annotated[
        list[str] | None,
        typer.Option(
            "--part",
            metavar="PART=AMOUNT",
            help="A part of a refund: item, postage, fee, coupon or credit; repeatable.",
            autocompletion=words_of("COMPONENTS", "="),
        ),
    ] = None,
    worth: Annotated[
        Text,
        typer.Option("--worth", metavar="AMOUNT", help="What the bank made of another currency."),
    ] = None,
    to: Annotated[
        Text,
        typer.Option(
            "--to",
            help="What a refund is paid to: card, paypal, bank, wallet, credit, coupon, giftcard.",
            autocompletion=words_of("TENDERS"),
        ),
    ] = None,
    label: opt.Label = None,
    postage: opt.Postage = None,
    channel: Annotated[
        Text,
        typer.Option(
            "--channel",
            help="seller, platform, paypal, card, carrier or statute; else the one that goes on.",
            autocompletion=words_of("CHANNELS"),
        ),
    ] = None,
    reason: Annotated[
        Text,
        typer.Option(
            "--reason",
            help="Yours: defective, wrong-item ... Theirs, of a refusal: used, incomplete ...",
            autocompletion=words_of("REASONS"),
        ),
    ] = None,
    item: Annotated[
        list[str] | None,
        typer.Option("--item", metavar="ITEM=N", help="Which part of the order; repeatable."),
    ] = None,
    outcome: Annotated[
        Text,
        typer.Option(
            "--outcome",
            help="Of inspected: accepted, rejected. Of decided: refund, partial-refund, lost ...",
            autocompletion=words_of("OUTCOMES"),
        ),
    ] = None,
    until: Annotated[
        Text,
        typer.Option(
            "--until", metavar="DATE", help="The date the page gives; when a credit expires."
        ),
    ] = None,
    rule: Annotated[Text, typer.Option("--rule", help="The rule that is extended.")] = None,
    note: opt.Note = None,
    force: Annotated[
        bool, typer.Option("--force", help="Record it although it contradicts what is recorded.")
    ] = False,
    list_: Annotated[bool, typer.Option("--list", help="List all events.")] = False,
) -> None:
    """Record what happened: returnctl mark k3f sent --tracking NUMBER.

    With a REF alone: what can follow.
    """
    from returnctl.actions.mark import mark as record
    from returnctl.actions.mark import split_words
    from returnctl.actions.marking.listing import list_events, list_followers
    from returnctl.actions.marking.request import MarkRequest
    from returnctl.cli.aftermath import after
    from returnctl.cli.questions import choose_event
    from returnctl.cli.wiring import tell

    typed = tuple(words or ())
    if list_ or not typed:
        tell(ctx, lambda _: list_events())
        return
    if len(typed) == 1:
        session, view = tell(ctx, lambda s: list_followers(typed[0], s.desk))
        event = choose_event(view) if session.on_terminal else None
        if event is None:
            return
        refs: tuple[str, ...] = typed
    else:
        refs, event = split_words(typed, _piped(typed))
    request = MarkRequest(
        refs=refs, event=event, on=on, amount=amount, tracking=tracking, carrier=carrier,
        code=code, channel=channel, reason=reason, item=tuple(item) if item else None,
        outcome=outcome, until=until, rule=rule, note=note, force=force,
        part=tuple(part) if part else None, to=to, worth=worth, label=label, postage=postage,
    )  # fmt: skip
    session, told = tell(ctx, lambda s: record(request, s.desk))
    after(session, "on-mark", told)


def _piped(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sys.stdin.read().split()) if "-" in words and sys.stdin is not None else ()
