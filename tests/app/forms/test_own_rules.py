"""A team's own steps and codes lie over those that are shipped, and take nothing that must stay."""

from __future__ import annotations

from app.domain.snomed import is_concept
from app.forms.own_rules import OwnCode, OwnStep, when_of, with_own_codes, with_own_steps
from app.forms.record_codes import shipped_codes
from app.forms.steps import next_steps, shipped_steps

STEPS, CODES = shipped_steps("identification"), shipped_codes("identification")
DANGER = {"immediate_danger": "yes", "setting_type": "ed_adult"}


def test_a_step_is_switched_off_and_all_others_stay_in_their_order() -> None:
    found = with_own_steps(STEPS, [OwnStep("security", is_shown=False)])

    assert [each.key for each in found] == [e.key for e in STEPS if e.key != "security"]


def test_no_team_switches_off_the_ring_to_999_or_a_step_that_is_answered_at() -> None:
    asked = next(each.key for each in STEPS if each.asks)
    off = [OwnStep("ring_999", is_shown=False), OwnStep(asked, is_shown=False)]

    assert [each.key for each in with_own_steps(STEPS, off)] == [each.key for each in STEPS]


def test_the_ring_to_999_stays_first_whatever_a_setting_says() -> None:
    found = with_own_steps(STEPS, [OwnStep("ring_999", True, is_urgent=False)])

    assert found == STEPS


def test_a_step_in_the_teams_own_words_is_due_when_it_was_and_rings_whom_it_did() -> None:
    found = with_own_steps(STEPS, [OwnStep("security", True, "Press the bell by the door.")])

    step = next(
        each for each in next_steps(found, DANGER, {"security": "2222"}) if "bell" in each.strong
    )
    assert "2222" in step.text


def test_an_urgent_step_of_the_team_stands_among_the_urgent_and_another_last() -> None:
    when = when_of("setting_type", "ed_adult, maternity_antenatal")
    own = [
        OwnStep("tell_site", True, "Tell the site lead.", is_urgent=True, when=when),
        OwnStep("form_7", True, "Fill in form 7.", when=when),
        OwnStep("no_words", True, when=when),
    ]
    found = with_own_steps(STEPS, own)

    keys = [each.key for each in found]
    last_urgent = max(n for n, each in enumerate(found) if each.is_urgent)
    assert keys[last_urgent] == "tell_site" and keys[-1] == "form_7" and "no_words" not in keys
    due = [each.strong for each in next_steps(found, DANGER, {})]
    assert "Tell the site lead." in due and "Fill in form 7." in due


def test_a_code_is_confirmed_replaced_or_left_out() -> None:
    first, second, third, *_ = CODES
    own = [
        OwnCode(first.code, is_offered=True, is_confirmed=True),
        OwnCode(second.code, is_offered=False),
        OwnCode(third.code, is_offered=True, instead="371772001", term="Domestic abuse"),
        OwnCode("713201008", is_offered=True, term="At risk", when=when_of("abuse_types", "fgm")),
    ]
    found = {each.code: each for each in with_own_codes(CODES, own)}

    assert found[first.code].is_confirmed and second.code not in found
    assert found["371772001"].when == third.when and third.code not in found
    assert found["713201008"].note


def test_a_concept_proves_itself_by_its_check_digit_and_is_no_description() -> None:
    assert is_concept("879911000000102") and is_concept("706893006")
    assert not is_concept("879911000000103") and not is_concept("70689300") and not is_concept("x")
    assert not is_concept("1234567890123456789")
