"""What returnctl says when it has nothing to show or refuses: the tables of docs/messages.md.

Each scene is a state of the records and the lines typed in it, on a terminal unless they end with
`| cat`. To add a message, add the line that brings it about; `python -m scripts.make_pages` does
the rest.
"""

import json
import shlex
import sqlite3
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from scripts.console import Console, Ran, console

_DAY: Final = "2026-11-21"
# What stands behind it is typed at the questions.
_TYPES: Final = "  # types "


def table(name: str) -> str:
    """Return a scene as a Markdown table."""
    scene = SCENES[name]
    with console(_DAY) as screen:
        scene.prepare(screen)
        told = [(line, _told(line, _run(line, screen))) for line in scene.lines]
    grouped = groupby(told, key=lambda each: each[1])
    rows = [_row([line for line, _ in lines], *what) for what, lines in grouped]
    head = ["| typed | exit | what it says | what to type next |", "|---|---|---|---|"]
    return "\n".join([*head, *rows]) + "\n"


def said(name: str) -> Iterator[tuple[str, Ran]]:
    """Yield what each line of a scene leads to."""
    scene = SCENES[name]
    with console(_DAY) as screen:
        scene.prepare(screen)
        for line in scene.lines:
            yield line, _run(line, screen)


def _run(line: str, screen: Console) -> Ran:
    line, piped, _ = line.partition(" | cat")
    line, _, typed = line.partition(_TYPES)
    screen.answers = shlex.split(typed)
    return screen.run(shlex.split(line)[1:], terminal=not piped)


def _told(line: str, ran: Ran) -> tuple[int, str, str]:
    """Return the exit code, the sentence and the hint; a dialogue is told as it was seen."""
    return (ran.code, ran.shown.rstrip(), "") if _TYPES in line else (ran.code, *parts(ran))


def _row(lines: Sequence[str], code: int, message: str, hint: str) -> str:
    typed = "<br>".join(f"`{_cell(line)}`" for line in lines)
    return f"| {typed} | {code} | {_cell(message)} | {_cell(hint)} |"


def parts(ran: Ran) -> tuple[str, str]:
    """Return what was said as the sentence and what to type next."""
    if not ran.err:
        return ran.out.rstrip() or "nothing", ""
    lines = ran.err.rstrip().splitlines()
    first = next((n for n, line in enumerate(lines) if line.startswith("returnctl: ")), 0)
    message = "\n".join(lines[: first + 1]).removeprefix("returnctl: ")
    hint = "\n".join(line.strip() for line in lines[first + 1 :])
    return (f"{ran.out.rstrip()}\n{message}".strip(), hint)


