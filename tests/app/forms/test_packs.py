"""Form packs: checked whole, and refused in words for whatever would not hold."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app.errors import Refused
from app.forms import library
from app.forms.definition import Kind
from app.forms.local import Local, put_in_force
from app.forms.packs import read_pack, wording_of
from app.forms.wordings import told
from tests.app.forms.pack import PACK_TEXT

PAGE = Path(__file__).parents[3] / "docs" / "form-packs.md"


def test_a_pack_brings_its_form_with_its_own_lists_and_an_areas_rules() -> None:
    pack = read_pack(PACK_TEXT)

    (form,), (codes,), (area,) = pack.forms, pack.lists, pack.areas
    field = form.field("worry_now")
    assert field is not None and field.codes == codes and field.exact.startswith("How worried")
    assert (pack.key, form.reference, area.key) == ("made_up/1", "worry/1", "moorland/worry")


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("[pack]", "[pack", "form.pack_unreadable"),
        ("[pack]", f"deep = {'[' * 5000}\n[pack]", "form.pack_unreadable"),
        ("[pack]", "[other]", "form.definition_missing"),
        ('list = "worry_answers"', 'list = "nowhere"', "form.no_such_list"),
        ('kind = "choice"', 'kind = "guess"', "form.definition_value"),
        ("[lists.worry_answers]", "[lists.triggers]", "form.pack_takes_name"),
        ('name = "worry"', 'name = "identification"', "form.pack_takes_name"),
        ('name = "worry"', 'name = "harks"', "form.definition_value"),
        ('version = 1\ntitle = "A', 'version = 0\ntitle = "A', "form.definition_value"),
        ("sla_days = 21", "sla_days = 21\nbribe = 1", "form.definition_unknown_key"),
        ("min_yes = 3", "min_yes = 0", "form.definition_value"),
        ('fields = ["worry_now"]', 'fields = ["name"]', "form.definition_unknown_name"),
        ('form = "worry/1"', 'form = "person/1"', "form.definition_unknown_name"),
    ],
)
def test_a_fault_anywhere_refuses_the_whole_pack(old: str, new: str, code: str) -> None:
    assert old in PACK_TEXT
    from app.errors import YarrowError

    with pytest.raises(YarrowError, match=code.replace(".", r"\.")):
        read_pack(PACK_TEXT.replace(old, new, 1))


def test_what_the_page_for_authors_shows_is_taken() -> None:
    page = PAGE.read_text("utf-8")
    form, agreed, wording, fields = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    head = '[pack]\nname = "words"\nversion = 1\ntitle = "Words"\n'

    brought = read_pack(form + agreed + fields)
    assert [each.reference for each in brought.forms] == ["worry/1", "sleep/1"]
    assert read_pack(head + wording).wordings[0].form == "harks/1"
    assert [kind for kind in Kind if f"`{kind}`" not in page] == []


def test_a_pack_of_nothing_is_refused() -> None:
    with pytest.raises(Refused, match=r"form\.pack_empty"):
        read_pack('[pack]\nname = "x"\nversion = 1\ntitle = "x"')


WORDING = """
[pack]
name = "authorised"
version = 1
title = "HARKS as it was published"

[[wording]]
form = "harks/1"
credit = "With leave of whom it belongs to."
in_place = true
items = [
    { field = "hark_h", exact = "Made-up words for H?" },
    { field = "hark_a", exact = "Made-up words for A?" },
    { field = "hark_r", exact = "Made-up words for R?" },
    { field = "hark_k", exact = "Made-up words for K?" },
]
"""


@pytest.fixture
def in_force():
    yield lambda text: put_in_force(Local(packs=(read_pack(text),)))
    put_in_force(Local())


def test_authorised_words_stand_in_the_place_of_ours_and_change_no_answer(in_force) -> None:
    before = library.latest("identification")
    in_force(WORDING)
    asked = library.latest("identification")

    field, was = asked.field("hark_h"), before.field("hark_h")
    assert field is not None and was is not None
    assert (field.label, field.codes) == ("Made-up words for H?", was.codes)
    assert [each.name for each in asked.fields] == [each.name for each in before.fields]
    (harks,) = asked.instruments
    assert harks.credit.startswith("With leave of whom") and "Sohal" in harks.credit
    put_in_force(Local())
    assert library.latest("identification") == before


def test_words_that_stand_beside_ours_leave_the_labels(in_force) -> None:
    in_force(WORDING.replace("in_place = true\n", ""))

    field = library.latest("harks").field("hark_a")
    assert field is not None
    assert (field.label, field.exact) == ("Afraid of them", "Made-up words for A?")


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('"harks/1"', '"harks/9"', "form.definition_unknown_name"),
        ('"harks/1"', '"person/1"', "form.definition_unknown_name"),
        ('field = "hark_k"', 'field = "hark_x"', "form.definition_unknown_name"),
        ('    { field = "hark_k", exact = "Made-up words for K?" },\n', "", "form.definition_miss"),
        ('credit = "With leave of whom it belongs to."\n', "", "form.definition_missing"),
    ],
)
def test_words_that_do_not_fit_their_instrument_are_refused(old, new, code) -> None:
    with pytest.raises(Refused) as refused:
        read_pack(WORDING.replace(old, new))

    assert refused.value.code.startswith(code)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('name = "worry"', 'name = "risk_assessment"'),
        ('name = "worry"', 'name = "entered_in_error"'),
        ('name = "worry"', 'name = "setting_worry"'),
        ('name = "worry_now"', 'name = "contact_point"'),
        ('name = "worry_now"', 'name = "gone"'),
    ],
)
def test_a_pack_takes_no_name_that_means_something_else(old, new) -> None:
    with pytest.raises(Refused) as refused:
        read_pack(PACK_TEXT.replace(old, new))

    assert refused.value.code == "form.pack_takes_name"


@pytest.mark.parametrize(
    "change",
    [
        {"form": "harks/9"},
        {"form": "person/1"},
        {"credit": None},
        {"exact": {"hark_h": "Words for H alone"}},
        {"exact": {"hark_h": 1, "hark_a": "", "hark_r": "", "hark_k": ""}},
        {"exact": {name: "Words" for name in ("hark_h", "hark_a", "hark_r", "hark_k", "hark_x")}},
    ],
)
def test_a_ward_pc_asks_in_told_words_only_with_one_for_every_question(change) -> None:
    (brought,) = read_pack(WORDING).wordings
    assert wording_of(told(brought)) == brought
    assert wording_of({**told(brought), **change}) is None
