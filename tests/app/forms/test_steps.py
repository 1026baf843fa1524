"""Each rule of the steps: when it is due, when it is not, and how it is worded."""

from __future__ import annotations

import pytest

from app.domain.encoding import Value
from app.errors import Refused
from app.forms.library import latest
from app.forms.numbers import shipped_numbers
from app.forms.situation import DERIVED, situation
from app.forms.steps import Step, load_steps, next_steps, parse_steps, unknown_facts

FORM, RULES = latest("identification"), load_steps("identification")
NUMBERS = shipped_numbers(training=True)
Answers = dict[str, Value]
ALONE: Answers = {"seen_alone": "yes", "interpreter": "not_needed", "consult_mode": "in_person"}
ABUSE: Answers = {**ALONE, "hark_h": "yes", "hark_safety": "no", "immediate_danger": "no"}
DANGER: Answers = {**ABUSE, "immediate_danger": "yes"}
AT_GP: Answers = {"setting_type": "gp_practice"}
NOT_ALONE: Answers = {"seen_alone": "no", "interpreter": "not_needed"}
NOTHING: Answers = {**ALONE, "hark_h": "no", "hark_a": "no", "hark_r": "no", "hark_k": "no"}
FGM: Answers = {**ABUSE, "abuse_types": ["fgm"]}


def of(base: Answers, **more: Value) -> Answers:
    return {**base, **more}


def steps(
    answers: Answers,
    age: int | None = None,
    *,
    has_person: bool = True,
    can_look: bool = True,
) -> list[Step]:
    facts = situation(FORM, answers, has_person=has_person, age=age, can_look=can_look)
    return list(next_steps(RULES, facts, NUMBERS))


def keys(answers: Answers, age: int | None = None, **facts: bool) -> list[str]:
    return [step.key for step in steps(answers, age, **facts)]


# For each rule: answers and age with which it is due, and others with which it is not.
Case = tuple[Answers, int | None]
CASES: dict[str, tuple[Case, Case]] = {
    "ring_999": ((DANGER, None), (ABUSE, None)),
    "safe_room": ((DANGER, None), (of(ABUSE, immediate_danger="unsure"), None)),
    "security": ((DANGER, None), (of(DANGER, **AT_GP), None)),
    "practice_door": ((of(DANGER, **AT_GP), None), (DANGER, None)),
    "treat": ((DANGER, None), (ABUSE, None)),
    "no_discharge": ((DANGER, None), (of(DANGER, **AT_GP), None)),
    "no_leaving": ((of(DANGER, **AT_GP), None), (DANGER, None)),
    "children_now": ((DANGER, None), (ABUSE, None)),
    "out_of_hours": ((DANGER, None), (ABUSE, None)),
    "urgent_marac": ((DANGER, None), (ABUSE, None)),
    "held_back": ((of(ABUSE, seen_alone="no"), None), (ABUSE, None)),
    "say_alone_far": (({"consult_mode": "video"}, None), ({"consult_mode": "in_person"}, None)),
    "say_alone": (({"consult_mode": "in_person"}, None), ({"consult_mode": "video"}, None)),
    "say_interpreter": (({"seen_alone": "yes"}, None), ({}, None)),
    "no_family": ((of(ALONE, interpreter="family_used_in_error"), None), (ALONE, None)),
    "find_interpreter": ((of(ALONE, interpreter="needed_not_available"), None), (ALONE, None)),
    "far_safe": ((of(ALONE, consult_mode="telephone"), None), (ALONE, None)),
    "interpreter_rules": ((of(ALONE, interpreter="professional_in_person"), None), (ALONE, None)),
    "say_limits": ((ALONE, None), (of(ALONE, hark_h="no"), None)),
    "ask_one": ((of(NOTHING, hark_k=None), None), (ALONE, None)),
    "ask_harks": ((ALONE, None), (of(NOTHING, hark_k=None), None)),
    "strangled": (
        (of(ABUSE, abuse_types=["strangulation"]), None),
        (of(ABUSE, abuse_types=["physical"]), None),
    ),
    "suicide": (({"trigger": ["self_harm"]}, None), ({"trigger": ["depression"]}, None)),
    "one_chance": ((of(ABUSE, abuse_types=["forced_marriage"]), None), (ABUSE, None)),
    "fgm_report": ((of(FGM, identifier_role="midwife"), 17), (of(FGM, identifier_role="gp"), 18)),
    "fgm_pass_on": ((of(FGM, identifier_role="idva"), 17), (of(FGM, identifier_role="gp"), 17)),
    "fgm_age": ((FGM, None), (FGM, 30)),
    "fgm_adult": ((FGM, 30), (FGM, 17)),
    "under_16": ((ABUSE, 15), (ABUSE, 16)),
    "sixteen_seventeen": ((ABUSE, 17), (ABUSE, 18)),
    "danger_unsure": ((of(ABUSE, immediate_danger="unsure"), None), (ABUSE, None)),
    "reason_alone": ((NOT_ALONE, None), (of(NOT_ALONE, consult_mode="telephone"), None)),
    "ring_back": ((of(NOT_ALONE, consult_mode="telephone"), None), (NOT_ALONE, None)),
    "another_day": ((NOT_ALONE, None), (ALONE, None)),
    "save_not_safe": ((NOT_ALONE, None), (of(NOT_ALONE, abuse_time="current"), None)),
    "answer_s": ((of(ABUSE, hark_safety=None), None), (ABUSE, None)),
    "unsafe_home": ((of(ABUSE, hark_safety="yes"), None), (ABUSE, None)),
    "say_danger": ((of(ABUSE, immediate_danger=None), None), (ABUSE, None)),
    "still_needed": ((ABUSE, None), (ALONE, None)),
    "refer": ((of(ABUSE, specialist_referral="accepted"), None), (ABUSE, None)),
    "door_stays_open": ((of(ABUSE, specialist_referral="declined"), None), (ABUSE, None)),
    "offer_referral": ((of(ABUSE, specialist_referral="not_offered"), None), (ABUSE, None)),
    "suspected": ((of(ALONE, abuse_time="suspected_only"), None), (ABUSE, None)),
    "other_patient": (
        (of(ABUSE, perpetrator_also_patient_here="yes"), None),
        (of(ABUSE, perpetrator_also_patient_here="unknown"), None),
    ),
    "works_here": (({"setting_type": "staff_self"}, None), ({"setting_type": "ed_adult"}, None)),
    "assault": ((of(ABUSE, hark_r="yes"), None), (of(ABUSE, hark_r="declined"), None)),
    "phone_read": ((of(ABUSE, abuse_types=["digital_tech"]), None), (ABUSE, None)),
    "immigration": ((of(ABUSE, abuse_types=["immigration_related"]), None), (ABUSE, None)),
    "adult_at_risk": ((of(ABUSE, perpetrator_relationship="carer_not_related"), None), (ABUSE, 80)),
    "not_family": (
        (of(ABUSE, perpetrator_relationship="other_household"), None),
        (of(ABUSE, perpetrator_relationship="sibling_half_full"), None),
    ),
    "own_child": ((of(ABUSE, abuse_types=["child_to_parent"]), None), (ABUSE, None)),
    "one_child": ((of(ABUSE, children_in_household=1), None), (ABUSE, None)),
    "children": ((of(ABUSE, children_ages=[2, 5]), None), (of(ABUSE, children_ages=[2]), None)),
    "unborn": (
        (of(ABUSE, unborn_edd="2027-03-01"), None),
        (of(ABUSE, unborn_edd="2027-03-01", children_in_household=1), None),
    ),
    "write_down": ((DANGER, None), (ABUSE, None)),
    "safeguarding": ((ABUSE, None), (NOTHING, None)),
    "open_door": ((NOTHING, None), (ABUSE, None)),
    "offer_number": ((NOTHING, None), (of(NOTHING, info_given="verbal"), None)),
}


