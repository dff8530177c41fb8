"""Mails made to hurt: each ends quickly, in what was found or in one reason, and never raises."""

from __future__ import annotations

import base64
import time
import tracemalloc
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from returnctl.core.imported import Found
from tests.importing.mail.mails import mail, news, reason, said

if TYPE_CHECKING:
    from collections.abc import Callable

AMAZON = "302-1234567-7654321"
HEAD = b"From: Amazon <order-update@amazon.com>\nDate: Tue, 3 Nov 2026 10:15:00 +0000\n"
GOOD = b"Subject: Delivered: hub\n\nOrder # " + AMAZON.encode()
# Seconds of CPU that one mail may take, on a slow and busy machine.
LONGEST = 5.0


def nested(depth: int) -> bytes:
    """Parts in parts."""
    opened = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(depth)
    )
    return HEAD + b"Subject: Delivered\n" + opened + b"Content-Type: text/plain\n\nhi"


def parts(number: int) -> bytes:
    """Parts beside parts."""
    piece = b"--b\nContent-Type: text/plain\n\nx\n"
    return HEAD + b"Subject: x\nContent-Type: multipart/mixed; boundary=b\n\n" + piece * number


def forwarded(depth: int) -> bytes:
    """Mails in mails."""
    return (HEAD + b"Subject: x\nContent-Type: message/rfc822\n\n") * depth + HEAD + GOOD


def page(html: bytes) -> bytes:
    return HEAD + b"Subject: Delivered: hub\nContent-Type: text/html\n\n" + html


# The list of what broke Python's own library, and what breaks others.
POISON: dict[str, Callable[[], bytes]] = {
    "a group without end in an address": lambda: b"From: a@b, group: x@y;;\n\nhi",
    "a message id that only begins": lambda: HEAD + b"Message-ID: <\n" + GOOD,
    "2,000 brackets in an address": lambda: b"To: " + b"(" * 2000 + b"\n" + HEAD + GOOD,
    "2,000 brackets in the sender": lambda: b"From: " + b"(" * 2000 + b"\n\nhi",
    "a subject of 560 kB": lambda: HEAD + b"Subject: " + b"=?utf-8?q?a?= " * 40_000 + b"\n\nhi",
    "a subject of encoded words": lambda: HEAD + b"Subject: " + b"=?x?b?" * 90_000 + b"\n\nhi",
    "2,000 parts in parts": lambda: nested(2000),
    "21 parts in parts": lambda: nested(22),
    "500,000 parts": lambda: parts(500_000),
    "201 parts": lambda: parts(201),
    "mails in mails": lambda: forwarded(300),
    "a header without end": lambda: b"X-A: b\n" * 500_000,
    "100,000 fields": lambda: HEAD + b"X-A: b\n" * 60_000 + GOOD,
    "a field folded 100,000 times": lambda: HEAD + b"X-A: b\n" + b" c\n" * 100_000 + GOOD,
    "an unknown charset": lambda: HEAD + b"Content-Type: text/plain; charset=klingon\n" + GOOD,
    "a charset that is a codec": lambda: (
        HEAD + b"Content-Type: text/plain; charset=punycode\n" + GOOD + b"\n" + b"a-b" * 300_000
    ),
    "a charset with a NUL": lambda: HEAD + b"Content-Type: text/plain; charset=a\0b\n" + GOOD,
    "comments that never end": lambda: page(b"<!--" * 200_000),
    "tags that never end": lambda: page(b"<a href='" * 100_000),
    "quotes that never end": lambda: page(b"<p \"'>" * 150_000),
    "markup that never ends": lambda: page(b"<script>schema.org" * 50_000),
    "elements in elements": lambda: page(b"schema.org" + b"<div itemscope itemprop=a>" * 40_000),
    "a number of 100,000 digits": lambda: page(b"&#" + b"9" * 100_000 + b";"),
    "JSON in JSON": lambda: page(
        b'<script type="application/ld+json">' + b'[{"schema.org":' * 90_000 + b"</script>"
    ),
    "a number of JSON": lambda: page(
        b'schema.org<script type="application/ld+json">{"@type":"Order","price":'
        + b"9" * 100_000 + b"}</script>"
    ),
    "quoted-printable without end": lambda: (
        HEAD + b"Subject: x\nContent-Transfer-Encoding: quoted-printable\n\n" + b"=\n" * 10**6
    ),
    "base64 that is none": lambda: (
        HEAD + b"Subject: Delivered\nContent-Transfer-Encoding: base64\n\n" + b"=A" * 10**6
    ),
    "an address in an address": lambda: b"From: " + b"<" * 5000 + b"a@" * 5000 + b"\n\nhi",
    "a date of the year 99999": lambda: HEAD.replace(b"2026", b"99999") + GOOD,
    "a date that cannot be": lambda: HEAD.replace(b"3 Nov", b"99 Nov") + GOOD,
    "spaces": lambda: HEAD + b"Subject: Delivered\n\n" + b" " * 2_000_000,
    "digits": lambda: HEAD + b"Subject: Delivered\n\n" + b"1" * 2_000_000,
    "numbers with spaces": lambda: (
        HEAD.replace(b"amazon", b"usps") + b"Subject: Delivered\n\n" + b"9 1 2 3 " * 250_000
    ),
    "labels": lambda: HEAD + b"Subject: Shipped\n\n" + b"tracking number is : " * 90_000,
    "amounts": lambda: (
        HEAD + b"Subject: Your refund for x\n\n" + AMAZON.encode() + b" refund of $1.1 " * 90_000
    ),
    "links": lambda: HEAD + b"Subject: Delivered\n\n" + b"http://a/?trackingnumber=1 " * 60_000,
    "zeros": lambda: b"\0" * 100_000,
    "line ends": lambda: b"\n" * 100_000,
    "carriage returns": lambda: HEAD.replace(b"\n", b"\r") + GOOD.replace(b"\n", b"\r"),
    "nothing": lambda: b"",
}  # fmt: skip


