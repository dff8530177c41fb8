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
    from returnctl.actions.mark import split_words
    from returnctl.cli import recording

    typed = tuple(words or ())
    if list_ or not typed:
        _list(ctx)
        return
    if len(typed) > 1:
        refs, event = split_words(typed, _piped(typed))
    elif chosen := _chosen(ctx, typed[0]):
        refs, event = typed, chosen
    else:
        return
    recording.mark(
        ctx, refs, event, on=on, amount=amount, tracking=tracking, carrier=carrier, code=code,
        channel=channel, reason=reason, item=tuple(item) if item else None, outcome=outcome,
        until=until, rule=rule, note=note, force=force, part=tuple(part) if part else None, to=to,
        worth=worth, label=label, postage=postage,
    )  # fmt: skip


def _list(ctx: typer.Context) -> None:
    from returnctl.actions.marking.listing import list_events
    from returnctl.cli.wiring import tell

    tell(ctx, lambda _: list_events())


def _chosen(ctx: typer.Context, ref: str) -> str | None:
    """Show what can follow; a person at a terminal may choose one."""
    from returnctl.actions.marking.listing import list_followers
    from returnctl.cli.questions import choose_event
    from returnctl.cli.wiring import tell

    session, view = tell(ctx, lambda s: list_followers(ref, s.desk))
    return choose_event(view) if session.on_terminal else None


def _piped(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sys.stdin.read().split()) if "-" in words and sys.stdin is not None else ()
