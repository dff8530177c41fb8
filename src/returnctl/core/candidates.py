"""Which forms of a pack's rules may apply to an order or a return, by what is known of it."""

from collections.abc import Mapping

from returnctl.core.conditions import Facts, Verdict, both
from returnctl.core.rules import Form, Pack, Rule

# The forms of a rule that may apply, up to the first that surely does.
Forms = tuple[tuple[Form, Verdict], ...]
Candidates = Mapping[str, tuple[Rule, Forms]]


def candidates(pack: Pack, facts: Facts, names: frozenset[str]) -> Candidates:
    """Return the rules by slug that may apply, and that one of `names` may have started there."""
    asked = (names, *map(facts.get, pack.asked))
    return pack.judged.to(asked, lambda: _candidates(pack, facts, names))


def forms_of(rule: Rule, of_pack: Verdict, facts: Facts) -> Forms:
    """Return the forms of a rule that may apply, of a pack that may."""
    found: list[tuple[Form, Verdict]] = []
    for form in rule.forms:
        verdict = both(of_pack, form.when.verdict(facts))
        if verdict.holds is not False:
            found.append((form, verdict))
        if verdict.holds:
            break
    return tuple(found)


def _candidates(pack: Pack, facts: Facts, names: frozenset[str]) -> dict[str, tuple[Rule, Forms]]:
    of_pack = pack.applies.verdict(facts)
    if of_pack.holds is False:
        return {}
    return {
        rule.slug: (rule, forms)
        for rule in pack.rules
        if not all(form.start_names.isdisjoint(names) for form in rule.forms)
        and (forms := forms_of(rule, of_pack, facts))
    }
