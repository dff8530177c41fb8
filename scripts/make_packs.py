"""Compiles the shipped packs: the body of each, by the hash of its TOML.

    python -m scripts.make_packs

Run it after every change of a pack. One that was forgotten is read from its TOML: right, but
slower.
"""

import json

from returnctl.core.digests import digest
from returnctl.packs.book import canonical
from returnctl.packs.shelf import COMPILED, shipped_texts


def compiled() -> str:
    """Return the compiled packs, one a line."""
    bodies = {digest(text): canonical(text) for text in shipped_texts().values()}
    return json.dumps(bodies, indent=0, sort_keys=True, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    COMPILED.write_text(compiled(), encoding="utf-8")
