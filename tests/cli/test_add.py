"""`add`: from as little as an order number to everything the order page shows."""

from __future__ import annotations

import pytest

from tests.cli.running import Cli

HUB = "8190123456789012"


@pytest.mark.parametrize(
    ("number", "shop"),
    [
        (HUB, "aliexpress"),
        ("10-04477-51823", "ebay"),
        ("405-1234567-7654321", "amazon"),
        ("8190 1234 5678 9012", "aliexpress"),
    ],
)
def test_the_shop_is_read_from_the_order_number(cli: Cli, number: str, shop: str) -> None:
    ref = cli.add(number, "Thing", "5")

    assert cli.data("show", ref)["order"]["shop"] == shop


def test_an_item_and_a_shop_are_enough(cli: Cli) -> None:
    assert cli.data("add", "Coat", "50", "--shop", "ebay")["created"] is True


def test_an_order_number_is_enough(cli: Cli) -> None:
    assert cli.data("add", HUB)["created"] is True


def test_the_default_shop_steps_in(cli: Cli) -> None:
    cli.ok("config", "set", "default_shop", "ebay")

    assert cli.data("show", cli.add("Coat", "50"))["order"]["shop"] == "ebay"


@pytest.mark.parametrize("name", ["AliExpress", "ALI", "ali express", "aliexpress.com"])
def test_a_shop_is_known_by_its_other_names(cli: Cli, name: str) -> None:
    ref = cli.add("--shop", name, "--order", "1", "Thing")

    assert cli.data("show", ref)["order"]["shop"] == "aliexpress"


def test_a_shop_without_a_pack_is_taken_and_says_so(cli: Cli) -> None:
    answer = cli.ok("add", "--shop", "pepe", "--order", "A-1", "Coat", "50", "--delivered", "10nov",
                    "--seller-country", "DE")  # fmt: skip

    assert "pepe" in answer.out
    assert "--window" in answer.out
    assert cli.deadline("A-1", "withdrawal")["due_on"] == "2026-11-24"


@pytest.mark.parametrize(
    ("typed", "meant"), [("alixpress", "aliexpress"), ("amazom", "amazon"), ("eby", "ebay")]
)
def test_a_near_miss_is_refused_with_the_name(cli: Cli, typed: str, meant: str) -> None:
    answer = cli("add", "--shop", typed, "--order", "1", "Thing")

    assert answer.exit_code == 2
    assert f"Did you mean {meant}?" in answer.err


# --- what is known already


def test_the_same_facts_again_are_no_news(cli: Cli) -> None:
    line = (HUB, "USB-C hub", "23,99", "--delivered", "8nov", "--reason", "defective")
    ref = cli.add(*line)
    size = cli.log_size()
    again = cli.data("add", *line)

    assert (again["created"], again["ref"], again["recorded"]) == (False, ref, [])
    assert cli.log_size() == size
    assert "Nothing new" in cli.ok("add", *line).out


def test_more_facts_are_added(cli: Cli) -> None:
    ref = cli.add(HUB, "USB-C hub")
    more = cli.data("add", HUB, "--delivered", "8nov", "--price", "23.99", "--reason", "defective")

    assert (more["created"], more["ref"]) == (False, ref)
    assert cli.data("status")[0]["act_by"] == "2026-11-22"


def test_another_item_is_added(cli: Cli) -> None:
    cli.add(HUB, "USB-C hub")
    cli.add(HUB, "--item", "2 x Cable")

    items = [(item["title"], item["quantity"]) for item in cli.data("show", HUB)["items"]]
    assert items == [("USB-C hub", 1), ("Cable", 2)]


def test_another_return_is_added(cli: Cli) -> None:
    cli.add(
        HUB, "--item", "USB-C hub", "--item", "Cable", "--return", "Cable", "--requested", "1nov"
    )
    cli.add(HUB, "--return", "USB-C hub", "--requested", "5nov", "--code", "R-2")

    assert [row["items"] for row in cli.data("status")] in (
        [["Cable"], ["USB-C hub"]], [["USB-C hub"], ["Cable"]],
    )  # fmt: skip


