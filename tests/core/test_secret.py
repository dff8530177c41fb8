"""A secret does not tell itself."""

from __future__ import annotations

import copy
import pickle

import pytest

from returnctl.core.secret import Secret


def test_only_asking_for_it_reveals_it() -> None:
    assert Secret("abc-123").reveal() == "abc-123"


@pytest.mark.parametrize("tell", [repr, str, "{}".format])
def test_no_way_of_printing_tells_it(tell: object) -> None:
    assert callable(tell)
    assert tell(Secret("abc-123")) == "Secret(***)"


@pytest.mark.parametrize("keep", [pickle.dumps, copy.copy, copy.deepcopy])
def test_it_is_written_nowhere(keep: object) -> None:
    assert callable(keep)
    with pytest.raises(TypeError, match=r"^a secret is not written anywhere$"):
        keep(Secret("abc-123"))
