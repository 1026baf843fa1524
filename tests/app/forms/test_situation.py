"""What follows from the answers of a page, for rules to ask about."""

from __future__ import annotations

from app.domain.encoding import Value
from app.forms.library import latest
from app.forms.situation import blank_items, held, situation

FORM = latest("identification")
Answers = dict[str, Value]


def facts(answers: Answers, *, has_person: bool = True, age: int | None = None) -> Answers:
    return dict(situation(FORM, answers, has_person=has_person, age=age))


def test_what_is_not_known_is_absent() -> None:
    found = facts({}, has_person=False)

    assert not {"person", "age", "abuse", "may_ask", "children", "held_answer"} & found.keys()


def test_children_are_counted_by_number_or_by_ages_whichever_says_more(
    identified: Answers,
) -> None:
    assert facts(identified | {"children_in_household": 1})["children"] == 1
    assert facts(identified | {"children_ages": [3, 5]})["children"] == 2
    assert facts(identified | {"children_in_household": 3, "children_ages": [3]})["children"] == 3
    assert "children" not in facts(identified | {"children_in_household": 0})


def test_what_is_still_needed_is_named_without_what_has_a_step_of_its_own(
    identified: Answers,
) -> None:
    left_out = ("abuse_time", "consent_scope", "immediate_danger", "safeguarding_action")
    given = {name: value for name, value in identified.items() if name not in left_out}

    assert facts(given)["needed"] == "Abuse is, Agrees we can tell"
    assert facts(given)["first_needed"] == "abuse_time"
    assert "needed" not in facts(identified)
    assert str(facts({"hark_h": "yes"})["needed"]).endswith("more")
    asked = {name: value for name, value in identified.items() if "also_patient" not in name}
    assert facts(asked)["needed"] == "Patient here too"


def test_questions_left_to_ask_are_counted_in_order(enquiry: Answers) -> None:
    assert blank_items(FORM, enquiry) == ("hark_h", "hark_a", "hark_r", "hark_k")
    found = facts(enquiry | {"hark_h": "no"})

    assert (found["left_to_ask"], found["next_to_ask"]) == (3, "hark_a")


def test_an_answer_that_is_held_back_is_named(enquiry: Answers) -> None:
    answers = enquiry | {"seen_alone": "no", "hark_a": "no"}

    assert held(FORM, answers) == ("hark_a",)
    assert facts(answers)["held_answer"] == "hark_a"
