"""The first run: what the system says of the user, offered as answers, and the answers saved."""

from collections.abc import Callable, Mapping

from returnctl.core.structs import Struct
from returnctl.settings.config import Settings, change_setting, load_settings
from returnctl.settings.guesses import likely_country, likely_currency
from returnctl.settings.keys import KEYS
from returnctl.settings.paths import Paths


class Answers(Struct, frozen=True):
    """Country, time zone and currency, each as text; None where there is none."""

    country: str | None
    timezone: str | None
    currency: str | None


def is_settled(paths: Paths, settings: Settings) -> bool:
    """Whether the user was asked, or said so otherwise."""
    return paths.config.exists() or settings["country"] is not None


def offered(settings: Settings, environ: Mapping[str, str]) -> Answers:
    """Return what the system suggests."""
    country = likely_country(environ)
    return Answers(country, settings["timezone"], settings["currency"] or likely_currency(country))


def currency_of(country: str | None) -> str | None:
    """Return the currency to offer for a country that was just answered."""
    return likely_currency(country.strip().upper()) if country else None


def checks(name: str) -> Callable[[str], object]:
    """Return what refuses a bad answer."""
    return KEYS[name].read


def save(paths: Paths, environ: Mapping[str, str], answers: Answers) -> Settings:
    """Save the answers that were given and return what holds now.

    Raises:
        Refused: an answer cannot be read; nothing after it is saved.
    """
    pairs = (("country", answers.country), ("timezone", answers.timezone),
             ("currency", answers.currency))  # fmt: skip
    for name, text in pairs:
        if text:
            change_setting(paths.config, name, text)
    return load_settings(paths.config, environ)
