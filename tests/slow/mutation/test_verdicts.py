"""What mutmut prints is counted as it is; a survivor beyond one in ten is told."""

from pathlib import Path

import pytest

from tests.slow.mutation.verdicts import main, read, tally
from tests.slow.tally import Tally

PRINTED = """
    returnctl.core.money.x_parse_money__mutmut_1: killed
    returnctl.core.money.xǁMoneyǁ__add____mutmut_2: timeout
    returnctl.core.letters.finding.x_find__mutmut_3: survived
    returnctl.core.letters.finding.x_find__mutmut_4: no tests
    returnctl.core.letters.finding.x_find__mutmut_5: not checked
"""


def test_a_mutant_that_no_test_calls_has_survived_and_one_that_was_not_tried_is_left_out() -> None:
    found = [(verdict.module, verdict.killed) for verdict in read(PRINTED.splitlines())]

    assert found == [
        ("money", True), ("money", True), ("letters.finding", False), ("letters.finding", False),
    ]  # fmt: skip


@pytest.mark.parametrize(("alive", "lost"), [(0, 0), (2, 0), (3, 1), (20, 18)])
def test_one_in_ten_may_survive(alive: int, lost: int) -> None:
    lines = [f"    returnctl.core.money.x_parse__mutmut_{n}: killed" for n in range(alive, 20)]
    lines += [f"    returnctl.core.money.x_parse__mutmut_{n}: survived" for n in range(alive)]

    assert tally("Mutants", list(read(lines)), []).lost == lost


def test_the_tally_holds_the_share_and_that_of_tests_without_asserts(tmp_path: Path) -> None:
    (tmp_path / "printed").write_text(PRINTED.replace("survived", "killed"), encoding="utf-8")
    (tmp_path / "blind").write_text(PRINTED, encoding="utf-8")
    kept = tmp_path / "kept"
    kept.mkdir()

    args = [str(tmp_path / "printed"), "--control", str(tmp_path / "blind"), "--tallies", str(kept)]

    assert main(args) == 1
    assert [Tally.read(path).control for path in kept.iterdir()] == [
        "3 of 4 killed (75.0 %); with no assert in the tests: 2 of 4 killed (50.0 %)"
    ]
