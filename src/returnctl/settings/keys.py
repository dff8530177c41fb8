"""The settings, one row each: how a value is read, its default, and what it means.

Every setting can also come from the environment as `RETURNCTL_` and its name in capitals, dots as
underscores. A row of `MEMBERS` stands for that field of every member of a section: in the config
`[providers.dhl]` with `enabled`, on the command line `providers.dhl.enabled`.
"""

import re
from collections.abc import Callable
from typing import Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from returnctl.core.currencies import CURRENCIES
from returnctl.core.defaults import DAILY, LADDER, MONTHLY, OVERDUE_DAYS, WEEKLY
from returnctl.core.errors import Refused
from returnctl.core.structs import Struct
from returnctl.core.vocabulary import BUYERS, choose
from returnctl.settings.addresses import read_address
from returnctl.settings.reminderkeys import (
    channel_text,
    ladder_text,
    names_text,
    read_channel,
    read_ladder,
    read_names,
    read_whole_path,
)


class Key(Struct, frozen=True):
    """A setting: `read` turns text into a value, and refuses what it cannot read.

    `shown` is its value as `config show` tells it.
    """

    name: str
    meaning: str
    read: Callable[[str], Any]
    default: Any = None
    shown: Callable[[Any], str] = str

    @property
    def variable(self) -> str:
        """The environment variable that sets it."""
        return f"RETURNCTL_{self.name.upper().replace('.', '_')}"


def read_country(text: str) -> str:
    """Return an ISO 3166 country code in capitals."""
    code = text.strip().upper()
    if len(code) != 2 or not code.isascii() or not code.isalpha():
        msg = f'"{text}" is no country code.'
        raise Refused(msg, hint="Two letters: DE, ES, GB, US ...")
    return "GB" if code == "UK" else code


def read_zone(text: str) -> str:
    """Return the name of a time zone that exists."""
    try:
        ZoneInfo(text.strip())
    except (ZoneInfoNotFoundError, ValueError, OSError):
        msg = f'"{text}" is no time zone.'
        raise Refused(msg, hint="A name like Europe/Madrid or America/New_York.") from None
    return text.strip()


def read_currency(text: str) -> str:
    """Return an ISO 4217 currency code in capitals."""
    code = text.strip().upper()
    if code not in CURRENCIES:
        msg = f'"{text}" is no currency code.'
        raise Refused(msg, hint="Three letters: EUR, USD, GBP, PLN ...")
    return code


def _read_subdivision(text: str) -> str:
    return text.strip().upper()


def _read_buyer(text: str) -> str:
    return choose(text, BUYERS, what="kind of buyer")


def _read_date_order(text: str) -> str:
    return choose(text, ("dmy", "mdy"), what="date order")


def _read_days(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,3}", text.strip()):
        msg = f'"{text}" is no number of days.'
        raise Refused(msg, hint="A whole number such as 3.")
    return int(text)


def _read_word(text: str) -> str:
    return text.strip().lower()


def read_yes(text: str) -> bool:
    """Return whether a switch is on."""
    word = text.strip().lower()
    if word not in {"true", "false", "yes", "no", "on", "off"}:
        msg = f'"{text}" is neither true nor false.'
        raise Refused(msg, hint="true or false.")
    return word in {"true", "yes", "on"}


def _read_amount(text: str) -> str:
    from returnctl.core.money import parse_money

    # Which currency is meant where none is written is decided when it is used.
    parse_money(text, currency=None, default="EUR")
    return text.strip()


def _read_seconds(text: str) -> float:
    if not re.fullmatch(r"[0-9]{1,3}(\.[0-9]{1,3})?", text.strip()):
        msg = f'"{text}" is no number of seconds.'
        raise Refused(msg, hint="Such as 5 or 0.5.")
    return float(text)


def _read_command(text: str) -> str:
    import shlex

    try:
        words = shlex.split(text)
    except ValueError:
        words = []
    if not words:
        raise Refused("it is no command.", hint="Such as: pass show returnctl/17track")
    return text.strip()


def _program(command: str) -> str:
    """Return a command without its arguments, which may tell more than they should."""
    import shlex

    first, *rest = shlex.split(command)
    return f"{first} ..." if rest else first


def _yes(value: bool) -> str:  # noqa: FBT001 - what it shows is a switch
    return "true" if value else "false"


_ROWS: Final = (
    Key("country", "where you live (ISO code): decides whose law applies", read_country),
    Key("subdivision", "state or Land, for its public holidays (BY, CA ...)", _read_subdivision),
    Key("timezone", "your time zone; the system's if not set", read_zone),
    Key("currency", "currency of prices typed without one", read_currency),
    Key("buyer", "consumer or business: consumer law needs a consumer", _read_buyer, "consumer"),
    Key("default_shop", "shop of orders typed without one", _read_word),
    Key("date_order", "how 8/11/2026 is meant: dmy or mdy", _read_date_order),
    Key("transit_days", "days a return parcel takes, for rules that want it received", _read_days),
    Key("ladder", "days before the day to act by on which remind tells of it", read_ladder, LADDER,
        shown=ladder_text),
    Key("overdue_days", "days that remind goes on daily after that day", _read_days, OVERDUE_DAYS),
    Key("remind_to", "channels that remind uses; all of them if not set", read_names,
        shown=names_text),
    Key("announcer", "the machine that reminds: its host name; any if not set", _read_word),
    Key("calendar_file", "the .ics file that remind keeps up to date", read_whole_path),
    Key("watch_imports_above", "imported purchases that cost more are watched: 100, 80 USD",
        _read_amount),
    Key("backup_imports", "whether an import is preceded by a backup", read_yes,
        default=True, shown=_yes),
    Key("backup_daily", "of how many days the newest backup stays", _read_days, DAILY),
    Key("backup_weekly", "of how many weeks", _read_days, WEEKLY),
    Key("backup_monthly", "of how many months", _read_days, MONTHLY),
)  # fmt: skip

KEYS: Final = {row.name: row for row in _ROWS}


def secret_rows(section: str) -> tuple[Key, ...]:
    """Return the rows that say where the secret of a section's member lies, never what it is."""
    start = f"{section}.*"
    command = "a command that prints the key (run without a shell)"
    return (
        Key(f"{start}.token_command", command, _read_command, shown=_program),
        Key(f"{start}.key_file", "a file of mode 0600 that holds the key", str.strip),
        Key(f"{start}.keyring", "whether the system keyring holds the key", read_yes, shown=_yes),
    )


_MEMBERS: Final = (
    Key("providers.*.enabled", "whether this tracking service is asked", read_yes, shown=_yes),
    Key("providers.*.url", "another address of this tracking service", read_address),
    Key("providers.*.pause", "seconds between two questions to it", _read_seconds),
    *secret_rows("providers"),
    Key("channels.*.url", "where reminders go, with {secret} in place of a password", read_channel,
        shown=channel_text),
    *secret_rows("channels"),
    Key("ladders.*.days", "another ladder: of a shop, a rule, a ref; or of right, duty, purchase, "
        "theirs", read_ladder, shown=ladder_text),
)  # fmt: skip

MEMBERS: Final = {row.name: row for row in _MEMBERS}
SECTIONS: Final = frozenset(name.partition(".")[0] for name in MEMBERS)
