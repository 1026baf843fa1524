"""What is done for referrals with every exchange; tests of referring walk the whole way."""

from __future__ import annotations

from app.domain.changes import Edit
from app.usecases.referrals.catching_up import catch_up


def test_a_referral_that_names_its_parcel_as_no_program_here_does_holds_nothing_up(save):
    fields = {"way": "team", "parcel": "in another way", "own_space": "so", "to_team": "too"}
    edit = Edit("referral", b"f" * 16, b"r" * 16, fields, {})
    save(lambda session: session.save([edit]))

    assert save(catch_up) == 0
