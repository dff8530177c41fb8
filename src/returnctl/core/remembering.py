"""Questions about a case that many ask: answered once and kept on the case: it never changes."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from returnctl.core.case import Case

Answer = TypeVar("Answer")


def remembered(question: Callable[[Case, str], Answer]) -> Callable[[Case, str], Answer]:
    """Have a question about the order or a return of a case be answered once."""

    @wraps(question)
    def asked(case: Case, target: str) -> Answer:
        known: dict[Any, Any] = case.answers
        key = (question, target)
        if key not in known:
            known[key] = question(case, target)
        answer: Answer = known[key]
        return answer

    return asked
