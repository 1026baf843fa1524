"""A broken definition fails when loaded, and says where."""

from __future__ import annotations

import pytest

from app.errors import Refused
from app.forms.definition import Form, Kind
from app.forms.library import by_reference
from app.forms.lists import load_list
from app.forms.parsing import Sources, parse_form
from resources.words import sentence

_SOURCES = Sources(code_list=load_list, form=by_reference)
_FIELD = "[[fields]]\nname = 'tea'\nkind = 'text'\nlabel = 'Tea'\n"
_TITLE = "title = 'Tea'\n"
_EVERY = "[conditions.thirsty]\nevery = [{field = 'tea'}]\n"


def _parse(text: str) -> Form:
    return parse_form(text, name="tea", version=1, sources=_SOURCES)


def test_a_small_form_is_read() -> None:
    form = _parse(_TITLE + _EVERY + _FIELD + "most = 20\nhint = 'Milk?'")

    field = form.field("tea")
    assert field is not None
    assert (field.kind, field.most, field.hint) == (Kind.TEXT, 20, "Milk?")
    assert form.conditions["thirsty"].holds({"tea": "Assam"})
    assert form.field("coffee") is None


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("title =", "unreadable", None),
        (_FIELD, "missing", "top.title"),
        (_TITLE, "missing", "top.fields"),
        (_TITLE + "colour = 'red'\n" + _FIELD, "unknown_key", "top.colour"),
        ("title = 5\n" + _FIELD, "type", "top.title"),
        ("title = 'x'\nfields = 'tea'", "type", "top.fields"),
        ("title = 'x'\nfields = ['tea']", "type", "top.fields[1]"),
        (_TITLE + _FIELD + "size = 5", "unknown_key", "top.fields[1].size"),
        (_TITLE + _FIELD + "needed = 'yes'", "type", "top.fields[1].needed"),
        (_TITLE + _FIELD + "most = true", "type", "top.fields[1].most"),
        (_TITLE + _FIELD.replace("'text'", "'poem'"), "value", "top.fields[1].kind"),
        (_TITLE + _FIELD.replace("'tea'", "'a/b'"), "value", "top.fields[1].name"),
        (_TITLE + _FIELD + _FIELD, "value", "top.fields[2].name"),
        (_TITLE + _FIELD.replace("'text'", "'choice'"), "missing", "top.fields[1].list"),
        (_TITLE + _FIELD + "list = 'yes_no'", "value", "top.fields[1].list"),
        (_TITLE + _FIELD + "section = 'cup'", "unknown_name", "top.fields[1].section"),
        (_TITLE + _FIELD + "needed_when = 'dry'", "unknown_name", "top.fields[1].needed_when"),
        (_TITLE + _FIELD + "earliest = 'noon'", "value", "top.fields[1].earliest"),
        (
            _TITLE + "[conditions.dry]\nevery = [{field = 'milk'}]\n" + _FIELD,
            "unknown_name",
            "top.conditions.dry.milk",
        ),
        (
            _TITLE + "[conditions.dry]\nevery = [{field = 'tea', among = ['x']}]\n" + _FIELD,
            "unknown_name",
            "top.conditions.dry.tea",
        ),
        (_TITLE + "[conditions.dry]\n" + _FIELD, "missing", "top.conditions.dry.every"),
        (
            _TITLE + _FIELD + "[outcome]\nsafe='a'\nidentified='b'\ninstrument='harks/1'",
            "unknown_name",
            "top.outcome.safe",
        ),
        (
            _TITLE + _FIELD + "[scoring]\nitems=['cup']\npoint='yes'\nno='no'\n"
            "declined='declined'\npositive_from=1",
            "unknown_name",
            "top.scoring.cup",
        ),
    ],
)
def test_a_broken_definition_is_refused_with_its_place(
    text: str, code: str, place: str | None
) -> None:
    with pytest.raises(Refused) as refused:
        _parse(text)

    assert refused.value.code == f"form.definition_{code}"
    assert refused.value.facts["source"] == "tea/1"
    assert refused.value.facts.get("place") == place
    assert "tea/1" in sentence(refused.value)


def test_an_embedded_instrument_brings_its_fields_and_itself() -> None:
    form = _parse(_TITLE + _FIELD + "[[fields]]\ninstrument = 'harks/1'")

    assert [field.name for field in form.fields][:2] == ["tea", "hark_h"]
    assert [instrument.reference for instrument in form.instruments] == ["harks/1"]
