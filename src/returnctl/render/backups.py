"""`backup` and `restore`: what was copied, what there is, and what putting it back changes.

Fields of a plain record: of a backup its name, when, why, bytes, path; of a restore what happens
(`undone`, `redone`, `gone`, `come`, `changed`), ref or command id, title or command.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from returnctl.core.entries import Command
from returnctl.core.sizes import size_text
from returnctl.core.views.backups import (
    BackupLine,
    BackupsView,
    BackupView,
    CaseLine,
    Difference,
    RestoreView,
)
from returnctl.render.blocks import Block, Column, Row, Span, Table, labelled, line, whole
from returnctl.render.page import Forms, Page
from returnctl.render.records import jsonable, texts
from returnctl.render.wording import clock_time, count

_COLUMNS: Final = (
    Column("name", "BACKUP"),
    Column("at", "MADE", extra=True),
    Column("why", "WHY", least=10),
    Column("size", "SIZE", right=True),
)
_WHY: Final = {
    "asked": "you asked",
    "import": "before an import",
    "restore": "before a restore",
    "fix": "before doctor --fix",
    "": "",
}
# Of what goes and comes so much is named; the rest is counted.
_NAMED: Final = 6


def why_words(label: str) -> str:
    """Tell why a backup was made."""
    if label.startswith("schema-"):
        return f"before an upgrade from schema {label.removeprefix('schema-')}"
    return _WHY.get(label, label)


def _made(view: BackupView, _: Page) -> Iterator[Block]:
    verb = "Backed up" if view.written else "Would back up"
    entries = "1 entry" if view.entries == 1 else f"{view.entries} entries"
    held = f"{count(view.cases, 'case')}, {entries}"
    yield line(f"{verb}: {held}, {count(view.files, 'file')} of evidence ({view.added} new).")
    yield line(whole(view.backup.path), indent=2)
    if view.lost:
        hint = ": returnctl evidence verify"
        yield line(Span(f"{count(view.lost, 'file')} of evidence missing or altered", "late"), hint)
    if view.thinned:
        yield line(Span(f"{count(len(view.thinned), 'older backup')} thinned out.", "dim"))


def _list(view: BackupsView, page: Page) -> Iterator[Block]:
    if not view.backups:
        yield line("There is no backup in ", whole(view.folder), ".")
        yield line("Make one: returnctl backup")
        return
    yield line("Backups in ", whole(view.folder))
    yield Table(_COLUMNS, tuple(_row(each, page) for each in view.backups), indent=2)
    if not page.quiet:
        yield line(Span("What would change: returnctl restore BACKUP", "dim"))


def _row(found: BackupLine, page: Page) -> Row:
    return Row({
        "name": line(whole(found.name, "strong")),
        "at": line(whole(clock_time(found.at, page.moment, full=True) if found.at else "")),
        "why": line(why_words(found.why)),
        "size": line(whole(size_text(found.size))),
    })  # fmt: skip


def _restored(view: RestoreView, page: Page) -> Iterator[Block]:
    verb = "Restored" if view.written else "Would restore"
    made = f", {clock_time(view.backup.at, page.moment, full=True)}" if view.backup.at else ""
    why = f", {why_words(view.backup.why)}" if view.backup.why else ""
    yield line(f"{verb} ", whole(view.backup.name, "strong"), f"{made}{why}")
    yield from _difference(view.difference, page)
    if view.files or view.lost:
        lost = f", {view.lost} more in neither place" if view.lost else ""
        yield labelled("Evidence", f"{count(view.files, 'file')}{lost}")
    if view.damaged:
        yield labelled("Kept", "the damaged database: ", whole(view.damaged))
    if view.before:
        yield labelled("Back again", f"returnctl restore {view.before.name}")


def _difference(found: Difference, page: Page) -> Iterator[Block]:
    if not found.now_readable:
        yield labelled("Now", "nothing that can be read")
    if found.is_nothing:
        yield labelled("Changes", "nothing: it holds what is recorded now")
    for label, commands in (("Goes", found.undone), ("Comes", found.redone)):
        if commands:
            yield labelled(label, f"{count(len(commands), 'command')}: {_commands(commands, page)}")
    for label, cases in (
        ("Cases gone", found.gone), ("Cases back", found.come), ("Changed back", found.changed)
    ):  # fmt: skip
        if cases:
            yield labelled(label, _cases(cases))
    if found.erased:
        erased = f"{count(found.erased, 'case')} that was erased for good"
        yield labelled("Comes back", Span(erased, "late"))


def _commands(found: Sequence[Command], page: Page) -> str:
    from datetime import datetime

    told = [
        f"{each.name} {clock_time(datetime.fromisoformat(each.recorded_at), page.moment)}"
        for each in found[:_NAMED]
    ]
    return _listed(told, len(found))


def _cases(found: Sequence[CaseLine]) -> str:
    told = [
        f"{each.ref} {each.title}" + ("" if each.live else " (removed)") for each in found[:_NAMED]
    ]
    return _listed(told, len(found))


def _listed(told: Sequence[str], number: int) -> str:
    more = f", and {number - len(told)} more" if number > len(told) else ""
    return ", ".join(told) + more


def _backup_data(found: BackupLine, page: Page) -> dict[str, Any]:
    return {
        "name": found.name,
        "at": jsonable(found.at, page),
        "why": found.why,
        "size": found.size,
        "path": found.path,
    }


def _made_data(view: BackupView, page: Page) -> dict[str, Any]:
    counts = ("entries", "commands", "cases", "files", "added", "lost")
    return {
        "written": view.written,
        "backup": _backup_data(view.backup, page),
        **{name: getattr(view, name) for name in counts},
        "thinned": list(view.thinned),
    }


def _list_data(view: BackupsView, page: Page) -> dict[str, Any]:
    return {"folder": view.folder, "backups": [_backup_data(b, page) for b in view.backups]}


def _restored_data(view: RestoreView, page: Page) -> dict[str, Any]:
    found = view.difference
    return {
        "written": view.written,
        "backup": _backup_data(view.backup, page),
        "undone": [_command_data(each) for each in found.undone],
        "redone": [_command_data(each) for each in found.redone],
        **{
            side: [{"ref": c.ref, "title": c.title, "live": c.live} for c in getattr(found, side)]
            for side in ("gone", "come", "changed")
        },
        "erased": found.erased,
        "files": view.files,
        "lost": view.lost,
        "before": _backup_data(view.before, page) if view.before else None,
        "damaged": view.damaged,
    }


def _command_data(found: Command) -> dict[str, str]:
    return {"id": found.id, "name": found.name, "recorded_at": found.recorded_at}


def _line_record(found: BackupLine, page: Page) -> list[str]:
    return texts(found.name, jsonable(found.at, page), found.why, found.size, found.path)


def _restored_plain(view: RestoreView, _: Page) -> Iterator[Sequence[str]]:
    found = view.difference
    for what in ("undone", "redone"):
        yield from (texts(what, each.id, each.name) for each in getattr(found, what))
    for what in ("gone", "come", "changed"):
        yield from (texts(what, each.ref, each.title) for each in getattr(found, what))


FORMS: Final = {
    BackupView: Forms(
        data=_made_data, plain=lambda view, page: [_line_record(view.backup, page)], text=_made
    ),
    BackupsView: Forms(
        data=_list_data,
        plain=lambda view, page: [_line_record(each, page) for each in view.backups],
        text=_list,
    ),
    RestoreView: Forms(data=_restored_data, plain=_restored_plain, text=_restored),
}
