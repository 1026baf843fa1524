"""A map says which column answers what; what it does not know it refuses."""

from __future__ import annotations

import pytest

from app.errors import Refused
from app.forms.import_map import parse_map

WHOLE = """
kind = "identification"
dates = "dmy"
key = ["Ref"]
[person]
name = ["Forename", "Surname"]
[fields]
identified_at = "Seen"
[constants]
site_ods = "Z9902"
[words.setting_type]
"A&E" = "ed_adult"
"""


def test_a_whole_map():
    told = parse_map(WHOLE)

    assert (told.kind, told.key, told.order) == ("identification", ("Ref",), "dmy")
    assert told.person == {"name": ("Forename", "Surname")}
    assert told.words == {"setting_type": {"a&e": "ed_adult"}}
    assert told.columns == {"Ref", "Forename", "Surname", "Seen"}


@pytest.mark.parametrize(
    "text",
    [
        'kind = "note"\nother = 1',
        'kind = "note"\nseparator = "::"',
        "kind = 'note'\nseparator = '\"'",
        "kind =",
    ],
)
def test_what_is_wrong_with_it_is_named(text):
    with pytest.raises(Refused) as refused:
        parse_map(text)
    assert refused.value.code.startswith("form.definition_")


@pytest.mark.parametrize(
    ("text", "key", "taken"),
    [
        ('kind = "person"', "kind", "identification, note, referral"),
        ('kind = "note"\ndates = "xyz"', "dates", "dmy, mdy, ymd"),
    ],
)
def test_of_what_has_a_list_it_says_what_is_taken(text, key, taken):
    with pytest.raises(Refused) as refused:
        parse_map(text)

    assert refused.value.code == "importing.map_value"
    assert refused.value.facts == {"key": key, "taken": taken}
