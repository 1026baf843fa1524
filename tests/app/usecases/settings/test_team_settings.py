"""What a team sets for itself: leads alone change it, everybody's forms and lists follow."""

from __future__ import annotations

import pytest

from app.domain.changes import Edit, make_change
from app.domain.first_contact import Counting
from app.domain.sensitive import Standing
from app.domain.team_settings import AREA, CLOCK, CODE, NUMBER, PACK, PLACE, SETTINGS
from app.domain.worklist import Reason
from app.errors import FormRefused, NotFound, Refused
from app.forms import library
from app.forms.areas import areas
from app.forms.directory import known_places
from app.forms.first_contact import counting_of
from app.forms.lists import load_list
from app.forms.local import Local, put_in_force
from app.forms.numbers import own_numbers
from app.usecases import clashes, editing, recording, settling
from app.usecases.leaving import gate
from app.usecases.settings import setting_rows, team_settings
from app.usecases.today import worklist
from storage.applying import THEIRS, Arrival, apply_page
from storage.reading import VaultReading
from tests.app.forms.pack import PACK_TEXT
from tests.app.usecases.conftest import NOW
from ui.settle.wording import SettleWording

SURGERY = {"code": "F81999", "name": "Larkfield Surgery"}
DOG_BITE = {"list": "triggers", "code": "dog_bite", "label": "Dog bite", "offered": "yes"}
ESSEX = {
    **{"area": "Essex", "instrument": "safelives_24", "min_yes": 10, "escalation_n": 3},
    **{"escalation_months": 12, "repeat_clock": "meeting", "sla_days": 10},
}


@pytest.fixture(autouse=True)
def what_is_shipped_holds_again():
    yield
    put_in_force(Local())


@pytest.fixture
def leads(monkeypatch):
    """Whether the vault's person leads her team."""

    def put(*, leads: bool) -> None:
        monkeypatch.setattr(VaultReading, "standing", lambda _self, _space: Standing(leads, 0))

    put(leads=True)
    return put


@pytest.fixture
def put(save, leads):
    return lambda kind, answers: save(lambda each: team_settings.put(each, kind, answers))


@pytest.fixture
def in_force(read):
    return lambda: put_in_force(read(team_settings.local))


def test_a_place_is_known_under_its_code_and_set_again_it_is_one_place(put, in_force, read):
    first = put(PLACE, SURGERY)
    assert put(PLACE, {**SURGERY, "name": "Larkfield", "valid_to": "2026-03-31"}) == first
    in_force()

    directory = known_places(training=False)
    place = directory.place("F81999")
    assert place is not None and (place.name, str(place.valid_to)) == ("Larkfield", "2026-03-31")
    assert place in directory.sites and len(read(team_settings.settings)) == 1


def test_a_choice_is_offered_and_later_only_told_and_records_keep_it(put, in_force, save, read):
    put(CODE, DOG_BITE)
    in_force()
    field = library.load("identification", 1).field("trigger")
    assert field is not None and field.codes is not None
    assert [each.code for each in field.codes.offered][-1] == "dog_bite"
    id = save(lambda s: recording.record(s, "identification", {**ENQUIRY, "trigger": ["dog_bite"]}))

    put(CODE, {**DOG_BITE, "offered": "no"})
    in_force()

    assert "dog_bite" not in [each.code for each in load_list("triggers").offered]
    assert load_list("triggers").label("dog_bite") == "Dog bite"
    save(lambda s: editing.edit(s, id.id, {"free_text": "Seen again"}))


ENQUIRY = {
    **{"identified_at": "2026-11-01T10:00Z", "setting_type": "gp_practice", "site_ods": "F81999"},
    **{"identifier_role": "gp", "how_arose": "routine_enquiry", "seen_alone": "yes"},
    **{"interpreter": "not_needed", "consult_mode": "in_person"},
}


def test_an_areas_own_rules_hold_and_once_taken_back_those_shipped(put, in_force, save, read):
    def essex():
        return next(each for each in areas() if each.key == "essex/safelives_24")

    id = put(AREA, ESSEX)
    in_force()
    assert essex().min_yes == 10 and essex().sla_days == 10 and essex().is_confirmed
    (row,) = [each for each in read(setting_rows.rows).rows if each.record == id]
    assert row.title == "Essex: SafeLives Dash, 24 questions"

    save(lambda session: team_settings.withdraw(session, id, "Board decided"))
    in_force()
    assert essex().min_yes == 14 and essex().sla_days == 14

    put(AREA, ESSEX)
    in_force()
    assert essex().sla_days == 10


def test_a_local_number_is_rung_and_may_stand_in_a_letter(put, in_force, read):
    put(NUMBER, {"key": "security", "number": "Security desk, 07700 900555"})
    in_force()

    assert own_numbers() == {"security": "Security desk, 07700 900555"}
    assert "07700900555" in read(lambda each: gate.known_of(each, bytes(16))).service_numbers


