"""A ward PC of which nothing counts; sync's test_lost_ward_pcs walks the whole way."""

from __future__ import annotations

import pytest

from app.domain.changes import Edit
from app.domain.team_settings import SETTINGS, WARD, setting_id
from app.usecases import ward_refusals


@pytest.mark.parametrize("device", ["z" * 32, "ab" * 15 + "  ", 7, None, "ab" * 17])
def test_a_refusal_that_names_no_pc_refuses_none_and_holds_nothing_up(save, read, device):
    good = "ab" * 16
    for named in (device, good):
        edit = Edit(
            WARD, SETTINGS, setting_id(WARD, repr(named)), {"device": named, "why": "x"}, {}
        )
        save(lambda session, edit=edit: session.save([edit]))

    space = read(lambda reading: reading.home_space())

    assert read(lambda reading: ward_refusals.refused(reading, space)) == {bytes.fromhex(good)}
