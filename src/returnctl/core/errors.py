"""Everything returnctl refuses or fails at, as exceptions that own their exit code.

Convention: `message` is one sentence that says what happened, `hint` what to type next. Only
`returnctl.cli` catches these; it prints them on stderr, or in the JSON envelope, with `code`.
"""


class ReturnctlError(Exception):
    """Something that can be told in one sentence; subclasses fix `code` and `exit_code`."""

    code: str = "failed"
    exit_code: int = 1

    def __init__(self, message: str, *, hint: str = "") -> None:
        """Keep the sentence and the hint apart, so that JSON can carry both."""
        super().__init__(message)
        self.message = message
        self.hint = hint


class Refused(ReturnctlError):
    """What was typed cannot be used."""

    code = "refused"
    exit_code = 2


class NotFound(ReturnctlError):
    """Nothing recorded goes by that name."""

    code = "not_found"
    exit_code = 4


class Ambiguous(ReturnctlError):
    """Several things go by that name; the hint lists them."""

    code = "ambiguous"
    exit_code = 4


class Contradiction(ReturnctlError):
    """What was typed contradicts what is recorded."""

    code = "contradiction"
    exit_code = 5


class Unavailable(ReturnctlError):
    """The database is missing, busy, damaged, not ours or newer than this program."""

    code = "database"
    exit_code = 7


class Unreachable(ReturnctlError):
    """A service on the network did not take or give what was asked."""

    code = "network"
    exit_code = 6