def test_a_form_pack_is_kept_once_and_never_changes(save, in_force, read, leads):
    def load(text):
        return save(lambda session: team_settings.load_pack(session, text))

    load(PACK_TEXT)
    assert load(PACK_TEXT).key == "made_up/1" and len(read(team_settings.settings)) == 1
    in_force()
    assert library.latest("worry").title == "Worry scale"
    assert [each.sla_days for each in areas() if each.area == "Moorland"] == [21]

    with pytest.raises(Refused, match=r"settings\.pack_known"):
        load(PACK_TEXT.replace("Worry scale", "Another"))
    (kept,) = read(team_settings.settings)
    assert kept.kind == PACK
    with pytest.raises(Refused, match=r"settings\.pack_stays"):
        save(lambda session: team_settings.withdraw(session, kept.id, "Wrong"))


def test_nobody_but_a_lead_changes_them_by_any_way(put, save, leads, read):
    id = put(PLACE, SURGERY)
    leads(leads=False)

    for work in (
        lambda s: team_settings.put(s, PLACE, SURGERY),
        lambda s: team_settings.withdraw(s, id, "x"),
        lambda s: team_settings.load_pack(s, PACK_TEXT),
    ):
        with pytest.raises(Refused, match=r"settings\.lead_sets"):
            save(work)
    with pytest.raises(Refused, match=r"settings\.own_way"):
        save(lambda s: editing.edit(s, id, {"name": "Other"}))
    assert len(read(lambda each: each.history(id))) == 1


@pytest.mark.parametrize(
    ("kind", "answers", "field"),
    [
        (PLACE, {"code": "no code", "name": "x"}, "code"),
        (PLACE, {**SURGERY, "valid_from": "2026-04-01", "valid_to": "2026-03-31"}, "valid_to"),
        (PLACE, {**SURGERY, "successor": "F81999"}, "successor"),
        (CODE, {**DOG_BITE, "code": "Dog bite"}, "code"),
        (CODE, {**DOG_BITE, "list": "four_state"}, "list"),
        (AREA, {**ESSEX, "min_yes": 0}, "min_yes"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_field(put, kind, answers, field):
    with pytest.raises(FormRefused) as refused:
        put(kind, answers)

    assert set(refused.value.problems) == {field}


def test_settings_are_no_file_and_no_other_kind_is_set(put, save, read):
    put(PLACE, SURGERY)

    assert read(lambda each: each.record(SETTINGS)) is None
    assert read(lambda each: each.list_ids("person")) == []
    assert read(lambda each: each.find("Larkfield")) == []
    with pytest.raises(Refused, match=r"settings\.unknown_kind"):
        put(PACK, {})
    with pytest.raises(NotFound, match=r"settings\.no_such_setting"):
        save(lambda session: team_settings.withdraw(session, bytes(16), "x"))


def test_two_leads_who_set_the_same_apart_leave_two_versions_that_a_lead_settles(
    put, save, read, leads
):
    id = put(PLACE, SURGERY)
    theirs = Edit(PLACE, SETTINGS, id, {"name": "Larkfield Health Centre"}, {})
    change = make_change(theirs, salt=bytes(16), at=1, time=(1, None))
    save(lambda s: apply_page(s.connection, [Arrival(change, 1, THEIRS)], space=1, now_ms=2))

    (due,) = [e for e in read(lambda r: worklist(r, now=NOW)) if e.reason is Reason.CLASH]
    (clash,) = read(lambda r: clashes.desk(r, today=NOW.date())).clashes
    assert (due.form, due.person, clash.field) == (PLACE, None, "name")
    wording = SettleWording(NOW)
    assert wording.row(clash).name == wording.about(clash) == "The team’s settings: F81999"
    leads(leads=False)
    with pytest.raises(Refused, match=r"settings\.lead_sets"):
        save(lambda s: settling.take(s, id, "name", change=change.id))
    leads(leads=True)
    save(lambda s: settling.take(s, id, "name", change=change.id))
    assert read(lambda r: r.clashes()) == []


def test_how_a_first_contact_counts_is_the_teams_to_set_and_the_sites_until_then(
    put, in_force, read, save
):
    assert counting_of("working_days") is Counting.WORKING_DAYS
    id = put(CLOCK, {"key": "first_contact", "counting": "working_days"})
    in_force()
    assert counting_of("clock_hours") is Counting.WORKING_DAYS
    (row,) = [each for each in read(setting_rows.rows).rows if each.kind == CLOCK]
    assert row.detail.startswith("Two working days") and row.record == id

    save(lambda session: team_settings.withdraw(session, id, "Agreed otherwise"))
    in_force()
    assert counting_of("clock_hours") is Counting.CLOCK_HOURS
