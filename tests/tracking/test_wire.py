"""One request: what it trusts, what it takes from the environment, and how much it takes in."""

from __future__ import annotations

import gzip
import ssl
import subprocess
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import which

import pytest

from returnctl.tracking.failing import Failed
from returnctl.tracking.wire import NotSent, Question, Wire
from tests.tracking.server import Reply, bomb, endless, packed, saying, sending, serving


def get(url: str, wire: Wire | None = None) -> bytes:
    used = wire or Wire(seconds=5)
    try:
        return used.send(Question(method="GET", url=url)).body
    finally:
        used.close()


@contextmanager
def with_tls(folder: Path, name: str) -> Iterator[str]:
    """Serve https with a certificate that the server made itself, for that name."""
    openssl = which("openssl")
    if openssl is None:
        pytest.skip("no openssl to make a certificate with")
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    subprocess.run(
        [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj",
         f"/CN={name}", "-addext", f"subjectAltName=DNS:{name},IP:127.0.0.1",
         "-keyout", str(key), "-out", str(certificate)],
        check=True, capture_output=True,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with serving(lambda _: saying({}), tls=context) as local:
        yield local.url.replace("http:", "https:")


def test_a_certificate_that_nobody_vouches_for_is_refused_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with with_tls(tmp_path, "localhost") as url:
        # Not even where the environment names it as one to trust.
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "certificate.pem"))
        with pytest.raises(Failed, match="certificate"):
            get(url)


def test_no_proxy_and_no_password_of_the_environment_is_used(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = home / ".netrc"
    netrc.write_text("machine 127.0.0.1 login me password secret\n")
    netrc.chmod(0o600)
    with serving(lambda _: saying({})) as proxy, serving(lambda _: saying({"a": 1})) as local:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url)
        assert get(local.url) == b'{"a": 1}'

    assert proxy.heard == []
    assert "authorization" not in local.heard[0].headers


@pytest.mark.parametrize(
    "reply",
    [
        bomb(),
        bomb(2),
        bomb(3),
        endless,
        sending(bytes(6_000_000)),
        packed(gzip.compress(bytes(5_000_001))),
        packed(gzip.compress(bytes(4_000_000)) + gzip.compress(bytes(9_000_000))[:-8], "deflate"),
    ],
    ids=["gzip", "gzip in gzip", "three times", "endless", "large", "just too large", "deflate"],
)
def test_what_is_too_much_is_refused_without_taking_it_in(reply: Reply) -> None:
    with serving(lambda _: reply) as local:
        tracemalloc.start()
        try:
            with pytest.raises(Failed) as failed:
                get(local.url)
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()

    assert failed.value.kind == "answer"
    assert peak < 32_000_000


@pytest.mark.parametrize("packing", [None, "gzip", "identity", "GZIP"])
def test_as_much_as_is_allowed_is_taken(packing: str | None) -> None:
    body = b"[" + b"0," * 2_000_000 + b"0]"
    sent = gzip.compress(body) if packing and packing.lower() == "gzip" else body
    with serving(lambda _: packed(sent, packing) if packing else sending(body)) as local:
        assert get(local.url) == body


def test_a_broken_connection_is_told_from_one_that_never_was() -> None:
    with serving(lambda _: sending(b"", 200)) as local:
        url = local.url
    with pytest.raises(NotSent) as broken:
        get(url)

    assert not broken.value.reached


def test_after_a_request_that_took_too_long_the_next_one_is_answered() -> None:
    from tests.tracking.server import silent

    replies = iter([silent])
    with serving(lambda _: next(replies, None) or saying({})) as local:
        wire = Wire(seconds=0.5)
        with pytest.raises(Failed, match=r"no answer in 0\.5 seconds"):
            wire.send(Question(method="GET", url=local.url))
        assert wire.send(Question(method="GET", url=local.url)).body == b"{}"
        wire.close()
