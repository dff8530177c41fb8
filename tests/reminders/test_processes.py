"""The real program with real channels on this machine.

It is a process of its own (`alone`, `start`) where pipes, signals, locks or secrets are looked at;
else it runs in this one, which loads Apprise only once.
"""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.cli.running import TIMEOUT, Answer, Cli, command, process_env, run_process
from tests.reminders.receiving import Inbox, Mailbox, http_inbox, smtp_mailbox

SECRET = "s3cret/with?signs&more"


def records(db: Path) -> None:
    """Record two promises: one due in three days, one in seven."""
    cli, today = Cli(db, as_of=None), datetime.now(UTC).date()
    for item, days in (("Lamp", 3), ("Bulb", 7)):
        day = today + timedelta(days=days)
        ref = cli.data("add", "--shop", "lampenladen", "--item", item)["ref"]
        cli.ok("edit", ref, "--deadline", f"promise={day.isoformat()}")


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The records, made once and then copied."""
    db = tmp_path_factory.mktemp("made") / "returns.db"
    records(db)
    return db.read_bytes()


class Home:
    """A user's home folder with two promises."""

    def __init__(self, folder: Path, made: bytes) -> None:
        self.folder = folder
        self.env = process_env(folder, RETURNCTL_CONFIG=str(folder / "cfg" / "config.toml"))
        (folder / "cfg").mkdir(mode=0o700)
        self.cli = Cli(folder / "returns.db", as_of=None)
        self.cli.db.write_bytes(made)
        self.env["RETURNCTL_DB"] = str(self.cli.db)

    def config(self, text: str) -> None:
        (self.folder / "cfg" / "config.toml").write_text(text, encoding="utf-8")

    def remind(self, *args: str, **env: str) -> Answer:
        return Cli(self.cli.db, {**self.env, **env}, as_of=None)("remind", *args)

    def alone(self, *args: str, **env: str) -> Answer:
        return run_process(["remind", *args], {**self.env, **env})

    def start(self, *args: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            command("remind", *args), env=self.env, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip

    def told(self) -> list[tuple[str, int]]:
        return self.cli.query("SELECT channel, rung FROM reminders ORDER BY channel, rung")

    def forget(self) -> None:
        with closing(sqlite3.connect(self.cli.db)) as conn, conn:
            conn.execute("DELETE FROM reminders")


@pytest.fixture
def user(home: Path, made: bytes) -> Home:
    return Home(home, made)


@pytest.fixture
def inbox() -> Iterator[Inbox]:
    with http_inbox() as found:
        yield found


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with smtp_mailbox() as found:
        yield found


def lines(*answers: Answer | bytes) -> list[str]:
    texts = [each.out if isinstance(each, Answer) else each.decode() for each in answers]
    return [line for text in texts for line in text.splitlines()]


# --- standard output


def test_a_pipe_gets_a_line_each_and_the_second_time_nothing(user: Home) -> None:
    first = user.alone()

    assert [line.partition(".")[0].partition(": ")[2] for line in lines(first)] == [
        "promise", "promise",
    ]  # fmt: skip
    assert "Lamp" in first.out
    assert "Bulb" in first.out
    assert first.err == ""
    again = user.alone()
    assert (again.exit_code, again.out, again.err) == (0, "", "")


def test_a_dry_run_shows_the_same_and_remembers_nothing(user: Home, inbox: Inbox) -> None:
    user.config(f'[channels.phone]\nurl = "{inbox.channel}"\n')

    dry = user.remind("--dry-run")

    assert len(lines(dry)) == 2
    assert inbox.posts == []
    assert user.told() == []
    assert user.remind().out == dry.out


def test_with_another_clock_nothing_is_sent(user: Home) -> None:
    answer = run_process(["--as-of", "+3d", "remind"], user.env)

    assert len(lines(answer)) == 2
    assert "nothing is sent or remembered" in answer.err
    assert user.told() == []


def test_an_answer_that_could_not_be_written_is_told_again(user: Home) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            command("remind"), env=user.env, stdin=subprocess.DEVNULL, stdout=full,
            stderr=subprocess.PIPE, timeout=TIMEOUT, check=False,
        )  # fmt: skip

    assert done.returncode == 1
    assert len(lines(user.alone())) == 2


