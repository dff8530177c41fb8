"""Twenty secrets, planted wherever one may be, and looked for wherever something is written."""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from returnctl.core.sightings import Wanted
from returnctl.tracking.wire import Question
from tests.cli.running import Answer, Cli
from tests.tracking.asked import Clock, service
from tests.tracking.server import (
    Handler,
    Heard,
    Reply,
    hanging_up,
    page,
    saying,
    sending,
    serving,
    truncated,
)
from tests.tracking.vendors import VENDORS, module_cainiao, shipment_dhl

SECRETS = [f"sk-planted-{number:02}-{'%016x' % (number * 0x9E3779B97F4A7C15 % 2**64)}"
           for number in range(20)]  # fmt: skip
NUMBERS = {
    "dhl": "JJD000390007882823477",
    "laposte": "8R12345678901",
    "royalmail": "RM123456785GB",
    "17track": "RR123456785CN",
    "ship24": "LP00123456789CN",
}


@pytest.fixture
def cli(home: Path) -> Cli:
    """The program on the real clock, for `--as-of` asks nobody."""
    return Cli(home / "records" / "returns.db", as_of=None)


@pytest.fixture
def logged(caplog: pytest.LogCaptureFixture) -> Iterator[Callable[[], str]]:
    """Everything that any library logs, down to the last detail."""
    with caplog.at_level(logging.DEBUG):
        yield lambda: caplog.text


def echo(heard: Heard) -> Reply:
    """Repeat every header in the answer, as a careless or curious server does."""
    said = " ".join(heard.headers.values())
    if heard.path == "/track/shipments":
        shipment = shipment_dhl(heard.query["trackingNumber"], description=said)
        return saying({"shipments": [shipment]}, X_Echo=said)
    if heard.path == "/global/detail.json":
        return saying({"success": True, "module": [module_cainiao(heard.query["mailNos"])]})
    return saying({"message": said, "errors": [{"code": said, "message": said}]}, X_Echo=said)


def refusing(status: int) -> Callable[[Heard], Reply]:
    return lambda heard: saying(
        {"detail": " ".join(heard.headers.values())}, status, Retry_After="0"
    )


def elsewhere(heard: Heard) -> Reply:
    return sending(b"", 302, Location="http://127.0.0.1:1/" + "".join(heard.headers.values()))


def no_http(heard: Heard) -> Reply:
    def reply(handler: Handler) -> None:
        handler.wfile.write(" ".join(heard.headers.values()).encode() + b"\r\n\r\n")
        handler.close_connection = True

    return reply


ANSWERS: dict[str, Callable[[Heard], Reply]] = {
    "echo": echo,
    "401": refusing(401),
    "403": refusing(403),
    "429": refusing(429),
    "500": refusing(500),
    "elsewhere": elsewhere,
    "a page": lambda _: page(),
}
# Asked three times over, with pauses between.
BROKEN: dict[str, Callable[[Heard], Reply]] = {
    "truncated": lambda _: truncated(),
    "hangs up": lambda _: hanging_up,
    "no HTTP": no_http,
}


def plant(cli: Cli, home: Path, url: str) -> None:
    """Put a secret into every place that may hold one, and some where none belongs."""
    file, script = home / "key", home / "key.py"
    file.write_text(SECRETS[0])
    file.chmod(0o600)
    script.write_text(f"import sys; print({SECRETS[1]!r}); sys.stderr.write({SECRETS[2]!r})")
    config = home / ".config" / "returnctl" / "config.toml"
    config.parent.mkdir(parents=True, exist_ok=True)
    config.write_text(
        f'[providers.dhl]\nkey_file = "{file}"\n'
        f"[providers.17track]\ntoken_command = \"'{sys.executable}' '{script}' {SECRETS[3]}\"\n"
    )
    cli.env |= {
        "RETURNCTL_LAPOSTE_KEY": SECRETS[4],
        "RETURNCTL_ROYALMAIL_KEY": f"{SECRETS[5]}:{SECRETS[6]}",
        "RETURNCTL_SHIP24_KEY": SECRETS[7],
        "RETURNCTL_CAINIAO_KEY": SECRETS[8],
        "HTTP_PROXY": f"http://user:{SECRETS[9]}@127.0.0.1:1",
        "RETURNCTL_PROVIDERS_CAINIAO_ENABLED": "true",
        **{f"RETURNCTL_PROVIDERS_{name.upper()}_URL": url for name in VENDORS},
        **{f"RETURNCTL_PROVIDERS_{name.upper()}_PAUSE": "0" for name in VENDORS},
    }
    netrc = home / ".netrc"
    netrc.write_text(f"machine 127.0.0.1 login me password {SECRETS[10]}\n")
    netrc.chmod(0o600)


def told(answer: Answer) -> str:
    return answer.out + answer.err


