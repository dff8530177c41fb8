"""The far side of a terminal: one process that runs command after command on descriptors 0 to 2.

Each line of another descriptor is a command as JSON; what ends its output is written behind it.
"""

from __future__ import annotations

import json
import os
import sys
import traceback


def run(args: list[str]) -> int:
    from returnctl.cli.app import build

    try:
        build()(args, prog_name="returnctl")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(bool(end.code))
    except BaseException:  # noqa: BLE001 - told as what it is
        traceback.print_exc()
        return 3
    return 0


def main() -> None:
    from returnctl.cli import streams

    streams.ready()
    with os.fdopen(int(sys.argv[1]), encoding="utf-8") as lines:
        for line in lines:
            job = json.loads(line)
            code = run(job["args"])
            sys.stdout.flush()
            sys.stderr.flush()
            os.write(2, f"{job['end']}{code}\n".encode())


if __name__ == "__main__":
    main()
