"""What the shell offers after TAB: refs with their items, events, shops, words of a list."""

from collections.abc import Callable, Iterable

Offer = tuple[str, str]


def refs(incomplete: str) -> list[Offer]:
    """Offer the refs of open cases, with what they are."""
    from returnctl.cli.wiring import open_refs

    return _starting(open_refs(), incomplete)


def events(incomplete: str) -> list[Offer]:
    """Offer the events of `mark`, in plain words."""
    from returnctl.core.events import EVENTS
    from returnctl.core.vocabulary import dashed

    return _starting(((dashed(name), row.says) for name, row in EVENTS.items()), incomplete)


def refs_and_events(incomplete: str) -> list[Offer]:
    """Offer both: `mark` takes refs and then an event."""
    return [*refs(incomplete), *events(incomplete)]


def shops(incomplete: str) -> list[Offer]:
    """Offer the shops that have rules."""
    from returnctl.cli.wiring import known_shops

    return _starting(known_shops(), incomplete)


def words_of(table: str, ending: str = "") -> Callable[[str], list[Offer]]:
    """Return what offers the words of a table of `core.vocabulary`."""

    def offer(incomplete: str) -> list[Offer]:
        from returnctl.core import vocabulary

        words: dict[str, str] = getattr(vocabulary, table)
        found = ((vocabulary.dashed(word) + ending, says) for word, says in words.items())
        return _starting(found, incomplete)

    return offer


def _starting(offers: Iterable[Offer], incomplete: str) -> list[Offer]:
    return [(word, says) for word, says in offers if word.startswith(incomplete)]
