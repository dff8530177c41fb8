"""What mails add to what is known: parcels find their orders, returns go on, your word stays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.importing.importing import rows
from tests.importing.mail.mails import mail, mbox

if TYPE_CHECKING:
    from tests.importing.importing import Importer

A = "302-1234567-7654321"
UPS = "1Z999AA10123456784"


def shipped() -> bytes:
    return mail("o@amazon.com", "Shipped: hub", f"Order # {A}. Tracking ID: {UPS}")


def at_the_door(day: str = "Fri, 06 Nov 2026 12:00:00 +0000") -> bytes:
    return mail("mcinfo@ups.com", "UPS Update: Package Delivered", UPS, day=day)


def about(subject: str, text: str, day: int) -> bytes:
    return mail("r@amazon.com", subject, text, day=f"{day:02} Nov 2026 10:00:00 +0000")


def returns(importer: Importer) -> list[Any]:
    found: list[Any] = importer.show(A)["returns"]
    return found


def test_the_mail_of_a_carrier_finds_the_order_in_the_same_mailbox(importer: Importer) -> None:
    data = importer.take("all.mbox", mbox([at_the_door(), shipped()]))

    (row,) = rows(data, "new", "delivery")
    assert (row["shop"], row["order_number"], row["carrier"]) == ("amazon", A, "ups")
    assert importer.events(A) == [("shipped", "2026-11-03"), ("delivered", "2026-11-06")]


def test_the_mail_of_a_carrier_finds_a_recorded_order(importer: Importer) -> None:
    importer.cli.ok("add", A, "hub", "9 EUR", "--did", "shipped=2026-11-01")
    importer.cli.ok("parcel", "add", A, UPS)

    importer.take("ups.eml", at_the_door())

    assert ("delivered", "2026-11-06") in importer.events(A)


def test_a_parcel_of_no_known_order_is_listed_and_not_recorded(importer: Importer) -> None:
    data = importer.take("ups.eml", at_the_door())

    assert data["skipped"] == [
        {
            "source": "ups.eml",
            "reason": f"a parcel of no known order: UPS {UPS}, Delivered on 2026-11-06",
        }
    ]
    assert importer.cli.log_size() == 0


def test_its_number_carrier_and_state_are_columns_of_the_rejects(importer: Importer) -> None:
    rejects = importer.folder / "rejects.csv"
    importer.data(importer.write("ups.eml", at_the_door()), "--rejects", str(rejects))

    header, row = rejects.read_text("utf-8-sig").splitlines()
    assert header.startswith("Tracking number,Carrier,State,Day")
    assert row.startswith(f"{UPS},UPS,Delivered,2026-11-06")


def test_each_news_of_a_parcel_is_told_with_its_state(importer: Importer) -> None:
    course = ["On its way", "Out for delivery", "Sorry we missed you", "Package Delivered"]
    mails = [
        mail("mcinfo@ups.com", subject, UPS, day=f"{day:02} Nov 2026 12:00:00 +0000")
        for day, subject in enumerate(course, start=4)
    ]

    data = importer.take("all.mbox", mbox([shipped(), *mails]))

    told = [
        (row["state"], row["on"][-2:]) for kind in ("new", "known", "changed") for row in data[kind]
        if row["kind"] != "order"
    ]  # fmt: skip
    assert told == [
        ("in_transit", "03"), ("in_transit", "04"), ("out_for_delivery", "05"), ("exception", "06"),
        ("delivered", "07"),
    ]  # fmt: skip


def test_once_the_order_is_known_the_mail_says_more(importer: Importer) -> None:
    importer.take("ups.eml", at_the_door())
    importer.take("amazon.eml", shipped())

    assert rows(importer.take("ups.eml", at_the_door()), "new", "delivery")


def test_a_parcel_that_you_sent_back_is_told_and_left_to_you(importer: Importer) -> None:
    importer.cli.ok("add", A, "hub", "9 EUR", "--did", "delivered=2026-11-01", "--requested",
                    "2026-11-02")  # fmt: skip
    importer.cli.ok("mark", A, "sent", "--tracking", UPS, "--carrier", "ups", "--on", "2026-11-03")

    data = importer.take("ups.eml", at_the_door())

    assert "a parcel that you sent back" in data["skipped"][0]["reason"]
    assert "arrived_back" not in [kind for kind, _ in importer.events(A)]


def test_an_order_without_a_number_is_named_by_its_ref(importer: Importer) -> None:
    importer.cli.ok("add", "--shop", "generic", "--item", "hub", "--did", "shipped=2026-11-01")
    ref = importer.cli.query("SELECT ref FROM orders")[0][0]
    importer.cli.ok("parcel", "add", ref, UPS)

    data = importer.take("ups.eml", at_the_door())

    assert f"a parcel of {ref}, which has no number" in data["skipped"][0]["reason"]


def test_a_delivery_that_the_shop_tells_a_day_later_moves_nothing(importer: Importer) -> None:
    late = about("Delivered: hub", f"Order # {A}", 7)

    importer.take("all.mbox", mbox([shipped(), at_the_door(), late]))
    data = importer.take("late.eml", late)

    assert ("delivered", "2026-11-06") in importer.events(A)
    assert not data["changed"]


def test_the_mails_of_one_return_make_one_return(importer: Importer) -> None:
    course = [
        about("Your return request for hub", f"Order # {A}", 5),
        about("Your return of hub has been approved", f"Order # {A}", 6),
        about("Your return label", f"Order # {A}", 6),
        about("Reminder: your return label", f"Order # {A}", 9),
        about("We have received your return", f"Order # {A}", 12),
        about("Your refund for hub", f"Order # {A}: refund total $9.00", 13),
    ]

    data = importer.take("all.mbox", mbox([shipped(), *course]))

    assert len(returns(importer)) == 1
    told = [(kind, on[-2:]) for kind, on in importer.events(A) if kind != "shipped"]
    assert told == [
        ("requested", "05"), ("approved", "06"), ("label_received", "06"), ("arrived_back", "12"),
        ("refund_issued", "13"),
    ]  # fmt: skip
    assert [row["amount"] for row in rows(data, "new", "refund")] == [
        {"amount": "9.00", "currency": "USD"}
    ]


def test_the_mails_of_a_return_may_come_in_files_and_in_any_order(importer: Importer) -> None:
    importer.take("b.eml", about("Your return of hub has been approved", f"Order # {A}", 6))
    importer.take("a.eml", about("Your return request for hub", f"Order # {A}", 5))
    importer.take("c.eml", about("We have received your return", f"Order # {A}", 12))

    assert len(returns(importer)) == 1


def test_money_in_a_mail_is_never_money_that_came(importer: Importer) -> None:
    importer.take("r.eml", about("Your refund for hub", f"Order # {A}: refund of $9.00", 13))

    assert [kind for kind, _ in importer.events(A)] == ["refund_issued"]


def test_a_mail_and_a_table_of_the_same_refund_count_once(importer: Importer) -> None:
    table = (
        "Order ID,Refund Amount,Refund Date,Reversal Status,Reversal Reason,Creation Date,"
        "Currency\n"
        f"{A},9.00,2026-11-11T10:00:00Z,Completed,Customer Return,2026-11-05T10:00:00Z,USD\n"
    )
    letter = about("Your refund for hub", f"Order # {A}: refund of $9.00", 13)
    importer.take("Refund Details.csv", table)
    importer.take("r.eml", letter)
    importer.take("r.eml", letter)
    importer.take("Refund Details.csv", table)

    assert [e for e in importer.events(A) if e[0] == "refund_issued"] == [
        ("refund_issued", "2026-11-11")
    ]


def test_your_own_word_stays(importer: Importer) -> None:
    importer.cli.ok("add", A, "hub", "9 EUR", "--did", "delivered=2026-11-02")

    data = importer.take("d.eml", about("Delivered: hub", f"Order # {A}", 6))

    assert ("delivered", "2026-11-02") in importer.events(A)
    assert [each["name"] for each in data["kept"]] == ["delivered"]


def test_undo_takes_a_mailbox_back(importer: Importer) -> None:
    importer.take("all.mbox", mbox([shipped(), at_the_door()]))

    importer.cli.ok("undo", "--yes")

    assert importer.cli.query("SELECT count(*) FROM orders") == [(0,)]


def test_what_is_listed_shows_nothing_of_a_stranger_raw(importer: Importer) -> None:
    raw = mail("x@evil.example", "x").replace(b"Subject: x", b"Subject: \x1b]0;x\x07 [red]x")
    path = importer.write("x.eml", raw)

    for form in ([], ["--plain"], ["--json"]):
        assert "\x1b" not in importer.run("--dry-run", path, *form).out
