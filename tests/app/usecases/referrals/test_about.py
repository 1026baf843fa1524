"""Joining two files makes no referral from their page say less, or less urgently."""

from __future__ import annotations

import pytest

from app.domain.referral import Way
from app.errors import Refused
from app.forms.agreed import agreed
from app.usecases.person import joining
from app.usecases.recording import record
from app.usecases.referrals.about import about
from app.usecases.referrals.referring import Wish, all_parts, preview, refer
from tests.app.usecases.referrals.two_teams import ENQUIRY

EARLIER, LATER = "2026-11-16T09:00:00+00:00", "2026-11-17T09:40:00+00:00"


def joined(practice, front, other):
    """The file in front and the one joined into it, each with the identification given."""

    def begin(session):
        made = [
            record(session, "identification", {**ENQUIRY, **answers}, about={"name": name})
            for name, answers in (("Tansy Bramblewick", front), ("Tanzy Bramblewick", other))
        ]
        joining.join(session, made[1].subject, made[0].subject)
        return made

    return practice.do(begin)


def test_the_newest_identification_of_all_files_goes_with_who_the_one_in_front_says(practice):
    front, other = joined(
        practice, {"identified_at": EARLIER}, {"identified_at": LATER, "immediate_danger": "yes"}
    )

    meant = practice.do(lambda s: about(s, front.subject))
    assert (meant.subject, meant.identification) == (other.subject, other.id)
    assert meant.is_urgent and meant.not_in_it == 1

    wish = Wish(Way.TEAM, practice.team, parts=all_parts(), answers={"agreement": "yes"})
    practice.do(lambda s: refer(s, meant.subject, wish, identification=meant.identification))
    (waiting,) = practice.store.to_send()
    sent = waiting.parcel.fields
    assert sent["identification"]["immediate_danger"] == "yes"
    assert sent["person"] == {"name": "Tansy Bramblewick"}
    for kind in ("person", "identification"):
        assert set(sent[kind]) <= agreed().of_kind(kind)


@pytest.mark.parametrize("danger", ["immediate_danger", "hark_safety"])
def test_danger_in_a_file_that_does_not_go_still_makes_it_urgent_and_is_told(practice, danger):
    front, other = joined(
        practice, {"identified_at": LATER}, {"identified_at": EARLIER, danger: "yes"}
    )

    for subject in (front.subject, other.subject):
        meant = practice.do(lambda s, subject=subject: about(s, subject))
        assert (meant.identification, meant.is_urgent, meant.not_in_it) == (front.id, True, 1)

    practice.do(lambda s: joining.take_out(s, other.subject))
    alone = practice.do(lambda s: about(s, front.subject))
    assert (alone.is_urgent, alone.not_in_it) == (False, 0)


def test_one_that_is_named_is_found_in_the_file_it_stands_in(practice):
    front, other = joined(practice, {"identified_at": LATER}, {"identified_at": EARLIER})

    meant = practice.do(lambda s: about(s, front.subject, other.id))

    assert (meant.subject, meant.identification) == (other.subject, other.id)


def test_ways_to_reach_them_and_each_child_of_every_file_go_once(practice):
    front, other = joined(practice, {}, {})
    point = {"number": "07700 900123", "number_owner": "own", "contact_allowed": "no"}

    def add(session):
        for made in (front, other):
            record(session, "contact_point", {"contact_point": point}, subject=made.subject)
            record(session, "child", {"name": "Bryony"}, subject=made.subject)
        record(session, "child", {"name": "Rowan"}, subject=other.subject)

    practice.do(add)
    found = practice.do(lambda s: preview(s, front.subject, front.id)).content

    assert {kind: len(rows) for kind, rows in found.several.items()} == {
        "contact_point": 1,
        "child": 2,
    }


def test_the_same_referral_is_not_made_again_after_another_file_came_in_front(practice):
    wish = Wish(Way.OWN_TEAM)
    front, other = joined(practice, {}, {})

    practice.do(lambda s: refer(s, other.subject, wish))
    with pytest.raises(Refused, match="referrals.made_already"):
        practice.do(lambda s: refer(s, front.subject, wish))
