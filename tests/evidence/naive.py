"""`evidence add` in the wrong order: the row first, and then the file, in its place and in pieces.

The control of the fault tests: they must find what is wrong with it.
"""

from __future__ import annotations

import hashlib
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from returnctl.core.entries import Draft
from returnctl.store.store import Store


def main(db: str, file: str) -> None:
    content = Path(file).read_bytes()
    sha256 = hashlib.sha256(content).hexdigest()
    store = Store(
        Path(db), derive=lambda *_: (), device=lambda: "naive", clock=lambda: datetime.now(UTC)
    )
    with store.write("evidence add") as tx:
        [case_id] = tx.case_ids()
        facts = {"level": "evidence", "kind": "photo", "sha256": sha256, "name": "a"}
        known = any(each.evidence.sha256 == sha256 for each in tx.evidence())
        tx.record(case_id, [] if known else [Draft("noted", tx.new_id(), facts)])
    place = Path(db).with_name("returns.evidence") / sha256[:2] / sha256
    place.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(place, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
    for start in range(0, len(content), 1000):
        os.write(descriptor, content[start : start + 1000])
    os.close(descriptor)
    sys.stdout.write("Recorded\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
