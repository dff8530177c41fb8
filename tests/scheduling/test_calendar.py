"""`calendar`: what a calendar program is told, and what becomes of it when it is told again."""

from __future__ import annotations

import stat
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.cli.running import BERLIN, PYTHON_PATH, Cli, fingerprint
from tests.scheduling.calendars import Diary, Told, by_icalendar, by_vobject
from tests.scheduling.conftest import Written

DISPUTE = "open a dispute: USB-C hub"
NINE = timedelta(hours=9)
ODD = (
    'Hub, Kabel; "Ärger" & Söhne\nBEGIN:VEVENT\r\nSUMMARY:forged\u2028 😀👩‍👩‍👧 \\n \\,;'
    + "long " * 60
)


def entry(content: bytes, title: str) -> Told:
    (found,) = (each for each in by_icalendar(content) if title in each.title)
    return found


def test_a_day_to_act_by_is_an_all_day_entry(cli: Cli, hub: str, ics: Written) -> None:
    found = entry(ics(cli), DISPUTE)

    assert (found.day, found.end) == (date(2026, 11, 22), date(2026, 11, 23))
    assert (found.title, found.status) == (DISPUTE, "CONFIRMED")


def test_the_text_says_what_to_do_why_from_where_and_the_command(
    cli: Cli, hub: str, ics: Written
) -> None:
    text = entry(ics(cli), DISPUTE).text

    assert text.startswith("Open a dispute and ask for the money.")
    for told in ("If missed: ", "23.99 EUR", "8190123456789012", "Computed day.", "Source: ",
                 f"returnctl why {hub} dispute", f"returnctl mark {hub}"):  # fmt: skip
        assert told in text


def test_the_id_is_the_deadlines_own(cli: Cli, hub: str, ics: Written) -> None:
    assert entry(ics(cli), DISPUTE).uid == f"{cli.deadline(hub, 'dispute')['id']}@returnctl"


def test_alarms_ring_at_nine_on_the_rungs_that_are_not_past(
    cli: Cli, hub: str, ics: Written
) -> None:
    """Recorded on the day before: of 14, 7, 3, 1 and 0 days before, two are left."""
    assert entry(ics(cli), DISPUTE).alarms == (NINE - timedelta(days=1), NINE)


def test_the_ladder_of_the_config_decides(cli: Cli, ics: Written) -> None:
    early = cli.at("2026-11-08")
    early.add("8190123456789012", "USB-C hub", "23,99", "--delivered", "8nov",
              "--reason", "defective", "--seller-country", "CN")  # fmt: skip
    cli.ok("config", "set", "ladder", "10 2")

    alarms = entry(ics(early), DISPUTE).alarms
    assert alarms == (NINE - timedelta(days=10), NINE - timedelta(days=2))


def test_a_snoozed_one_has_no_alarm_before_the_snooze_ends(
    cli: Cli, hub: str, ics: Written
) -> None:
    cli.ok("snooze", hub, "dispute", "--until", "22nov")

    assert entry(ics(cli), DISPUTE).alarms == (NINE,)


def test_one_snoozed_for_good_stays_without_alarm(cli: Cli, hub: str, ics: Written) -> None:
    cli.ok("snooze", hub, "dispute")

    assert entry(ics(cli), DISPUTE).alarms == ()


def test_what_depends_on_an_unknown_fact_is_tentative(cli: Cli, ics: Written) -> None:
    cli.add("8190123456789012", "Hub", "9", "--delivered", "8nov", "--reason", "changed-mind")
    found = entry(ics(cli), "withdraw")

    assert found.status == "TENTATIVE"
    assert found.title.startswith("maybe ")
    assert "the seller's country" in found.text


def test_others_clocks_are_none_of_a_calendars_business(cli: Cli, ics: Written) -> None:
    cli.add("8190123456789012", "Hub", "9", "--delivered", "8nov", "--requested", "20nov",
            "--reason", "defective", "--seller-country", "CN")  # fmt: skip
    actors = {row["id"]: row["actor"] for row in cli.data("deadlines", "--all")}

    told = {each.uid.partition("@")[0] for each in by_icalendar(ics(cli))}
    assert {actors[id_] for id_ in told} == {"you"}
    assert set(actors.values()) > {"you"}


def test_both_readers_read_the_same(cli: Cli, hub: str, ics: Written) -> None:
    content = ics(cli)

    assert by_icalendar(content) == by_vobject(content)
    assert len(by_vobject(content)) > 1


