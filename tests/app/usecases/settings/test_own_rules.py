"""A lead sets steps and codes for the team: what is shown to whom, and by whom since when."""

from __future__ import annotations

import pytest

from app.domain.careful import care
from app.domain.team_settings import RECORD_CODE, STEP
from app.errors import FormRefused
from app.forms.local import Local, put_in_force
from app.forms.record_codes import load_codes, shipped_codes
from app.forms.steps import load_steps
from app.usecases.settings import setting_rows, team_settings

SECURITY = {"key": "security", "step_shown": "no", "why": "We have none at night"}
SITE_LEAD = {
    **{"key": "tell_site_lead", "step_shown": "yes", "strong": "Tell the site lead."},
    **{"when_fact": "setting_type", "when_codes": "ed_adult"},
}
FIRST = next(each.code for each in shipped_codes("identification"))


@pytest.fixture(autouse=True)
def what_is_shipped_holds_again():
    yield
    put_in_force(Local())


@pytest.fixture
def put(save, read):
    def work(kind, answers):
        id = save(lambda each: team_settings.put(each, kind, answers))
        put_in_force(read(team_settings.local))
        return id

    return work


def rows(read, kind):
    return [each for each in read(setting_rows.rows).rows if each.kind == kind]


def test_a_step_is_off_for_the_team_and_the_list_says_why_by_whom_and_since_when(put, save, read):
    id = put(STEP, SECURITY)

    assert "security" not in [each.key for each in load_steps("identification")]
    row = rows(read, STEP)[0]
    assert row.detail.startswith("not shown: We have none at night")
    assert (row.record, row.by) == (id, "Wren Pepperday") and row.since_ms
    assert len(rows(read, STEP)) == 60 and not rows(read, STEP)[5].by

    save(lambda each: team_settings.withdraw(each, id, "Night desk is back"))
    put_in_force(read(team_settings.local))
    assert "security" in [each.key for each in load_steps("identification")]


def test_a_step_and_a_code_of_the_team_join_those_that_are_shipped(put, read):
    put(STEP, SITE_LEAD)
    put(RECORD_CODE, {"code": FIRST, "offered": "yes", "confirmed": "yes"})

    assert load_steps("identification")[-1].key == "tell_site_lead"
    assert next(e for e in load_codes("identification") if e.code == FIRST).is_confirmed
    assert "seen in the present UK edition" in rows(read, RECORD_CODE)[0].detail


def test_a_step_of_the_team_can_follow_two_answers_and_stay_away_for_a_third(put):
    more = {"and_fact": "abuse", "unless_fact": "immediate_danger", "unless_codes": "yes, unsure"}
    put(STEP, {**SITE_LEAD, **more})
    rule = load_steps("identification")[-1]
    at_ed = {"setting_type": "ed_adult"}

    assert not rule.when.holds(at_ed)
    assert rule.when.holds({**at_ed, "abuse": "yes", "immediate_danger": "no"})
    assert not rule.when.holds({**at_ed, "abuse": "yes", "immediate_danger": "unsure"})
    assert not rule.when.holds({"setting_type": "gp_practice", "abuse": "yes"})


@pytest.mark.parametrize(
    ("kind", "answers", "field"),
    [
        (STEP, {"key": "ring_999", "step_shown": "no", "why": "x"}, "step_shown"),
        (STEP, {"key": "ring_999", "step_shown": "yes", "urgent": "no"}, "urgent"),
        (STEP, {"key": "security", "step_shown": "no"}, "why"),
        (STEP, {**SECURITY, "when_fact": "abuse"}, "when_fact"),
        (STEP, {**SITE_LEAD, "key": "Tell him"}, "key"),
        (STEP, {**SITE_LEAD, "when_codes": "ed_adult, nowhere"}, "when_codes"),
        (STEP, {"key": "tell_site_lead", "step_shown": "yes", "strong": "x"}, "when_fact"),
        (STEP, {**SITE_LEAD, "and_fact": "abuse_time", "and_codes": "tomorrow"}, "and_codes"),
        (STEP, {**SITE_LEAD, "unless_codes": "yes"}, "unless_fact"),
        (STEP, {**SECURITY, "unless_fact": "abuse"}, "unless_fact"),
        (RECORD_CODE, {"code": "206411000000103", "offered": "yes"}, "code"),
        (RECORD_CODE, {"code": "123456789", "offered": "yes"}, "code"),
        (RECORD_CODE, {"code": FIRST, "offered": "no"}, "why"),
        (RECORD_CODE, {"code": FIRST, "offered": "yes", "instead": "371772001"}, "term"),
    ],
)
def test_what_would_harm_or_never_hold_is_refused_with_its_field(put, kind, answers, field):
    with pytest.raises(FormRefused) as refused:
        put(kind, answers)

    assert set(refused.value.problems) == {field}


def test_while_two_leads_differ_a_step_is_shown():
    assert care("step_shown", "yes") > care("step_shown", "no")
