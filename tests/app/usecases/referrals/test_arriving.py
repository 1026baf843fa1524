"""Whatever an introduced team puts into a parcel becomes a file that can be read, or is apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.changes import Edit
from app.domain.parcels import Parcel, derived_id
from app.domain.referral import KIND
from app.ports.parcels import Brought
from app.usecases.person import files
from app.usecases.referrals import inbox
from app.usecases.referrals.catching_up import catch_up
from app.usecases.today import worklist
from tests.app.usecases.conftest import Clock
from tests.app.usecases.referrals.two_teams import PRACTICE, TEAM, both

NAMES = st.sampled_from(
    ["gone", "form", "moved", "sensitive", "risk", "name", "known_as", "nhs_number", "referred_at"]
    + ["way", "state", "turn", "told_at", "identified_at", "hark_h", "consent_scope", "feedback"]
    + ["contact_point", "from_team", "parcel", "own_space", "date_of_birth", "x", "Bad Name", "a/b"]
)
LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**62), 2**62),
    st.text(max_size=8),
    st.sampled_from(["yes", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "accepted"]),
)
TODAY = date(2026, 11, 17)
VALUES = st.one_of(LEAVES, st.lists(LEAVES, max_size=3), st.dictionaries(NAMES, LEAVES))
ANSWERS = st.dictionaries(NAMES, VALUES, max_size=8)
CONTENT = st.fixed_dictionaries(
    {"kind": st.sampled_from(["referral", "answer", "horoscope"])},
    optional={
        "person": st.one_of(ANSWERS, LEAVES),
        "identification": st.one_of(ANSWERS, LEAVES),
        "referral": st.one_of(ANSWERS, LEAVES),
        "contact_point": st.one_of(st.lists(ANSWERS, max_size=2), LEAVES),
        "other_person": st.lists(ANSWERS, max_size=2),
        "injury": st.lists(ANSWERS, max_size=2),
        "referral_page": st.one_of(st.lists(ANSWERS, max_size=2), LEAVES),
        "worry": st.lists(ANSWERS, max_size=2),
        "state": LEAVES,
        "turn": LEAVES,
        "told_at": LEAVES,
        "feedback": st.lists(LEAVES, max_size=2),
    },
)


@pytest.fixture(scope="module")
def team(tmp_path_factory):
    practice, team = both(tmp_path_factory.mktemp("hostile"), Clock())
    practice.vault.close()
    yield team
    team.vault.close()


@given(content=CONTENT, basis=ANSWERS, answers=st.booleans())
def test_nothing_in_a_parcel_stops_the_program(team, content, basis, answers):
    known = team.do(lambda s: s.referrals())
    named = bytes.fromhex(str(known[-1].fields["parcel"])) if known else None

    id = take_in(team, content, basis, answers=named if answers else None)

    made = team.do(lambda s: s.record(derived_id(PRACTICE, id, KIND)))
    if made is not None:
        page = team.do(lambda s: files.page(s, made.subject, today=TODAY))
        assert page.person.subject == made.subject and not made.is_away
    assert team.do(lambda s: s.parcels.arrived()) == []


def take_in(team, content, basis, *, answers=None):
    """Let a parcel arrive and be taken in; gives its id."""
    id = team.do(lambda s: s.new_id())
    parcel = Parcel(id, team.own, PRACTICE, answers, content, basis)
    team.store.bring([Brought(id, PRACTICE, 1, b"", parcel, b"d" * 16)])
    team.do(catch_up)
    return id


def test_a_referral_is_made_though_somebody_of_another_space_gave_its_id_to_something_else(team):
    id = team.do(lambda s: s.new_id())
    elsewhere = b"e" * 32

    def write_elsewhere(session):
        rows = session.connection
        nr = rows.execute("insert into space (id, title) values (?, '')", (elsewhere,)).lastrowid
        add = (
            "insert into device (space, id, author, name, role, is_own) values (?, ?, 1, '', '', 1)"
        )
        rows.execute(add, (nr, b"o" * 16))
        junk = Edit("task", b"j" * 16, derived_id(PRACTICE, id, KIND), {"x": "y"}, {})
        session.save([junk], space=elsewhere)

    team.do(write_elsewhere)
    content = {"kind": KIND, "person": {"name": "Tansy Bramblewick"}}
    parcel = Parcel(id, team.own, PRACTICE, None, content, {})
    team.store.bring([Brought(id, PRACTICE, 1, b"", parcel, b"d" * 16)])

    team.do(catch_up)

    file = derived_id(PRACTICE, id, "file")
    page = team.do(lambda s: files.page(s, file, today=TODAY))
    assert page.person.name == "Tansy Bramblewick"
    assert [item.kind for item in page.items] == [KIND]


def test_two_pcs_make_the_same_changes_whatever_their_clocks_and_the_senders_say(tmp_path):
    """The sender's clock is two days ahead of its service's, a colleague's here a day behind."""
    ahead, behind = Clock(), Clock()
    ahead.now += timedelta(days=2)
    behind.now -= timedelta(days=1)
    practice, here = both(tmp_path, ahead)
    (tmp_path / "colleague").mkdir()
    unused, there = both(tmp_path / "colleague", behind)
    sealed = Clock().now
    practice.refers(practice.identifies(identified_at=ahead.now.isoformat()))
    (going,) = practice.store.to_send()
    others = [{"name": "Rook"}, *[{"name": "Jackdaw", "star_sign": "Leo"}] * 30]
    fields = {**going.parcel.fields, "other_person": others, "horoscope": 1}
    parcel = replace(going.parcel, own=TEAM, team=PRACTICE, fields=fields)

    made = [taken_in(each, parcel, sealed) for each in (here, there)]

    assert made[0] == made[1] and len(made[0]) > 3
    for side in (here, there):
        record = side.do(lambda s: s.record(derived_id(PRACTICE, parcel.id, KIND)))
        asked = side.do(lambda s, r=record: s.record(bytes.fromhex(r.fields["identification"])))
        for told_at in (record.fields["referred_at"], asked.fields["identified_at"]):
            assert datetime.fromisoformat(told_at) == sealed
        assert side.do(lambda s, r=record: s.history(r.id))[0].time == (ms(sealed), None)
        # A kind and 29 answers that no form here has, and the row beyond the most that are taken
        assert record.fields["not_understood"] == 31
    for side in (practice, here, unused, there):
        side.vault.close()


def ms(moment):
    return int(moment.timestamp() * 1000)


def taken_in(side, parcel, sealed):
    """The bytes of all changes that this PC makes of it."""
    own = replace(parcel, own=side.own)
    brought = Brought(parcel.id, PRACTICE, 1, b"", own, b"d" * 16, sealed_ms=ms(sealed))
    side.store.bring([brought])
    side.do(catch_up)
    rows = side.do(
        lambda s: s.connection.execute("select cast(bytes as blob) from change").fetchall()
    )
    return sorted(rows)


@pytest.mark.parametrize("odd", [0, [0], {"gone": "x", "state": [], "risk": 2**62}])
def test_and_today_and_the_inbox_open_with_all_of_it(team, odd):
    about = {"kind": "referral", "person": odd, "referral": odd, "worry": [{"text": odd}]}
    take_in(team, about, {"way": odd})

    came = team.do(inbox.came)
    rows = team.do(lambda s: worklist(s, now=Clock().now))

    assert len(came) > 0
    assert len(rows) > 0
