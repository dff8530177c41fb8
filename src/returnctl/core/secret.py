"""A secret that does not tell itself: no repr, format, log line or pickle of it holds the text."""

from typing import NoReturn


class Secret:
    """A key or password. Only `reveal` gives the text, to what sends it."""

    __slots__ = ("__text",)

    def __init__(self, text: str) -> None:
        """Keep the text."""
        self.__text = text

    def reveal(self) -> str:
        """Return the text itself."""
        return self.__text

    def __repr__(self) -> str:
        """Tell that there is one; `str` and `format` say the same."""
        return "Secret(***)"

    def __reduce__(self) -> NoReturn:
        """Refuse to be pickled or copied."""
        msg = "a secret is not written anywhere"
        raise TypeError(msg)
