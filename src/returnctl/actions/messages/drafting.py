"""`message draft`: pick a letter that fits the case, and fill it from what is known."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from returnctl.actions.desk import Desk
from returnctl.actions.show import show
from returnctl.actions.targets import find_target, open_return_of
from returnctl.core.case import Case
from returnctl.core.errors import NotFound, Refused
from returnctl.core.letters.fields import FIELDS, value_of
from returnctl.core.letters.kinds import Kind, kind_of
from returnctl.core.letters.picking import Fit, fitting
from returnctl.core.letters.situation import Situation
from returnctl.core.letters.template import Letter, Template, TemplateFault, fill
from returnctl.core.letters.words import spoken_in
from returnctl.core.listing import ref_of
from returnctl.core.places import site_country
from returnctl.core.statuses import has_open_problem
from returnctl.core.views.messages import LetterView, MissingFact
from returnctl.packs.letters import Rack, rack

_ENGLISH: Final = "en"
_MOST_OTHERS: Final = 5


def draft(
    desk: Desk, ref: str, *, folder: Path, name: str | None, lang: str | None
) -> tuple[LetterView, tuple[str, ...]]:
    """Return the letter, and what is to be said beside it.

    Raises:
        NotFound: there is no such template, or none in that language.
        Refused: the template is the user's and broken.
    """
    known = rack(folder)
    of, target_ref = _situation(desk, ref)
    fits = fitting(of)
    chosen, because = (name.strip().lower(), "") if name else _picked(fits, known)
    template = _template(known, chosen, lang, _language(kind_of(chosen), of), folder)
    letter = fill(
        template,
        lambda field: value_of(field, of, template.lang),
        lambda field: FIELDS[field].label(template.lang),
    )
    others = tuple(fit.letter for fit in fits if fit.letter != chosen)[:_MOST_OTHERS]
    view = _view(template, letter, target_ref, because, others)
    return view, tuple(_notes(view, of))


def _situation(desk: Desk, ref: str) -> tuple[Situation, str]:
    """Look at the case as `show` does, and at the return that is meant."""
    shown = show(desk, ref)
    with desk.store.read() as reader:
        target = find_target(reader, ref, desk)
    owner = open_return_of(target) or _last_return(shown.case) or shown.case.id
    situation = Situation(
        case=shown.case, target=owner, today=desk.moment.today, dues=shown.deadlines,
        shop_title=shown.shop_title,
    )  # fmt: skip
    return situation, ref_of(shown.case, owner, shown.ref)


def _last_return(case: Case) -> str | None:
    """A letter about a closed return is about the last one, unless another was named."""
    return case.returns[-1].id if case.returns and not has_open_problem(case) else None


def _picked(fits: tuple[Fit, ...], known: Rack) -> tuple[str, str]:
    """Return the first that fits and has a template, with the reason."""
    best = next((fit for fit in fits if fit.letter in known.names), fits[-1])
    return best.letter, best.because


def _language(kind: Kind, of: Situation) -> str:
    """The language of who is written to: the seller's country, for all others the buyer's."""
    order = of.case.order
    if kind.to == "seller":
        return spoken_in(order.seller_country or site_country(order.site))
    return spoken_in(order.country)


def _template(known: Rack, name: str, lang: str | None, likely: str, folder: Path) -> Template:
    wanted = lang.strip().lower() if lang else likely
    for each in (wanted,) if lang else (wanted, _ENGLISH, *known.languages(name)):
        if faults := known.faults.get((name, each)):
            raise _broken(faults)
        if found := known.templates.get((name, each)):
            return found
    if name not in known.names:
        msg = f'there is no template "{name}".'
        raise NotFound(msg, hint="One of: " + ", ".join(known.names))
    msg = f"{name} has no template in {wanted}."
    languages = ", ".join(known.languages(name))
    own = folder / wanted / f"{name}.txt"
    raise NotFound(msg, hint=f"It has: {languages}. Yours would be {own}")


def _broken(faults: tuple[TemplateFault, ...]) -> Refused:
    told = "; ".join(map(str, faults))
    return Refused(f"{told}.", hint="Fields: " + ", ".join(FIELDS))


def _view(
    template: Template, letter: Letter, ref: str, because: str, others: tuple[str, ...]
) -> LetterView:
    return LetterView(
        ref=ref,
        template=template.name,
        lang=template.lang,
        to=kind_of(template.name).to,
        subject=letter.subject,
        body=letter.body,
        because=because,
        others=others,
        missing=tuple(
            MissingFact(name, FIELDS[name].says, FIELDS[name].record.replace("{ref}", ref))
            for name in letter.missing
        ),
    )


def _notes(view: LetterView, of: Situation) -> Iterator[str]:
    """Say which template it is, what else fits, and what is missing with its command."""
    why = f": {view.because}" if view.because else ""
    yield f"template {view.template} ({view.lang}), to the {view.to}{why}"
    if view.others and view.because:
        yield f"others that fit: {', '.join(view.others)}  (--template NAME)"
    kind = kind_of(view.template)
    if kind.leans and all(value_of(name, of, view.lang) is None for name in kind.leans):
        yield (
            f"what this letter leans on is not known to hold here: "
            f"returnctl why {view.ref} {kind.why}"
        )
    for fact in view.missing:
        yield f"not known: {fact.says}. {fact.record or 'Write it in yourself'}"
