"""`message`: what was said is noted, listed, removed and brought back; letters are ready."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.cli.conftest import Prepared
from tests.cli.running import Cli

HUB = "8190123456789012"
SENDING = ("mark", HUB, "sent", "--on", "20nov", "--tracking", "LX123456789ES")


def one_order(cli: Cli) -> None:
    cli.add(HUB, "USB-C hub", "23.99", "--delivered", "8nov", "--reason", "defective",
            "--seller", "DigiHome", "--seller-country", "CN")  # fmt: skip


@pytest.fixture
def hub(cli: Cli, prepared: Prepared) -> Cli:
    return prepared(cli, one_order)


def templates() -> Path:
    return Path(os.environ["XDG_CONFIG_HOME"]) / "returnctl" / "templates"


# --- what was said


def test_a_message_is_of_today_unless_another_day_is_told(hub: Cli) -> None:
    hub.ok("message", "add", HUB, "--from", "seller", "we resend")
    hub.ok("message", "add", HUB, "--from", "me", "--via", "chat", "--on", "19nov", "no, thanks")

    told = [(m["number"], m["on"], m["from"], m["via"], m["text"])
            for m in hub.data("message", "list", HUB)]  # fmt: skip
    assert told == [
        (1, "2026-11-19", "me", "chat", "no, thanks"),
        (2, "2026-11-21", "seller", None, "we resend"),
    ]


def test_a_message_of_many_lines_comes_through_a_pipe(hub: Cli) -> None:
    hub.ok("message", "add", HUB, "--from", "seller", stdin="\ufeffDear,\r\nplease {cancel}\n")
    hub.ok("message", "add", HUB, "-", "--from", "bank", stdin="Sí, señora")

    assert [m["text"] for m in hub.data("message", "list", HUB)] == [
        "Dear,\nplease {cancel}", "Sí, señora",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("args", "what"),
    [
        (("--from", "nobody", "x"), "is no sender"),
        (("--from", "seller", "--via", "pigeon", "x"), "is no way to write"),
        (("--from", "seller", "--on", "2026-11-25", "x"), "in the future"),
        (("--from", "seller"), "the message is empty"),
        (("--from", "seller", "x\x00y"), "cannot be stored"),
    ],
)
def test_what_cannot_be_read_is_refused_and_nothing_is_recorded(
    hub: Cli, args: tuple[str, ...], what: str
) -> None:
    before = hub.log_size()
    answer = hub("message", "add", HUB, *args)

    assert answer.exit_code == 2
    assert what in answer.err
    assert hub.log_size() == before


def test_a_message_about_a_named_return_says_so(hub: Cli) -> None:
    hub.ok("mark", HUB, "requested", "--code", "RMA-1")
    hub.ok("message", "add", "RMA-1", "--from", "seller", "approved")
    (said,) = hub.data("message", "list", HUB)
    assert said["return_id"] is not None


def test_rm_takes_the_message_that_the_list_numbers_and_undo_brings_it_back(hub: Cli) -> None:
    hub.ok("message", "add", HUB, "--from", "seller", "--on", "20nov", "second")
    hub.ok("message", "add", HUB, "--from", "seller", "--on", "19nov", "first")
    before = hub.data("message", "list", HUB)

    assert '"first"' in hub.ok("message", "rm", HUB, "1", "--yes").out
    assert [m["text"] for m in hub.data("message", "list", HUB)] == ["second"]
    hub.ok("undo", "--yes")
    assert hub.data("message", "list", HUB) == before


def test_rm_off_a_terminal_says_what_it_would_remove(hub: Cli) -> None:
    hub.ok("message", "add", HUB, "--from", "seller", "we resend")
    answer = hub("message", "rm", HUB, "1")

    assert answer.exit_code == 2
    assert 'message from seller of Sat 21 Nov 2026: "we resend"' in answer.err


def test_a_number_that_is_not_there_is_not_found(hub: Cli) -> None:
    assert hub("message", "rm", HUB, "1", "--yes").exit_code == 4


def test_show_and_history_tell_the_messages(hub: Cli) -> None:
    for number in range(4):
        hub.ok("message", "add", HUB, "--from", "me", f"word {number}\nmore")

    shown = hub.ok("show", HUB).out
    assert "word 3 more" in shown
    assert "word 0" not in shown
    assert "4 messages: returnctl message list" in shown
    assert '"word 0 more"' in hub.ok("history", HUB).out
    assert [m["text"] for m in hub.data("show", HUB)["messages"]] == [
        f"word {number}\nmore" for number in range(4)
    ]


def test_words_of_a_message_are_found_by_search(hub: Cli) -> None:
    hub.ok("message", "add", HUB, "--from", "seller", "please wait for the locomotive")
    assert hub.data("search", "locomotive")


def test_escape_characters_never_reach_the_terminal(hub: Cli) -> None:
    hub.ok("message", "add", HUB, "--from", "seller", stdin="red \x1b[31m text")

    for command in (("message", "list", HUB), ("show", HUB), ("history", HUB)):
        assert "\x1b" not in hub.ok(*command).out
        assert r"\x1b[31m" in hub.ok(*command).out


# --- letters


def test_only_the_letter_is_on_standard_output(hub: Cli) -> None:
    answer = hub.ok("message", "draft", HUB)

    assert answer.lines[:4] == [
        f"Order {HUB}: problem with USB-C hub", "", "Hello,", "",
    ]  # fmt: skip
    assert answer.lines[-1] == "Thank you."
    assert "template defect (en), to the seller: something is wrong with it" in answer.err
    assert "others that fit" in answer.err
    assert "template" not in answer.out


def test_what_is_not_known_is_a_placeholder_and_a_note_with_its_command(hub: Cli) -> None:
    answer = hub.ok("message", "draft", HUB, "--template", "lost-on-way-back")

    assert "[date of sending]" in answer.out
    assert "mark" in answer.err
    assert "sent --tracking NUMBER" in answer.err


def test_the_letter_follows_the_case(hub: Cli) -> None:
    hub.ok(*SENDING)
    answer = hub.ok("message", "draft", HUB)

    assert "Tracking number: LX123456789ES" in answer.out
    assert "template shipped-with-number" in answer.err


@pytest.mark.parametrize(("country", "lang"), [("CN", "en"), ("DE", "de"), ("ES", "es")])
def test_a_seller_is_written_to_in_the_language_of_its_country(
    hub: Cli, country: str, lang: str
) -> None:
    hub.ok("edit", HUB, "--seller-country", country)
    assert hub.data("message", "draft", HUB)["lang"] == lang


def test_the_language_can_be_chosen(hub: Cli) -> None:
    assert hub.ok("message", "draft", HUB, "--lang", "ES").out.startswith(f"Pedido {HUB}")


def test_a_language_that_is_not_there_is_told_with_where_to_put_it(hub: Cli) -> None:
    answer = hub("message", "draft", HUB, "--template", "defect", "--lang", "fr")

    assert answer.exit_code == 4
    assert str(templates() / "fr" / "defect.txt") in answer.err


@pytest.mark.parametrize("name", ["nonsense", "../../etc/passwd", "defect.txt"])
def test_an_unknown_template_is_refused_with_the_known_ones(hub: Cli, name: str) -> None:
    answer = hub("message", "draft", HUB, "--template", name)

    assert answer.exit_code == 4
    assert "no-answer-yet" in answer.err


def test_a_withdrawal_says_when_no_right_is_known(hub: Cli) -> None:
    hub.ok("edit", HUB, "--buyer", "business")
    answer = hub.ok("message", "draft", HUB, "--template", "eu-withdrawal")

    assert "is not known to hold here" in answer.err
    assert "2011/83" not in answer.out


def test_a_withdrawal_names_the_law_where_it_holds(hub: Cli) -> None:
    hub.ok("edit", HUB, "--seller-country", "DE")
    answer = hub.ok("message", "draft", HUB, "--template", "eu-withdrawal")

    assert "2011/83/EU" in answer.out
    assert "not known to hold" not in answer.err


def test_a_draft_records_nothing(hub: Cli) -> None:
    before = hub.log_size()
    hub.ok("message", "draft", HUB)
    assert hub.log_size() == before


def test_the_json_of_a_draft_holds_the_letter_and_what_is_missing(hub: Cli) -> None:
    data = hub.data("message", "draft", HUB, "--template", "code-not-recognised")

    assert set(data) == {
        "ref", "template", "lang", "to", "subject", "body", "because", "others", "missing",
    }  # fmt: skip
    assert [each["field"] for each in data["missing"]] == ["return_code"]


def test_a_template_of_the_users_own_is_taken(hub: Cli) -> None:
    own = templates() / "en" / "defect.txt"
    own.parent.mkdir(parents=True)
    own.write_text("Mine\nAbout {items}.")

    assert hub.ok("message", "draft", HUB).out == "Mine\n\nAbout USB-C hub.\n"
    lines = {each["name"]: each for each in hub.data("message", "templates")["templates"]}
    assert lines["defect"]["own"] == ["en"]


def test_a_broken_template_is_refused_with_file_line_and_fields(hub: Cli) -> None:
    own = templates() / "en" / "defect.txt"
    own.parent.mkdir(parents=True)
    own.write_text("Mine\nAbout {itmes}.")
    answer = hub("message", "draft", HUB)

    assert answer.exit_code == 2
    assert f'{own}:2: there is no field "itmes"' in answer.err
    assert "order_number" in answer.err
    assert "left out" in hub.ok("message", "templates").err
    assert hub("message", "draft", HUB, "--lang", "de").exit_code == 0


def test_a_template_can_be_copied_as_it_is_written(hub: Cli) -> None:
    raw = hub.ok("message", "templates", "defect", "--lang", "de").out
    assert raw.startswith("Bestellung {order_number}")
    own = templates() / "de" / "defect.txt"
    own.parent.mkdir(parents=True)
    own.write_text(raw, encoding="utf-8")
    assert hub.ok("message", "templates", "defect", "--lang", "de").out == raw


def test_the_fields_are_listed_with_what_records_them(hub: Cli) -> None:
    told = hub.ok("message", "templates", "--fields").out
    assert "{order_number}" in told
    assert "returnctl edit REF --order NUMBER" in told


def test_every_form_of_a_letter_holds_the_same_text(hub: Cli) -> None:
    letter = hub.data("message", "draft", HUB)
    (record,) = hub.ok("--plain", "message", "draft", HUB).lines
    assert record.split("\t")[4] == letter["subject"]
    assert json.loads(f'"{record.split(chr(9))[5]}"') == letter["body"]
    assert hub.ok("message", "draft", HUB).out == f"{letter['subject']}\n\n{letter['body']}\n"
