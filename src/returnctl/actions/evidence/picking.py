"""Which piece of evidence people mean: by its number, its name, or the start of its hash."""

import re
from typing import Final

from returnctl.actions.targets import Target
from returnctl.core.case import Evidence
from returnctl.core.errors import Ambiguous, NotFound

_HASH: Final = re.compile(r"[0-9a-f]{6,64}")


def pick(target: Target, what: str) -> int:
    """Return the number of the piece that is meant.

    Raises:
        NotFound: the case has no such piece.
        Ambiguous: several go by that name.
    """
    files = dict(enumerate(target.case.evidence, 1))
    if re.fullmatch(r"[0-9]{1,5}", what) and int(what) in files:
        return int(what)
    found = [number for number, each in files.items() if _is_meant(each, what)]
    if len(found) == 1:
        return found[0]
    listed = f"returnctl evidence list {target.ref}"
    if found:
        numbers = ", ".join(map(str, found))
        raise Ambiguous(f'"{what}" can mean {len(found)} files.', hint=f"{listed}: {numbers}")
    raise NotFound(f'{target.ref} has no evidence "{what}".', hint=f"{listed} numbers what it has.")


def _is_meant(found: Evidence, what: str) -> bool:
    name = what.strip().casefold()
    return found.name.casefold() == name or (
        bool(_HASH.fullmatch(name)) and found.sha256.startswith(name)
    )
