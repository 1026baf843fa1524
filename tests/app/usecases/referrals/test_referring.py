"""A referral takes the agreed fields of the ticked parts to another team, and nothing else."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.around import watched_id
from app.domain.changes import Edit
from app.domain.referral import KIND, State, Way
from app.domain.team_settings import SETTINGS, setting_id
from app.domain.team_settings import TEAM as TEAM_KIND
from app.errors import FormRefused, NotFound, Refused
from app.forms import library
from app.forms.agreed import PAGE, agreed
from app.forms.local import Local, put_in_force
from app.forms.packs import read_pack
from app.usecases.editing import edit
from app.usecases.leaving.gate import consents
from app.usecases.person.files import answers_of, page
from app.usecases.person.moving import move
from app.usecases.recording import record
from app.usecases.referrals.content import content_of
from app.usecases.referrals.referring import Wish, all_parts, preview, refer, usual_parts
from app.usecases.referrals.taking_back import Stopped, take_back
from app.usecases.referrals.team_kinds import known_kinds
from app.usecases.settings import team_settings
from tests.app.forms.pack import PACK_TEXT
from tests.app.usecases.referrals.two_teams import both

PARTS = sorted(all_parts())
SINGLE = ("person", "identification")
ANYTHING = st.one_of(st.text(max_size=5), st.integers(0, 9), st.booleans())
FOREIGN = st.text("abcdefgh_", min_size=1, max_size=12).map(lambda name: f"x{name}")


def add_space(session, space):
    """A space for named people beside the vault's own."""
    added = "insert into space (id, title, is_home) values (?, 'Case', 0)"
    nr = session.connection.execute(added, (space,)).lastrowid
    device = (
        "insert into device (space, id, author, name, role, is_own) values (?, ?, 1, '', '', 1)"
    )
    session.connection.execute(device, (nr, space[:16]))


def parcel_of(side):
    (waiting,) = side.store.to_send()
    return waiting.parcel


def test_what_was_agreed_goes_and_what_was_not_stays(practice):
    made = practice.identifies()
    practice.do(
        lambda s: record(
            s, "note", {"lines": [{"label": "said", "text": "No"}]}, subject=made.subject
        )
    )

    practice.refers(made)

    parcel = parcel_of(practice)
    assert parcel.fields["person"] == {"name": "Tansy Bramblewick", "nhs_number": "9990000018"}
    assert parcel.fields["identification"]["their_words"] == "He reads my phone"
    assert "consent_scope" not in parcel.fields["identification"]
    assert parcel.fields.keys() == {"kind", "person", "identification", "referral"}
    assert parcel.basis == {"agreement": "yes"}


def test_a_number_goes_with_who_must_not_know_and_what_is_watched(sides):
    practice, team = sides
    made = practice.identifies()
    brother = {"name": "Dean Hawkridge", "may_know": "no"}
    for kind, answers in (
        ("contact_point", {"contact_point": {"number": "07700 900018"}}),
        ("confidant", {"confidant": brother}),
        ("watched", {"device_monitored": "yes"}),
    ):
        practice.do(lambda s, k=kind, a=answers: record(s, k, a, subject=made.subject))

    practice.refers(made)
    practice.hands_to(team)

    (subject,) = team.do(lambda s: [each for each, _ in s.fields_of("person")])
    found = {each.kind: each for each in team.do(lambda s: s.records_of(subject))}
    assert found["confidant"].fields["confidant"] == brother
    assert found["watched"].id == watched_id(subject)
    assert found["watched"].fields["device_monitored"] == "yes"


def test_a_part_that_is_not_ticked_stays(practice):
    made = practice.identifies()
    wish = Wish(Way.TEAM, practice.team, parts=frozenset({"harks"}), answers={"agreement": "yes"})

    practice.do(lambda s: refer(s, made.subject, wish, identification=made.id))

    assert parcel_of(practice).fields["identification"] == {"hark_h": "yes"}
    assert "person" not in parcel_of(practice).fields


