"""A real HTTP server on this machine that answers as it is told, well or badly."""

from __future__ import annotations

import gzip
import json
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit


@dataclass(frozen=True)
class Heard:
    """A question as it arrived."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: Any


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    local: Local

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        length = int(self.headers.get("content-length", 0))
        raw = self.rfile.read(length)
        heard = Heard(
            method=self.command,
            path=parts.path,
            query=dict(parse_qsl(parts.query)),
            headers={name.lower(): value for name, value in self.headers.items()},
            body=json.loads(raw) if raw else None,
        )
        self.local.heard.append(heard)
        try:
            self.local.answer(heard)(self)
        except OSError:  # whoever asked has gone
            self.close_connection = True

    do_POST = do_GET  # noqa: N815 - a name that http.server calls

    def log_message(self, *_: Any) -> None:
        """Say nothing on stderr."""


Reply = Callable[[Handler], None]


@dataclass
class Local:
    """The server: what it heard, and how it answers."""

    url: str
    answer: Callable[[Heard], Reply]
    heard: list[Heard] = field(default_factory=list)


@contextmanager
def serving(
    answer: Callable[[Heard], Reply], *, tls: ssl.SSLContext | None = None
) -> Iterator[Local]:
    """Serve on a free port of the loopback device."""

    class Told(Handler):
        """A class of its own, because the server makes an object for every question."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Told)
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    server.daemon_threads = True
    server.block_on_close = False
    local = Local(f"http://127.0.0.1:{server.server_port}", answer)
    Told.local = local
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield local
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def sending(
    body: bytes, status: int = 200, *, kind: str = "application/json", **headers: str
) -> Reply:
    """Send that body; header names have underscores for dashes."""

    def reply(handler: Handler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Type", kind)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return reply


def saying(value: Any, status: int = 200, **headers: str) -> Reply:
    """Send JSON."""
    return sending(json.dumps(value).encode(), status, **headers)


def page(status: int = 200) -> Reply:
    """Send a page for people: a portal, or an error of a machine in between."""
    return sending(b"<!doctype html><title>Log in</title>", status, kind="text/html")


def truncated(status: int = 200) -> Reply:
    """Promise more than is sent."""

    def reply(handler: Handler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        handler.wfile.write(b'{"data": [')
        handler.close_connection = True

    return reply


def packed(body: bytes, encoding: str = "gzip") -> Reply:
    return sending(body, Content_Encoding=encoding)


@cache
def bomb(layers: int = 1) -> Reply:
    """Send 50 MB of nothing in 50 kB, or in 500 bytes with two layers."""
    body = gzip.compress(bytes(50_000_000), 6)
    for _ in range(layers - 1):
        body = gzip.compress(body, 9)
    return packed(body, ", ".join(["gzip"] * layers))


def endless(handler: Handler) -> None:
    """Send pieces for ever."""
    handler.send_response(200)
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    while True:
        handler.wfile.write(b"10000\r\n" + b" " * 0x10000 + b"\r\n")


def dripping(handler: Handler) -> None:
    """Send a byte now and then, each within any time-out of a single read."""
    handler.send_response(200)
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    for _ in range(200):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.05)


def dripping_headers(handler: Handler) -> None:
    """Never come to the end of the headers."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    for number in range(200):
        handler.wfile.write(b"X-%d: y\r\n" % number)
        handler.wfile.flush()
        time.sleep(0.05)


def silent(handler: Handler) -> None:
    """Take the question and say nothing."""
    time.sleep(5)
    handler.close_connection = True


def hanging_up(handler: Handler) -> None:
    handler.close_connection = True