def test_odd_names_stay_inside_their_field(cli: Cli, ics: Written) -> None:
    """Commas, semicolons, line breaks, forged properties, emoji: one entry per deadline."""
    cli.add("8190123456789012", ODD, "9", "--delivered", "8nov", "--reason", "defective",
            "--seller", ODD, "--seller-country", "CN")  # fmt: skip
    content = ics(cli)
    found = entry(content, "open a dispute")

    assert by_icalendar(content) == by_vobject(content)
    assert content.count(b"\r\nBEGIN:VEVENT") == len(by_vobject(content))
    assert "forged" in found.title
    assert 'Hub, Kabel; "Ärger" & Söhne' in found.title
    assert "😀👩‍👩‍👧" in found.text
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert b"\n" not in content.replace(b"\r\n", b"")


def test_the_same_records_give_the_same_bytes(cli: Cli, hub: str, ics: Written) -> None:
    assert ics(cli) == ics(cli)


def test_reading_never_writes(cli: Cli, hub: str, ics: Written) -> None:
    before = fingerprint(cli.db)
    ics(cli)

    assert fingerprint(cli.db) == before


def test_importing_twice_makes_no_twin(cli: Cli, hub: str, ics: Written) -> None:
    diary = Diary()
    diary.take(ics(cli))
    once = dict(diary.entries)
    diary.take(ics(cli))

    assert diary.entries == once


def test_a_moved_day_moves_its_entry(cli: Cli, hub: str, ics: Written) -> None:
    diary = Diary()
    diary.take(ics(cli))
    before = len(diary.entries)
    cli.ok("edit", hub, "--deadline", "dispute=27nov")
    diary.take(ics(cli))

    assert len(diary.entries) == before
    assert diary.standing[DISPUTE] == date(2026, 11, 27)


def test_an_older_file_imported_late_moves_nothing_back(cli: Cli, hub: str, ics: Written) -> None:
    older = ics(cli)
    cli.ok("edit", hub, "--deadline", "dispute=27nov")
    diary = Diary()
    diary.take(ics(cli))
    diary.take(older)

    assert diary.standing[DISPUTE] == date(2026, 11, 27)


@pytest.mark.parametrize(
    "words",
    [["mark", "{}", "kept"], ["mark", "{}", "dispute-opened"], ["rm", "{}", "--yes"],
     ["undo", "--yes"], ["edit", "{}", "--seller-country", "DE"]],
    ids=["closed", "met", "removed", "undone", "changed"],
)  # fmt: skip
def test_what_is_over_is_cancelled_wherever_it_was_imported(
    cli: Cli, hub: str, ics: Written, words: list[str]
) -> None:
    """No entry stays that the file does not have: it stands as in the file, or is cancelled."""
    diary = Diary()
    diary.take(ics(cli))
    cli.ok(*(word.format(hub) for word in words))
    diary.take(ics(cli))

    told = {each.uid: each for each in by_icalendar(ics(cli))}
    assert {uid: told.get(uid) for uid in diary.entries} == diary.entries
    if words[0] != "edit":
        assert DISPUTE not in diary.standing


def test_a_cancelled_entry_says_so_and_rings_no_more(cli: Cli, hub: str, ics: Written) -> None:
    cli.ok("mark", hub, "dispute-opened")
    found = entry(ics(cli), DISPUTE)

    assert (found.title, found.status, found.alarms) == (f"done: {DISPUTE}", "CANCELLED", ())


def test_undone_and_done_again_it_stands_again(cli: Cli, hub: str, ics: Written) -> None:
    """The sequence only ever grows, although the log says less than before."""
    diary = Diary()
    for words in (["mark", hub, "kept"], ["undo", "--yes"], ["redo"], ["undo", "--yes"]):
        diary.take(ics(cli))
        cli.ok(*words)
    diary.take(ics(cli))

    assert DISPUTE in diary.standing


def test_what_was_erased_for_good_is_not_told_even_as_cancelled(
    cli: Cli, hub: str, ics: Written
) -> None:
    cli.ok("rm", hub, "--purge", "--yes")

    assert by_icalendar(ics(cli)) == []


def test_a_month_after_its_day_nothing_is_told_of_what_is_over(
    cli: Cli, hub: str, ics: Written
) -> None:
    cli.ok("mark", hub, "kept")

    assert by_icalendar(ics(cli.at("2027-06-01"))) == []


def test_json_says_where_and_how_many(cli: Cli, hub: str, home: Path) -> None:
    file = str(home / "x.ics")
    events = cli.data("calendar", file)["events"]
    cli.ok("mark", hub, "kept")

    assert events > 1
    assert cli.data("calendar", file) == {
        "path": file, "events": 0, "cancelled": events, "kept": False,
    }  # fmt: skip


