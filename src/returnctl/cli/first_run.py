"""The first write on a terminal: country, time zone and currency, guessed, asked once, saved."""

import os

from returnctl.actions.settle import Answers, currency_of, is_settled, offered, save
from returnctl.cli.questions import ask
from returnctl.cli.wiring import Session, with_settings


def settle_in(session: Session) -> Session:
    """Ask who the user is, once: where nothing is set and a person is there."""
    settings = session.desk.settings
    if not session.on_terminal or is_settled(session.paths, settings):
        return session
    guess = offered(settings, os.environ)
    country = ask("Your country, for your rights (two letters)", guess.country or "")
    zone = ask("Your time zone", guess.timezone or "")
    currency = ask("Your currency", currency_of(country) or guess.currency or "")
    saved = save(session.paths, os.environ, Answers(country, zone, currency))
    return with_settings(session, saved)
