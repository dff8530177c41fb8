"""Records in which strangers' text stands in every field that can hold some."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.cli.running import Cli
from tests.tracking.server import Heard, Reply, saying, serving
from tests.tracking.vendors import shipment_dhl

# A name of a file cannot have these.
_NOT_IN_NAMES: Final = str.maketrans({"/": "_", "\0": "_"})
_NAME_BYTES: Final = 200
EARLIER: Final = "2026-11-21"


@dataclass(frozen=True)
class Planted:
    """One case: the string in all its fields, and what must never be cut in any answer."""

    number: int
    text: str

    @property
    def order(self) -> str:
        return f"81901234{self.number:08}"

    @property
    def code(self) -> str:
        return f"RMA20261117-{self.number:04}"

    @property
    def tracking(self) -> str:
        return f"JJD0003900078{self.number:08}"

    @property
    def amount(self) -> str:
        return f"{1000 + self.number}.{self.number % 100:02} EUR"

    @property
    def codes(self) -> tuple[str, ...]:
        return (self.order, self.code, self.tracking, self.amount)


def plant(cli: Cli, folder: Path, texts: Sequence[str]) -> list[Planted]:
    """Record a case for each text, by hand, from a spreadsheet and from a carrier."""
    planted = [Planted(number, text) for number, text in enumerate(texts)]
    for each in planted:
        _by_hand(cli, folder, each)
    _imported(cli, folder, planted)
    _tracked(cli, {each.tracking: each.text for each in planted})
    return planted


def file_name(text: str) -> str:
    """Return a text as a file can be called."""
    name = text.translate(_NOT_IN_NAMES).encode("utf-8", "surrogateescape")[:_NAME_BYTES]
    return name.decode("utf-8", "ignore").strip(".")


def _by_hand(cli: Cli, folder: Path, each: Planted) -> None:
    text = each.text
    cli.ok("add", each.order, f"--item={text}", f"--price={each.amount}", "--delivered", "8nov",
           "--requested", "12nov", "--did", "approved=17nov", f"--code={each.code}", "--reason",
           "defective", f"--seller={text}", f"--note={text}", "--tracking", each.tracking,
           "--carrier", "dhl", "--shop", "aliexpress", "--seller-country", "DE")  # fmt: skip
    cli.ok("edit", each.order, f"--return-to={text}", f"--note={text} again")
    cli.ok("mark", each.order, "seller-replied", f"--note={text}")
    cli.ok("message", "add", each.order, "--from=seller", "--", text)
    file = folder / (file_name(text) + ".jpg")
    file.write_bytes(b"\xff\xd8\xff" + each.order.encode())
    cli.ok("evidence", "add", each.order, str(file), "--kind", "photo", f"--note={text}")


def _imported(cli: Cli, folder: Path, planted: Sequence[Planted]) -> None:
    """As an export of a shop has it: other columns stay with the order under their names."""
    path = folder / "orders.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["Order number", "Shop", "Title", "Total", "Ordered", "Seller", "Gift note"])
        for each in planted:
            rows.writerow([f"71901234{each.number:08}", "aliexpress", each.text, "5.00 EUR",
                           "2026-11-02", each.text, each.text])  # fmt: skip
    cli.ok("import", str(path), "--yes")


def _tracked(cli: Cli, said: Mapping[str, str]) -> None:
    def answer(heard: Heard) -> Reply:
        number = heard.query["trackingNumber"]
        text = said.get(number, "")
        place = {"address": {"addressLocality": text, "countryCode": "DE"}}
        scan = shipment_dhl(number, description=text, status=text, location=place)
        return saying({"shipments": [scan]})

    with serving(answer) as local:
        now = cli.at(None)
        now.env = {**cli.env, "RETURNCTL_DHL_KEY": "k", "RETURNCTL_PROVIDERS_DHL_URL": local.url,
                   "RETURNCTL_PROVIDERS_DHL_PAUSE": "0"}  # fmt: skip
        now("track", "--all")
        assert local.heard
