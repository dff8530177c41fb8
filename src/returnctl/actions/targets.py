"""From what people type as REF to the case, and the return of it, that they mean."""

from typing import Final

from returnctl.actions.desk import Desk
from returnctl.core.case import Case
from returnctl.core.errors import Ambiguous, NotFound
from returnctl.core.statuses import open_returns
from returnctl.core.structs import Struct
from returnctl.store.reader import Reader

_LISTS: Final = "returnctl status lists the open ones; returnctl search WORD finds closed ones too."


class Target(Struct, frozen=True):
    """A case, its ref, and the return that was named, if one was."""

    case: Case
    ref: str
    return_id: str | None = None

    @property
    def title(self) -> str:
        """What to call it: its items, else its order number, else its shop."""
        titles = ", ".join(item.title for item in self.case.items if item.title)
        return titles or self.case.order.number or self.case.order.shop

    def at(self, case: Case) -> "Target":
        """Return the same target of the case as it is now."""
        return Target(case, self.ref, self.return_id)

    @property
    def id(self) -> str:
        """The return's id, or the order's."""
        return self.return_id or self.case.id

    @property
    def proven(self) -> str:
        """What proof is asked for: the named return, else the only open one, else the order."""
        returns = open_returns(self.case)
        return self.return_id or (returns[0] if len(returns) == 1 else self.case.id)


def find_target(reader: Reader, text: str, desk: Desk) -> Target:
    """Return what REF names.

    Raises:
        NotFound: nothing goes by that name.
        Ambiguous: several things do; the hint lists them.
    """
    matches = reader.find(text, titles=desk.by_title)
    if not any(match.kind == "ref" for match in matches) and (found := joined(reader, text)):
        desk.remark(f"{text} was joined to {found.ref}.")
        return found
    if not matches:
        msg = f'nothing recorded goes by "{text}".'
        raise NotFound(msg, hint=_by_title(reader, text, desk) or _LISTS)
    cases = dict.fromkeys(match.case_id for match in matches)
    returns = dict.fromkeys(match.return_id for match in matches)
    if len(cases) > 1:
        listed = "; ".join(dict.fromkeys(f"{match.ref} {match.title}" for match in matches))
        msg = f'"{text}" can mean {len(cases)} cases.'
        raise Ambiguous(msg, hint=f"Name one: {listed}")
    case_id = next(iter(cases))
    case = reader.case(case_id)
    if case is None:
        msg = f'nothing recorded goes by "{text}".'
        raise NotFound(msg)
    return_id = next(iter(returns)) if len(returns) == 1 else None
    return Target(case, reader.ref(case_id), return_id)


def joined(reader: Reader, text: str) -> Target | None:
    """Return the case that holds what a case of that ref held, before `edit --same-as` joined it.

    That may have been joined to yet another; of two that were joined to each other none is there.
    """
    case_id, seen = reader.find_gone(text), set[str]()
    while case_id and case_id not in seen and (then := reader.same_as(case_id)):
        seen.add(case_id)
        case_id = then
    case = reader.case(case_id) if case_id and seen else None
    return Target(case, reader.ref(case.id)) if case else None


def _by_title(reader: Reader, text: str, desk: Desk) -> str:
    """Return the refs that a word of a title would have meant to a person, and a script must name.

    Nothing where titles were looked at already, or none has it.
    """
    matches = () if desk.by_title else reader.find(text, titles=True)
    listed = "; ".join(dict.fromkeys(f"{match.ref} {match.title}" for match in matches))
    return f"Words of a title count on a terminal only. Its ref: {listed}" if listed else ""


def open_return_of(target: Target) -> str | None:
    """Return the id of the return that is meant: the named one, else the only open one.

    Raises:
        Ambiguous: several are open and none was named.
    """
    if target.return_id is not None:
        return target.return_id
    found = open_returns(target.case)
    if len(found) > 1:
        numbers = [each.number for each in target.case.returns if each.id in found]
        listed = ", ".join(f"{target.ref}.{number}" for number in numbers)
        msg = f"{target.ref} has {len(found)} open returns."
        raise Ambiguous(msg, hint=f"Name one: {listed}")
    return found[0] if found else None
