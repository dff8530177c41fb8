"""Records and files that the papers of these tests are made of."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from PIL import Image

from tests.cli.running import Cli

ORDER = "8190123456789012"
CODE = "RMA20261110-4482"
RETURN_TRACKING = "PQ4F7X0712345600128015V"
ADDRESS = "Warehouse 4, Calle Mayor 1\n28001 Madrid"
# What strangers may write, and none of it may do: scripts, pictures from afar, links, styles,
# markup of the PDF's layout, signs that reorder or hide.
HOSTILE = (
    "<script>document.title='pwned'</script>",
    '"><img src=x onerror="document.title=\'pwned\'">',
    "<svg onload=\"document.title='pwned'\"></svg><iframe src=//trap.example/></iframe>",
    "</style><style>@import url(http://trap.example/s.css);</style>",
    "<a href=\"javascript:document.title='pwned'\">click</a>",
    '#panic("pwned") $x$ *b* @ref <label> #image("x.png") \\',
    "\u202eDROW\u202c \u200bhidden",
)


def png(color: str = "#cfd8dc", size: tuple[int, int] = (1600, 1200)) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, color).save(out, "PNG")
    return out.getvalue()


def make_hub(cli: Cli, folder: Path, seller: str = HOSTILE[0]) -> str:
    """Log the hub's whole way back, and return its ref."""
    ref = cli.add(
        ORDER, "USB-C hub 7-in-1", "23,99", "--ordered", "12oct", "--paid", "12oct",
        "--shipped", "15oct", "--delivered", "8nov", "--did", "problem=9nov",
        "--reason", "defective", "--paid-with", "visa", "--seller", seller,
        "--seller-country", "CN", "--tracking", "LP00712345678901", "--carrier", "cainiao",
    )  # fmt: skip
    cli.ok("mark", ref, "requested", "--on", "10nov", "--code", CODE, "--note", "No power at all.")
    cli.ok("mark", ref, "approved", "--on", "12nov")
    cli.ok("edit", ref, "--resolution", "refund", "--return-to", ADDRESS)
    cli.ok("mark", ref, "sent", "--on", "13nov", "--tracking", RETURN_TRACKING,
           "--carrier", "correos", "--postage", "4.95")  # fmt: skip
    cli.ok("mark", ref, "dispute-opened", "--on", "18nov", "--channel", "platform",
           "--amount", "23.99", "--code", "6007123412341234")  # fmt: skip
    cli.ok("message", "add", ref, "Hello,\nno power.", "--from", "me", "--on", "9nov")
    cli.ok("message", "add", ref, "\n".join(HOSTILE), "--from", "seller", "--on", "10nov")
    add = add_file(cli, folder)
    add(ref, "hub.png", png(), "--kind", "photo", "--taken", "9nov", "--note", HOSTILE[1])
    add(ref, "listing.html", b"<script>document.title='pwned'</script>", "--kind", "listing")
    add(ref, "chat.txt", b"a private chat", "--kind", "message")
    return ref


def add_file(cli: Cli, folder: Path) -> Callable[..., None]:
    def add(ref: str, name: str, content: bytes, *options: str) -> None:
        folder.mkdir(exist_ok=True)
        path = folder / name
        path.write_bytes(content)
        cli.ok("evidence", "add", ref, str(path), *options)

    return add


class Bundle:
    """A case file that was written, opened."""

    def __init__(self, path: Path) -> None:
        with ZipFile(path) as found:
            assert found.testzip() is None
            self.infos = found.infolist()
            self.files = {info.filename: found.read(info) for info in self.infos}
        self.manifest = json.loads(self.files["manifest.json"])
        self.page = self.files["index.html"].decode()


def packed(cli: Cli, ref: str, out: Path, *options: str) -> Bundle:
    """Make the case file and open it."""
    cli.ok("casefile", ref, "--out", str(out), *options)
    return Bundle(out)
