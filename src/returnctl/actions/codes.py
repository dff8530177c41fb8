"""What a write says of the return codes it recorded: how they look, and where else they stand."""

from collections.abc import Iterable, Iterator
from typing import Final

from returnctl.core.case import Case
from returnctl.core.codecare import bare, code_warnings
from returnctl.core.entries import Entry
from returnctl.store.reader import Reader

_OTHERS: Final = {
    "code": "is recorded for another return already",
    "number": "is an order number",
    "tracking": "is a tracking number",
}


def code_remarks(
    reader: Reader, case: Case | None, ref: str, entries: Iterable[Entry]
) -> tuple[str, ...]:
    """Return what to look at again; nothing where no code was typed."""
    if case is None:
        return ()
    remarks = (
        remark
        for target, code in _typed(case, entries)
        for remark in _of(reader, case, target, code)
    )
    return tuple(
        f"{remark} Correct it: returnctl edit {ref} --code CODE"
        for remark in dict.fromkeys(remarks)
    )


def _typed(case: Case, entries: Iterable[Entry]) -> Iterator[tuple[str, str]]:
    """Give the returns that got a code, each with it; a dispute's number is no return code."""
    for entry in entries:
        code = entry.data.get("code")
        if entry.kind in ("noted", "fact") and isinstance(code, str):
            found = case.find_return(entry.target)
            if found is not None and found.code == code:
                yield found.id, code


def _of(reader: Reader, case: Case, target: str, code: str) -> Iterator[str]:
    numbers = [parcel.number for parcel in case.parcels]
    yield from code_warnings(code, order_number=case.order.number, tracking=numbers)
    own = bare(code)
    for match in reader.find(code):
        is_here = match.case_id == case.id
        itself = is_here and (match.return_id == target or match.kind != "code")
        if not itself and match.kind in _OTHERS and bare(match.text) == own:
            yield f"{code} {_OTHERS[match.kind]}: {match.ref} {match.title}."