@pytest.mark.parametrize("key", CASES)
def test_a_step_is_due_when_its_rule_holds_and_not_otherwise(key: str) -> None:
    (due, age), (not_due, other_age) = CASES[key]

    assert key in keys(due, age)
    assert key not in keys(not_due, other_age)


def test_every_rule_is_tried_here() -> None:
    assert {rule.key for rule in RULES} == {*CASES, "find_person", "name_person"}
    assert "find_person" in keys({}, has_person=False)
    assert "find_person" not in keys({})
    at_a_ward = keys({}, has_person=False, can_look=False)
    assert "name_person" in at_a_ward and "find_person" not in at_a_ward


def test_the_rules_name_nothing_that_the_form_has_not() -> None:
    named = {each for rule in RULES for each in (rule.leads_to, rule.asks)} - {"", *DERIVED}

    assert not [each for each in named if FORM.field(each) is None]
    assert not [each for rule in RULES for each in unknown_facts(rule.when, FORM)]


def test_a_fact_or_a_code_that_the_form_has_not_is_found_out() -> None:
    (broken,) = parse_steps(
        'title = "x"\n[[steps]]\nkey = "a"\nstrong = "b"\n'
        'every = [{ fact = "seen_alone", among = ["maybe"] }, { fact = "moon" }]',
        name="broken",
    )

    assert unknown_facts(broken.when, FORM) == ["seen_alone.maybe", "moon"]


def test_two_rules_of_one_name_are_refused() -> None:
    one = '[[steps]]\nkey = "a"\nstrong = "b"\n'

    with pytest.raises(Refused) as refusal:
        parse_steps(f'title = "x"\n{one}{one}', name="broken")
    assert refusal.value.code == "form.definition_value"


def test_what_cannot_wait_stands_before_what_can() -> None:
    answers = of(ABUSE, abuse_types=["strangulation", "honour_based"], trigger=["self_harm"])
    found = keys(of(answers, hark_safety="yes", children_in_household=2), 17)

    assert found[:3] == ["strangled", "suicide", "one_chance"]
    assert found.index("unsafe_home") < found.index("children")


def test_in_danger_now_the_list_begins_with_999_and_keeps_the_other_red_flags() -> None:
    found = keys(of(DANGER, abuse_types=["honour_based"], children_in_household=1), 17)

    assert found[:2] == ["ring_999", "safe_room"]
    assert {"one_chance", "sixteen_seventeen", "write_down"} <= set(found)
    assert "one_child" not in found


def test_one_input_is_asked_for_at_one_step() -> None:
    asks = [step.asks for step in steps(of(ABUSE, children_in_household=1)) if step.asks]

    assert asks == ["safeguarding_action"]


def test_a_number_is_told_only_where_it_is_known() -> None:
    facts = situation(FORM, DANGER, has_person=True, age=None)
    told = {step.key: step.text for step in next_steps(RULES, facts, {"security": "ext. 2222"})}

    assert told["security"] == "Ring ext. 2222."
    assert told["out_of_hours"] == "duty safeguarding."
    assert told["children_now"] == ""


def test_a_training_vault_has_no_real_number() -> None:
    assert all("made up" in number for number in NUMBERS.values())
    assert "made up" not in shipped_numbers(training=False)["forced_marriage"]
    assert {rule.ring for rule in RULES} - {""} <= NUMBERS.keys()
