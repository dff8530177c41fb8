"""What a run of reminders looks like: a panel per case on a terminal, settings that are read."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path

import pytest

from returnctl.core.reminderladders import Ladders
from returnctl.core.rungs import Memory, notices
from returnctl.core.views import Place
from returnctl.core.views.reminders import Delivery, RemindView
from returnctl.render.output import Form, Output, show
from returnctl.render.page import Page
from returnctl.render.reminders import digest
from returnctl.settings.config import load_settings
from tests.cli.running import Cli
from tests.reminders.building import ACT_BY, a_row, before

HOSTILE = "Lamp\x1b[31m[bold]\u202e\nDONE"


def drawn(*titles: str, width: int = 80) -> list[str]:
    rows = [a_row(ACT_BY + timedelta(days=4 * n), id=str(n), ref=f"k{n}f", item=title)
            for n, title in enumerate(titles)]  # fmt: skip
    moment = before(3)
    found = notices(rows, moment, Ladders(), Memory())
    told = Delivery(channel="stdout", notices=tuple(found), state="waiting")
    out = io.StringIO()
    output = Output(Form.TERMINAL, out, io.StringIO(), color=False, width=width)
    view = RemindView(place=Place("Europe/Berlin", "DE"), deliveries=(told,))
    show(view, command="remind", moment=moment, output=output)
    return out.getvalue().splitlines()


def test_each_case_has_a_panel_and_the_most_urgent_comes_first() -> None:
    lines = drawn("Lamp", "Bulb")
    tops = [line for line in lines if line.startswith("╭")]

    assert [each.strip("╭╮─ ") for each in tops] == ["k0f  Lamp", "k1f  Bulb"]
    assert "3 days  Mon 30 Nov ~  open a dispute" in lines[1]
    assert "late notice: meant for Mon 16 Nov 2026" in "\n".join(lines)


@pytest.mark.parametrize("width", [20, 39, 40, 60, 80, 120, 200])
def test_at_every_width_nothing_is_cut(width: int) -> None:
    title = "A lamp with a title that is longer than most screens are wide, and then some more"
    words = " ".join("\n".join(drawn(title, width=width)).replace("│", " ").split())

    assert title in words
    assert "…" not in words


def test_foreign_text_acts_on_nothing() -> None:
    text = "\n".join(drawn(HOSTILE))

    assert "\x1b" not in text
    assert "[bold]" in text
    assert r"\x1b" in text


def test_a_message_is_safe_too() -> None:
    moment = before(3)
    found = notices([a_row(item=HOSTILE)], moment, Ladders(), Memory())
    title, text = digest(found, Page(moment))

    assert "\x1b" not in title + text
    assert "\n" not in title


def test_ladders_of_the_config_are_read_and_shown(home: Path) -> None:
    config = home / "config.toml"
    config.write_text(
        'ladder = [10, 5]\n[ladders.return-window]\ndays = "2 1"\n'
        '[ladders.purchase]\ndays = "off"\n'
    )
    settings = load_settings(config, {})

    assert settings["ladder"] == (10, 5)
    assert settings.section("ladders") == {
        "return-window": {"days": (2, 1)}, "purchase": {"days": ()},
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("ladder", "1, 3 7", "7 3 1"),
        ("ladder", "off", "off"),
        ("ladders.dispute.days", "5 4 3", "5 4 3"),
        ("ladders.return-window.days", "5", "5"),
        ("remind_to", "stdout phone", "stdout phone"),
        ("channels.phone.url", "ntfys://ntfy.sh/very-secret", "ntfys://..."),
    ],
)
def test_a_setting_is_set_on_the_command_line(
    home: Path, name: str, value: str, shown: str
) -> None:
    cli = Cli(home / "r.db")
    cli.ok("config", "set", name, value)

    assert cli.ok("config", "get", name).out.strip() == shown


@pytest.mark.parametrize(
    ("name", "value"),
    [("ladder", "often"), ("ladder", "-3"), ("channels.phone.url", "phone"), ("remind_to", "a/b")],
)
def test_a_setting_that_cannot_be_read_is_refused(home: Path, name: str, value: str) -> None:
    assert Cli(home / "r.db")("config", "set", name, value).exit_code == 2


def test_status_says_when_reminders_ran_and_that_they_stopped(home: Path) -> None:
    cli = Cli(home / "r.db", as_of=None)
    cli.ok("add", "--shop", "lampenladen", "--item", "Lamp", "--reason", "defective")
    assert cli.ok("status").err == ""
    cli.ok("remind")

    assert cli.ok("status").err == ""
    assert "reminders have not run since" in cli.at("+3d").ok("status").err
    assert cli.at("+3d").ok("status", "--json").envelope["warnings"]
