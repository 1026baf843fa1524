"""Between a form's answers and a record's fields."""

from __future__ import annotations

from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from app.forms.elements import NewElementId
from app.forms.fields import changed_fields, from_fields, to_fields
from app.forms.library import latest

FORM = latest("identification")
PERSON = latest("person")
NOTE = latest("note")
_TRIGGERS = next(field.codes.codes for field in FORM.fields if field.name == "trigger")  # type: ignore


def _ids(seed: int = 1) -> NewElementId:
    random = Random(seed)
    return lambda: f"{random.getrandbits(64):016x}"


def _applied(fields: dict[str, Any], changed: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in (fields | changed).items() if value is not None}


def test_a_code_of_a_list_is_a_field_of_its_own() -> None:
    fields = to_fields(FORM, {"trigger": ["burn", "fearful"]}, new_element_id=_ids())

    assert fields == {"trigger/burn": True, "trigger/fearful": True}


def test_other_elements_stand_under_random_ids_in_their_order() -> None:
    fields = to_fields(PERSON, {"known_as": ["Zan", "Abby", "Mim"]}, new_element_id=_ids())

    names = list(fields)
    assert [fields[name] for name in sorted(names)] == ["Zan", "Abby", "Mim"]
    assert all(len(name) == len("known_as/") + 16 for name in names)


def test_lines_and_a_consent_stay_one_field() -> None:
    lines: Any = [{"label": "said", "text": "He reads every message."}]
    scope: Any = {"police": "no", "gp": "yes"}

    assert to_fields(NOTE, {"lines": lines}, new_element_id=_ids()) == {"lines": lines}
    assert to_fields(FORM, {"consent_scope": scope}, new_element_id=_ids()) == {
        "consent_scope": scope
    }


def test_codes_come_back_in_the_order_of_the_form_and_unknown_ones_last() -> None:
    fields = {"trigger/fearful": True, "trigger/zzz_later": True, "trigger/burn": True}

    assert from_fields(FORM, fields) == {"trigger": ["burn", "fearful", "zzz_later"]}


def test_a_removed_element_is_gone_and_one_that_cannot_be_read_is_not() -> None:
    fields: dict[str, Any] = {"trigger/burn": None, "trigger/dental": "perhaps"}

    assert from_fields(FORM, fields) == {"trigger": ["dental"]}


def test_a_field_the_form_does_not_know_keeps_its_name() -> None:
    fields: dict[str, Any] = {"form": "identification/1", "weather/rain": 1, "gone": None}

    assert from_fields(FORM, fields) == {"form": "identification/1", "weather/rain": 1}
    assert to_fields(FORM, {"form": "identification/1"}, new_element_id=_ids()) == {
        "form": "identification/1"
    }


def test_an_edit_changes_only_what_differs() -> None:
    old: dict[str, Any] = {"trigger/burn": True, "trigger/dental": True, "where_now": "Ward 4"}
    answers: dict[str, Any] = {"trigger": ["dental", "fearful"], "where_now": "Ward 4"}

    changed = changed_fields(FORM, old, answers, new_element_id=_ids())

    assert changed == {"trigger/burn": None, "trigger/fearful": True}


def test_what_an_edit_does_not_name_stays() -> None:
    old: dict[str, Any] = {"trigger/burn": True, "where_now": "Ward 4"}

    assert changed_fields(FORM, old, {"where_now": None}, new_element_id=_ids()) == {
        "where_now": None
    }


def test_clearing_a_list_removes_each_element() -> None:
    old: dict[str, Any] = {"trigger/burn": True, "trigger/dental": True}

    blanks: list[Any] = [None, []]
    for blank in blanks:
        changed = changed_fields(FORM, old, {"trigger": blank}, new_element_id=_ids())
        assert changed == {"trigger/burn": None, "trigger/dental": None}


def test_true_is_not_the_number_one() -> None:
    old: dict[str, Any] = {"children_in_household": True}

    changed = changed_fields(FORM, old, {"children_in_household": 1}, new_element_id=_ids())

    assert changed == {"children_in_household": 1}
    assert type(changed["children_in_household"]) is int


_ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        "trigger": st.lists(st.sampled_from(_TRIGGERS), unique=True, min_size=1).map(
            lambda codes: sorted(codes, key=_TRIGGERS.index)
        ),
        "children_ages": st.lists(st.integers(0, 3), min_size=1, max_size=8),
        "where_now": st.text(min_size=1),
        "consent_scope": st.just({"police": "no"}),
        "other_version": st.integers(),
    },
)


@given(_ANSWERS, st.integers())
def test_what_goes_into_fields_comes_back(answers: dict[str, Any], seed: int) -> None:
    assert from_fields(FORM, to_fields(FORM, answers, new_element_id=_ids(seed))) == answers


@given(_ANSWERS, _ANSWERS, st.integers())
def test_an_edit_arrives_at_exactly_the_new_answers(
    before: dict[str, Any], after: dict[str, Any], seed: int
) -> None:
    ids = _ids(seed)
    fields = to_fields(FORM, before, new_element_id=ids)

    changed = changed_fields(FORM, fields, after, new_element_id=ids)

    assert from_fields(FORM, _applied(fields, changed)) == before | after


@given(_ANSWERS, st.integers())
def test_an_edit_that_changes_nothing_writes_nothing(answers: dict[str, Any], seed: int) -> None:
    ids = _ids(seed)
    fields = to_fields(FORM, answers, new_element_id=ids)

    assert changed_fields(FORM, fields, answers, new_element_id=ids) == {}
