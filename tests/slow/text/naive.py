"""Printing as one does without thinking of strangers: Rich's own table, text as it came.

The control of the hostile texts: the rules must find its escapes, and the codes that it cuts.
"""

from __future__ import annotations

from collections.abc import Iterable
from io import StringIO

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from tests.slow.text.infested import Planted


def show(planted: Iterable[Planted], columns: int | None) -> str:
    """Show a list of orders; without a width as Rich takes a pipe to be."""
    out = StringIO()
    table = Table("Order", "Item", "Code", "Tracking", "Amount")
    for each in planted:
        table.add_row(each.order, escape(each.text), each.code, each.tracking, each.amount)
    terminal = {"force_terminal": True, "width": columns} if columns else {"force_terminal": False}
    Console(file=out, **terminal).print(table)
    return out.getvalue()