def test_a_closed_output_was_told_nothing(user: Home) -> None:
    line = ["sh", "-c", 'exec "$@" >&-', "sh", *command("remind")]
    done = subprocess.run(line, env=user.env, timeout=TIMEOUT, check=False, capture_output=True)

    assert done.returncode == 0
    assert len(lines(user.alone())) == 2


def test_json_tells_of_every_notice_and_channel(user: Home, inbox: Inbox) -> None:
    user.config(f'[channels.phone]\nurl = "{inbox.channel}"\n')
    answer = user.remind("--json")

    assert [each["rung"] for each in answer.data["notices"]] == [3, 7]
    assert answer.data["notices"][0]["channels"] == ["stdout", "phone"]
    assert [(each["channel"], each["state"]) for each in answer.data["channels"]] == [
        ("stdout", "sent"), ("phone", "sent"),
    ]  # fmt: skip
    assert user.remind("--json").data["notices"] == []


# --- two at once, and crashes


def two_at_once(user: Home) -> None:
    """Start two; between them every rung is told once."""
    running = [user.start(), user.start()]
    answers = [each.communicate(timeout=TIMEOUT) for each in running]

    assert [each.returncode for each in running] == [0, 0], answers
    assert len(lines(*(out for out, _ in answers))) == 2, answers
    assert user.told() == [("stdout", 3), ("stdout", 7)]


@pytest.mark.parametrize("number", range(5))
def test_two_at_once_tell_each_rung_once(user: Home, number: int) -> None:
    two_at_once(user)


@pytest.mark.slow
def test_two_at_once_two_hundred_times(user: Home) -> None:
    for _ in range(200):
        two_at_once(user)
        user.forget()


def killed_while_sending(user: Home, inbox: Inbox) -> None:
    """Die by signal 9 when the message has arrived and is not remembered yet."""
    before = len(inbox.posts)
    process = user.start("--to", "phone")
    inbox.meanwhile = lambda: os.kill(process.pid, signal.SIGKILL)
    process.communicate(timeout=TIMEOUT)
    inbox.meanwhile = lambda: None

    assert process.returncode == -signal.SIGKILL
    assert len(inbox.posts) == before + 1
    assert user.told() == []


def test_kill_9_between_sending_and_remembering_repeats_and_loses_nothing(
    user: Home, inbox: Inbox
) -> None:
    user.config(f'[channels.phone]\nurl = "{inbox.channel}"\n')
    killed_while_sending(user, inbox)

    answer = user.alone("--to", "phone")

    assert (answer.exit_code, answer.err) == (0, ""), "the lock went with the process"
    assert len(inbox.posts) == 2
    assert inbox.bodies[0] == inbox.bodies[1]
    user.alone("--to", "phone")
    assert len(inbox.posts) == 2


@pytest.mark.slow
def test_kill_9_twenty_times(user: Home, inbox: Inbox) -> None:
    user.config(f'[channels.phone]\nurl = "{inbox.channel}"\n')
    for round_ in range(20):
        killed_while_sending(user, inbox)
        assert user.alone("--to", "phone").exit_code == 0
        assert len(inbox.posts) == 2 * (round_ + 1)
        user.forget()


def test_others_can_write_while_something_is_sent(user: Home, inbox: Inbox) -> None:
    """No transaction is open: a write of another process does not wait."""
    user.config(f'[channels.phone]\nurl = "{inbox.channel}"\n')
    wrote: list[str] = []

    def write() -> None:
        with closing(sqlite3.connect(user.cli.db, timeout=0, isolation_level=None)) as conn:
            conn.execute("BEGIN IMMEDIATE")
            conn.execute("ROLLBACK")
            wrote.append("yes")

    inbox.meanwhile = write
    answer = user.alone("--to", "phone")

    assert (answer.exit_code, wrote) == (0, ["yes"])


def test_a_second_one_does_not_wait_for_a_channel_that_hangs(user: Home, inbox: Inbox) -> None:
    user.config(f'[channels.phone]\nurl = "{inbox.channel}?rto=20"\n')
    arrived, go_on = threading.Event(), threading.Event()

    def hang() -> None:
        arrived.set()
        go_on.wait(TIMEOUT)

    inbox.meanwhile = hang
    first = user.start("--to", "phone")
    assert arrived.wait(TIMEOUT)
    second = user.alone("--to", "phone")
    go_on.set()
    first.communicate(timeout=TIMEOUT)

    assert (first.returncode, second.exit_code) == (0, 0)
    assert "another remind is running" in second.err
    assert len(inbox.posts) == 1


