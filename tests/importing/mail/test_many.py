"""A mailbox of years, with a poisoned mail in every hundred: all others are imported."""

from __future__ import annotations

import json
import resource
from typing import TYPE_CHECKING

import pytest

from tests.importing.mail.mails import mail, mbox
from tests.importing.mail.test_hostile import AMAZON, GOOD, HEAD, forwarded, nested, parts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.importing.importing import Importer

# Each breaks a reader of its own kind.
POISON = (
    nested(60), parts(300), forwarded(40), b"X-A: b\n" * 80_000, b"\0" * 5000 + b"\n",
    b"From: a@b, group: x@y;;\nMessage-ID: <\n\nhi", b"To: " + b"(" * 2000 + b"\n\nhi",
    b"From: " + b"(" * 2000 + b"\nSubject: x\n\nhi",
    HEAD + b"Subject: " + b"=?utf-8?q?a?= " * 2_000 + b"\n\n" + AMAZON.encode(),
    HEAD + b"Content-Type: text/html; charset=klingon\n\n" + b"<!--" * 20_000 + GOOD,
)  # fmt: skip


def letters(orders: int) -> Iterator[bytes]:
    """Five mails for each order: bought, sent, delivered (by the carrier), sent back, paid back."""
    for n in range(orders):
        number, parcel = f"302-{n:07}-{n:07}", f"9400{n:018}"
        day = f"{n % 28 + 1:02} Oct 2026 10:00:00 +0000"
        on = {"day": day, "message_id": f"{n}"}
        page = (
            f"<html><body><table><tr><td>Order #</td><td>{number}</td></tr></table></body></html>"
        )
        yield mail("auto-confirm@amazon.com", f'Ordered: "Thing {n}"', html=page, **on)
        text = f"Bestellnr. {number}. Sendungsnummer: {parcel}"
        yield mail("versand@amazon.de", f"Versandt: „Thing {n}“", text, **on)
        yield mail("auto-reply@usps.com", "USPS Item Delivered", f"Tracking Number: {parcel}", **on)
        yield mail("r@amazon.com", "Your return has been approved", f"Order # {number}", **on)
        text = f"Order # {number}. Refund total: ${n}.50"
        yield mail("r@amazon.com", f"Your refund for Thing {n}", text, **on)


def poisoned(number: int) -> bytes:
    """A mailbox of so many mails, every hundredth of which is poison."""
    good = letters(number * 99 // 500)
    return mbox(
        POISON[at // 100 % len(POISON)] if at % 100 == 50 else next(good) for at in range(number)
    )


def read(importer: Importer, number: int) -> tuple[int, int]:
    """Import such a mailbox; how many mails came in, and how many are listed."""
    answer = importer.run("--yes", "--json", importer.write("all.mbox", poisoned(number)))

    assert answer.exit_code == 0, answer
    assert "Traceback" not in answer.out + answer.err
    data = json.loads(answer.out)["data"]
    assert all(each["reason"] for each in data["skipped"])
    taken = {row["source"] for name in ("new", "known", "changed") for row in data[name]}
    return len(taken), len({each["source"] for each in data["skipped"]})


def test_poison_stops_no_mailbox(importer: Importer) -> None:
    assert read(importer, 500) == (495, 5)


@pytest.mark.slow
def test_10_000_mails_with_poison_in_every_hundred(importer: Importer) -> None:
    assert read(importer, 10_000) == (9_900, 100)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < 400 * 1024
