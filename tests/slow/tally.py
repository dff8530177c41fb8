"""What one harness counted: the rows of the table in docs/reliability.md.

A harness hands its `Tally` to the `tallies` fixture before it asserts that nothing was lost, so
that a bad figure is kept, too. With `--tallies FOLDER` each is written there as a small JSON file
of its own (harnesses run in several processes); without, nothing is written.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

RESULTS = Path(__file__).parent / "results"


@dataclass(frozen=True, kw_only=True)
class Tally:
    """One line of the table.

    `row` is the row of the matrix (A1 to H7), `what` says in one phrase what was tried, and `tried`
    counts it. Lost: something that the program had answered for is gone. Torn: neither the state
    before nor the one after, or a file half written. Leaked: a secret, another's bytes or an escape
    code where it must not be, or a file left behind. `control` is the figure of the variant that
    must fail, in words ("autocommit: 212 of 1,000 lost").
    """

    row: str
    what: str
    tried: int
    lost: int = 0
    torn: int = 0
    leaked: int = 0
    control: str = ""

    @property
    def clean(self) -> bool:
        """Whether something was tried, and nothing went wrong."""
        return self.tried > 0 and not (self.lost or self.torn or self.leaked)

    def write(self, folder: Path) -> None:
        """Keep it in a file that is named after its row and what was tried."""
        name = re.sub(r"[^a-z0-9]+", "-", self.what.lower()).strip("-")[:60]
        text = json.dumps(asdict(self), indent=2, ensure_ascii=False)
        (folder / f"{self.row}-{name}.json").write_text(text + "\n", encoding="utf-8")

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read what `write` wrote."""
        return cls(**json.loads(path.read_text(encoding="utf-8")))