# --- channels


def test_a_real_mail_server_gets_one_mail_with_everything(user: Home, mailbox: Mailbox) -> None:
    user.config(f'[channels.mail]\nurl = "{mailbox.channel}"\n')

    assert user.alone("--to", "mail").exit_code == 0

    (mail,) = mailbox.mails
    assert "and 1 more" in mail["Subject"]
    assert mail["To"] == "martina@example.org"
    assert "Lamp" in mailbox.texts[0]
    assert "Bulb" in mailbox.texts[0]


def test_a_real_web_address_gets_the_same(user: Home, inbox: Inbox) -> None:
    user.config(f'[channels.phone]\nurl = "{inbox.channel}"\n')

    assert user.remind("--to", "phone").exit_code == 0

    (body,) = inbox.bodies
    assert body.index("Lamp") < body.index("Bulb"), "the most urgent comes first"


def test_a_channel_that_fails_is_told_of_and_tried_again(
    user: Home, inbox: Inbox, mailbox: Mailbox
) -> None:
    user.config(
        f'[channels.phone]\nurl = "{inbox.channel}"\n[channels.mail]\nurl = "{mailbox.channel}"\n'
    )
    inbox.status = 500
    answer = user.remind()

    assert answer.exit_code == 6
    assert "the channel phone did not take the message" in answer.err
    assert len(lines(answer)) == 2
    assert len(mailbox.mails) == 1

    inbox.status, inbox.posts[:] = 200, []
    again = user.remind()
    assert (again.exit_code, again.out, again.err) == (0, "", "")
    assert (len(inbox.posts), len(mailbox.mails)) == (1, 1)


def test_a_test_message_is_real_and_remembers_nothing(user: Home, mailbox: Mailbox) -> None:
    user.config(f'[channels.mail]\nurl = "{mailbox.channel}"\n')

    answer = user.remind("--test", "mail")

    assert (answer.exit_code, lines(answer)) == (0, ["mail took a test message."])
    assert mailbox.mails[0]["Subject"] == "returnctl: a test"
    assert user.told() == []


def test_a_test_of_a_channel_that_is_not_there(user: Home) -> None:
    answer = user.remind("--test", "phone")

    assert answer.exit_code == 4
    assert 'there is no channel "phone"' in answer.err


def test_the_channels_of_the_config_can_be_fewer(user: Home, inbox: Inbox) -> None:
    user.config(f'remind_to = "phone"\n[channels.phone]\nurl = "{inbox.channel}"\n')
    answer = user.remind()

    assert (answer.exit_code, answer.out) == (0, "")
    assert len(inbox.posts) == 1


def test_a_secret_is_sent_and_never_told(user: Home, inbox: Inbox) -> None:
    """Neither output nor errors nor the database hold it, also when the channel fails."""
    address = inbox.channel.replace("127.0.0.1", "martina:{secret}@127.0.0.1")
    user.config(f'[channels.phone]\nurl = "{address}"\n')
    key = {"RETURNCTL_PHONE_KEY": SECRET}
    sent = user.alone(**key)
    inbox.status = 500
    user.forget()
    failed = user.alone("--json", **key)
    shown = run_process(["config", "show"], {**user.env, **key})

    assert (sent.exit_code, failed.exit_code) == (0, 6)
    assert len(inbox.posts) == 2
    for text in (sent.out, sent.err, failed.out, failed.err, shown.out):
        assert SECRET not in text
        assert "s3cret" not in text
    assert b"s3cret" not in user.cli.db.read_bytes()
    assert "json://..." in shown.out


def test_a_channel_without_its_secret_says_where_one_can_lie(user: Home, inbox: Inbox) -> None:
    user.config('[channels.phone]\nurl = "json://{secret}@127.0.0.1:1/"\n')
    answer = user.remind()

    assert answer.exit_code == 6
    assert "there is no key for phone" in answer.err
    assert "RETURNCTL_PHONE_KEY" in answer.err


