"""One HTTP request and its whole answer: the only module that uses `httpx`.

What that leaves open is closed here: the time of a request is limited as a whole, names and slow
headers included; an answer is unpacked piece by piece and only up to a size; no redirect is
followed; proxies and .netrc of the environment are not used; certificates are always checked.
"""

import json
import logging
import time
import zlib
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Any, Final

from returnctl import __version__
from returnctl.core.structs import Struct, field
from returnctl.tracking.failing import Failed

if TYPE_CHECKING:
    import ssl

    from returnctl.tracking.httplibrary import httpx

SECONDS: Final = 15.0
MOST_BYTES: Final = 5_000_000
# How OpenSSL says it.
_NO_TRUST: Final = "CERTIFICATE_VERIFY_FAILED"
_HEADERS: Final = {
    "Accept": "application/json",
    "Accept-Encoding": "gzip",
    "User-Agent": f"returnctl/{__version__}",
}


class NotSent(Exception):
    """The connection failed, or broke (`reached`); asking again may help."""

    def __init__(self, *, reached: bool) -> None:
        """Keep whether the other side was there."""
        super().__init__()
        self.reached = reached


class Question(Struct, frozen=True, kw_only=True):
    """A request; only its headers may hold a key, and no repr shows them."""

    method: str
    url: str
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    body: Any = None

    def __repr__(self) -> str:
        return f"{self.method} {self.url} {dict(self.query)} {self.body!r}"


class Reply(Struct, frozen=True, kw_only=True):
    """What came back: the status, the unpacked bytes, and `Retry-After` as sent."""

    status: int
    body: bytes
    retry_after: str | None = None


class Wire:
    """A client of its own for one service; used by one thread at a time."""

    def __init__(self, *, seconds: float = SECONDS, most_bytes: int = MOST_BYTES) -> None:
        """`seconds` limits a whole request, `most_bytes` its answer packed and unpacked."""
        self._seconds = seconds
        self._most_bytes = most_bytes
        self._client: httpx.Client | None = None

    def send(self, question: Question) -> Reply:
        """Send it and return the whole reply.

        Raises:
            NotSent: there was no connection, or it broke.
            Failed: the time was over, or the answer is too large or strangely packed.
        """
        self._opened()  # before the time begins to count
        results: SimpleQueue[Reply | Exception] = SimpleQueue()
        Thread(target=self._exchange, args=(question, results), daemon=True).start()
        try:
            result = results.get(timeout=self._seconds)
        except Empty:
            self._client = None  # its connection is still busy with the old answer
            raise self._late() from None
        if isinstance(result, Exception):
            raise result
        return result

    def close(self) -> None:
        """Let the connections go."""
        if self._client is not None:
            self._client.close()
            self._client = None

    def _exchange(self, question: Question, results: "SimpleQueue[Reply | Exception]") -> None:
        from returnctl.tracking.httplibrary import httpx

        try:
            results.put(self._reply(question))
        except Failed as failed:
            results.put(failed)
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            results.put(_untrusted() if _NO_TRUST in str(error) else NotSent(reached=False))
        except httpx.TimeoutException:
            results.put(self._late())
        except (httpx.TransportError, OSError):
            results.put(NotSent(reached=True))
        except Exception:  # noqa: BLE001 - its words may hold a header, and so the key
            results.put(Failed("network", "could not be asked"))

    def _late(self) -> Failed:
        return Failed("network", f"gave no answer in {self._seconds:g} seconds")

    def _reply(self, question: Question) -> Reply:
        ends = time.monotonic() + self._seconds
        with self._opened().stream(
            question.method,
            question.url,
            params=question.query or None,
            headers=dict(question.headers),
            content=None if question.body is None else json.dumps(question.body).encode(),
        ) as response:
            raw = _until(ends, response.iter_raw())
            packing = response.headers.get("content-encoding", "")
            return Reply(
                status=response.status_code,
                body=_unpacked(raw, packing, self._most_bytes),
                retry_after=response.headers.get("retry-after"),
            )

    def _opened(self) -> "httpx.Client":
        if self._client is None:
            from returnctl.tracking.httplibrary import httpx

            for name in (httpx.__name__, "httpcore", "httpcore2"):
                logging.getLogger(name).setLevel(logging.CRITICAL)
            self._client = httpx.Client(
                headers=_HEADERS,
                verify=_certificates(),
                timeout=httpx.Timeout(self._seconds, connect=self._seconds / 3),
                follow_redirects=False,
                trust_env=False,
            )
        return self._client


def _untrusted() -> Failed:
    return Failed("network", "shows a certificate that nobody vouches for")


@cache
def _certificates() -> "ssl.SSLContext":
    """Who is believed: read once for all services, because it takes longer than a question."""
    from returnctl.tracking.httplibrary import httpx

    return httpx.create_ssl_context(trust_env=False)


def _until(ends: float, pieces: Iterable[bytes]) -> Iterable[bytes]:
    """Stop reading when the time is over: nobody waits for the rest."""
    for piece in pieces:
        if time.monotonic() > ends:
            raise Failed("network", "was too slow")
        yield piece


def _unpacked(pieces: Iterable[bytes], packing: str, most: int) -> bytes:
    """Return the body; a small packed answer may stand for a huge one: it is unpacked in pieces."""
    unpack = _UNPACKING.get(packing.strip().lower())
    if unpack is None:
        raise Failed("answer", "packed its answer in a way nobody asked for")
    body = bytearray()
    for piece in unpack(pieces, most):
        body += piece
        if len(body) > most:
            raise _too_large(most)
    return bytes(body)


def _too_large(most: int) -> Failed:
    return Failed("answer", f"sent more than {most / 1e6:g} MB")


def _plain(pieces: Iterable[bytes], _: int) -> Iterable[bytes]:
    return pieces


def _gunzipped(pieces: Iterable[bytes], most: int) -> Iterable[bytes]:
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
    begun = False
    try:
        for piece in pieces:
            begun = True
            yield unpacker.decompress(piece, most + 1)
            if unpacker.unconsumed_tail:
                raise _too_large(most)
    except zlib.error:
        raise Failed("answer", "sent a packed answer that is broken") from None
    if begun and not unpacker.eof:
        raise Failed("answer", "sent only a part of its answer")


_UNPACKING: Final[Mapping[str, Callable[[Iterable[bytes], int], Iterable[bytes]]]] = {
    "": _plain,
    "identity": _plain,
    "gzip": _gunzipped,
    "x-gzip": _gunzipped,
}
