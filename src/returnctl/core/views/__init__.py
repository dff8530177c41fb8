"""What commands answer: one frozen view each, told by `returnctl.render` in every output form.

A view holds values, no wording: the same view becomes a Rich table, plain sentences, tab-separated
records or JSON. Views are in files by family, because defining one that is not used costs start-up.
"""

from returnctl.core.structs import Struct


class View(Struct, frozen=True):
    """The base of all views."""


class Place(Struct, frozen=True):
    """Where the user is, for headers: the zone's name, and the country if it is known."""

    zone: str
    country: str | None