@pytest.mark.parametrize("name", POISON)
def test_poison_ends_quickly_in_an_answer(name: str) -> None:
    raw = POISON[name]()
    start = time.process_time()

    rows = said(raw)

    assert rows
    assert time.process_time() - start < LONGEST


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("2,000 parts in parts", "20 deep"),
        ("21 parts in parts", "20 deep"),
        ("500,000 parts", "more than 200 parts"),
        ("201 parts", "more than 200 parts"),
        ("mails in mails", "20 deep"),
        ("a header without end", "never ends"),
        ("zeros", "without a header"),
        ("nothing", "an empty mail"),
        ("line ends", "an empty mail"),
    ],
)
def test_a_mail_that_breaks_a_bound_is_listed_with_it(name: str, why: str) -> None:
    assert why in reason(POISON[name]())


@pytest.mark.parametrize(
    "name",
    ["a message id that only begins", "2,000 brackets in an address", "an unknown charset",
     "a charset that is a codec", "a charset with a NUL", "carriage returns",
     "a field folded 100,000 times"],
)  # fmt: skip
def test_what_is_odd_and_harmless_is_read(name: str) -> None:
    assert news(POISON[name]()).order_number == AMAZON


@pytest.mark.parametrize("name", ["a date of the year 99999", "a date that cannot be"])
def test_without_a_day_that_can_be_the_news_has_none(name: str) -> None:
    row = news(POISON[name]())

    assert (row.on, row.happened, row.state) == (None, (), "delivered")


def test_a_day_in_the_future_is_no_day() -> None:
    assert news(mail("o@amazon.com", "Delivered", AMAZON, day="Tue, 1 Dec 2026 10:00")).on is None