def _cell(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")
    return "<br>".join(" ".join(line.split()) for line in escaped.splitlines())


def _nothing(_: Console) -> None:
    """Nobody was here before."""


def _no_country(screen: Console) -> None:
    del screen.environ["RETURNCTL_COUNTRY"]


def _season(screen: Console) -> None:
    for line in (
        'add 8190123456789012 "USB-C hub" 23.99 --delivered 8nov --reason defective',
        'add 8190123456780042 "LED strip 5 m" 12.40 --requested 12nov --code RMA20261117-4482',
        "mark m7p approved --on 17nov",
        "add 405-1234567-7654321 --item '50 x Cable @ 1.20' --delivered 4nov",
    ):
        screen.run(shlex.split(line))


def _closed(screen: Console) -> None:
    screen.run(shlex.split('add 8190123456789012 "USB-C hub" 23.99 --delivered 8nov'))
    screen.run(["mark", "k3f", "kept"])


def _files(screen: Console) -> None:
    home = screen.home
    (home / "notes.txt").write_text("milk, eggs\n" * 100, encoding="utf-8")
    for name, pragma in (("other.db", "application_id = 77"), ("newer.db", "user_version = 9999")):
        if name == "newer.db":
            screen.run(["--db", str(home / name), "add", "--shop", "x", "--item", "Lamp"])
        with sqlite3.connect(home / name) as conn:
            conn.execute(f"PRAGMA {pragma}")
            if name == "other.db":
                conn.execute("CREATE TABLE songs (title)")
        conn.close()
    (home / "pack.toml").write_text('name = "lamps"\nkind = "shop"\n', encoding="utf-8")


def _papers(screen: Console) -> None:
    _season(screen)
    (screen.home / "slip.html").write_text("a page", encoding="utf-8")


_ID: Final = "01a1ffe1-0000-7000-8000-00000000000"
_LOG: Final = json.dumps(
    {
        "schema": "returnctl-log/1",
        "commands": [
            {"id": f"{_ID}1", "name": "add", "device": "d", "recorded_at": "2026-11-01T10:00:00Z"}
        ],
        "log": [
            {
                "id": f"{_ID}3", "case_id": f"{_ID}2", "command_id": f"{_ID}1", "kind": "noted",
                "target": f"{_ID}2", "source": "user", "device": "d",
                "recorded_at": "2026-11-01T10:00:00Z", "version": 1,
                "data": {"level": "order", "shop": "ebay", "number": "12-34567-89012"},
            }
        ],
    }
)  # fmt: skip


def _logs(screen: Console) -> None:
    """Exports of returnctl's own, whole and changed."""
    _papers(screen)
    (screen.home / "mine.json").write_text(_LOG, encoding="utf-8")
    changed = {
        "later.json": _LOG.replace("log/1", "log/2"),
        "torn-log.json": _LOG[:-20],
        "forged.json": _LOG.replace('"command_id"', '"command"'),
    }
    for name, text in changed.items():
        (screen.home / name).write_text(text, encoding="utf-8")


def _exports(screen: Console) -> None:
    """Tables and what looks like them, in the home folder."""
    head, cup = "Order ID,Title,Price,Bought\n", "12-34567-89012,Cup"
    tables = {
        "cups.csv": f"{head}{cup},7.00,2026-11-02\n",
        "days.csv": f"{head.replace('Bought', 'Date')}{cup},7.00,04/05/2026\n",
        "cents.csv": f'{head}{cup},"1,495",2026-11-02\n',
        "rounded.csv": f"{head}8.19012E+15,Cup,7.00,2026-11-02\n",
        "open.csv": f"{head}{cup.replace('Cup', chr(34) + 'Cup')},7.00,2026-11-02\n{cup}\n",
        "torn.json": "[{",
        "notes.txt": "milk and eggs\n",
    }
    for name, text in tables.items():
        (screen.home / name).write_text(text, encoding="utf-8")
    with zipfile.ZipFile(screen.home / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("orders.csv", head + "0" * (32 << 20))
    for name in ("torn.zip", "torn.xlsx"):
        (screen.home / name).write_bytes(b"PK\x03\x04 torn")


def _config(screen: Console, text: str) -> None:
    path = screen.home / "mine.toml"
    path.write_text(text, encoding="utf-8")
    screen.environ["RETURNCTL_CONFIG"] = str(path)


def _broken_config(screen: Console) -> None:
    _config(screen, "country = \n")


def _odd_config(screen: Console) -> None:
    _config(screen, 'contry = "ES"\n')


@dataclass(frozen=True, slots=True)
class Scene:
    """A state of the records and what is typed in it."""

    prepare: Callable[[Console], None]
    lines: tuple[str, ...]


def _scene(prepare: Callable[[Console], None], lines: str) -> Scene:
    return Scene(prepare, tuple(f"returnctl {each.strip()}".strip() for each in
                                lines.strip().splitlines()))  # fmt: skip


SCENES: Final = {
    "nothing recorded": Scene(
        _nothing,
        (
            "returnctl",
            "returnctl status",
            "returnctl deadlines",
            "returnctl status | cat",
            "returnctl deadlines | cat",
            "returnctl show k3f",
            "returnctl mark k3f sent",
            "returnctl edit k3f --note x",
            "returnctl why k3f",
            "returnctl search hub",
            "returnctl rm k3f --yes",
            "returnctl undo --yes",
            "returnctl redo",
            "returnctl history",
            "returnctl doctor",
            "returnctl backup",
            "returnctl restore",
            "returnctl restore 2019",
            "returnctl backup /media/usb/returns",
            "returnctl add | cat",
        ),
    ),
    "first run": Scene(
        _no_country,
        (
            "returnctl",
            "returnctl add --shop bergzeit --item Lamp  # types '' '' ''",
            "returnctl status",
        ),
    ),
    "nothing due": Scene(
        _closed,
        (
            "returnctl",
            "returnctl status",
            "returnctl status | cat",
            "returnctl deadlines",
            "returnctl deadlines | cat",
            "returnctl status --purchases",
            "returnctl search lamp",
            "returnctl show hub",
            "returnctl mark k3f problem --reason defective",
            "returnctl redo",
        ),
    ),
    "add": _scene(
        _season,
        """
        add
        add 12345
        add --shop aliexpres --item Lamp
        add --shop "???" --item Lamp
        add 8190123456789012 Hub 23.99 extra
        add X1 Adapter 19.90 --shop pepe
        add 8190123456789012 --price 25
        add 8190123456789012 --delivered 9nov
        add 8190123456789012 --reason wrong-item
        add 8190123456789012 --item "0 x Cable"
        add --shop x --item Lamp --price -5
        add --shop x --item Lamp --price 1.234
        add --shop x --item Lamp --price "12 XYZ"
        add --shop x --item Lamp --price 5 --currency euro
        add --shop x --item Lamp --price cheap
        add --shop x --item Lamp --delivered 10
        add --shop x --item Lamp --delivered 2026
        add --shop x --item Lamp --delivered 10/11/2026
        add --shop x --item Lamp --delivered 31feb
        add --shop x --item Lamp --delivered soon
        add --shop x --item Lamp --delivered 1dec2026
        add --shop x --item Lamp --delivered 1nov --ordered 5nov
        add --shop x --item Lamp --reason broken
        add --shop x --item Lamp --resolution money
        add --shop x --item Lamp --paid-with cash
        add --shop x --item Lamp --category food
        add --shop x --item Lamp --seller-country China
        add --shop x --item Lamp --url example.org
        add --shop x --item Lamp --did approved
        add --shop x --item Lamp --did aproved=17nov
        add --shop x --item Lamp --deadline dispute
        add --shop x --item Lamp --deadline disput=1dec
        add --shop x --item Lamp --deadline dispute=ok
        add --shop x --item Lamp --window soon
        add --shop x --item Lamp --window 0d
        add --shop x --item Lamp --note ""
        add 405-1234567-7654321 --return Cable=60 --requested 20nov
        add 405-1234567-7654321 --return Rope=1 --requested 20nov
        """,
    ),
    "mark": _scene(
        _season,
        """
        mark hub
        mark xyz sent
        mark 81901234567 sent
        mark sent
        mark hub refunded
        mark hub received
        mark hub snet
        mark hub delivered --on 1dec2026
        mark hub shipped --on 10nov
        mark hub sent --on tomorrow
        mark hub sent
        mark hub kept --amount 5
        mark hub extended --until 1dec
        mark hub extended --until 1dec --rule xyz
        mark hub dispute-opened --channel facebook
        mark led decided --outcome won
        mark led money-in --amount 5 --item Cable=1
        mark led cancelled
        """,
    ),
    "edit": _scene(
        _season,
        """
        edit hub
        edit hub --clear colour
        edit hub --order 8190123456780042
        edit hub --code RMA1
        edit cable --reason defective
        edit hub --zone Madrid
        edit hub --buyer robot
        edit hub --transit-days few
        edit hub --same-as hub
        edit hub --deadline dispute=+2days
        """,
    ),
    "parcel": _scene(
        _season,
        """
        parcel
        parcel list hub
        parcel add hub https://www.ups.com/track
        parcel add hub ""
        parcel add hub RB123456786ES
        parcel add hub 8190123456789012
        parcel add hub 320610804900 --carrier purolater
        parcel rm hub 12345
        parcel identify
        parcel identify hello
        edit cable --carrier ups
        """,
    ),
    "looking": _scene(
        _season,
        """
        show xyz
        show 81901
        why hub appeal
        deadlines --within soon
        status --within 3
        statsu
        show
        --as-of someday status
        --json show xyz
        track hub
        track xyz
        """,
    ),
    "reminding": _scene(
        _season,
        """
        remind 5
        remind --upcoming soon
        remind --test phone
        remind --test stdout --as-of 2026-12-24
        remind --to phone
        snooze xyz
        snooze hub nothing
        snooze hub --until today
        snooze hub --off --until 1dec
        """,
    ),
    "scheduling": _scene(
        _season,
        """
        calendar
        calendar /nowhere/returns.ics
        calendar a.ics --watch-path b.ics
        calendar --watch-path -
        config set calendar_file returns.ics
        cron install --to reminders.txt | cat
        cron show --at 25:00
        cron show --to /nowhere/reminders.txt
        cron remove
        status --oneline
        status --oneline --all
        """,
    ),
    "back": _scene(
        _season,
        """
        undo | cat
        undo 123
        redo
        undo  # types n
        rm hub | cat
        rm hub colour --yes
        rm hub delivered --purge --yes
        rm hub  # types n
        rm hub --purge  # types n
        """,
    ),
    "papers": _scene(
        _papers,
        """
        slip k3f
        slip m7p --html slip.html
        slip m7p --pdf nowhere/slip.pdf
        casefile k3f --out slip.html
        casefile k3f --out nowhere/case.zip
        """,
    ),
    "import": _scene(
        _exports,
        """
        import nowhere.csv
        import cups.csv | cat
        import cups.csv --map Prce=price --yes
        import cups.csv --map Price=prise --yes
        import cups.csv --format amazzon --yes
        import cups.csv --format paypal --yes
        import cups.csv --decimal ; --yes
        import cups.csv --date-format soon --yes
        import cups.csv --yes --rejects cups.csv
        import cups.csv  # types n
        import days.csv --yes
        import cents.csv --yes
        import rounded.csv --yes
        import open.csv --yes
        import bomb.zip --yes
        import torn.zip --yes
        import torn.xlsx --yes
        import torn.json --yes
        import notes.txt --yes
        """,
    ),
    "export": _scene(
        _logs,
        """
        export k3f
        export slip.html
        export all.json --format jason
        export slip.html --format json
        export nowhere/all.json
        export --archive all.zip k3f
        status --csv --plain
        status --xlsx slip.html
        show k3f --csv
        import later.json --yes
        import torn-log.json --yes
        import forged.json --yes
        import mine.json slip.html --yes
        import mine.json | cat
        """,
    ),
    "settings": _scene(
        _nothing,
        """
        config
        config set contry ES
        config set country Spain
        config set timezone Madrid
        config set currency euro
        config set buyer me
        config set date_order ymd
        config set transit_days few
        config set country DE
        config get colour
        config set providers.dlh.enabled true
        config set providers.dhl.colour red
        config set providers.dhl.key abc
        config set providers.dhl.url http://example.com
        config set providers.dhl.url https://me:secret@example.com
        config set providers.dhl.pause long
        policy
        policy show lidl
        policy check nothing.toml
        policy adopt
        completion tcsh
        demo --keep .
        """,
    ),
    "files": _scene(
        _files,
        """
        --db notes.txt status | cat
        --db other.db status | cat
        --db newer.db status | cat
        --db newer.db add --shop x --item Lamp
        --db notes.txt/returns.db add --shop x --item Lamp
        --db nowhere/returns.db deadlines | cat
        policy check pack.toml
        policy check notes.txt
        """,
    ),
    "config file": Scene(_broken_config, ("returnctl status",)),
    "odd config file": Scene(_odd_config, ("returnctl status",)),
}
