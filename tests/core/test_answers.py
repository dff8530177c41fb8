"""Answers are worked out once, and never too many of them are kept."""

from __future__ import annotations

from collections.abc import Callable

from returnctl.core.answers import Answers


def telling(worked: list[object], answer: object) -> Callable[[], object]:
    """Work an answer out, and leave a trace of it."""

    def work_out() -> object:
        worked.append(answer)
        return answer

    return work_out


def test_an_answer_is_worked_out_once_even_if_it_is_none() -> None:
    answers, worked = Answers(most=2), list[object]()

    found = [answers.to(asked, telling(worked, asked)) for asked in (6, 6, None, None)]

    assert found == [6, 6, None, None]
    assert worked == [6, None]


def test_while_there_is_room_nothing_is_forgotten() -> None:
    answers, worked = Answers(most=3), list[object]()

    for asked in (1, 2, 1, 3, 2, 1):
        answers.to(asked, telling(worked, asked))

    assert worked == [1, 2, 3]


def test_before_there_are_too_many_all_are_forgotten() -> None:
    answers, worked = Answers(most=2), list[object]()

    for asked in (1, 2, 3, 3, 1):
        answers.to(asked, telling(worked, asked))

    assert worked == [1, 2, 3, 1]