@settings(deadline=None, max_examples=25)
@given(
    parts=st.sets(st.sampled_from(PARTS)), foreign=st.dictionaries(FOREIGN, ANYTHING, max_size=4)
)
def test_a_parcel_holds_no_field_outside_the_agreed_list(tmp_path_factory, parts, foreign):
    practice, team = _shared(tmp_path_factory)
    made = practice.identifies()
    hurt = practice.do(lambda s: record(s, "injury", NECK, subject=made.subject))
    if foreign:  # as a newer program would write them
        practice.do(lambda s: s.save([Edit("identification", made.subject, made.id, foreign, {})]))
    wish = Wish(Way.TEAM, practice.team, parts=frozenset(parts), answers={"agreement": "yes"})
    record_ = practice.do(lambda s: refer(s, made.subject, wish, identification=made.id))

    waiting = [each.parcel for each in practice.store.to_send()]
    (parcel,) = [each for each in waiting if each.id.hex() == record_.fields["parcel"]]
    (injury,) = parcel.fields.get("injury", [{}])
    assert hurt.id and bool(injury) == ("injuries" in parts)
    for kind, told in (("injury", injury), *((k, parcel.fields.get(k, {})) for k in SINGLE)):
        sent = set(told)
        assert sent <= agreed().of_kind(kind, frozenset(parts))
        assert sent <= {field.name for field in library.latest(kind).fields}
    assert set(parcel.fields) <= {"kind", *SINGLE, "contact_point", "injury", KIND}
    assert set(parcel.fields[KIND]) <= set(agreed().referral)
    assert set(parcel.basis) <= set(agreed().basis)
    assert record_.fields.get("left_out", 0) == len(foreign)


NECK = {
    "seen_at": "2026-11-17T09:40:00+00:00",
    "site": "neck",
    "injury_types": ["bruise"],
    "their_words": "He held me there",
    "photographed": "yes",
    "photo_number": "A-17",
}


def test_injuries_go_only_where_they_are_ticked_and_are_read_alone_where_they_arrive(sides):
    practice, team = sides
    made = practice.identifies()
    practice.do(lambda s: record(s, "injury", NECK, subject=made.subject))
    goes = {"agreement": "yes"}
    plain = Wish(Way.TEAM, practice.team, parts=usual_parts(), answers=goes)
    practice.do(lambda s: refer(s, made.subject, plain, identification=made.id))
    assert "injury" not in parcel_of(practice).fields
    practice.hands_to(team)

    again = practice.identifies()
    practice.do(lambda s: record(s, "injury", NECK, subject=again.subject))
    practice.refers(again)
    (row,) = parcel_of(practice).fields["injury"]
    assert row == {name: value for name, value in NECK.items() if name != "photo_number"}
    practice.hands_to(team)

    (id,) = team.do(lambda s: s.list_ids("injury"))
    injury = team.do(lambda s: s.rows([id]))[0]
    assert team.do(lambda s: answers_of(injury))["their_words"] == "He held me there"
    with pytest.raises(Refused, match=r"records\.came_with_referral"):
        team.do(lambda s: edit(s, injury.id, {"colour": "blue"}))
    shown = team.do(lambda s: page(s, injury.subject, today=date(2026, 11, 17)))
    (item,) = [each for each in shown.items if each.kind == "injury"]
    assert item.came_from == "Hollin Bank Surgery"
    team.do(lambda s: edit(s, injury.id, {"entered_in_error": "Another person"}))
    own = team.do(lambda s: record(s, "injury", NECK, subject=injury.subject))
    team.do(lambda s: edit(s, own.id, {"colour": "blue"}))


def team_with_an_injury(sides):
    """The team, and the injury that came to it with a referral."""
    practice, team = sides
    made = practice.identifies()
    practice.do(lambda s: record(s, "injury", NECK, subject=made.subject))
    practice.refers(made)
    practice.hands_to(team)
    return team, team.do(lambda s: s.rows(s.list_ids("injury")))[0]


def test_an_injury_stays_theirs_when_the_referral_that_brought_it_is_put_away(sides):
    team, injury = team_with_an_injury(sides)
    (referral,) = team.do(lambda s: s.of_file(injury.subject, KIND))
    team.do(lambda s: edit(s, referral.id, {"entered_in_error": "Not for us"}))
    with pytest.raises(Refused, match=r"records\.came_with_referral"):
        team.do(lambda s: edit(s, injury.id, {"colour": "blue"}))


def test_an_injury_stays_theirs_however_often_its_file_moves(sides):
    team, injury = team_with_an_injury(sides)
    subject = injury.subject
    for space in (b"a" * 32, b"b" * 32):
        team.do(lambda s, space=space: add_space(s, space))
        subject = team.do(lambda s, at=subject, to=space: move(s, at, to, contents={}))
        (there,) = team.do(lambda s, at=subject: s.of_file(at, "injury"))
        with pytest.raises(Refused, match=r"records\.came_with_referral"):
            team.do(lambda s, id=there.id: edit(s, id, {"colour": "blue"}))
    shown = team.do(lambda s: page(s, subject, today=date(2026, 11, 17)))
    assert [each.came_from for each in shown.items if each.kind == "injury"] == [
        "Hollin Bank Surgery"
    ]
    own = team.do(lambda s: record(s, "injury", NECK, subject=subject))
    team.do(lambda s: edit(s, own.id, {"colour": "blue"}))


@pytest.fixture
def with_pack(sides):
    pack = read_pack(PACK_TEXT)
    put_in_force(Local(packs=(pack,)))
    yield sides
    put_in_force(Local())


