"""Everything people may type to name a case: its ref and id, and the numbers others gave it."""

from collections.abc import Iterator

from returnctl.core.case import Case
from returnctl.core.listing import ref_of
from returnctl.store.codekey import key_of
from returnctl.store.tables import Code


def codes_of(case: Case, ref: str) -> list[Code]:
    """Return every code of a case, each once."""
    seen: dict[tuple[str, str | None, str], Code] = {}
    for kind, text, return_id in _found(case, ref):
        key = key_of(text)
        code = Code(return_id=return_id, ref=ref_of(case, return_id or case.id, ref), kind=kind,
                    text=text, key=key, backwards=key[::-1])  # fmt: skip
        if key:
            seen.setdefault((kind, return_id, key), code)
    return list(seen.values())


def _found(case: Case, ref: str) -> Iterator[tuple[str, str, str | None]]:
    yield "ref", ref, None
    yield "id", case.id, None
    if case.order.number:
        yield "number", case.order.number, None
    if case.order.payment:
        yield "payment", case.order.payment, None
    for each in case.returns:
        yield "ref", f"{ref}.{each.number}", each.id
        yield "id", each.id, each.id
        if each.code:
            yield "code", each.code, each.id
    for event in case.events:
        if event.code:
            found = case.find_return(event.target)
            yield "code", event.code, found.id if found else None
    for parcel in case.parcels:
        carried = [each for each in parcel.returns if case.find_return(each)]
        yield "tracking", parcel.number, carried[0] if len(carried) == 1 else None
