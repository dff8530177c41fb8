"""Which orders parcels belong to whose mails name none: by the same files, and the records."""

from collections.abc import Iterable, Sequence

from returnctl.actions.desk import Desk
from returnctl.actions.importing.fileread import FileRead
from returnctl.core.imported import Found, Skipped
from returnctl.core.importing.loose import Home, brought_home, parcels_of
from returnctl.core.structs import replace


def bring_home(
    files: Sequence[FileRead], loose: Sequence[Sequence[Found]], desk: Desk
) -> list[FileRead]:
    """Return the files with their loose rows put to their orders; the others are skipped rows."""
    if not any(loose):
        return list(files)
    rows = (row for file in files for bundle in file.orders for row in bundle.rows)
    known = parcels_of(rows)
    _ask_records({row.tracking_numbers[0] for each in loose for row in each}, known, desk)
    return [_with(file, each, known) for file, each in zip(files, loose, strict=True)]


def _ask_records(
    numbers: Iterable[str], known: dict[str, dict[tuple[str, str], Home]], desk: Desk
) -> None:
    if not desk.store.exists():
        return
    with desk.store.read() as reader:
        for number in numbers:
            for shop, order, ref, way in reader.find_parcel(number):
                home = Home(
                    shop=shop,
                    number=order,
                    ref=ref,
                    direction="return" if way == "return" else "inbound",
                )
                known.setdefault(number.upper(), {})[shop, order or ref] = home


def _with(
    file: FileRead, loose: Iterable[Found], known: dict[str, dict[tuple[str, str], Home]]
) -> FileRead:
    skipped = list(file.skipped)
    for row in loose:
        for found in brought_home(row, lambda number: known.get(number.upper(), {}).values()):
            if isinstance(found, Skipped):
                skipped.append(found)
            else:
                file.orders.add(found)
    return replace(file, skipped=tuple(skipped))
