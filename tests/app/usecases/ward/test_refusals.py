"""A ward PC of which nothing counts; sync's test_lost_ward_pcs walks the whole way."""

from __future__ import annotations

import pytest

from app.domain.changes import Edit
from app.domain.team_settings import SETTINGS, WARD, setting_id
from app.usecases.ward import refusals

GOOD, OTHER = "ab" * 16, "cd" * 16


@pytest.mark.parametrize("device", ["z" * 32, "ab" * 15 + "  ", 7, None, "ab" * 17, OTHER])
def test_a_refusal_that_names_no_pc_or_another_refuses_none_and_holds_nothing_up(
    save, read, device
):
    space = read(lambda reading: reading.home_space())
    for of, named in (("elsewhere", device), (GOOD, GOOD)):
        edit = Edit(WARD, SETTINGS, setting_id(WARD, of), {"device": named, "why": "x"}, {})
        save(lambda session, edit=edit: session.save([edit]))

    refused = read(lambda reading: refusals.refused(reading, space))

    assert refused == {bytes.fromhex(GOOD)}
    for each in refused:
        assert read(lambda reading, each=each: refusals.refusal(reading, space, each))
