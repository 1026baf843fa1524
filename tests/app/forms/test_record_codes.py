"""Codes follow what was recorded, are real by their check digits, and name no other person."""

from __future__ import annotations

import pytest

import resources
from app.domain.encoding import Value
from app.domain.snomed import is_concept
from app.errors import Refused
from app.forms.library import latest
from app.forms.record_codes import codes_for, load_codes, parse_codes
from app.forms.steps import unknown_facts

FORM, CODES = latest("identification"), load_codes("identification")
PERPETRATOR = "206411000000103"
Answers = dict[str, Value]
ASKED: Answers = {
    "seen_alone": "yes",
    "interpreter": "not_needed",
    "setting_type": "gp_practice",
    "hark_h": "yes",
    "hark_a": "no",
    "hark_r": "no",
    "hark_k": "no",
}
NOW: Answers = {**ASKED, "abuse_time": "current"}


def codes(answers: Answers) -> set[str]:
    return {each.code.code for each in codes_for(FORM, answers)}


@pytest.mark.parametrize("code", [each.code for each in CODES if each.system == "snomed"])
def test_each_identifier_has_its_right_check_digit(code: str) -> None:
    assert is_concept(code)
    assert not is_concept(code[:-1] + str((int(code[-1]) + 1) % 10))


def test_all_of_them_are_marked_as_not_seen_in_the_present_edition() -> None:
    assert [each.code for each in CODES if each.is_confirmed] == []
    assert all(each.note for each in CODES)


def test_no_file_of_codes_can_offer_the_one_that_names_the_other_person() -> None:
    assert PERPETRATOR not in {each.code for each in CODES}
    text = resources.read_text("codes/identification.toml")
    offered = f'{text}\n[[codes]]\ncode = "{PERPETRATOR}"\nterm = "x"\nuse = "x"\n'

    with pytest.raises(Refused) as refusal:
        parse_codes(offered, name="broken")
    assert refusal.value.code == "form.definition_value"


@pytest.mark.parametrize(
    ("answers", "there", "not_there"),
    [
        (NOW, {"879911000000102", "720025009", "700410005"}, {"429746005", "706893006"}),
        ({**NOW, "perpetrator_relationship": "ex_spouse"}, {"706893006"}, set()),
        ({**NOW, "perpetrator_relationship": "parent"}, {"879911000000102"}, {"706893006"}),
        ({**ASKED, "abuse_time": "historic"}, {"429746005", "720428004"}, {"879911000000102"}),
        ({**ASKED, "abuse_time": "suspected_only"}, {"697950003"}, {"879911000000102"}),
        ({**ASKED, "abuse_time": "at_risk"}, {"707087005"}, {"879911000000102"}),
        ({**NOW, "children_in_household": 2}, {"881081000000100"}, set()),
        ({**NOW, "unborn_edd": "2027-03-01"}, {"878111000000109"}, {"881081000000100"}),
        ({**NOW, "specialist_referral": "accepted"}, {"431719007"}, set()),
        ({**NOW, "specialist_referral": "declined"}, set(), {"431719007"}),
        ({**NOW, "safeguarding_action": "both"}, {"514341000000108", "514331000000104"}, set()),
        ({**ASKED, "hark_h": "declined"}, {"700411009"}, {"700410005", "1364731000000104"}),
        ({**NOW, "setting_type": "maternity_antenatal"}, {"516021000000108"}, {"700410005"}),
        ({"seen_alone": "no", "interpreter": "not_needed"}, {"887331000000105"}, {"700410005"}),
        ({"seen_alone": "yes"}, set(), {"700410005", "887331000000105", "76504-0"}),
    ],
)
def test_what_was_recorded_chooses_the_codes(
    answers: Answers, there: set[str], not_there: set[str]
) -> None:
    found = codes(answers)

    assert there <= found
    assert not not_there & found


def test_a_total_goes_along_once_nothing_is_open_or_declined() -> None:
    (total,) = [each for each in codes_for(FORM, NOW) if each.code.system == "loinc"]
    assert (total.value, total.in_words) == ("1", "LOINC 76504-0 HARK total = 1")

    for answer in ("declined", "not_asked", None):
        assert "76504-0" not in codes({**NOW, "hark_k": answer})
    zero = codes_for(FORM, {**ASKED, "hark_h": "no"})
    assert [each.value for each in zero if each.code.system == "loinc"] == ["0"]


def test_the_conditions_name_nothing_that_the_form_has_not() -> None:
    known = {"asked", "hark_total"}
    unknown = {name for each in CODES for name in unknown_facts(each.when, FORM)}

    assert unknown - known == set()
