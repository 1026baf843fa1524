"""Form packs: checked whole, and refused in words for whatever would not hold."""

from __future__ import annotations

import pytest

from app.errors import Refused
from app.forms.packs import read_pack

PACK_TEXT = """
[pack]
name = "made_up"
version = 1
title = "A made-up instrument"

[lists.worry_answers]
title = "How worried"
codes = [ { code = "very", label = "Very" }, { code = "little", label = "A little" } ]

[[areas]]
area = "Moorland"
instrument = "worry"
min_yes = 3
escalation_n = 2
escalation_months = 6
repeat_clock = "meeting"
sla_days = 21

[[form]]
name = "worry"
version = 1
title = "Worry scale"
credit = "Made up for this test"

[[form.fields]]
name = "worry_now"
kind = "choice"
label = "Worried now"
list = "worry_answers"
exact = "How worried are you now?"
"""


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
    ],
)
def test_a_fault_anywhere_refuses_the_whole_pack(old: str, new: str, code: str) -> None:
    assert old in PACK_TEXT
    from app.errors import YarrowError

    with pytest.raises(YarrowError, match=code.replace(".", r"\.")):
        read_pack(PACK_TEXT.replace(old, new, 1))


def test_a_pack_of_nothing_is_refused() -> None:
    with pytest.raises(Refused, match=r"form\.pack_empty"):
        read_pack('[pack]\nname = "x"\nversion = 1\ntitle = "x"')
