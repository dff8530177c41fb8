"""Real servers on this machine that take what channels send: HTTP, and mail."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Inbox:
    """What came in at an HTTP address, and how the next request is answered."""

    port: int = 0
    posts: list[dict[str, Any]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    status: int = 200
    meanwhile: Callable[[], object] = lambda: None

    @property
    def bodies(self) -> list[str]:
        return [str(each["message"]) for each in self.posts]

    @property
    def channel(self) -> str:
        """The address of this server as Apprise writes it."""
        return f"json://127.0.0.1:{self.port}/"

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@contextmanager
def http_inbox() -> Iterator[Inbox]:
    inbox = Inbox()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers.get("content-length", 0))
            inbox.posts.append(json.loads(self.rfile.read(length)))
            self._answer()

        def do_GET(self) -> None:
            inbox.asked.append(self.path)
            self._answer()

        def _answer(self) -> None:
            inbox.meanwhile()
            self.send_response(inbox.status)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    inbox.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield inbox
    finally:
        server.shutdown()
        server.server_close()


@dataclass
class Mailbox:
    """Mails as a real SMTP server got them."""

    port: int = 0
    mails: list[EmailMessage] = field(default_factory=list)

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        mail = BytesParser(policy=default).parsebytes(envelope.content)
        self.mails.append(mail)
        return "250 taken"

    @property
    def channel(self) -> str:
        """The address of this server as Apprise writes it."""
        people = "from=returnctl@example.org&to=martina@example.org"
        return f"mailto://127.0.0.1:{self.port}?{people}&mode=insecure"

    @property
    def texts(self) -> list[str]:
        """The plain text of each mail."""
        return [_text(each) for each in self.mails]


def _text(mail: EmailMessage) -> str:
    body = mail.get_body(preferencelist=("plain", "html"))
    return str(body.get_content()) if body else ""


@contextmanager
def smtp_mailbox() -> Iterator[Mailbox]:
    from aiosmtpd.controller import Controller

    mailbox = Mailbox()
    with socket.create_server(("127.0.0.1", 0)) as probe:
        mailbox.port = probe.getsockname()[1]
    controller = Controller(mailbox, hostname="127.0.0.1", port=mailbox.port)
    controller.start()
    try:
        yield mailbox
    finally:
        controller.stop()