def test_a_page_of_a_packs_form_goes_in_words_with_the_fields_that_the_pack_names(with_pack):
    practice, team = with_pack
    made = practice.identifies()
    said = {"worry_now": "very", "worry_why": "He has a key"}
    worry = practice.do(lambda s: record(s, "worry", said, subject=made.subject))
    shown = practice.do(lambda s: preview(s, made.subject, made.id)).content
    assert [row["content"] for row in shown.several[PAGE]] == ["Worried now: Very"]
    assert "page_worry" in all_parts() - usual_parts()
    practice.refers(made)
    sent = parcel_of(practice).fields
    assert "worry" not in sent and "He has a key" not in str(sent)
    practice.hands_to(team)

    put_in_force(Local())  # the other team has no such pack
    (id,) = team.do(lambda s: s.list_ids(PAGE))
    came = team.do(lambda s: s.rows([id]))[0]
    assert team.do(lambda s: answers_of(came)) == {
        "title": "Worry scale",
        "of_form": "worry/1",
        "written_at": answers_of(came)["written_at"],
        "content": "Worried now: Very",
    }
    with pytest.raises(Refused, match=r"records\.came_with_referral"):
        team.do(lambda s: edit(s, came.id, {"content": "Worried now: A little"}))
    with pytest.raises(Refused, match=r"records\.unknown_kind"):
        team.do(lambda s: record(s, PAGE, {"title": "x"}, subject=came.subject))
    assert worry.id != came.id


def test_a_pack_that_names_no_field_lets_none_of_its_pages_go(sides):
    practice, _ = sides
    put_in_force(Local(packs=(read_pack(PACK_TEXT.partition("[[agreed]]")[0]),)))
    made = practice.identifies()
    practice.do(lambda s: record(s, "worry", {"worry_now": "very"}, subject=made.subject))
    assert "page_worry" not in all_parts()
    practice.refers(made)
    assert "Worried now" not in str(parcel_of(practice).fields)
    put_in_force(Local())


_made = {}


def _shared(factory):
    """One pair for all examples: a vault takes longer to make than a referral."""
    from tests.app.usecases.conftest import Clock

    if not _made:
        _made["pair"] = both(factory.mktemp("shared"), Clock())
    return _made["pair"]


def test_answers_whose_condition_stands_in_a_part_that_was_left_out_are_understood(sides):
    practice, team = sides
    made = practice.identifies()
    wish = Wish(Way.TEAM, practice.team, parts=frozenset({"harks"}), answers={"agreement": "yes"})
    practice.do(lambda s: refer(s, made.subject, wish, identification=made.id))
    practice.hands_to(team)

    (arrived,) = [each for each in team.do(lambda s: s.referrals())]
    (asked,) = team.do(lambda s: s.rows(s.list_ids("identification")))
    assert "not_understood" not in arrived.fields
    assert asked.fields["hark_h"] == "yes"


def test_without_agreement_it_takes_a_lawful_basis_who_decided_and_why(practice):
    made = practice.identifies(consent_scope={"service_team": "no"})

    with pytest.raises(FormRefused) as refused:
        practice.refers(made, agreement="without")
    assert set(refused.value.problems) == {"basis", "why_not_asked", "decided_by"}
    with pytest.raises(FormRefused):
        practice.refers(made, agreement=None)

    practice.refers(
        made,
        agreement="without",
        basis=["vital_interests", "safeguarding"],
        why_not_asked="Threats to kill",
        decided_by="Dr Mallow with the Caldicott guardian",
    )
    assert parcel_of(practice).basis["basis"] == ["vital_interests", "safeguarding"]


def test_a_part_with_two_versions_does_not_go(practice):
    made = practice.identifies()
    apart = {"their_words": "Another"}
    practice.do(lambda s: s.save([Edit("identification", made.subject, made.id, apart, {})]))

    with pytest.raises(Refused, match="referrals.part_in_clash"):
        practice.refers(made)
    assert practice.store.to_send() == []


def test_what_would_go_is_shown_before_with_what_the_check_finds(practice):
    made = practice.identifies(free_text="She rings from 07700 900 018")

    found = practice.do(lambda s: preview(s, made.subject, made.id))

    assert found.consents["service_team"] == "yes"
    assert [each.what for each in found.findings] == ["phone"]
    assert [team.name for team in found.teams] == ["Willowmere IDVA team"]


def test_a_referral_taken_back_in_time_never_leaves(practice):
    made = practice.identifies()
    id = practice.refers(made)

    assert practice.do(lambda s: take_back(s, id)) is Stopped.NEVER_LEFT

    assert practice.store.to_send() == []
    assert practice.standing(id).state is State.WITHDRAWN
    asked = practice.do(lambda s: s.record(made.id))
    assert asked.fields["consent_scope"] == {"service_team": "no", "police": "no"}