def test_the_same_number_of_another_shop_is_another_order(cli: Cli) -> None:
    first = cli.add("--shop", "pepe", "--order", "4711", "Coat")

    assert cli.add("--shop", "juan", "--order", "4711", "Coat") != first


def test_an_order_without_a_number_is_known_by_its_items(cli: Cli) -> None:
    first = cli.add("--shop", "pepe", "Coat", "50")

    assert cli.add("--shop", "pepe", "coat") == first


# --- items, prices, parts


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("50 x Cable @ 1.20", ("Cable", 50, "1.20")),
        ("50x Cable", ("Cable", 50, None)),
        ("Cable @ 1,20", ("Cable", 1, "1.20")),
        ("Cable", ("Cable", 1, None)),
        ("4 x 4 puzzle", ("4 puzzle", 4, None)),
    ],
)
def test_items_give_number_and_price(
    cli: Cli, text: str, item: tuple[str, int, str | None]
) -> None:
    ref = cli.add(HUB, "--item", text)
    (found,) = cli.data("show", ref)["items"]
    price = found["price"]["amount"] if found["price"] else None

    assert (found["title"], found["quantity"], price) == item


def test_a_part_of_an_order_goes_back(cli: Cli) -> None:
    cli.add("405-1234567-7654321", "--item", "50 x Cable @ 1.20", "--delivered", "4nov",
            "--return", "Cable=3", "--requested", "10nov", "--reason", "defective")  # fmt: skip
    (row,) = cli.data("status")

    assert row["items"] == ["3 x Cable"]
    assert row["amount"] == {"amount": "3.60", "currency": "EUR"}


@pytest.mark.parametrize(
    ("price", "amount", "currency"),
    [
        ("23.99", "23.99", "EUR"), ("23,99", "23.99", "EUR"), ("23.99€", "23.99", "EUR"),
        ("US $23.99", "23.99", "USD"), ("23.99 USD", "23.99", "USD"), ("£5", "5.00", "GBP"),
        ("1,234.56", "1234.56", "EUR"), ("1.234,56", "1234.56", "EUR"), ("5", "5.00", "EUR"),
        ("500 JPY", "500", "JPY"), ("0", "0.00", "EUR"),
    ],
)  # fmt: skip
def test_prices_as_pages_show_them(cli: Cli, price: str, amount: str, currency: str) -> None:
    ref = cli.add(HUB, "Thing", price)

    assert cli.data("show", ref)["order"]["price"] == {"amount": amount, "currency": currency}


# --- dates


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-08", "8nov", "8 nov", "8. Nov", "8 nov 2026", "Nov 8, 2026", "8 november 2026",
        "-13d", "sunday 8 nov", "2026-11-08 14:30",
    ],
)  # fmt: skip
def test_dates_as_people_type_them(cli: Cli, text: str) -> None:
    cli.ok("add", HUB, "Hub", f"--delivered={text}", "--reason", "defective")

    assert cli.deadline(HUB, "dispute")["starts_on"] == "2026-11-08"


def test_a_weekday_looks_back(cli: Cli) -> None:
    cli.ok("add", HUB, "Hub", "--delivered", "sunday", "--reason", "defective")

    assert cli.deadline(HUB, "dispute")["starts_on"] == "2026-11-15"


def test_a_time_is_converted_to_the_packs_zone(cli: Cli) -> None:
    """Six in the morning in Berlin is still the day before in California."""
    cli.ok("add", HUB, "Hub", "--delivered", "2026-11-08 06:00", "--reason", "defective")

    assert cli.deadline(HUB, "dispute")["due_on"] == "2026-11-22"


@pytest.mark.parametrize(("order", "day"), [("dmy", "2026-11-08"), ("mdy", "2026-08-11")])
def test_slashes_are_read_once_the_order_is_set(cli: Cli, order: str, day: str) -> None:
    cli.ok("config", "set", "date_order", order)
    cli.ok("add", HUB, "Hub", "--delivered", "8/11/2026", "--reason", "defective")

    assert cli.deadline(HUB, "dispute")["starts_on"] == day


def test_slashes_without_an_order_are_refused_with_both_readings(cli: Cli) -> None:
    answer = cli("add", HUB, "Hub", "--delivered", "10/11/2026")

    assert answer.exit_code == 2
    assert "10 Nov or 11 Oct" in answer.err
    assert "date_order dmy" in answer.err


