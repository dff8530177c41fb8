"""`policy`: the packs in force, what is in them, and what is wrong with a user's own."""

from datetime import date
from pathlib import Path

from returnctl.core.errors import NotFound, Refused
from returnctl.core.rules import Pack
from returnctl.core.views.rulebook import CheckView, FaultLine, PackLine, PackView, PoliciesView
from returnctl.packs.faults import Fault
from returnctl.packs.schema import check
from returnctl.packs.shelf import rulebook, shipped_packs, user_packs


def list_packs(folder: Path) -> PoliciesView:
    """Return every pack in force, and the faults of the user's that are not."""
    book, faults = rulebook(folder)
    own, _ = user_packs(folder)
    lines = [_line(each.pack, own=each.name in own) for each in book.packs.values()]
    return PoliciesView(packs=tuple(lines), faults=_fault_lines(faults))


def _line(pack: Pack, *, own: bool) -> PackLine:
    origin = "yours" if own else "shipped"
    if own and pack.name in shipped_packs():
        origin = "yours, instead of the shipped one"
    return PackLine(
        name=pack.name, kind=pack.kind, title=pack.title, origin=origin, rules=len(pack.rules),
        as_of=_as_of(pack),
    )  # fmt: skip


def _as_of(pack: Pack) -> date | None:
    """Return when its oldest rule was read."""
    days = [form.as_of for rule in pack.rules for form in rule.forms if form.as_of]
    return min(days, default=None)


def show_pack(folder: Path, name: str) -> PackView:
    """Return one pack.

    Raises:
        NotFound: there is no such pack.
    """
    book, _ = rulebook(folder)
    found = book.packs.get(name.strip().lower())
    if found is None:
        msg = f'there is no pack "{name}".'
        raise NotFound(msg, hint="One of: " + ", ".join(sorted(book.packs)))
    return PackView(found.pack)


def check_file(file: Path) -> CheckView:
    """Check a pack in a file.

    Raises:
        Refused: the file cannot be read.
    """
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is no UTF-8 text"
        msg = f"{file} cannot be read: {why}."
        raise Refused(msg, hint="Name a TOML file.") from None
    pack, faults = check(text, file.name)
    return CheckView(
        file=str(file),
        pack=pack.name if pack else None,
        rules=len(pack.rules) if pack else 0,
        faults=_fault_lines(faults),
    )


def _fault_lines(faults: tuple[Fault, ...]) -> tuple[FaultLine, ...]:
    return tuple(FaultLine(f.file, f.rule, f.field, f.sentence) for f in faults)