def test_a_referral_to_a_team_is_not_made_by_add(practice):
    made = practice.identifies()

    with pytest.raises(Refused, match="referrals.own_way"):
        practice.do(lambda s: record(s, "referral", {"way": "team"}, subject=made.subject))


def test_the_access_log_tells_of_a_referral_that_left(practice):
    made = practice.identifies()
    practice.refers(made)

    (line,) = [each for each in practice.do(lambda s: s.accesses()) if each.what == "exported"]
    assert line.detail.startswith("service_team; consent yes; found ")


def test_content_counts_kinds_of_a_newer_program(practice):
    made = practice.identifies()
    practice.do(lambda s: s.save([Edit("horoscope", made.subject, s.new_id(), {"sign": "x"}, {})]))

    found = practice.do(lambda s: content_of(s, made.subject, made.id, all_parts()))

    assert found.left_out == 1


def test_no_answer_about_a_corrected_record_is_left_behind(practice):
    made = practice.identifies()
    practice.do(lambda s: edit(s, made.id, {"hark_h": "no", "hark_a": "yes"}, reason="Slip"))

    found = practice.do(lambda s: content_of(s, made.subject, made.id, all_parts()))

    assert found.answers["identification"]["hark_a"] == "yes"
    assert found.left_out == 0


@pytest.mark.parametrize(
    "name", ["state", "worker", "contacted_at", "withdrawn_at", "done", "parcel"]
)
def test_nobody_refers_with_an_answer_that_is_the_other_sides(practice, name):
    made = practice.identifies()
    wish = Wish(Way.OWN_TEAM, answers={name: "contacted"})

    with pytest.raises(FormRefused) as refused:
        practice.do(lambda s: refer(s, made.subject, wish, identification=made.id))

    assert refused.value.problems == {name: "unknown_field"}


def test_what_is_agreed_goes_by_what_a_lead_said_the_team_is(sides):
    practice, team = sides
    said = {"service_team": "yes", "gp": "no", "police": "no"}
    made = team.identifies(consent_scope=said)
    assert team.do(lambda s: preview(s, made.subject, made.id)).recipients == {}
    team.refers(made)
    assert team.do(lambda s: consents(s, made.subject))["service_team"] == "yes"

    team.says("gp_practice")
    shown = team.do(lambda s: preview(s, made.subject, made.id))
    assert (shown.recipients, shown.first) == ({practice.own: "gp"}, None)
    again = team.identifies(consent_scope=said)
    id = team.refers(again)
    agreed = team.do(lambda s: consents(s, again.subject))
    assert (agreed["service_team"], agreed["gp"]) == ("yes", "yes")
    gone = [each.detail for each in team.do(lambda s: s.accesses()) if each.what == "exported"]
    assert gone[-1].startswith("gp; consent yes")
    team.do(lambda s: take_back(s, id))
    agreed = team.do(lambda s: consents(s, again.subject))
    assert (agreed["service_team"], agreed["gp"]) == ("yes", "no")

    practice.says("idva")
    here = practice.identifies()
    shown = practice.do(lambda s: preview(s, here.subject, here.id))
    assert (shown.recipients, shown.first) == ({team.own: "service_team"}, practice.team)


def test_a_team_that_refers_to_ours_is_not_begun_at_until_a_lead_said_what_it_is(sides):
    practice, team = sides
    made = team.identifies()
    assert team.do(lambda s: preview(s, made.subject, made.id)).first == team.team
    practice.refers(practice.identifies())
    practice.hands_to(team)
    assert team.do(lambda s: preview(s, made.subject, made.id)).first is None
    team.says("advocate_educator")
    assert team.do(lambda s: preview(s, made.subject, made.id)).first == team.team


def test_what_two_leads_said_differently_of_a_team_counts_as_not_known(sides):
    practice, _ = sides
    practice.says("idva")
    said = setting_id(TEAM_KIND, practice.team.id.hex())
    edit = Edit(TEAM_KIND, SETTINGS, said, {"team_kind": "gp_practice"}, {"team_kind": ()})
    practice.do(lambda s: s.save([edit], space=practice.own))
    known = practice.do(known_kinds)
    assert (known.recipient(practice.team), known.has_versions(practice.team)) == ("", True)


def test_a_team_of_an_unknown_id_is_nothing_that_a_lead_says_something_of(sides):
    practice, _ = sides
    with pytest.raises(NotFound, match=r"parcels\.no_such_team"):
        practice.do(
            lambda s: team_settings.put(s, TEAM_KIND, {"team": "0" * 64, "team_kind": "idva"})
        )