def test_every_date_is_echoed_with_its_weekday(cli: Cli) -> None:
    out = cli.ok("add", HUB, "Hub", "--ordered", "1oct", "--shipped", "-20d", "--delivered", "8nov",
                 "--promised-by", "24dec").out  # fmt: skip

    for day in ("Thu 1 Oct 2026", "Sun 1 Nov 2026", "Sun 8 Nov 2026", "Thu 24 Dec 2026"):
        assert day in out


# --- half way through


def test_did_logs_what_happened_before(cli: Cli) -> None:
    cli.add(HUB, "Case", "8.15", "--delivered", "12oct", "--requested", "15oct",
            "--did", "approved=18oct", "--did", "sent=20oct", "--did", "arrived-back=28oct",
            "--reason", "missing-parts")  # fmt: skip
    (row,) = cli.data("status")

    assert (row["kind"], row["status_label"]) == ("return", "Item Received")


def test_a_code_alone_starts_a_return(cli: Cli) -> None:
    cli.add(HUB, "Case", "--code", "RMA-77")

    assert [row["return_code"] for row in cli.data("status")] == ["RMA-77"]


def test_without_a_problem_it_is_a_purchase_that_is_watched(cli: Cli) -> None:
    cli.add(HUB, "Case", "8.15", "--delivered", "10nov", "--seller-country", "DE")

    assert cli.data("status") == []
    assert "1 watched" in cli.ok("status").out
    assert cli.data("deadlines") == []


def test_add_names_what_is_not_known(cli: Cli) -> None:
    out = cli.ok("add", HUB, "Hub", "--delivered", "8nov", "--reason", "defective").out

    assert "seller's country" in out
    assert "--seller-country" in out


def test_an_edit_that_answers_the_question_settles_it(cli: Cli) -> None:
    ref = cli.add(HUB, "Hub", "--delivered", "8nov", "--reason", "defective")
    assert cli.deadline(ref, "withdrawal")["basis"] == "fact_missing"
    cli.ok("edit", ref, "--seller-country", "DE")

    assert cli.deadline(ref, "withdrawal")["basis"] == "computed"


def test_a_business_has_no_consumer_law(cli: Cli) -> None:
    cli.ok("config", "set", "buyer", "business")
    ref = cli.add(HUB, "Hub", "--delivered", "8nov", "--seller-country", "DE")

    assert cli("why", ref, "withdrawal").exit_code == 4


def test_without_a_country_statutes_are_possible(cli: Cli) -> None:
    cli.env["RETURNCTL_COUNTRY"] = None
    ref = cli.add(
        HUB, "Hub", "--delivered", "8nov", "--seller-country", "DE", "--reason", "defective"
    )

    assert cli.deadline(ref, "eu.withdrawal")["state"] == "possible"


def test_a_case_keeps_the_country_it_was_noted_with(cli: Cli) -> None:
    """Moving house changes new orders, not old ones; `edit --country` does."""
    ref = cli.add(HUB, "Hub", "--delivered", "8nov", "--seller-country", "DE")
    cli.env["RETURNCTL_COUNTRY"] = "US"

    assert cli.deadline(ref, "withdrawal")["due_on"] == "2026-11-23"
    cli.ok("edit", ref, "--country", "US")
    assert cli("why", ref, "withdrawal").exit_code == 4


def test_an_order_number_of_no_known_form_is_asked_for_by_its_option(cli: Cli) -> None:
    answer = cli("add", "X1", "Adapter", "19.90", "--shop", "pepe")

    assert answer.exit_code == 2
    assert 'Is "X1" the order number? Say so: --order X1' in answer.err
    assert cli.ok("add", "--order", "X1", "Adapter", "19.90", "--shop", "pepe")


def test_an_unquoted_item_is_to_be_quoted(cli: Cli) -> None:
    answer = cli("add", "Wool", "jacket", "59.90", "--shop", "pepe")

    assert answer.exit_code == 2
    assert "Quote an item of several words" in answer.err
    assert "--order" not in answer.err
