"""Wall time of following 400 open parcels, as a ratio to what the service's limits allow.

    python -m benchmarks.tracking

A server on this machine speaks 17TRACK's language and takes its time over every answer. Ideal is
the time that the questions need by themselves: 40 numbers each, three a second at most, each sent
when the one before is answered. Measured are the asking of numbers that are registered, of such as
are not (twice the questions), and, for comparison, the whole of `returnctl track` with its start
and all that it writes. The limit is for the asking.
"""

import argparse
import json
import math
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final

from returnctl.core.secret import Secret
from returnctl.core.sightings import Wanted
from returnctl.tracking.asking import ask_services
from returnctl.tracking.choosing import chosen_services

ROOT: Final = Path(__file__).parent.parent
LIMIT: Final = 1.3
PARCELS: Final = 400
BATCH: Final = 40
INTERVAL: Final = 0.34
_PROGRAM: Final = (sys.executable, "-m", "returnctl")
# Many commands in one process: starting it is not what is measured here.
_LOG: Final = """
import json, sys
from returnctl.cli.app import build
for words in json.loads(sys.argv[1]):
    try:
        build()(words, prog_name="returnctl")
    except SystemExit as end:
        assert not end.code, words
"""


class Vendor(BaseHTTPRequestHandler):
    """17TRACK, slowly: whatever is registered has one scan of yesterday."""

    protocol_version = "HTTP/1.1"
    delay = 0.0

    def do_POST(self) -> None:
        """Answer about all numbers, after the delay."""
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        time.sleep(self.delay)
        body = json.dumps(_answer(self.path, asked)).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


def _answer(path: str, asked: Any) -> dict[str, Any]:
    if path == "/getquota":
        return {"code": 0, "data": {"quota_remain": 1000}}
    event = {"time_iso": "2026-11-20T10:00:00+01:00", "description": "Departed", "location": "Bonn",
             "sub_status": "InTransit_Departure"}  # fmt: skip
    info = {
        "latest_status": {"status": "InTransit", "sub_status": "InTransit_Departure"},
        "tracking": {"providers": [{"provider": {"name": "China Post"}, "events": [event] * 12}]},
    }
    return {"code": 0, "data": {"accepted": [{**each, "track_info": info} for each in asked]}}


@contextmanager
def vendor(delay: float) -> Iterator[str]:
    """Serve on a free port, and return the address."""
    Vendor.delay = delay
    server = ThreadingHTTPServer(("127.0.0.1", 0), Vendor)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def serial_number(serial: int) -> str:
    """Return a postal number with a right check digit."""
    digits = f"{serial:08}"
    weights = (8, 6, 4, 2, 3, 5, 9, 7)
    total = sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=True))
    check = 11 - total % 11
    return f"RR{digits}{ {10: 0, 11: 5}.get(check, check) }CN"


def ideal(questions: int, delay: float) -> float:
    """Return the seconds that so many questions need, one after another at the allowed pace."""
    return (questions - 1) * max(INTERVAL, delay) + delay


def asking(url: str, parcels: int, *, registered: bool) -> float:
    """Ask about all parcels, as `track` does, and return the seconds."""
    services = chosen_services(
        {"17track": {"url": url, "enabled": True}},
        has_key=lambda _: False,
        key_of=lambda _: Secret("a-key-of-nobody"),
        now=lambda: datetime.now(UTC),
    )
    wanted = [Wanted(number=serial_number(serial)) for serial in range(parcels)]
    known = {"17track": {each.number for each in wanted}} if registered else {}
    started = time.monotonic()
    rounds = ask_services(services, wanted, registered=known)
    took = time.monotonic() - started
    if sum(len(each.reports) for each in rounds) != parcels:
        raise SystemExit("not every parcel was answered")
    return took


def command(folder: Path, url: str, parcels: int) -> float:
    """Log the parcels, and return the seconds that the whole command takes to follow them."""
    environ = {
        "HOME": str(folder), "PATH": os.defpath, "PYTHONPATH": str(ROOT / "src"),
        "RETURNCTL_DB": str(folder / "returns.db"), "RETURNCTL_17TRACK_KEY": "a-key-of-nobody",
        "RETURNCTL_PROVIDERS_17TRACK_URL": url, "RETURNCTL_COUNTRY": "DE",
        "RETURNCTL_TIMEZONE": "Europe/Berlin", "RETURNCTL_CURRENCY": "EUR",
    }  # fmt: skip
    orders = [
        ["add", f"819012345678{serial:04}", "Cable", "9.99", "--seller-country", "CN",
         "--tracking", serial_number(serial)]
        for serial in range(parcels)
    ]  # fmt: skip
    for words in ([sys.executable, "-c", _LOG, json.dumps(orders)], [*_PROGRAM, "track"]):
        started = time.monotonic()
        subprocess.run(words, check=True, env=environ, stdout=subprocess.DEVNULL)
    return time.monotonic() - started


def measure(folder: Path, delay: float, parcels: int) -> float:
    """Measure all three, and return the worse ratio of the asking."""
    questions = math.ceil(parcels / BATCH)
    polling, registering = ideal(questions, delay), ideal(2 * questions, delay)
    with vendor(delay) as url:
        ratios = [
            told("asking", asking(url, parcels, registered=True), polling),
            told("asking and registering", asking(url, parcels, registered=False), registering),
        ]
        told("the whole command", command(folder, url, parcels), registering)
    return max(ratios)


def told(what: str, took: float, least: float) -> float:
    """Print a line, and return the ratio."""
    print(f"{what:24}{took:7.2f} s   ideal {least:6.2f} s   ratio {took / least:.2f}")
    return took / least


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, and fail above the limit."""
    parser = argparse.ArgumentParser(description="400 parcels as a ratio to the ideal time.")
    parser.add_argument("--delay", type=float, default=0.5, help="seconds the server takes")
    parser.add_argument("--parcels", type=int, default=PARCELS)
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        worst = measure(Path(folder), given.delay, given.parcels)
    print(f"worst ratio {worst:.2f}  (limit {LIMIT}), {given.parcels} parcels")
    sys.exit(0 if worst <= LIMIT else 1)


if __name__ == "__main__":
    main()
