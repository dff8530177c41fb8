"""Chromium without a screen, a server that notes every request, and a look from inside the page."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import unescape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
ZBAR = shutil.which("zbarimg")
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")
needs_zbar = pytest.mark.skipif(ZBAR is None, reason="zbarimg (zbar-tools) is not installed")
_QUIET = (
    "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-features=NetworkTimeServiceQuerying,OptimizationHints",
    "--disable-extensions", "--disable-default-apps", "--mute-audio", "--disable-dev-shm-usage",
)  # fmt: skip

_OWN_ERRANDS = re.compile(r"[a-z0-9.-]+\.(google|googleapis|gvt1)\.com[:/]")

# Shows a page in frames of several widths, as telephones and screens do, and measures it.
LOOKING = """<!doctype html><body><script>
const found = {};
for (const width of [360, 1280]) {
  const frame = document.createElement("iframe");
  frame.width = width; frame.height = 900; frame.src = "/page.html";
  frame.onload = () => {
    const page = frame.contentDocument;
    const box = each => { const b = each.getBoundingClientRect();
                          return [b.left, b.top, b.right, b.bottom]; };
    found[width] = {
      title: page.title,
      wide: page.documentElement.scrollWidth,
      circles: [...page.querySelectorAll("svg.timeline circle")].map(box),
      numbers: [...page.querySelectorAll("svg.timeline text.number")].map(e => e.textContent),
      labels: [...page.querySelectorAll("svg.timeline text")].map(box),
      scripts: page.querySelectorAll("script, iframe, object, embed, link, base, form").length,
      handlers: [...page.querySelectorAll("*")].flatMap(
        e => e.getAttributeNames().filter(n => n.startsWith("on"))),
      links: [...page.querySelectorAll("a")].map(e => e.getAttribute("href")),
      pictures: [...page.images].map(e => [e.src.slice(0, 16), e.naturalWidth]),
      text: page.body.innerText,
    };
    const told = document.createElement("pre");
    told.id = "found"; told.textContent = JSON.stringify(found);
    document.getElementById("found")?.remove();
    document.body.append(told);
  };
  document.body.append(frame);
}
</script></body>"""


@dataclass
class Site:
    """A server on loopback that has some pages, and knows what else it was asked for."""

    pages: Mapping[str, bytes]
    address: str = ""
    asked: list[str] = field(default_factory=list)

    @property
    def strange(self) -> list[str]:
        """What nobody but a page that leaks would ask for; the browser has errands of its own."""
        strange = (path for path in self.asked if path not in self.pages)
        return [path for path in strange if not _OWN_ERRANDS.match(path)]


@contextmanager
def serving(pages: Mapping[str, bytes]) -> Iterator[Site]:
    site = Site(pages)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            host = self.headers.get("Host", "")
            site.asked.append(self.path if host in site.address else f"{host}{self.path}")
            found = pages.get(self.path, b"")
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(found)))
            self.end_headers()
            self.wfile.write(found)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site.address = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def chromium(folder: Path, *options: str) -> str:
    """Run the browser on a profile of its own and return what it prints."""
    assert CHROMIUM is not None
    done = subprocess.run(
        [CHROMIUM, *_QUIET, f"--user-data-dir={folder / 'profile'}", *options],
        capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    return done.stdout


def look(page: bytes, folder: Path) -> tuple[dict[str, Any], Site]:
    """Open a page at 360 and 1280 pixels; return what it shows, and what it asked for.

    Every name in the world leads to the server of the test.
    """
    with serving({"/page.html": page, "/look.html": LOOKING.encode(), "/favicon.ico": b""}) as site:
        port = site.address.rpartition(":")[2]
        dom = chromium(
            folder, f"--host-resolver-rules=MAP * 127.0.0.1:{port}", "--virtual-time-budget=4000",
            "--dump-dom", f"{site.address}/look.html",
        )  # fmt: skip
    found = re.search(r'<pre id="found">(.*?)</pre>', dom, re.DOTALL)
    assert found is not None, dom
    told: dict[str, Any] = json.loads(unescape(found[1]))
    assert set(told) == {"360", "1280"}
    return told, site


def photographed(page: bytes, folder: Path, *, width: int, height: int) -> Path:
    """Return a picture of a page at a width, however narrow."""
    (folder / "page.html").write_bytes(page)
    frame = f'<body style="margin:0"><iframe style="border:0" src="page.html" width="{width}" '
    (folder / "frame.html").write_text(f'{frame} height="{height}"></iframe>', encoding="utf-8")
    out = folder / f"{width}.png"
    chromium(
        folder, f"--window-size={max(width, 500)},{height}", f"--screenshot={out}",
        (folder / "frame.html").as_uri(),
    )  # fmt: skip
    return out


def decoded(picture: Path) -> list[str]:
    """Return what an independent reader finds in a picture: `QR-Code:...`, `CODE-128:...`."""
    assert ZBAR is not None
    done = subprocess.run(
        [ZBAR, "--quiet", str(picture)], capture_output=True, text=True, timeout=30, check=False
    )
    return sorted(done.stdout.splitlines())
