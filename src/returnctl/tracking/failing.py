"""Why a question to a service failed: one sentence of our own, never the words of a library.

What a library says of a failed request may hold its address or its headers, and so a key.
"""

from typing import Final

from returnctl.core.sightings import Round, TroubleKind

# After these there is no point in asking the same service more.
_FINAL: Final = frozenset(("key", "quota", "too_fast", "network"))


class Failed(Exception):
    """A service gave no usable answer; `sentence` goes behind the service's title.

    `so_far` is what it had done before, and must not be forgotten.
    """

    def __init__(self, kind: TroubleKind, sentence: str) -> None:
        """Keep the kind for programs and the sentence for people."""
        super().__init__(sentence)
        self.kind: TroubleKind = kind
        self.sentence = sentence
        self.so_far: Round | None = None

    @property
    def final(self) -> bool:
        """Whether the service need not be asked again in this run."""
        return self.kind in _FINAL
