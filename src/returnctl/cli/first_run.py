"""The first write on a terminal: country, time zone and currency, guessed, asked once, saved."""

import os

from returnctl.actions.settle import Answers, checks, currency_of, is_settled, offered, save
from returnctl.cli.wiring import Session, with_settings


def settle_in(session: Session) -> Session:
    """Ask who the user is, once: where nothing is set and a person is there."""
    settings = session.desk.settings
    if not session.on_terminal or is_settled(session.paths, settings):
        return session
    from returnctl.cli.questions import ask

    guess = offered(settings, os.environ)
    country = ask(
        "Your country, for your rights (two letters)", guess.country or "", check=checks("country")
    )
    zone = ask("Your time zone", guess.timezone or "", check=checks("timezone"))
    likely = currency_of(country) or guess.currency or ""
    currency = ask("Your currency", likely, check=checks("currency"))
    saved = save(session.paths, os.environ, Answers(country, zone, currency))
    return with_settings(session, saved)
