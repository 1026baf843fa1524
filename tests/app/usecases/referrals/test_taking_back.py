"""What a referral says of where it went may be damaged; taking it back holds all the same."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest

from app.domain.changes import Edit
from app.domain.referral import KIND, State
from app.errors import Refused
from app.usecases.person import files
from app.usecases.referrals.agreeing import scope_edits
from app.usecases.referrals.catching_up import catch_up
from app.usecases.referrals.referring_again import refer_again
from app.usecases.referrals.taking_back import Stopped, take_back
from app.usecases.referrals.telling_for import tell_for

DAMAGED = "what a newer program wrote"


def damage(side, id, *names):
    record = side.do(lambda s: s.record(id))
    over = {name: record.heads.get(name, ()) for name in names}
    edit = Edit(KIND, record.subject, id, dict.fromkeys(names, DAMAGED), over)
    side.do(lambda s: s.save([edit], space=record.space))
    return side.do(lambda s: s.record(id))


@pytest.mark.parametrize("name", ["own_space", "to_team", "parcel"])
def test_where_its_parcel_cannot_be_read_it_is_taken_back_here_and_somebody_rings(practice, name):
    made = practice.identifies()
    id = practice.refers(made)
    damage(practice, id, name)

    assert practice.do(lambda s: take_back(s, id)) is Stopped.TO_BE_RUNG
    practice.do(catch_up)

    assert practice.standing(id).state is State.WITHDRAWN
    asked = practice.do(lambda s: files.answers_of(s.record(made.id)))
    assert asked["consent_scope"]["service_team"] == "no"


@pytest.mark.parametrize("name", ["own_space", "parcel", "identification"])
def test_one_that_cannot_be_read_is_not_sent_again_and_says_so(practice, name):
    id = practice.refers(practice.identifies())
    sent = practice.do(lambda s: s.record(id))
    practice.do(lambda s: s.parcels.withdraw(bytes.fromhex(sent.fields["parcel"]), practice.own))
    damage(practice, id, name)

    with pytest.raises(Refused, match=r"referrals\.unreadable"):
        practice.do(lambda s: refer_again(s, id))


def test_an_identification_that_cannot_be_named_has_no_answer_to_change(practice):
    damaged = damage(practice, practice.refers(practice.identifies()), "identification")

    assert practice.do(lambda s: scope_edits(s, damaged, "service_team", "no")) == []


def test_nothing_is_told_for_a_removed_pc_of_one_that_cannot_be_read(practice):
    id = practice.refers(practice.identifies())
    practice.do(lambda s: take_back(s, id))
    damaged = damage(practice, id, "own_space")
    session = SimpleNamespace(parcels=SimpleNamespace(let_in_by_lead=lambda *_: b"c" * 32))

    tell_for(session, damaged)  # there is no more to the session: nothing else was asked of it
    with pytest.raises(AttributeError):
        tell_for(session, replace(damaged, fields={**damaged.fields, "own_space": "ab" * 32}))