def test_the_desktop_shows_the_digest_through_its_own_program(user: Home) -> None:
    """A program of that name stands in for the desktop's."""
    user.config('[channels.desktop]\nurl = "desktop://"\n')
    shown, programs = user.folder / "shown", user.folder / "bin"
    programs.mkdir()
    (programs / "notify-send").write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > {shown}\n')
    (programs / "notify-send").chmod(0o755)

    answer = user.remind("--to", "desktop", PATH=f"{programs}:/usr/bin:/bin")

    assert (answer.exit_code, answer.err) == (0, "")
    words = shown.read_text().partition("--\n")[2]
    assert words.startswith("in 3 days")
    assert "Bulb" in words


def test_a_machine_without_a_desktop_says_so(user: Home) -> None:
    user.config('[channels.desktop]\nurl = "desktop://"\n')
    answer = user.remind("--to", "desktop", PATH=str(user.folder))

    assert answer.exit_code == 6
    assert "needs notify-send" in answer.err


# --- heartbeat, announcer, hooks


def test_a_good_run_pings_and_a_bad_one_does_not(user: Home, inbox: Inbox) -> None:
    user.alone("--heartbeat", f"{inbox.url}/uuid-1")
    user.config('[channels.phone]\nurl = "json://127.0.0.1:1/"\n')
    bad = user.alone("--heartbeat", f"{inbox.url}/uuid-2")

    assert bad.exit_code == 6
    assert inbox.asked == ["/uuid-1"]


def test_a_heartbeat_that_fails_is_told_without_its_address(user: Home, inbox: Inbox) -> None:
    inbox.status = 404
    answer = user.remind("--heartbeat", f"{inbox.url}/uuid-1")

    assert answer.exit_code == 0
    assert "the heartbeat (127.0.0.1) answered 404" in answer.err
    assert "uuid-1" not in answer.err


@pytest.mark.parametrize("address", ["", "uuid-1", "http://", "ftp://host/uuid-1"])
def test_a_heartbeat_that_is_no_address_is_refused_before_anything_is_told(
    user: Home, address: str
) -> None:
    answer = user.remind("--heartbeat", address)

    assert (answer.exit_code, answer.out) == (2, "")
    assert "the heartbeat is no address" in answer.err
    assert "uuid-1" not in answer.err
    assert user.told() == []


def test_a_test_that_fails_says_where_to_look(user: Home, inbox: Inbox) -> None:
    """It is not tried again by itself, as a reminder would be."""
    user.config(f'[channels.phone]\nurl = "{inbox.channel}"\n')
    inbox.status = 500
    answer = user.remind("--test", "phone")

    assert answer.exit_code == 6
    assert "[channels.phone]" in answer.err
    assert "next run" not in answer.err


def test_a_channel_that_the_config_has_not_silences_no_other(user: Home, inbox: Inbox) -> None:
    """A renamed or half-written one must not keep the others from telling what is due."""
    user.config(
        'remind_to = "stdout phone fone half"\n'
        f'[channels.phone]\nurl = "{inbox.channel}"\n[channels.half]\nkey_file = "/nowhere"\n'
    )
    answer = user.remind()

    assert answer.exit_code == 6
    assert len(lines(answer)) == 2
    assert len(inbox.bodies) == 1
    assert 'there is no channel "fone"' in answer.err
    assert "[channels.half] of the config has no url" in answer.err


def test_a_rehearsed_test_is_refused(user: Home, inbox: Inbox) -> None:
    user.config(f'[channels.phone]\nurl = "{inbox.channel}"\n')

    assert user.remind("--test", "phone", "--dry-run").exit_code == 2
    another_day = user.remind("--test", "phone", "--as-of", "2026-12-24")
    assert another_day.exit_code == 2
    assert "with --as-of nothing is sent" in another_day.err
    assert inbox.posts == []


def test_upcoming_hints_at_its_own_option(user: Home) -> None:
    for days in ("soon", ""):
        answer = user.remind("--upcoming", days)

        assert answer.exit_code == 2
        assert "--upcoming 14" in answer.err


def test_a_machine_that_is_not_the_announcer_is_silent(user: Home) -> None:
    user.config('announcer = "another-machine"\n')
    answer = user.remind()

    assert (answer.exit_code, answer.out, answer.err) == (0, "", "")
    assert "another-machine" in user.remind("--json").envelope["warnings"][0]
    assert user.told() == []


