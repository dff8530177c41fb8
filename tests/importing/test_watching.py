"""Where imported purchases are: not watched, unless they are dear or somebody says so."""

from __future__ import annotations

import pytest

from tests.importing.importing import Importer

HEAD = "order_number,shop,item,price,currency,ordered\n"
ROWS = """12-34567-89011,ebay,Cup,7.00,EUR,2026-11-15
12-34567-89012,ebay,Camera,300.00,EUR,2026-11-15
12-34567-89013,ebay,Lens,300.00,USD,2026-11-15
"""


def watched(importer: Importer) -> list[str]:
    rows = importer.cli.data("status", "--purchases")
    return [row["order_number"] for row in rows if row["kind"] == "purchase"]


def test_an_import_says_that_purchases_are_not_watched_and_how_to_watch_one(
    importer: Importer,
) -> None:
    out = " ".join(importer.run("--yes", importer.write("o.csv", HEAD + ROWS)).out.split())

    assert "3 purchases: recorded, and not watched" in out
    assert "returnctl mark REF watch" in out
    assert watched(importer) == []


def test_status_says_where_they_are(importer: Importer) -> None:
    importer.take("o.csv", HEAD + ROWS)

    assert "0 watched, 3 imported and not watched  (--purchases)" in importer.cli.ok("status").out
    listed = importer.cli.ok("status", "--purchases").out
    assert "Watch one: returnctl mark REF watch" in listed


@pytest.mark.parametrize(
    ("limit", "found"),
    [("100", ["12-34567-89012"]), ("300", []), ("100 USD", ["12-34567-89013"]), ("1", [
        "12-34567-89011", "12-34567-89012"])],
)  # fmt: skip
def test_purchases_above_a_limit_are_watched(
    importer: Importer, limit: str, found: list[str]
) -> None:
    """Strictly above, and only in the currency of the limit."""
    importer.cli.ok("config", "set", "watch_imports_above", limit)
    importer.take("o.csv", HEAD + ROWS)

    assert sorted(watched(importer)) == found


def test_importing_again_does_not_watch_what_the_user_no_longer_watches(importer: Importer) -> None:
    importer.take("o.csv", HEAD + ROWS)
    importer.cli.ok("config", "set", "watch_imports_above", "100")
    size = importer.cli.log_size()

    again = importer.take("o.csv", HEAD + ROWS)

    assert (again["new"], importer.cli.log_size()) == ([], size)


def test_a_dear_purchase_of_long_ago_is_archived_and_not_watched(importer: Importer) -> None:
    importer.cli.ok("config", "set", "watch_imports_above", "100")
    importer.take("o.csv", HEAD + ROWS.replace("2026-11-15", "2019-11-15"))

    assert watched(importer) == []


def test_a_limit_that_is_no_amount_is_refused(importer: Importer) -> None:
    answer = importer.cli("config", "set", "watch_imports_above", "much")

    assert answer.exit_code == 2
    assert '"much" is not an amount of money.' in answer.err


def test_next_does_not_tell_how_to_watch(importer: Importer) -> None:
    importer.take("o.csv", HEAD + ROWS)

    assert "Watch one" not in importer.cli.ok("next").out
    assert "Watch one" not in importer.cli.ok("status").out
