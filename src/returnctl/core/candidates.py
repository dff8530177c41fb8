"""Which forms of a pack's rules may apply to an order or a return, by what is known of it."""

from collections.abc import Mapping

from returnctl.core.conditions import Facts, Verdict, both
from returnctl.core.rules import Form, Pack, Rule
from returnctl.core.structs import Struct


class Candidate(Struct, frozen=True):
    """A rule with its forms that may apply, up to the first that surely does.

    `missing` are the unknown facts on which that hangs.
    """

    rule: Rule
    forms: tuple[Form, ...]
    missing: tuple[str, ...]


# By the slug of the rule.
Candidates = Mapping[str, Candidate]


def candidates(pack: Pack, facts: Facts, names: frozenset[str]) -> Candidates:
    """Return the rules that may apply, and that one of `names` may have started there."""
    asked = (names, *map(facts.get, pack.asked))
    return pack.judged.to(asked, lambda: _candidates(pack, facts, names))


def candidate(rule: Rule, of_pack: Verdict, facts: Facts) -> Candidate:
    """Return a rule with its forms that may apply, of a pack that may."""
    forms: list[Form] = []
    missing: list[str] = []
    for form in rule.forms:
        verdict = both(of_pack, form.when.verdict(facts))
        if verdict.holds is not False:
            forms.append(form)
            missing += verdict.missing
        if verdict.holds:
            break
    return Candidate(rule, tuple(forms), tuple(dict.fromkeys(missing)))


def _candidates(pack: Pack, facts: Facts, names: frozenset[str]) -> dict[str, Candidate]:
    of_pack = pack.applies.verdict(facts)
    if of_pack.holds is False:
        return {}
    return {
        rule.slug: found
        for rule in pack.rules
        if not all(form.start_names.isdisjoint(names) for form in rule.forms)
        and (found := candidate(rule, of_pack, facts)).forms
    }
