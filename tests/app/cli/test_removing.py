"""What is asked of a vault without a space, or about nobody, is refused in a sentence."""

from __future__ import annotations

import pytest

from app.errors import Refused
from resources.words import sentence


@pytest.mark.parametrize(
    "command", [("remove-device", "0" * 32), ("rotate",), ("send-key", "0" * 32)]
)
def test_a_vault_without_a_team_has_nobody_to_remove(yarrow, kept_vault, command):
    name, *rest = command
    ended = yarrow(name, kept_vault, *rest)

    assert (ended.code, ended.out) == (1, "")
    assert ended.err == f"{sentence(Refused('space.none'))}\n"


def test_what_is_no_id_is_refused(yarrow, kept_vault):
    ended = yarrow("remove-device", kept_vault, "her laptop")

    assert (ended.code, ended.out) == (1, "")
    assert "An id has" in ended.err
