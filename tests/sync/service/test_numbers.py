from __future__ import annotations

import pytest

from sync.service.numbers import PAST_NUMBERS, require_kept
from sync.service.refusals import Refusal


def test_a_number_is_found_however_deep_it_lies() -> None:
    for said in ({"after": PAST_NUMBERS}, {"a": {"b": [1, {"c": PAST_NUMBERS}]}}, [[PAST_NUMBERS]]):
        with pytest.raises(Refusal) as refused:
            require_kept(said)
        assert refused.value.status == "bad_request"


def test_what_every_pc_can_keep_is_left_alone() -> None:
    require_kept({"a": PAST_NUMBERS - 1, "b": [True, None, "text", b"bytes"]})
