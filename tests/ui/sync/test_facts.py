"""The facts that the page Sync is told."""

from __future__ import annotations

import pytest

from ui.sync.facts import Invitation


@pytest.mark.parametrize(
    "code",
    ["7F3A-91C2-0B5E-D418-AAAA-BBBB-CCCC", "7F3A 91C2 0B5E D418 AAAA BBBB CCCC"],
)
def test_a_code_is_read_in_seven_groups_of_four(code: str) -> None:
    groups = Invitation(code, 0).groups

    assert groups == ("7F3A", "91C2", "0B5E", "D418", "AAAA", "BBBB", "CCCC")
