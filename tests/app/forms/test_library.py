"""The shipped forms load, and say what they are asked to say."""

from __future__ import annotations

import pytest

from app.errors import NotFound
from app.forms.definition import Field, Kind
from app.forms.library import by_reference, is_form, latest, load, versions
from resources.words import sentence


def _field(form: str, name: str) -> Field:
    field = latest(form).field(name)
    assert field is not None
    return field


@pytest.mark.parametrize("name", ["person", "note", "identification", "harks"])
def test_each_shipped_form_loads_by_its_reference(name: str) -> None:
    form = latest(name)

    assert form.reference == f"{name}/1"
    assert by_reference(form.reference) is form
    assert load(name, 1) is form


@pytest.mark.parametrize(
    "reference", ["tea/1", "note/2", "note/0", "note", "note/01", "../lists/triggers/1", "", "/1"]
)
def test_a_form_that_is_not_there_is_not_found(reference: str) -> None:
    with pytest.raises(NotFound) as missing:
        by_reference(reference)

    assert missing.value.code == "form.no_such_form"
    assert sentence(missing.value)


def test_a_name_without_a_form_has_no_versions() -> None:
    assert versions("tea") == ()
    assert not is_form("../forms")
    assert is_form("note")


def test_the_fields_of_harks_stand_in_the_identification_behind_its_condition() -> None:
    for item in latest("harks").fields:
        field = _field("identification", item.name)
        assert field.allowed_when is not None
        assert field.allowed_when.name == "safe_to_ask"
        assert (field.label, field.letter, field.loinc) == (item.label, item.letter, item.loinc)


def test_harks_has_its_letters_codes_and_credit() -> None:
    harks = latest("harks")

    items = [field for field in harks.fields if field.kind is Kind.FOUR_STATE]
    assert "".join(field.letter for field in items) == "HARKS"
    assert [field.loinc for field in items] == ["76500-8", "76501-6", "76502-4", "76503-2", ""]
    assert [field.is_confirmed for field in items] == [True, True, False, False, False]
    assert (harks.loinc, harks.scoring and harks.scoring.loinc) == ("76499-3", "76504-0")
    assert "Sohal" in harks.credit


def test_an_unsure_answer_is_not_part_of_harks() -> None:
    codes = _field("harks", "hark_h").codes

    assert codes is not None
    assert codes.codes == ("yes", "no", "declined", "not_asked")
    assert "".join(entry.letter for entry in codes.entries) == "YNDA"


def test_every_section_of_the_identification_is_used() -> None:
    form = latest("identification")

    assert {section.key for section in form.sections} == {field.section for field in form.fields}