def a_hook(user: Home, name: str, script: str, mode: int = 0o755) -> Path:
    folder = user.folder / "cfg" / "hooks"
    folder.mkdir(mode=0o700, exist_ok=True)
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(mode)
    return path


def test_a_hook_gets_the_digest_as_json(user: Home) -> None:
    seen = user.folder / "seen.json"
    a_hook(user, "on-remind", f"cat > {seen}; env > {seen}.env")

    assert user.alone(RETURNCTL_PHONE_KEY=SECRET).exit_code == 0

    found = json.loads(seen.read_text(encoding="utf-8"))
    assert (found["command"], len(found["data"]["notices"])) == ("on-remind", 2)
    assert "s3cret" not in Path(f"{seen}.env").read_text(encoding="utf-8")
    seen.unlink()
    user.alone()
    assert not seen.exists(), "nothing was told"


def test_a_hook_gets_what_was_marked(user: Home) -> None:
    seen = user.folder / "seen.json"
    a_hook(user, "on-mark", f"cat > {seen}")
    ref = user.cli.data("status", "--purchases")[0]["ref"]

    answer = run_process(["mark", ref, "kept"], user.env)

    found = json.loads(seen.read_text(encoding="utf-8"))
    assert (answer.exit_code, answer.err) == (0, "")
    assert found["command"] == "on-mark"
    assert found["data"]["ref"] == ref
    assert found["data"]["recorded"][0]["name"] == "kept"


@pytest.mark.parametrize(
    ("script", "mode", "said"),
    [
        ("echo broken >&2; exit 3", 0o755, "ended with status 3: broken"),
        ("exit 0", 0o777, "others may write it"),
        ("exit 0", 0o644, "chmod +x"),
        ("exec /nowhere", 0o755, "ended with status"),
    ],
    ids=["fails", "open to others", "no program", "cannot go on"],
)
def test_a_bad_hook_is_told_of_and_changes_nothing(
    user: Home, script: str, mode: int, said: str
) -> None:
    a_hook(user, "on-remind", script, mode)
    answer = user.remind()

    assert answer.exit_code == 0
    assert len(lines(answer)) == 2
    assert said in answer.err
    assert len(user.told()) == 2


def test_a_hook_in_a_folder_of_everybody_is_not_run(home: Path) -> None:
    from returnctl.notify.hooks import run_hook

    (home / "on-mark").write_text(f"#!/bin/sh\ntouch {home}/ran\n", encoding="utf-8")
    (home / "on-mark").chmod(0o755)
    home.chmod(0o777)

    said = run_hook(home, "on-mark", "{}", {"PATH": "/usr/bin:/bin"})

    assert said is not None
    assert said.endswith(f"others may write it: chmod go-w {home}")
    assert not (home / "ran").exists()


def test_a_slow_hook_is_ended(home: Path) -> None:
    from returnctl.notify.hooks import run_hook

    path = home / "on-remind"
    path.write_text("#!/bin/sh\nsleep 60\n", encoding="utf-8")
    path.chmod(0o755)

    said = run_hook(home, "on-remind", "{}", {"PATH": "/usr/bin:/bin"}, seconds=0.2)

    assert said == "the hook on-remind took over 0.2 seconds and was ended"


@pytest.mark.slow
def test_a_server_that_is_slow_gets_its_message_once(user: Home, inbox: Inbox) -> None:
    """Slower than Apprise would wait by itself (four seconds)."""
    user.config(f'[channels.phone]\nurl = "{inbox.channel}"\n')
    inbox.meanwhile = lambda: time.sleep(5)

    assert [user.alone().exit_code for _ in range(2)] == [0, 0]
    assert len(inbox.posts) == 1


def test_a_channel_that_never_answers_is_given_up(inbox: Inbox) -> None:
    from returnctl.core.errors import Unreachable
    from returnctl.core.secret import Secret
    from returnctl.notify import apprised

    go_on = threading.Event()
    inbox.meanwhile = lambda: go_on.wait(TIMEOUT)
    address = Secret(inbox.channel)
    try:
        with pytest.raises(Unreachable, match=r"no answer in 0\.5 seconds"):
            apprised.post("phone", address, "title", "text", seconds=0.5)
    finally:
        go_on.set()
