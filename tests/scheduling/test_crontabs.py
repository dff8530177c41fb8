"""The text of a crontab and of units: put in, found, taken out, and quoted as cron reads it."""

from __future__ import annotations

import re
import shlex
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from returnctl.core.crontabs import (
    BEGIN,
    END,
    crontab_line,
    installed_line,
    mail_address,
    with_line,
    without_line,
)
from returnctl.core.errors import Refused
from returnctl.core.timers import is_ours, units

LINE = "0 7 * * * /usr/bin/returnctl remind"
BLOCK = BEGIN + b"\n" + LINE.encode() + b"\n" + END + b"\n"
# Whatever bytes people have in there, in lines, but no half of a block.
CRONTABS = (
    st.lists(st.binary(max_size=30).map(lambda line: line.replace(b"\n", b"") + b"\n"), max_size=6)
    .map(b"".join)
    .filter(lambda text: b"returnctl" not in text)
)


@given(CRONTABS)
def test_what_is_put_in_and_taken_out_leaves_every_byte(crontab: bytes) -> None:
    assert without_line(with_line(crontab, LINE)) == crontab


@given(CRONTABS)
def test_what_is_put_in_is_found_and_the_rest_is_still_there(crontab: bytes) -> None:
    assert installed_line(with_line(crontab, LINE)) == LINE
    assert with_line(crontab, LINE) == crontab + BLOCK


@given(CRONTABS)
def test_twice_is_the_same_as_once(crontab: bytes) -> None:
    once = with_line(crontab, LINE)

    assert with_line(once, LINE) == once


def test_another_line_takes_the_place_of_the_first() -> None:
    before = b"# above\n" + BLOCK + b"5 5 * * * below\n"

    assert with_line(before, "1 1 * * * other") == before.replace(LINE.encode(), b"1 1 * * * other")


@pytest.mark.parametrize(
    "damaged",
    [BLOCK.replace(END, b""), BLOCK.replace(BEGIN, b""), BLOCK + BLOCK, BEGIN + b"\n",
     BLOCK.replace(END, b"0 0 * * * mine\n" + END), BLOCK + END + b"\n"],
)  # fmt: skip
def test_a_damaged_block_is_refused_not_guessed_at(damaged: bytes) -> None:
    for change in (installed_line, without_line, lambda text: with_line(text, LINE)):
        with pytest.raises(Refused, match="not whole") as refused:
            change(b"1 1 * * * mine\n" + damaged)
        assert "crontab -e" in refused.value.hint


@pytest.mark.parametrize(
    ("crontab", "address"),
    [
        (b"", "martina"),
        (b"MAILTO=a@example.org\n", "a@example.org"),
        (b'MAILTO=""\n', ""),
        (b"MAILTO=\n", ""),
        (b"  MAILTO = 'a@example.org' \n0 1 * * * x\nMAILTO=b@example.org\n", "b@example.org"),
        (b"#MAILTO=a@example.org\n", "martina"),
        (b"MAILTO=a@example.org\n" + BLOCK + b'MAILTO=""\n', "a@example.org"),
    ],
)
def test_mail_goes_where_the_last_mailto_above_says(crontab: bytes, address: str) -> None:
    assert mail_address(crontab, "martina") == address


def as_cron_does(line: str) -> str:
    """The command of a line as cron hands it to /bin/sh."""
    text = line.split(" ", 5)[5]
    assert not re.search(r"(?<!\\)%", text)
    return text.replace("\\%", "%")


PATHS = st.text(st.sampled_from("aZ0 '\"$`%&;|<>()*?[]#~!{}ä😀-=:@"), min_size=1, max_size=12)


@given(st.lists(PATHS, min_size=1, max_size=3), PATHS)
def test_any_path_reaches_the_program_as_it_is(paths: list[str], value: str) -> None:
    line = crontab_line("0 7 * * *", paths, {"PLACE": value})

    assert shlex.split(as_cron_does(line)) == [f"PLACE={value}", *paths]


def test_the_shell_reads_it_so_too() -> None:
    odd = "a b'c\"d$e`f%g&h;i"
    line = crontab_line("0 7 * * *", ["/bin/echo", odd], {"PLACE": odd})
    done = subprocess.run(["/bin/sh", "-c", as_cron_does(line)], capture_output=True, check=True)

    assert done.stdout.decode() == f"{odd}\n"


@pytest.mark.parametrize("path", ["/a\\b", "/a\nb", "/a\x1b[2J", "/" + "x" * 1000])
def test_what_cron_cannot_run_is_refused(path: str) -> None:
    with pytest.raises(Refused):
        crontab_line("0 7 * * *", [path], {})


def test_a_timer_makes_up_for_what_was_slept_through() -> None:
    assert "\nPersistent=true\n" in units("*-*-* 07:00:00", ["/usr/bin/returnctl"], {}).timer


def test_a_timer_is_two_files_that_systemd_reads() -> None:
    made = units("daily", ["/usr/bin/returnctl", "remind"], {"LANG": "C"}, "/tmp/said.txt")

    assert made.service.splitlines() == [
        "# returnctl cron remove takes this file away.",
        "[Unit]", "Description=Reminders of returnctl", "",
        "[Service]", "Type=oneshot", "Environment=LANG=C", "ExecStart=/usr/bin/returnctl remind",
        "StandardOutput=append:/tmp/said.txt", "StandardError=inherit",
    ]  # fmt: skip
    assert made.timer.splitlines() == [
        "# returnctl cron remove takes this file away.",
        "[Unit]", "Description=When returnctl reminds", "",
        "[Timer]", "OnCalendar=daily", "Persistent=true", "",
        "[Install]", "WantedBy=timers.target",
    ]  # fmt: skip
    assert all(file.endswith("\n") for file in made)
    assert all(is_ours(file) for file in made)
    assert not is_ours("# mine\n[Unit]\n")


def test_what_means_something_in_a_unit_is_written_so_that_it_does_not() -> None:
    made = units("daily", ["/opt/a b/100%", "--db", "/x/$HOME"], {"PLACE": 'a "b" %c'}, "/y/5%.txt")

    assert '\nExecStart="/opt/a b/100%%" --db /x/$$HOME\n' in made.service
    assert '\nEnvironment="PLACE=a \\"b\\" %%c"\n' in made.service
    assert "\nStandardOutput=append:/y/5%%.txt\n" in made.service