def test_plain_is_path_and_two_numbers(cli: Cli, hub: str, home: Path) -> None:
    path, *numbers = cli.ok("calendar", str(home / "x.ics"), "--plain").out.split("\t")

    assert path == str(home / "x.ics")
    assert [number.strip().isdigit() for number in numbers] == [True, True]


def test_a_dash_is_standard_output(cli: Cli, hub: str, ics: Written) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "returnctl", "--as-of", "2026-11-21", "calendar", "-"],
        env={**BERLIN, "RETURNCTL_DB": str(cli.db), "PYTHONPATH": PYTHON_PATH,
             "HOME": str(cli.db.parent)},
        capture_output=True, check=True,
    )  # fmt: skip

    assert (done.stdout, done.stderr) == (ics(cli), b"")


def test_a_new_file_is_its_owners_and_a_given_mode_stays(
    cli: Cli, hub: str, home: Path, ics: Written
) -> None:
    ics(cli)
    file = home / "returns.ics"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    file.chmod(0o644)
    ics(cli)
    assert stat.S_IMODE(file.stat().st_mode) == 0o644


def test_a_link_is_followed_and_stays_a_link(cli: Cli, hub: str, home: Path) -> None:
    (home / "there").mkdir()
    (home / "link.ics").symlink_to(home / "there" / "real.ics")
    cli.ok("calendar", str(home / "link.ics"))

    assert (home / "link.ics").is_symlink()
    assert by_vobject((home / "there" / "real.ics").read_bytes())


def test_a_file_of_somebody_else_is_never_written_over(cli: Cli, hub: str, home: Path) -> None:
    mine = home / "family.ics"
    mine.write_text("BEGIN:VCALENDAR\r\nPRODID:-//somebody//else//EN\r\nEND:VCALENDAR\r\n")
    before = mine.read_bytes()
    answer = cli("calendar", str(mine))

    assert (answer.exit_code, mine.read_bytes()) == (2, before)
    assert "returnctl did not make it" in answer.err


@pytest.mark.parametrize(
    "words", [["calendar"], ["calendar", "-", "--json"], ["calendar", "/nowhere/x.ics"],
              ["calendar", "x.ics", "--watch-path", "y.ics"], ["calendar", "--watch-path", "-"],
              ["config", "set", "calendar_file", "x.ics"]],
)  # fmt: skip
def test_what_cannot_be_written_is_refused(cli: Cli, hub: str, words: list[str]) -> None:
    assert cli(*words).exit_code == 2


@pytest.mark.parametrize("option", [[], ["--watch-path"]])
def test_an_empty_name_is_no_file(cli: Cli, hub: str, option: list[str]) -> None:
    answer = cli("calendar", *option, "")

    assert answer.exit_code == 2
    assert "file" in answer.err


def test_a_folder_is_called_a_folder(cli: Cli, hub: str, home: Path) -> None:
    answer = cli("calendar", str(home))

    assert answer.exit_code == 2
    assert "is a folder" in answer.err


def test_no_records_is_exit_7_and_no_file(cli: Cli, home: Path) -> None:
    assert cli("calendar", str(home / "x.ics")).exit_code == 7
    assert not (home / "x.ics").exists()


def test_a_kept_file_is_renewed_by_remind(cli: Cli, hub: str, home: Path) -> None:
    """`remind` is of today: the hub's window is long over, or not there yet, wherever that is."""
    file = home / "kept.ics"
    cli.ok("calendar", "--watch-path", str(file))
    cli.ok("mark", hub, "kept")
    now = cli.at(None)
    now.ok("remind")

    assert file.read_bytes() == (_fresh(now, home))


def _fresh(cli: Cli, home: Path) -> bytes:
    cli.ok("calendar", str(home / "fresh.ics"))
    return (home / "fresh.ics").read_bytes()


def test_a_kept_file_that_cannot_be_written_does_not_fail_remind(
    cli: Cli, hub: str, home: Path
) -> None:
    (home / "d").mkdir()
    cli.ok("calendar", "--watch-path", str(home / "d" / "kept.ics"))
    (home / "d" / "kept.ics").unlink()
    (home / "d").rmdir()
    answer = cli.at(None)("remind")

    assert answer.exit_code == 0
    assert "the calendar was not written" in answer.err


def test_without_a_file_the_kept_one_is_written(cli: Cli, hub: str, home: Path) -> None:
    cli.ok("calendar", "--watch-path", str(home / "kept.ics"))
    (home / "kept.ics").unlink()

    assert cli.data("calendar")["kept"] is True
    assert (home / "kept.ics").exists()
    cli.ok("config", "unset", "calendar_file")
    assert cli("calendar").exit_code == 2