def test_a_mail_of_more_than_25_megabytes_is_not_read() -> None:
    assert "more than 25 MB" in reason(HEAD + GOOD + b"x" * (26 << 20))


def test_a_mail_of_24_megabytes_is_read_in_little_memory() -> None:
    attachment = base64.encodebytes(b"x" * (17 << 20))
    raw = (
        HEAD + b"Subject: Delivered: hub\nContent-Type: multipart/mixed; boundary=b\n\n"
        b"--b\n\nOrder # " + AMAZON.encode() + b"\n--b\nContent-Type: image/png\n"
        b"Content-Transfer-Encoding: base64\n\n" + attachment + b"--b--\n"
    )
    tracemalloc.start()
    row = news(raw)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert row.order_number == AMAZON
    assert peak < 150 << 20


def test_a_file_beside_the_text_says_nothing() -> None:
    raw = (
        HEAD + b"Subject: Delivered: hub\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nHi\n"
        b"--b\nContent-Type: text/plain\nContent-Disposition: attachment; filename=../../x\n\n"
        b"Order # " + AMAZON.encode() + b"\n--b--\n"
    )

    assert reason(raw) == "it names no order"


def test_titles_of_strangers_stay_data() -> None:
    subject = 'Ordered: "\x1b[31m[red]<script>=1+1 \u202e"'
    rows = said(mail("o@amazon.com", "x", f"Order # {AMAZON}").replace(
        b"Subject: x", b"Subject: " + subject.encode()))  # fmt: skip

    assert [row.title for row in rows if isinstance(row, Found)] == [
        "\x1b[31m[red]<script>=1+1 \u202e"
    ]


FIELDS = ["From: ", "Subject: ", "Date: ", "Content-Type: ", "Content-Transfer-Encoding: ",
          "Message-ID: ", "Received: "]  # fmt: skip
WORDS = st.sampled_from(
    ["a@amazon.com", "order-update@amazon.com", "noreply@usps.com", "<", ">", "(", ")", ";", ",",
     "=?utf-8?b?", "=?utf-8?q?", "?=", "multipart/mixed; boundary=b", "text/html", "base64",
     "--b--", "quoted-printable", "message/rfc822", "; charset=utf-16", "Delivered:", "--b",
     "refund",
     "\n", "\n\n", "\r\n", "\0", "\x1b", "\u202e", AMAZON, "9400100000000000000000", "<script>",
     "<!--", "schema.org", '{"@type": "Order", "orderNumber": ', "application/ld+json", "itemscope",
     "&#99999999;", "1.234 EUR", "tracking number: ", "3 Nov 2026 10:15:00 +0000", "+9999"]
)  # fmt: skip
LINES = st.lists(st.tuples(st.sampled_from(FIELDS), st.lists(WORDS, max_size=6)), max_size=10)


@settings(max_examples=150, deadline=None)
@given(lines=LINES, body=st.lists(WORDS, max_size=30))
def test_any_mail_has_an_answer(lines: list[tuple[str, list[str]]], body: list[str]) -> None:
    header = "".join(f"{name}{''.join(words)}\n" for name, words in lines)

    assert said((header + "\n" + " ".join(body)).encode())


@settings(max_examples=150, deadline=None)
@given(raw=st.binary(max_size=2000))
def test_any_bytes_have_an_answer(raw: bytes) -> None:
    assert said(raw)


@settings(max_examples=60, deadline=None)
@given(cut=st.integers(0, 900), noise=st.lists(st.tuples(st.integers(0, 900), st.integers(0, 255))))
def test_a_mail_that_is_cut_or_garbled_has_an_answer(
    cut: int, noise: list[tuple[int, int]]
) -> None:
    whole = bytearray(mail("o@amazon.com", 'Shipped: "hub"', AMAZON, f"<p>Order # {AMAZON}</p>"))
    for at, byte in noise:
        whole[at % len(whole)] = byte

    assert said(bytes(whole[cut % len(whole) :]))