def written(home: Path, cli: Cli) -> bytes:
    """Return the bytes of every file there is, but for those that hold the keys by design."""
    given = {"key", "key.py", ".netrc", "config.toml"}
    found = [each for each in home.rglob("*") if each.is_file() and each.name not in given]
    assert cli.db in found
    return b"".join(each.read_bytes() + str(each).encode() for each in found)


def leaks(*places: str | bytes) -> list[str]:
    text = b"\n".join(each if isinstance(each, bytes) else each.encode() for each in places)
    return [secret for secret in SECRETS if secret.encode() in text]


@pytest.mark.parametrize(
    "answer",
    [
        *(pytest.param(answer, id=name) for name, answer in ANSWERS.items()),
        *(pytest.param(answer, id=name, marks=pytest.mark.slow) for name, answer in BROKEN.items()),
    ],
)
def test_no_secret_is_shown_logged_or_written(
    answer: Callable[[Heard], Reply], cli: Cli, home: Path, logged: Callable[[], str]
) -> None:
    for order, number in enumerate(NUMBERS.values()):
        cli.ok("add", f"81901234567890{order:02}", "Cable", "9.99", "--tracking", number,
               "--seller-country", "CN")  # fmt: skip
    with serving(answer) as local:
        plant(cli, home, local.url)
        seen = [
            told(cli(*words, env=cli.env))
            for words in (("track",), ("track", "--json"), ("config", "show"), ("status",),
                          ("show", NUMBERS["dhl"], "--json"), ("history", "--json"))
        ]  # fmt: skip

    sent = " ".join(value for heard in local.heard for value in heard.headers.values())
    assert len(leaks(sent)) >= 5
    assert leaks(*seen, logged(), written(home, cli)) == []


@pytest.mark.parametrize("answer", BROKEN.values(), ids=BROKEN)
def test_a_connection_that_breaks_tells_no_key(
    answer: Callable[[Heard], Reply], logged: Callable[[], str]
) -> None:
    with serving(answer) as local:
        for vendor in VENDORS.values():
            key = f"{SECRETS[5]}:{SECRETS[6]}" if vendor.key else ""
            found = service(vendor.name, local.url, key=key, clock=Clock()).ask(vendor.wanted)
            assert leaks(repr(found)) == []

    assert leaks(logged()) == []


@pytest.mark.parametrize("number", range(11, 16))
def test_a_key_that_is_refused_is_not_repeated(number: int, cli: Cli, home: Path) -> None:
    """Keys where none belongs: in the config, in an address, of several lines, in a wrong file."""
    secret = SECRETS[number]
    public = home / "public"
    public.write_text(secret)
    public.chmod(0o644)
    config = home / ".config" / "returnctl" / "config.toml"
    config.parent.mkdir(parents=True)
    cli.ok("add", "8190123456789012", "Cable", "9.99", "--tracking", NUMBERS["dhl"],
           "--seller-country", "CN")  # fmt: skip
    (home / ".config" / "returnctl" / "config.toml").write_text(
        {
            11: f'[providers.dhl]\nkey = "{secret}"\n',
            12: f'[providers.dhl]\nurl = "https://me:{secret}@api-eu.dhl.com"\n',
            13: "",
            14: f'[providers.dhl]\nkey_file = "{public}"\n',
            15: f'[providers.dhl]\ntoken_command = "no-such-program {secret}"\n',
        }[number]
    )
    cli.env["RETURNCTL_DHL_KEY"] = f"{secret}\nX-Other: {secret}" if number == 13 else ""
    answers = [cli("track"), cli("track", "--json"), cli("config", "show")]

    assert answers[0].exit_code in {2, 6}
    assert leaks(*map(told, answers)) == []
    assert secret.encode() not in b"".join(
        each.read_bytes() for each in home.rglob("*") if each.is_file() and each.suffix == ".db"
    )


@pytest.mark.parametrize("number", range(16, 20))
def test_no_object_or_traceback_tells_a_key(number: int) -> None:
    secret = SECRETS[number]
    asked = service("dhl", "http://127.0.0.1:1", key=secret)
    line = asked._line()
    question = Question(method="GET", url=line.url, headers=line._headers(None))

    assert line._headers(None)["DHL-API-Key"] == secret
    assert leaks(repr(asked), repr(line), repr(question), str(line.key)) == []
    try:
        line._reply(question)
    except Exception:  # noqa: BLE001 - whatever it is
        assert leaks(traceback.format_exc()) == []


def test_a_header_that_cannot_be_sent_is_not_told_either() -> None:
    """The library would name the header and its value."""
    secret = SECRETS[19] + "ä"
    (trouble,) = service("dhl", "http://127.0.0.1:1", key=secret).ask([Wanted(number="1")]).troubles

    assert trouble.kind == "key"
    assert leaks(trouble.sentence) == []


def test_the_search_finds_what_is_there(home: Path) -> None:
    assert leaks("x", f"before {SECRETS[3]} after".encode()) == [SECRETS[3]]
