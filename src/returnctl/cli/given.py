"""What was given with a call: the global options, kept in the call's context."""

from typing import TYPE_CHECKING, Any, Final

from returnctl.core.structs import Struct

if TYPE_CHECKING:
    from typing import Protocol

    class Call(Protocol):
        """What a command must know of the call that it answers; Typer's context is one."""

        @property
        def meta(self) -> dict[str, Any]:
            """What the parts of a call tell each other."""

        @property
        def command_path(self) -> str:
            """The command as typed: `returnctl parcel add`."""


# The environment of a shell that asks which words could follow has this set.
COMPLETING: Final = "_RETURNCTL_COMPLETE"
_KEY: Final = "returnctl.given"
PATH: Final = "returnctl.command_path"


class Given(Struct):
    """The global options as typed."""

    db: str | None = None
    as_of: str | None = None
    json: bool = False
    plain: bool = False
    color: bool | None = None
    quiet: bool = False
    csv: bool = False
    xlsx: str | None = None

    @property
    def forms(self) -> list[str]:
        """The forms of the answer that were asked for."""
        asked = {"--json": self.json, "--plain": self.plain, "--csv": self.csv, "--xlsx": self.xlsx}
        return [name for name, value in asked.items() if value]


def given(call: "Call") -> Given:
    """Return what was given so far, anywhere on the command line."""
    found = call.meta.setdefault(_KEY, Given())
    return found if isinstance(found, Given) else Given()


def command_path(call: "Call") -> str:
    """Return the innermost command that was read, from any context: `returnctl parcel add`."""
    return str(call.meta.get(PATH, call.command_path))
