"""The view of `doctor`: each check with its verdict."""

from typing import Literal, NamedTuple

from returnctl.core.views import View

# `note`: worth knowing, and nothing wrong. `damaged`: the file itself.
Verdict = Literal["ok", "note", "bad", "damaged"]


class Outcome(NamedTuple):
    """What a look found: in what state it is, in words, and the command that helps."""

    verdict: Verdict
    says: str
    command: str = ""


class Finding(NamedTuple):
    """An outcome with the name of its check."""

    check: str
    verdict: Verdict
    says: str
    command: str = ""


class DoctorView(View, frozen=True, kw_only=True):
    """`doctor`: each check with its verdict, and what was mended before."""

    path: str
    checks: tuple[Finding, ...]
    done: tuple[str, ...] = ()

    @property
    def healthy(self) -> bool:
        """Whether nothing is wrong."""
        return all(each.verdict in ("ok", "note") for each in self.checks)

    @property
    def damaged(self) -> bool:
        """Whether the file itself is damaged."""
        return any(each.verdict == "damaged" for each in self.checks)


def ok(says: str = "ok") -> Outcome:
    """All is well."""
    return Outcome("ok", says)


def note(says: str, command: str = "") -> Outcome:
    """Worth knowing."""
    return Outcome("note", says, command)


def bad(says: str, command: str = "") -> Outcome:
    """Something is wrong."""
    return Outcome("bad", says, command)
