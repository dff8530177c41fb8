"""`summary`: of everything, of a seller before buying again, of a year."""

from __future__ import annotations

import csv
from pathlib import Path

from returnctl.core.money import Money
from returnctl.core.views import Place
from returnctl.core.views.summaries import SummaryView
from returnctl.render.bars import bar, sparkline
from returnctl.render.output import Form
from tests.cli.running import Cli
from tests.render.samples import MOMENT, shown


def season(cli: Cli) -> None:
    """Three orders of one seller: one kept, one paid back, one still owed; and one elsewhere."""
    loden = ("--seller", "Loden-Haus", "--seller-country", "DE", "--site", "ebay.de")
    cli.add("10-04477-51821", "Scarf", "20 EUR", "--delivered", "1oct", *loden)
    paid = cli.add("10-04477-51822", "Gloves", "30 EUR", "--delivered", "1oct", "--requested",
                   "3oct", *loden)  # fmt: skip
    for event, on in (("approved", "4oct"), ("sent", "5oct"), ("arrived-back", "10oct"),
                      ("refund-issued", "20oct")):  # fmt: skip
        cli.ok("mark", paid, event, "--on", on)
    cli.ok("mark", paid, "money-in", "--on", "23oct", "--amount", "30")
    cli.add("10-04477-51823", "Jacket", "59.90 EUR", "--delivered", "2nov", "--requested", "10nov",
            *loden)  # fmt: skip
    cli.add("8190123456789012", "Hub", "12.00 USD", "--delivered", "8nov", "--reason", "defective")


def test_what_is_owed_agrees_with_status(cli: Cli) -> None:
    season(cli)
    found = cli.data("summary")
    assert found["owed"] == [
        {"amount": "59.90", "currency": "EUR"}, {"amount": "12.00", "currency": "USD"},
    ]  # fmt: skip
    assert "59.90 EUR + 12.00 USD not back yet" in cli.ok("status").out


def test_before_buying_again(cli: Cli) -> None:
    season(cli)
    text = cli.ok("summary", "--seller", "loden-haus").out
    assert "Loden-Haus (ebay): 3 orders, 2 claims, 0.67 per order" in text
    assert "pays after 20 days (median)" in text
    assert "late 1 time, by up to 7 days" in text
    (seller,) = cli.data("summary", "--seller", "Loden-Haus")["sellers"]
    assert (seller["orders"], seller["claims"], seller["paid_late"]) == (3, 2, 1)


def test_a_name_that_is_not_there_is_refused_with_the_nearest(cli: Cli) -> None:
    season(cli)
    answer = cli("summary", "--seller", "Lodenhaus")
    assert answer.exit_code == 4
    assert "Did you mean loden-haus?" in answer.err


def test_a_year_and_a_month(cli: Cli) -> None:
    season(cli)
    assert cli.data("summary", "--year", "2026")["refunded"] == [
        {"amount": "30.00", "currency": "EUR"}
    ]
    assert cli.data("summary", "--month", "nov")["refunded"] == []
    assert cli.data("summary", "--year", "2025")["orders"] == 0
    assert cli("summary", "--year", "26").exit_code == 2


def test_each_stage_and_each_month(cli: Cli) -> None:
    season(cli)
    found = cli.data("summary")
    assert {each["stage"]: each["median_days"] for each in found["stages"]} == {
        "approval": 1.0, "sending": 1.0, "way-back": 5.0, "refund": 10.0, "bank": 3.0, "all": 20.0,
    }  # fmt: skip
    assert [each["month"] for each in found["refunded_by_month"] if each["amounts"]] == ["2026-10"]


def test_plain_has_a_record_for_each_line(cli: Cli) -> None:
    season(cli)
    kinds = [line.split("\t")[0] for line in cli.ok("summary", "--plain").lines]
    assert set(kinds) == {"owed", "shop", "seller", "stage", "refunds"}


def test_medians_of_days_are_numbers_in_a_table(cli: Cli, home: Path) -> None:
    """`summary --csv` and `--xlsx` ended as a bug as soon as a refund had come."""
    season(cli)
    rows = list(csv.DictReader(cli.ok("summary", "--csv").lines))
    (seller,) = (row for row in rows if row["table"] == "seller" and row["name"] == "Loden-Haus")
    cli.ok("summary", "--xlsx", str(home / "summary.xlsx"))

    assert float(seller["days_to_pay"]) == 20


def test_nothing_recorded_is_one_sentence(cli: Cli) -> None:
    cli.add("8190123456789012", "Hub", "12.00", "--delivered", "8nov")
    cli.ok("rm", "8190123456789012", "--yes")
    assert cli.ok("summary").out == "Nothing to add up yet: no order is recorded.\n"


# --- bars


def test_a_bar_is_as_long_as_its_share_and_never_invisible() -> None:
    assert bar(10, 10, 5) == "█████"
    assert bar(5, 10, 5) == "██▌"
    assert bar(1, 10_000, 5) == "▏"
    assert bar(0, 10, 5) == bar(3, 0, 5) == ""


def test_without_block_characters_there_are_signs_that_every_screen_has() -> None:
    assert bar(5, 10, 6, blocks=False) == "###"
    assert sparkline([0, 1, 8], blocks=False) == ".29"


def test_a_sparkline_has_a_character_per_value() -> None:
    assert sparkline([0, 1, 4, 8]) == " ▂▅█"
    assert sparkline([0, 0]) == ""


def test_a_terminal_draws_bars_and_a_pipe_tells(cli: Cli) -> None:
    season(cli)
    assert "█" not in cli.ok("summary").out
    view = sample()
    assert "█" in shown(view, Form.TERMINAL, width=100)
    assert "█" not in shown(view, Form.TEXT)


def sample() -> SummaryView:
    from returnctl.core.periods import Period
    from returnctl.core.summary import Owed, Summary

    owed = (Money(990, "EUR"),)
    return SummaryView(
        place=Place("Europe/Madrid", "ES"),
        summary=Summary(
            period=Period(), orders=2, claims=1, owed=owed, ages=(Owed("0-7", owed, 1),), shops=(),
            sellers=(), stages=(), refunded=owed,
            months=(("2026-10", ()), (f"2026-{MOMENT.today.month}", owed)),
        ),
    )  # fmt: skip
