"""Questions about a case that many ask: answered once, and kept on the case."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from returnctl.core.case import Case

Question = TypeVar("Question", bound=Callable[..., Any])


def remembered(question: Question) -> Question:
    """Have a question about a case, or about the order or a return of it, be answered once."""

    @wraps(question)
    def asked(case: Case, *about: str) -> Any:
        answers = case.answers
        of = (question, *about)
        if of not in answers:
            answers[of] = question(case, *about)
        return answers[of]

    return cast("Question", asked)
