"""The first write on a terminal: country, time zone and currency, guessed, asked once, saved."""

import os

from returnctl.cli.questions import ask
from returnctl.cli.wiring import Session, with_settings
from returnctl.settings.config import change_setting, load_settings
from returnctl.settings.guesses import likely_country, likely_currency


def settle_in(session: Session) -> Session:
    """Ask who the user is, once: where nothing is set and a person is there."""
    settings = session.desk.settings
    if not session.on_terminal or session.paths.config.exists() or settings["country"]:
        return session
    country = ask("Your country, for your rights (two letters)", likely_country(os.environ) or "")
    zone = ask("Your time zone", settings["timezone"])
    currency = settings["currency"] or likely_currency(country)
    currency = ask("Your currency", currency or "")
    for name, answer in (("country", country), ("timezone", zone), ("currency", currency)):
        if answer:
            change_setting(session.paths.config, name, answer)
    return with_settings(session, load_settings(session.paths.config, os.environ))
