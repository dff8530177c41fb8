"""Questions about a case that many ask: answered once, and kept on the case."""

from collections.abc import Callable
from functools import wraps

from returnctl.core.answers import Answer
from returnctl.core.case import Case


def remembered(question: Callable[[Case, str], Answer]) -> Callable[[Case, str], Answer]:
    """Have a question about the order or a return of a case be answered once."""

    @wraps(question)
    def asked(case: Case, target: str) -> Answer:
        return case.answers.to((question, target), lambda: question(case, target))

    return asked
