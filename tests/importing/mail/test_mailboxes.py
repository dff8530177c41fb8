"""Where mails lie: single files, a folder, a Maildir, an mbox, a zip, a pipe."""

from __future__ import annotations

import io
import mailbox
import os
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from returnctl.importing.mail.mailboxes import mails
from tests.importing.importing import rows
from tests.importing.mail.mails import mail, mbox

if TYPE_CHECKING:
    from tests.importing.importing import Importer

A, B = "302-1234567-7654321", "302-1234567-7654322"


def shipped(number: str, **more: Any) -> bytes:
    return mail("o@amazon.com", f'Shipped: "hub {number[-1]}"', f"Order # {number}", **more)


def numbers(data: dict[str, Any]) -> list[str]:
    return sorted(row["order_number"] for row in rows(data, "new", "shipment"))


def test_a_single_mail(importer: Importer) -> None:
    data = importer.take("a.eml", shipped(A))

    (row,) = rows(data, "new", "shipment")
    assert (row["shop"], row["order_number"], row["on"]) == ("amazon", A, "2026-11-03")
    assert (row["state"], row["source"]) == ("in_transit", "a.eml")
    assert importer.events(A) == [("shipped", "2026-11-03")]


def test_a_mail_needs_no_ending_to_be_known(importer: Importer) -> None:
    assert numbers(importer.take("1699000000.M1P1.host:2,S", shipped(A))) == [A]


def test_an_mbox_with_the_line_of_each_mail(importer: Importer) -> None:
    data = importer.take("all.mbox", mbox([shipped(A), shipped(B)]))

    assert numbers(data) == [A, B]
    first, second = (row["source"] for row in rows(data, "new", "shipment"))
    assert (first, second) == ("all.mbox:1", "all.mbox:12")


def test_an_mbox_that_python_wrote(importer: Importer) -> None:
    box = mailbox.mbox(importer.folder / "out.mbox")
    for number in (A, B):
        box.add(shipped(number) + b"\n\nFrom here on it is quiet.\n")
    box.close()

    assert numbers(importer.data(str(importer.folder / "out.mbox"))) == [A, B]


def test_a_sentence_that_begins_with_from_ends_no_mail(importer: Importer) -> None:
    text = b"\n\nFrom our store at 10:15 you can see\nthe sea.\n\nFrom 10:15 on\nno field"

    data = importer.take("all.mbox", mbox([shipped(A) + text, shipped(B)]))

    assert numbers(data) == [A, B]
    assert data["skipped"] == []


def test_a_mail_of_noise_in_an_mbox_is_one_mail(importer: Importer) -> None:
    data = importer.take("all.mbox", mbox([shipped(A), b"\0" * 99, shipped(B)]))

    assert numbers(data) == [A, B]
    assert data["skipped"] == [{"source": "all.mbox:12", "reason": "a mail without a header"}]


def test_an_mbox_with_the_line_ends_of_windows(importer: Importer) -> None:
    box = mbox([shipped(A), shipped(B)]).replace(b"\n", b"\r\n")

    assert numbers(importer.take("all.mbox", box)) == [A, B]


def test_a_maildir_is_a_folder(importer: Importer) -> None:
    box = mailbox.Maildir(importer.folder / "Mail")
    for number in (A, B):
        box.add(shipped(number))

    assert numbers(importer.data(str(importer.folder / "Mail"))) == [A, B]


def test_a_zip_of_mails(importer: Importer) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mails/a.eml", shipped(A))
        archive.writestr("mails/all.mbox", mbox([shipped(B)]))

    assert numbers(importer.take("mails.zip", out.getvalue())) == [A, B]


def test_a_mail_through_a_pipe(importer: Importer) -> None:
    answer = importer.run("--yes", "--json", "-", stdin=shipped(A).decode())

    assert numbers(answer.data) == [A]


def test_a_mail_that_stands_twice_counts_once(importer: Importer) -> None:
    refund = mail("r@amazon.com", "Your refund for hub", f"Order {A}: refund of $9.00",
                  message_id="1@amazon.com")  # fmt: skip

    data = importer.take("all.mbox", mbox([refund, refund]))

    assert len(rows(data, "new", "refund")) == 1
    assert [each["reason"] for each in data["skipped"]] == ["the same mail stands above"]


def test_two_mails_without_an_id_are_two(importer: Importer) -> None:
    refund = mail("r@amazon.com", "Your refund for hub", f"Order {A}: refund of $9.00")

    assert len(rows(importer.take("all.mbox", mbox([refund, refund])), "new", "refund")) == 2


def test_a_table_beside_the_mails_is_read_as_one(importer: Importer) -> None:
    importer.write("in/a.eml", shipped(A))
    importer.write("in/b.csv", "Order ID,Title,Price\n12-34567-89012,Cup,1.00\n")
    importer.write("in/notes.txt", "From the desk of\nsomebody")

    data = importer.data(str(importer.folder / "in"))

    assert numbers(data) == [A]
    assert [row["order_number"] for row in rows(data, "new")] == [A, "12-34567-89012"]


def test_importing_again_changes_nothing(importer: Importer) -> None:
    box = mbox([shipped(A), mail("o@amazon.com", "Delivered: hub", f"Order # {A}"), shipped(B)])
    importer.take("all.mbox", box)
    size, told = importer.cli.log_size(), importer.told()

    data = importer.take("all.mbox", box)
    importer.take("half.mbox", mbox([shipped(B)]))

    assert (data["new"], data["changed"]) == ([], [])
    assert (importer.cli.log_size(), importer.told()) == (size, told)


def test_an_mbox_is_streamed() -> None:
    """Of a mail that is too large only the beginning is held."""

    class Endless(io.RawIOBase):
        """64 MB of one mail, a line at a time."""

        left = 64 << 20

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: Any) -> int:
            size = min(len(buffer), self.left)
            buffer[:size] = (b"x" * 99 + b"\n") * (size // 100) + b"x" * (size % 100)
            self.left -= size
            return size

    ((line, raw),) = mails(io.BufferedReader(Endless(), 1 << 20))

    assert line == 1
    assert len(raw) < 27 << 20


@pytest.mark.slow
def test_an_mbox_larger_than_any_export_is_read(importer: Importer) -> None:
    path = importer.write("all.mbox", mbox([shipped(A), shipped(B)]))
    os.truncate(path, 600 << 20)

    data = importer.data(path)

    assert numbers(data) == [A]
    assert [each["reason"] for each in data["skipped"]] == ["a mail of more than 25 MB"]
