"""Errors of ours: told in one place, by whichever door a call came in."""

from typing import TYPE_CHECKING

from returnctl.cli import streams
from returnctl.cli.given import command_path, given

if TYPE_CHECKING:
    from returnctl.cli.given import Call
    from returnctl.core.errors import ReturnctlError


def failed(call: "Call", error: "ReturnctlError", exit_code: int, *, asked: str = "") -> int:
    """Tell of an error under the name of the whole command; return the exit code.

    The name is `parcel add`, not `parcel`. OSError: it is not the answer that could not be written.
    """
    from returnctl.cli.wiring import tell_error

    _, _, command = (asked or command_path(call)).partition(" ")
    try:
        tell_error(error, command, given(call))
    except OSError as broken:
        return untold(broken, exit_code)
    return exit_code


def untold(error: OSError, code: int = 0) -> int:
    """Return the exit code where it is only the answer that could not be written."""
    if not streams.is_of_output(error):
        raise error
    return streams.give_up(error, code)
